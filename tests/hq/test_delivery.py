"""Whatever the line does to a journal (cut, repeat, reorder, lose replies), HQ ends with every fact once, in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sync import wire
from sync.hq.accept import open_units
from sync.hq.enrolment import enrol, new_code
from sync.hq.keys import Keys, open_keys
from sync.hq.problems import Refused
from sync.hq.publishing import take_rows
from sync.hq.push import push
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from tests.hq.counter import new_id, units_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Journal:
    """A counter of its own with one order of its own; facts are made by the test."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self.database, self.keys = database, keys
        with database.write() as connection:
            code = new_code(connection, keys, store=1, label=None, now=NOW)
            request = wire.EnrolRequest(proto=1, code=code, public_key=b"k" * 32)
            made = enrol(connection, keys, request, origin="", public_url="", now=NOW)
            assert made is not None
            self.counter = made[0].counter
            base = msgspec.json.decode(
                connection.execute(
                    select(t.pickup.c.row).where(t.pickup.c.order_no == "T-20473")
                ).scalar_one(),
                type=wire.PickupRow,
            )
            self.pickup = 1_000_000 + self.counter
            row = msgspec.structs.replace(
                base,
                pickup=self.pickup,
                order_no=f"D-{self.counter}",
                holder=self.counter,
                epoch=1,
            )
            take_rows(connection, [row], store=1, now=NOW)
        self.facts: list[wire.Fact] = []

    def write(self, body: wire.Struct, kind: str) -> None:
        fact = wire.Fact(
            id=new_id(),
            counter=self.counter,
            incarnation=1,
            seq=len(self.facts) + 1,
            kind=kind,
            v=1,
            at=NOW,
            mono_ms=0,
            by=11,
            body=msgspec.Raw(wire.encode(body)),
            prev=self.facts[-1].sha256 if self.facts else wire.CHAIN_START,
            sha256="",
        )
        self.facts.append(msgspec.structs.replace(fact, sha256=wire.chain_hash(fact)))

    def deliver(self, first: int, last: int, *, crash: bool = False) -> int:
        """HQ takes the batch, or dies before the commit; returns what it acknowledged."""
        request = wire.PushRequest(
            proto=1,
            counter=self.counter,
            incarnation=1,
            first_seq=first,
            facts=tuple(self.facts[first - 1 : last]),
            head=self.facts[-1].sha256,
        )
        with crashing(crash), self.database.write() as connection:
            pushed = push(
                connection,
                request,
                code_keys=self.keys.code_keys,
                server_epoch=self.keys.server_epoch,
                now=NOW,
            )
            if crash:
                raise Crash
            return pushed.answer.acked_through
        return 0


class Crash(Exception):
    """HQ's process dies."""


@contextmanager
def crashing(expected: bool) -> Iterator[None]:
    try:
        yield
    except Crash:
        assert expected


@pytest.fixture
def opened(seeded: str) -> Iterator[tuple[Database, Keys]]:
    database = Database(seeded)
    with database.write() as connection:
        keys = open_keys(connection, NOW)
    yield database, keys
    database.close()


FACTS = st.lists(
    st.one_of(
        st.tuples(st.just("redeem"), st.integers(1, 3), st.integers(1, 3)),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("say"), st.just(0), st.just(0)),
    ),
    min_size=1,
    max_size=10,
)
DELIVERIES = st.lists(
    st.tuples(st.integers(1, 10), st.integers(1, 10), st.sampled_from(["ok", "lost", "crash"])),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=FACTS, deliveries=DELIVERIES)
def test_any_delivery_ends_the_same(
    opened: tuple[Database, Keys],
    steps: list[tuple[str, int, int]],
    deliveries: list[tuple[int, int, str]],
) -> None:
    database, keys = opened
    journal = Journal(database, keys)
    redemptions: list[str] = []
    for verb, one, two in steps:
        match verb:
            case "redeem":
                redemptions.append(new_id())
                journal.write(
                    wire.PickupRedeemed(
                        redemption=redemptions[-1],
                        pickup=journal.pickup,
                        epoch=1,
                        units=units_of({one: two}),
                        receipt_no=1,
                        member=None,
                        points=0,
                    ),
                    "pickup.redeemed",
                )
            case "undo" if redemptions:
                journal.write(
                    wire.RedemptionUndone(
                        redemption=redemptions[one % len(redemptions)],
                        pickup=journal.pickup,
                        approved_by=None,
                        member=None,
                        points=0,
                    ),
                    "pickup.undone",
                )
            case _:
                journal.write(wire.SignedIn(staff=11, way="pin"), "staff.signed_in")
    length = len(journal.facts)
    acked = 0
    for start, end, fate in deliveries:
        first, last = min(start, length), min(max(start, end), length)
        if first > acked + 1:
            with pytest.raises(Refused, match="gap"):
                journal.deliver(first, last)
            continue
        heard = journal.deliver(first, last, crash=fate == "crash")
        if fate != "crash":
            assert heard >= acked
            acked = heard
    assert journal.deliver(acked + 1 if acked < length else length, length) == length
    _check(database, journal, redemptions)


def _check(database: Database, journal: Journal, redemptions: list[str]) -> None:
    with database.read() as connection:
        stored = connection.execute(
            select(t.fact.c.seq, t.fact.c.id, t.fact.c.sha256)
            .where(t.fact.c.counter == journal.counter)
            .order_by(t.fact.c.seq)
        ).all()
        row = msgspec.json.decode(
            connection.execute(
                select(t.pickup.c.row).where(t.pickup.c.pickup == journal.pickup)
            ).scalar_one(),
            type=wire.PickupRow,
        )
        conflicts = connection.execute(
            select(t.conflict.c.redemption).where(t.conflict.c.pickup == journal.pickup)
        ).scalars()
        known = [redemption.redemption for redemption in row.redemptions] + list(conflicts)
        feed = connection.execute(
            select(t.feed_row.c.row).where(t.feed_row.c.key == str(journal.pickup))
        ).scalar_one()
    assert [tuple(each) for each in stored] == [(f.seq, f.id, f.sha256) for f in journal.facts]
    assert sorted(known) == sorted(redemptions)
    assert all(owed >= 0 for owed in open_units(row).values())
    assert feed == wire.encode(row)
