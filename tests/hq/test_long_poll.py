"""Waiting for changes: woken by a commit here, by a commit of another process, and never late when the news came first."""

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from sync import wire
from sync.hq import office as office_module
from sync.hq.bell import Bell
from sync.hq.keys import new_epoch
from sync.hq.publishing import take_rows
from sync.hq.store.engine import Busy, Database
from tests.hq.counter import Counter, Said
from tests.hq.running import RunningHq

STOCK = wire.StockRow(product_no=1601, on_hand=3, received_today=30)


@pytest.fixture
def hq_without_watch(seeded: str, monkeypatch: pytest.MonkeyPatch) -> RunningHq:
    """Only the bell of this process can wake a poll."""
    monkeypatch.setattr(office_module, "LOOK_SECONDS", 3600)
    return RunningHq(seeded)


def waiting(
    hq: RunningHq, counter: Counter, pool: ThreadPoolExecutor
) -> "Future[wire.ChangesAnswer]":
    """A poll that has begun to wait."""
    poll = pool.submit(counter.pull, wait=25)
    pause = threading.Event()
    own = office_module.counter_bell(counter.identity.counter)
    for _ in range(4000):
        if own in hq.office.bell.names():
            return poll
        pause.wait(0.005)
    raise AssertionError("the poll does not wait")


def test_a_commit_wakes_the_stores_counters_and_no_others(hq_without_watch: RunningHq) -> None:
    hq = hq_without_watch
    try:
        here, there = hq.enrolled(1), hq.enrolled(2)
        here.pull_all()
        there.pull_all()
        with ThreadPoolExecutor(2) as pool:
            poll, quiet = waiting(hq, here, pool), waiting(hq, there, pool)
            hq.operator.put(STOCK, store=1)
            (change,) = poll.result(timeout=10).changes
            assert (change.entity, change.key) == ("stock", "1601")
            assert not quiet.done()
            hq.operator.act("revoke", counter=there.identity.counter)
            with pytest.raises(Said, match="revoked"):
                quiet.result(timeout=10)
    finally:
        hq.stop()


def test_own_facts_wake_the_poll_with_what_is_settled(hq_without_watch: RunningHq) -> None:
    hq = hq_without_watch
    try:
        counter = hq.enrolled()
        counter.pull_all()
        with ThreadPoolExecutor(1) as pool:
            poll = waiting(hq, counter, pool)
            counter.write(wire.SignedIn(staff=11, way="pin"))
            counter.push()
            answer = poll.result(timeout=10)
        assert (answer.settled, answer.changes) == (1, ())
    finally:
        hq.stop()


def test_a_commit_of_another_process_is_found(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = hq.enrolled()
    counter.pull_all()
    other = Database(hq.database_url)
    with ThreadPoolExecutor(1) as pool:
        poll = waiting(hq, counter, pool)
        with other.write() as connection:
            take_rows(connection, [STOCK], store=1, now=datetime.now(UTC))
        assert [change.key for change in poll.result(timeout=15).changes] == ["1601"]
    other.close()


def test_they_are_looked_for_again_after_the_database_was_away(hq: RunningHq) -> None:
    """And it was away in the middle of a look: a standby takes a moment to take over."""
    counter = hq.enrolled()
    counter.pull_all()
    away, look = threading.Event(), hq.office._heads

    def fails() -> dict[str, int]:
        hq.office._heads = look  # type: ignore[method-assign]
        away.set()
        raise Busy("OperationalError")

    other = Database(hq.database_url)
    with ThreadPoolExecutor(1) as pool:
        hq.office._heads = fails  # type: ignore[method-assign]
        poll = waiting(hq, counter, pool)
        assert away.wait(20)
        with other.write() as connection:
            take_rows(connection, [STOCK], store=1, now=datetime.now(UTC))
        assert [change.key for change in poll.result(timeout=20).changes] == ["1601"]
    other.close()


def test_a_new_epoch_is_taken_up_while_hq_runs(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.pull_all()
    other = Database(hq.database_url)
    with ThreadPoolExecutor(1) as pool:
        poll = waiting(hq, counter, pool)
        with other.write() as connection:
            epoch = new_epoch(connection)
        with pytest.raises(Said, match="410 reset"):
            poll.result(timeout=20)
    other.close()
    counter.cursor = ""
    assert counter.pull().server_epoch == counter.push().server_epoch == epoch


def test_nothing_new_ends_with_an_empty_page(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.pull_all()
    before = counter.cursor
    answer = counter.pull(wait=0.1)
    assert (answer.changes, answer.more, answer.cursor) == ((), False, before)


def test_settled_is_only_said_on_the_last_page(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.push()
    hq.office.page_rows = 100
    pages = [counter.pull()]
    while pages[-1].more:
        pages.append(counter.pull())
    assert len(pages) > 2
    assert [page.settled for page in pages] == [0] * (len(pages) - 1) + [1]
    assert all(len(page.changes) <= 100 for page in pages)


def test_the_bell_forgets_who_stopped_listening() -> None:
    async def listen() -> None:
        bell = Bell()
        with bell.listening(("a", "b")) as one, bell.listening(("b",)) as two:
            bell.ring(["a", "a", "nobody"])
            assert (one.done(), two.done()) == (True, False)
            bell.ring(["b"])
            assert two.done()
        assert bell.names() == frozenset()

    asyncio.run(listen())
