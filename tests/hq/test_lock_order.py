"""Locks are taken in one order everywhere (sync/hq/store): pairs that used to wait for each other, brought to that very moment. On
PostgreSQL, where two may write at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import msgspec
import pytest
from sqlalchemy import ColumnElement, Connection, Table, select, text, update

from sync import wire
from sync.hq import enrolment, grants
from sync.hq.feed import Put, publish
from sync.hq.keys import Keys, open_keys
from sync.hq.publishing import take_for_stores
from sync.hq.recalls import Asker, Verb, Wish
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import recall
from sync.hq.store.engine import Database
from tests.hq.counter import new_id, units_of
from tests.hq.test_delivery import NOW, Journal

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def hq(seeded_postgres: str) -> Iterator[tuple[Database, Keys]]:
    database = Database(seeded_postgres)
    with database.write() as connection:
        keys = open_keys(connection, NOW)
    yield database, keys
    database.close()


class Meeting:
    """Two deeds that begin one after the other while somebody holds a row both or one of them will want."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pool = ThreadPoolExecutor(2)
        self._begun: list[Future[None]] = []

    @contextmanager
    def holding(self, table: Table, where: ColumnElement[bool]) -> Iterator[None]:
        """Until the end of the block; then both must have come to their end."""
        with self._database.write() as connection:
            assert connection.execute(select(table).where(where).with_for_update()).first()
            yield
        done, late = wait(self._begun, timeout=60)
        self._pool.shutdown()
        assert not late
        for each in done:
            each.result()

    def begin(self, work: Callable[[Connection], object]) -> None:
        """Goes on once it waits for a lock, or is done."""
        waiting = self._waiting()

        def run() -> None:
            with self._database.write() as connection:
                work(connection)

        begun = self._pool.submit(run)
        self._begun.append(begun)
        while not begun.done() and self._waiting() == waiting:
            wait([begun], timeout=0.02)

    def deliver(self, journal: Journal) -> None:
        waiting = self._waiting()

        def run() -> None:
            journal.deliver(1, len(journal.facts))

        begun = self._pool.submit(run)
        self._begun.append(begun)
        while not begun.done() and self._waiting() == waiting:
            wait([begun], timeout=0.02)

    def _waiting(self) -> int:
        with self._database.engine.connect() as connection:
            return int(connection.execute(WAITING).scalar_one())


def order_of(database: Database, pickup: int) -> wire.PickupRow:
    with database.read() as connection:
        raw = connection.execute(select(t.pickup.c.row).where(t.pickup.c.pickup == pickup))
        return msgspec.json.decode(raw.scalar_one(), type=wire.PickupRow)


def member_of(database: Database, order: wire.PickupRow) -> wire.MemberRow:
    with database.read() as connection:
        raw = connection.execute(select(t.member.c.row).where(t.member.c.member == order.member))
        return msgspec.json.decode(raw.scalar_one(), type=wire.MemberRow)


def handed_over(database: Database, keys: Keys) -> tuple[Journal, wire.PickupRow]:
    """An order of a member, and the fact that gives it out, with points."""
    journal = Journal(database, keys)
    order = order_of(database, journal.pickup)
    body = wire.PickupRedeemed(
        redemption=new_id(),
        pickup=order.pickup,
        epoch=1,
        units=units_of({1: 1}),
        receipt_no=1,
        member=order.member,
        points=5,
    )
    journal.write(body, "pickup.redeemed")
    return journal, order


@pytest.mark.parametrize("stores", [(1,), (2, 1)], ids=["one store", "two stores"])
def test_an_import_of_an_order_and_its_member_meets_the_push_of_it(
    hq: tuple[Database, Keys], stores: tuple[int, ...]
) -> None:
    database, keys = hq
    journal, order = handed_over(database, keys)
    member = member_of(database, order)
    brought: dict[int, list[wire.Struct]] = {store: [member] for store in sorted(stores)}
    brought[1].append(order)
    meeting = Meeting(database)
    here = (t.pickup.c.store == 1) & (t.pickup.c.pickup == order.pickup)
    with meeting.holding(t.pickup, here):
        meeting.deliver(journal)
        meeting.begin(lambda connection: take_for_stores(connection, brought, now=NOW))
    assert len(order_of(database, order.pickup).redemptions) == 1
    assert member_of(database, order).points == member.points + 5


def test_a_push_that_moves_an_order_tells_no_store_before_it_has_all_it_needs(
    hq: tuple[Database, Keys],
) -> None:
    """It had locked the feed of the one store, and then wanted that of the other."""
    database, keys = hq
    journal = Journal(database, keys)
    with database.write() as connection:
        stores = {1: "store:1", 2: "store:2"}
        wish = Wish(Verb.MOVE, row=grants.moved(connection, journal.pickup, 2))
        asked = grants.ask_back(
            connection, journal.pickup, wish, asker=Asker("op", "搬店"), now=NOW
        )
        publish(connection, asked.puts, NOW)
        connection.execute(update(t.store).where(t.store.c.store == 2).values(holder=0))
    journal.write(wire.GrantReturned(pickup=journal.pickup, epoch=1), "grant.returned")
    news = [Put(stores[store], "stock", "1", b"{}") for store in (1, 2)]
    meeting = Meeting(database)
    waits = recall.c.pickup == journal.pickup
    with meeting.holding(recall, waits):
        meeting.deliver(journal)
        with database.write() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '3s'")
            publish(connection, news, NOW)
    assert order_of(database, journal.pickup).store == 2


def test_revoking_a_counter_meets_its_enrolment_anew(hq: tuple[Database, Keys]) -> None:
    database, keys = hq
    journal = Journal(database, keys)
    with database.write() as connection:
        label = connection.execute(
            select(t.counter.c.label).where(t.counter.c.counter == journal.counter)
        ).scalar_one()
        code = enrolment.new_code(connection, keys, store=1, label=label, now=NOW)
    request = wire.EnrolRequest(proto=1, code=code, public_key=b"n" * 32)

    def anew(connection: Connection) -> None:
        enrolment.enrol(connection, keys, request, origin="", public_url="", now=NOW)

    meeting = Meeting(database)
    with meeting.holding(t.counter, t.counter.c.counter == journal.counter):
        meeting.begin(lambda connection: enrolment.revoke(connection, journal.counter, NOW))
        meeting.begin(anew)
