"""The two threads: neither direction waits for the other, a bad line is left and found again, stopping is quick."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from sync.errors import Retry, Stop
from sync.ports import Hq, SyncStore
from sync.status import Line, SyncStatus
from sync.worker import SyncWorker
from tests.sync.scripted_hq import Fault, MemoryStore, ScriptedHq

SOON = 5.0
AGES = 200.0
"""A roll of the dice no dice has: the first waiting time is minutes, so only something else can end it."""


@dataclass
class Screen:
    """What the worker told, with a condition to wait on."""

    statuses: list[SyncStatus] = field(default_factory=lambda: [SyncStatus()])
    applied: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def on_status(self, status: SyncStatus) -> None:
        with self.changed:
            self.statuses.append(status)
            self.changed.notify_all()

    def on_applied(self) -> None:
        with self.changed:
            self.applied += 1
            self.changed.notify_all()

    def wait(self, true: Callable[[SyncStatus], bool], seconds: float = SOON) -> SyncStatus:
        with self.changed:
            assert self.changed.wait_for(lambda: true(self.statuses[-1]), seconds), self.statuses[
                -1
            ]
            return self.statuses[-1]

    def wait_for_news(self, count: int, seconds: float = SOON) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.applied >= count, seconds)


@contextmanager
def working(
    store: MemoryStore, hq: ScriptedHq, *, roll: float = 0.0, poll: float = 25.0
) -> Iterator[tuple[SyncWorker, Screen]]:
    screen = Screen()

    def open_store() -> SyncStore:
        return store

    def open_hq() -> Hq:
        return hq

    worker = SyncWorker(
        open_store=open_store,
        open_hq=open_hq,
        on_status=screen.on_status,
        on_applied=screen.on_applied,
        roll=lambda: roll,
        long_poll_seconds=poll,
    )
    worker.start()
    try:
        yield worker, screen
    finally:
        worker.stop()
    assert not any(thread.is_alive() for thread in worker._threads)


def online(status: SyncStatus) -> bool:
    return status.line is Line.ONLINE and status.pending == 0


def test_a_fact_is_at_hq_within_a_second_though_a_long_poll_is_open() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq) as (worker, screen):
        screen.wait(online)
        assert hq.waiting.wait(SOON)
        began = time.monotonic()
        store.add()
        worker.wake()
        hq.wait(lambda: len(hq.journal) == 1)
        assert time.monotonic() - began < 1
        assert hq.waiting.is_set()


def test_a_change_is_here_within_a_second() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq) as (_, screen):
        screen.wait(online)
        assert hq.waiting.wait(SOON)
        began = time.monotonic()
        hq.publish("order")
        screen.wait_for_news(1)
        assert time.monotonic() - began < 1
        assert store.rows == {"order": 1}


def test_another_network_is_tried_at_once_over_new_connections() -> None:
    """Offline with a long wait before it; the long poll of the old network would hang for half a minute."""
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq, roll=AGES) as (worker, screen):
        screen.wait(online)
        assert hq.waiting.wait(SOON)
        hq.waiting.clear()
        worker.network_changed()
        assert hq.waiting.wait(SOON), "the poll was cut, and asked again"
        assert hq.cuts >= 1
        hq.down = True
        store.add()
        worker.wake()
        screen.wait(lambda status: status.line is Line.OFFLINE and status.pending == 1)
        hq.recover()
        worker.network_changed()
        screen.wait(online)
        assert len(hq.journal) == 1


def test_no_network_heals_what_a_person_must_decide() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    worker = SyncWorker(
        open_store=lambda: store, open_hq=lambda: hq, on_status=print, on_applied=print
    )
    for side in worker._sides:
        side.stopped_by = "forked"
    worker.network_changed()
    assert [side.too_early(0.0, 60.0) for side in worker._sides] == [60.0, 60.0]
    worker.retry_now()
    assert [side.too_early(0.0, 60.0) for side in worker._sides] == [None, None]


def test_it_begins_connecting_and_says_when_the_data_was_fresh() -> None:
    with working(MemoryStore(), ScriptedHq()) as (_, screen):
        status = screen.wait(online)
    assert {s.line for s in screen.statuses} <= {Line.CONNECTING, Line.ONLINE}
    assert status.fresh_at is not None
    assert status.since is not None
    assert status.clock_offset_s != 0


def test_the_line_goes_and_comes_back_and_nothing_is_lost_or_doubled() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq) as (worker, screen):
        screen.wait(online)
        hq.down = True
        store.add(3)
        worker.wake()
        hq.publish("while down")
        offline = screen.wait(lambda s: s.line is Line.OFFLINE and s.pending == 3)
        assert offline.retry_at is not None
        assert offline.attempt >= 1
        assert offline.why == "line_down"
        hq.recover()
        screen.wait(online)
        screen.wait_for_news(1)
    assert hq.applied == {1: 1, 2: 1, 3: 1}
    assert store.rows == {"while down": 1}


def test_a_new_fact_is_counted_at_once_and_tries_the_line_long_before_the_waiting_time_ends() -> (
    None
):
    store, hq = MemoryStore(), ScriptedHq()
    hq.down = True
    with working(store, hq, roll=AGES) as (worker, screen):
        hq.wait(lambda: hq.calls == 2)
        screen.wait(lambda s: s.line is Line.OFFLINE)
        hq.recover()
        store.add()
        worker.wake()
        screen.wait(lambda s: s.pending == 1, 0.5)
        hq.wait(lambda: len(hq.journal) == 1)
        screen.wait(online)


def test_hqs_wish_to_be_left_alone_is_honoured_even_with_a_new_fact() -> None:
    class Busy(ScriptedHq):
        def push(self, position, facts):  # type: ignore[no-untyped-def]
            self.pushes.append((0, len(facts)))
            raise Retry("busy", 3600.0)

    store, hq = MemoryStore(), Busy()
    with working(store, hq) as (worker, screen):
        screen.wait(lambda s: s.why == "busy" and s.fresh_at is not None)
        store.add()
        worker.wake()
        screen.wait(lambda s: s.pending == 1)
        assert len(hq.pushes) == 1
        worker.retry_now()
        screen.wait(lambda s: s.attempt == 2)
        assert hq.pushes == [(0, 0), (0, 1)]


def test_a_fork_stops_both_ways_keeps_the_queue_and_waits_for_a_person() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq, poll=0.05) as (worker, screen):
        screen.wait(online)
        hq.stop = Stop("forked", "another disk")
        store.add(2)
        worker.wake()
        stopped = screen.wait(lambda s: s.line is Line.STOPPED)
        assert (stopped.stopped_by, stopped.why) == ("forked", "another disk")
        calls = len(hq.polls), len(hq.pushes)
        worker.wake()
        screen.wait(lambda s: s.pending == 2)
        hq.stop = None
        assert (len(hq.polls), len(hq.pushes)) == calls
        worker.retry_now()
        screen.wait(online)
    assert hq.applied == {1: 1, 2: 1}


def test_a_fork_seen_by_the_push_ends_listening_too() -> None:
    class Forked(ScriptedHq):
        def push(self, position, facts):  # type: ignore[no-untyped-def]
            raise Stop("forked", "another disk")

    with working(MemoryStore(), Forked()) as (worker, screen):
        screen.wait(lambda s: s.stopped_by == "forked")
        assert {side.stopped_by for side in worker._sides} == {"forked"}


def test_a_revoked_counter_still_hands_in_its_queue() -> None:
    class Revoked(ScriptedHq):
        def pull(self, cursor, wait_seconds):  # type: ignore[no-untyped-def]
            raise Stop("revoked", "no data for this counter")

    store, hq = MemoryStore(), Revoked()
    with working(store, hq) as (worker, screen):
        screen.wait(lambda s: s.stopped_by == "revoked")
        store.add(2)
        worker.wake()
        hq.wait(lambda: len(hq.journal) == 2)
        screen.wait(lambda s: s.pending == 0)
        assert screen.statuses[-1].line is Line.STOPPED


def test_another_hq_is_asked_at_once_which_facts_it_has() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    store.add(6)
    hq.publish("a")
    with working(store, hq) as (_, screen):
        screen.wait(online)
        assert hq.waiting.wait(SOON)
        hq.restore(2)
        hq.publish("b")
        screen.wait_for_news(2)
        hq.wait(lambda: len(hq.journal) == 6)
    assert hq.applied == dict.fromkeys(range(1, 7), 1)


def test_a_fault_of_our_own_is_shown_and_retried_not_the_end_of_the_thread(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, hq = MemoryStore(), ScriptedHq()
    store.add()
    store.crash_next = True
    with working(store, hq) as (_, screen):
        screen.wait(online)
    assert any(status.why == "Crash" for status in screen.statuses)
    assert "failed at this counter" in caplog.text
    assert hq.applied == {1: 1}


def test_a_store_that_cannot_be_opened_yet_is_tried_again() -> None:
    tries = []
    store = MemoryStore()

    def open_store() -> SyncStore:
        tries.append(1)
        if len(tries) <= 2:
            raise OSError("locked")
        return store

    screen, hq = Screen(), ScriptedHq()
    worker = SyncWorker(
        open_store=open_store,
        open_hq=lambda: hq,
        on_status=screen.on_status,
        on_applied=screen.on_applied,
        roll=lambda: 0.0,
    )
    worker.start()
    screen.wait(online)
    worker.stop()


def test_stopping_cuts_the_long_poll_short_and_is_silent_after() -> None:
    store, hq = MemoryStore(), ScriptedHq()
    with working(store, hq) as (worker, screen):
        screen.wait(online)
        assert hq.waiting.wait(SOON)
        began = time.monotonic()
        worker.stop()
        assert time.monotonic() - began < 1
        said = len(screen.statuses)
        worker.wake()
        worker.stop()
        assert len(screen.statuses) == said


def test_an_empty_answer_that_comes_too_early_does_not_make_it_spin() -> None:
    class Hasty(ScriptedHq):
        def pull(self, cursor, wait_seconds):  # type: ignore[no-untyped-def]
            return super().pull(cursor, 0)

    store, hq = MemoryStore(), Hasty()
    with working(store, hq) as (_, screen):
        screen.wait(online)
        hq.wait(lambda: len(hq.polls) >= 3)
        assert len(hq.polls) <= 5


def test_statuses_arrive_in_order_and_each_is_news() -> None:
    store, hq = MemoryStore(), ScriptedHq([Fault.LOST_REPLY, Fault.LOST_REQUEST] * 4)
    with working(store, hq, poll=0.05) as (worker, screen):
        for _ in range(5):
            store.add()
            worker.wake()
        hq.wait(lambda: len(hq.journal) == 5, 20)
        screen.wait(online, 20)
    pairs = zip(screen.statuses, screen.statuses[1:], strict=False)
    assert all(before != after for before, after in pairs)
