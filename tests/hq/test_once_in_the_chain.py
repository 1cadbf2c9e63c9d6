"""No key of the database says any more that an order is once in the chain: two who bring it at once, a move under the
hands of a push, a claim for what has just left. On PostgreSQL, where they meet."""

import struct
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from typing import TypeVar

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, select, text

from sync import wire
from sync.hq import grants
from sync.hq.feed import publish
from sync.hq.imports.headings import Kind
from sync.hq.imports.plans import Fate, Wrong
from sync.hq.imports.taking import Chosen, Taken, open_file, take
from sync.hq.problems import Refused
from sync.hq.publishing import take_rows
from sync.hq.recalls import Asker, Verb, Wish
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from sync.hq.web.accounts import Who
from sync.hq.web.seals import Seals
from tests.hq.counter import Counter, Said
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim
from tests.hq.test_recall import ORDER, ask
from tests.hq_imports.files import csv_file

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
T = TypeVar("T")


@pytest.fixture
def hq(seeded_postgres: str) -> Iterator[RunningHq]:
    running = RunningHq(seeded_postgres)
    yield running
    running.stop()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def new_order(counter: Counter, pickup: int, order_no: str, store: int) -> wire.PickupRow:
    base = counter.pickup(ORDER)
    return replace(
        base,
        pickup=pickup,
        order_no=order_no,
        pickup_no="00000777",
        store=store,
        holder=0,
        epoch=0,
    )


def brought(hq: RunningHq, *rows: wire.PickupRow) -> frozenset[str]:
    with hq.database.write() as connection:
        return take_rows(connection, rows, store=rows[0].store, now=NOW)


def waits(database: Database, work: "Future[T]") -> None:
    """Until somebody waits for a lock of another, and it is this work."""
    asked = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    pause = Event()
    for _ in range(4000):
        assert not work.done(), "it did not wait"
        with database.engine.connect() as connection:
            if connection.execute(asked).scalar_one():
                return
        pause.wait(0.005)
    raise AssertionError("nobody waits")


def while_open(
    hq: RunningHq,
    pool: ThreadPoolExecutor,
    first: Callable[[Connection], object],
    then: Callable[[], T],
) -> "Future[T]":
    """`then` is begun while the transaction of `first` is open, and waits for it."""
    with hq.database.write() as connection:
        first(connection)
        second = pool.submit(then)
        waits(hq.database, second)
    return second


def standing(hq: RunningHq) -> list[tuple[int, int, str]]:
    with hq.database.read() as connection:
        rows = connection.execute(
            select(t.pickup.c.store, t.pickup.c.pickup, t.pickup.c.order_no).where(
                t.pickup.c.pickup.in_([777, 778, 20473])
            )
        )
        return sorted(tuple(row) for row in rows)


def test_an_order_two_bring_at_once_to_two_stores_stands_once(
    hq: RunningHq, pool: ThreadPoolExecutor
) -> None:
    one, two = hq.enrolled(1), hq.enrolled(2)
    here, there = new_order(one, 777, "T-777", 1), new_order(one, 777, "T-777", 2)
    late = while_open(
        hq,
        pool,
        lambda connection: take_rows(connection, [here], store=1, now=NOW),
        lambda: brought(hq, there),
    )
    assert late.result(20) == {"store:1", "store:2"}
    assert standing(hq) == [(1, 777, "T-777"), (1, 20473, ORDER)]
    assert one.pickup("T-777").recall, (
        "the second one is a wish: the first store's counter holds it"
    )
    with pytest.raises(LookupError):
        two.pickup("T-777")


def test_an_order_number_is_one_orders_whoever_was_first(
    hq: RunningHq, pool: ThreadPoolExecutor
) -> None:
    one = hq.enrolled(1)
    here, there = new_order(one, 777, "T-777", 1), new_order(one, 778, "T-777", 2)
    late = while_open(
        hq,
        pool,
        lambda connection: take_rows(connection, [here], store=1, now=NOW),
        lambda: brought(hq, there),
    )
    with pytest.raises(Refused, match="bad_request"):
        late.result(20)
    with pytest.raises(Refused, match="bad_request"):
        brought(hq, replace(here, order_no="T-779"))
    twin = replace(there, order_no="T-780")
    with pytest.raises(Refused, match="bad_request"):
        brought(hq, twin, replace(twin, pickup=779))
    assert standing(hq) == [(1, 777, "T-777"), (1, 20473, ORDER)]


def moved_by_force(connection: Connection) -> frozenset[str]:
    wish = Wish(Verb.MOVE, row=grants.moved(connection, 20473, 2))
    asker = Asker("lin", "门店停电三天")
    done = grants.ask_back(connection, 20473, wish, asker=asker, force=True, now=NOW)
    return publish(connection, done.puts, NOW)


def test_a_push_that_waits_for_a_move_finds_the_order_in_its_new_store(
    hq: RunningHq, pool: ThreadPoolExecutor
) -> None:
    one, two = hq.enrolled(1), hq.enrolled(2)
    one.redeem(one.pickup(ORDER), {1: 1})
    answer = while_open(hq, pool, moved_by_force, one.push).result(20)
    assert [(each.outcome, each.detail) for each in answer.results] == [("conflict", "other_store")]
    assert standing(hq) == [(2, 20473, ORDER)]
    assert two.pickup(ORDER).redemptions == ()
    assert two.pickup(ORDER).holder == two.identity.counter


