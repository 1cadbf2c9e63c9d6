"""Two workers of one HQ: what one commits wakes who waits at the other, and a connection lost is made again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from sync import wire
from sync.hq import office as office_module
from sync.hq.store.news import _parcels
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq.test_long_poll import STOCK, waiting

Workers = tuple[RunningHq, RunningHq]


@pytest.fixture
def workers(seeded_postgres: str, monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Nobody looks: only what is told can wake a poll."""
    monkeypatch.setattr(office_module, "LOOK_SECONDS", 3600)
    return RunningHq(seeded_postgres), RunningHq(seeded_postgres)


def connections(url: str, role: str) -> list[int]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    asked = text(
        "SELECT pid FROM pg_stat_activity WHERE application_name = :name AND datname = current_database()"
    )
    with engine.connect() as admin:
        found = [row.pid for row in admin.execute(asked, {"name": f"tuangui-hq {role}"})]
    engine.dispose()
    return found


def listening(url: str, count: int, without: frozenset[int] = frozenset()) -> list[int]:
    """So many connections that listen, none of them of `without`."""
    import threading

    pause = threading.Event()
    for _ in range(4000):
        found = connections(url, "listener")
        if len(found) == count and not without & {*found}:
            return found
        pause.wait(0.01)
    raise AssertionError(found)


def other_side(counter: Counter, hq: RunningHq) -> Counter:
    """The same counter at the other worker: its session counts at both."""
    from tests.hq.counter import plain_http

    return Counter(
        plain_http(hq.url), counter.key, counter.identity, [], counter.token, counter.cursor
    )


def test_what_one_worker_commits_wakes_a_poll_at_the_other(workers: Workers) -> None:
    one, two = workers
    try:
        counter = one.enrolled()
        counter.pull_all()
        listening(one.database_url, 2)
        there = other_side(counter, two)
        with ThreadPoolExecutor(1) as pool:
            poll = waiting(two, there, pool)
            one.operator.put(STOCK, store=1)
            assert [change.key for change in poll.result(timeout=20).changes] == ["1601"]
            poll = waiting(two, there, pool)
            counter.write(wire.SignedIn(staff=11, way="pin"))
            counter.push()
            assert poll.result(timeout=20).settled == 1
    finally:
        one.stop()
        two.stop()


def test_a_lost_connection_is_made_again_and_nothing_is_missed(workers: Workers) -> None:
    one, two = workers
    try:
        counter = one.enrolled()
        counter.pull_all()
        before = listening(one.database_url, 2)
        there = other_side(counter, two)
        engine = create_engine(one.database_url, isolation_level="AUTOCOMMIT")
        with ThreadPoolExecutor(1) as pool:
            poll = waiting(two, there, pool)
            with engine.connect() as admin:
                lost = [*before, *connections(one.database_url, "carrier")]
                admin.execute(
                    text("SELECT pg_terminate_backend(p) FROM unnest(:lost) p"), {"lost": lost}
                )
            one.operator.put(STOCK, store=1)
            assert [change.key for change in poll.result(timeout=30).changes] == ["1601"]
        listening(one.database_url, 2, frozenset(before))
        engine.dispose()
    finally:
        one.stop()
        two.stop()


def test_a_thousand_names_go_in_parcels_postgresql_takes() -> None:
    names = [f"store:{n}" for n in range(2000)]
    parcels = list(_parcels("me", names))
    assert len(parcels) > 1
    assert all(len(parcel.encode()) < 8000 for parcel in parcels)
    assert [name for parcel in parcels for name in parcel.split()[1:]] == names
    assert list(_parcels("me", [])) == []
