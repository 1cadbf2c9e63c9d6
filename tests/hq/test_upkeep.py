"""HQ looks after itself beside its work: what is over goes, little by little, by one of several workers; what is known goes on. On
both databases."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, func, insert, select

from sync.hq import upkeep
from sync.hq.feed import TOMBSTONES, Put, publish
from sync.hq.office import Office
from sync.hq.store import tables as t
from sync.hq.store import web_tables as w
from sync.hq.store.engine import Database
from sync.hq.upkeep import EVERY, Upkeep, take_turn
from tests.hq.running import Clock, RunningHq

NOW = datetime.now(UTC)


@pytest.fixture
def offices(seeded: str) -> Iterator[tuple[Office, Office]]:
    """Two workers of one HQ."""
    clock = Clock()
    both = [Office(Database(seeded), public_url="https://hq.example", clock=clock) for _ in "ab"]
    yield both[0], both[1]
    for office in both:
        office.close()


def long_over(office: Office, count: int = 3) -> None:
    """Something of everything that is over at some time, and of each something that is not."""
    old, new = NOW - timedelta(days=400), NOW + timedelta(hours=12)
    with office.database.write() as connection:
        for at, name in ((old, "old"), (new, "new")):
            many = range(count)
            for table, rows in (
                (w.tried, [{"what": "x", "whose": name, "at": at} for _ in many]),
                (w.phone_message, [{"phone": "1", "text": "", "at": at} for _ in many]),
                (
                    w.phone_ask,
                    [
                        {
                            "ask": f"{name}{n}",
                            "phone": "",
                            "code_mac": "",
                            "expires_at": at,
                            "wrong": 0,
                        }
                        for n in many
                    ],
                ),
                (
                    w.account_visit,
                    [{"key_hash": f"{name}{n}", "account": "lin", "expires_at": at} for n in many],
                ),
                (
                    w.import_file,
                    [
                        {
                            "import_id": f"{name}{n}",
                            "account": "lin",
                            "kind": "orders",
                            "name": "",
                            "content": b"",
                            "made_at": at,
                        }
                        for n in many
                    ],
                ),
                (t.enrol_failure, [{"origin": name, "at": at} for _ in many]),
                (
                    t.enrol_code,
                    [{"code_hash": f"{name}{n}", "store": 1, "expires_at": at} for n in many],
                ),
            ):
                connection.execute(insert(table), rows)
        gone = [Put("store:1", "stock", f"gone{n}", None) for n in range(count)]
        publish(connection, gone, NOW - TOMBSTONES - timedelta(days=1))
        publish(connection, [Put("store:1", "stock", "gone lately", None)], NOW)


TABLES = (w.tried, w.phone_message, w.phone_ask, w.account_visit, w.import_file)
KEPT: tuple[Table, ...] = (*TABLES, t.enrol_failure, t.enrol_code)


def left(office: Office) -> dict[str, int]:
    with office.database.read() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in KEPT
        }
        counts["gone"] = connection.execute(
            select(func.count()).select_from(t.feed_row).where(t.feed_row.c.op == "del")
        ).scalar_one()
    return counts


def test_one_of_two_workers_throws_away_what_is_over_and_nothing_else(
    offices: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    long_over(offices[0])
    done: list[int] = []

    async def both() -> None:
        done.extend(await asyncio.gather(*(Upkeep(office).sweep() for office in offices)))

    asyncio.run(both())
    assert sorted(done) == [0, 3 * (len(KEPT) + 1)], "one did all of it"
    assert left(offices[0]) == dict.fromkeys((table.name for table in KEPT), 3) | {"gone": 1}


def test_the_turn_comes_again_after_its_time_and_after_a_clock_that_was_ahead(
    offices: tuple[Office, Office],
) -> None:
    def asked(office: Office, at: datetime) -> bool:
        with office.database.write() as connection:
            return take_turn(connection, at)

    one, two = offices
    assert asked(one, NOW)
    assert not asked(two, NOW)
    assert not asked(two, NOW + EVERY - timedelta(seconds=1))
    assert asked(two, NOW + EVERY)
    assert not asked(one, NOW + EVERY)
    assert asked(one, NOW + timedelta(days=9999))
    assert asked(two, NOW + EVERY), "a clock that was ahead locks nobody out"


def test_a_running_hq_does_it_by_itself(seeded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0.02)
    hq = RunningHq(seeded)
    try:
        long_over(hq.office)
        hq.clock.ahead += EVERY + timedelta(seconds=1)
        deadline = datetime.now(UTC) + timedelta(seconds=60)
        while left(hq.office)["import_file"] != 3 or left(hq.office)["gone"] != 1:
            assert datetime.now(UTC) < deadline
            hq.operator.look("counters")
    finally:
        hq.stop()