def test_a_claim_that_waits_for_a_move_is_told_it_left_and_one_there_that_it_is_held(
    hq: RunningHq, pool: ThreadPoolExecutor
) -> None:
    one, two = hq.enrolled(1), hq.enrolled(2)
    row = one.pickup(ORDER)
    late = while_open(hq, pool, moved_by_force, lambda: claim(one, asking(row))).result(20)
    assert (late.outcome, late.detail) == ("refused", "other_store")
    other = claim(hq.enrolled(2), asking(two.pickup(ORDER)))
    assert (other.outcome, other.detail) == ("refused", "grant_elsewhere")
    unknown = claim(one, asking(replace(row, pickup=999_999)))
    assert unknown.detail == "unknown_pickup"


def test_a_move_that_waits_for_a_push_takes_along_what_was_handed_over(
    hq: RunningHq, pool: ThreadPoolExecutor
) -> None:
    """And its undo, told by the first store's counter when the order has left, still counts: once, with the points."""
    one, two = hq.enrolled(1), hq.enrolled(2)
    row = one.pickup(ORDER)
    given = one.redeem(row, {1: 1}, points=9)
    one.undo(given)
    with hq.database.engine.connect() as first:
        first.begin()
        first.execute(
            select(t.pickup.c.row).where(t.pickup.c.pickup == row.pickup).with_for_update()
        )
        push = pool.submit(one.push, 1, 1)
        waits(hq.database, push)
        first.commit()
    assert [each.outcome for each in push.result(20).results] == ["applied"]
    assert ask(hq, row, "move", store=2, force=True, reason="门店停电三天") == "forced"
    assert [each.undone for each in two.pickup(ORDER).redemptions] == [False]
    assert one.outcomes(2) == ["applied"]
    assert [each.undone for each in two.pickup(ORDER).redemptions] == [True]
    assert [(each["store"], each["undone"]) for each in hq.operator.look("redemptions")] == [
        (2, True)
    ]
    assert sum(each["points"] for each in hq.operator.look("points")) == 0
    with hq.database.read() as connection:
        told = connection.execute(
            select(t.feed_row.c.op).where(
                t.feed_row.c.scope == "store:1", t.feed_row.c.key == str(row.pickup)
            )
        ).scalar_one()
    assert told == "del"


def test_a_claim_granted_before_the_move_is_fulfilled_after_it(hq: RunningHq) -> None:
    one, two = hq.enrolled(1), hq.enrolled(2)
    row = one.pickup(ORDER)
    granted = claim(one, asking(row, {1: 1}))
    assert granted.outcome == "granted"
    ask(hq, row, "move", store=2, force=True, reason="门店停电三天")
    one.redeem(row, {1: 1}, redemption=granted.claim_id)
    assert one.outcomes() == ["applied"]
    (kept,) = hq.operator.look("redemptions")
    assert (kept["store"], kept["seq"], kept["undone"]) == (2, 1, False)
    assert [each.receipt_no for each in two.pickup(ORDER).redemptions] == [1]


@pytest.mark.parametrize("kind", [Kind.ORDERS, Kind.MEMBERS])
def test_of_two_imports_at_once_the_second_knows_what_the_first_brought(
    hq: RunningHq, pool: ThreadPoolExecutor, kind: Kind
) -> None:
    """One order number in two stores' files, one card for two members."""
    files = {
        Kind.ORDERS: [csv_file(("订单号", "联系电话", "商品", "数量", "自提点"), (
            ("T-777", "13900001111", "红颜草莓 500g", "1", place),)) for place in ("翠湖路店", "湖滨店")],
        Kind.MEMBERS: [csv_file(("会员手机号", "会员姓名", "会员卡号", "归属门店"), (
            (phone, "王女士", "K-1", "翠湖路店"),)) for phone in ("13900001111", "13900002222")],
    }  # fmt: skip
    seals, who = Seals(b"s" * 32), Who("lin", "admin", frozenset())

    def taken(connection: Connection, content: bytes) -> Taken:
        opened = open_file(content, Chosen(kind), NOW)
        return take(connection, who, seals, opened.chosen, opened.entries, NOW)[0]

    def second() -> Taken:
        with hq.database.write() as connection:
            return taken(connection, files[kind][1])

    late = while_open(hq, pool, lambda connection: taken(connection, files[kind][0]), second)
    changes, refused = late.result(20)
    if kind is Kind.MEMBERS:
        assert (changes, [each.why for each in refused]) == ((), [Wrong.CARD_TAKEN])
    else:
        assert [each.fate for each in changes] == [Fate.CHANGED]
        rows = hq.operator.look("pickups")
        assert [each["store"] for each in rows if each["order_no"] == "T-777"] == [2]


def test_a_session_of_the_hq_before_is_over_and_the_counter_signs_in_again(hq: RunningHq) -> None:
    """Its token names no store."""
    one = hq.enrolled(1)
    until = int(hq.clock().timestamp()) + 900
    plain = struct.pack(">QQQ", one.identity.counter, 1, until) + b"12345678"
    one.token = urlsafe_b64encode(hq.office.sessions._sealed(b"session", plain)).decode()
    with pytest.raises(Said, match="unauthorized"):
        one.pull()
    one.sign_in()
    assert one.pull().changes
