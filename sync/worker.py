"""The threads that keep a counter and HQ in step: one listens for changes, one pushes facts, neither waits for the other.

Rules of a round are in engine.py, waiting times in backoff.py; here is only when. Never touches the screen.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sync.backoff import delay_seconds
from sync.engine import Engine
from sync.errors import Retry, Stop
from sync.ports import Hq, SyncStore
from sync.sides import News, Side, snapshot
from sync.status import SyncStatus

LONG_POLL_SECONDS: Final = 25.0
IDLE_SECONDS: Final = 60.0
"""The push thread looks at the queue that often even if nobody woke it."""
SOONEST_SECONDS: Final = 1.0
"""A new fact tries the line at once, but not more often than this while the line is down."""
EMPTY_ANSWER_PAUSE_SECONDS: Final = 0.5
"""After a long poll that came back early with nothing, so that a broken proxy cannot make us spin."""
log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SyncWorker:
    """Start once, stop once. `open_store` and `open_hq` are called once on each of the two threads. `on_status` and
    `on_applied` (changes of HQ are in the database now) are called on those threads and must only hand over: the
    worker's lock is held around `on_status` so that snapshots arrive in order. A Stop (a person must act) is shown
    and left by `retry_now`; only a revoked counter goes on pushing what it still has."""

    def __init__(
        self,
        *,
        open_store: Callable[[], SyncStore],
        open_hq: Callable[[], Hq],
        on_status: Callable[[SyncStatus], None],
        on_applied: Callable[[], None],
        now: Callable[[], datetime] = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        roll: Callable[[], float] = random.random,
        long_poll_seconds: float = LONG_POLL_SECONDS,
    ) -> None:
        self._open_store = open_store
        self._open_hq = open_hq
        self._on_status = on_status
        self._on_applied = on_applied
        self._now = now
        self._monotonic = monotonic
        self._roll = roll
        self._long_poll_seconds = long_poll_seconds
        self._lock = threading.RLock()
        self._stopping = False
        self._push = Side("push")
        self._pull = Side("pull")
        self._sides = (self._push, self._pull)
        self._status = SyncStatus()
        self._threads = [
            threading.Thread(target=self._run, args=ways, name=f"sync-{ways[0].name}", daemon=True)
            for ways in ((self._push, self._push_once), (self._pull, self._pull_once))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """A fact was committed. Never blocks, never raises; from any thread."""
        self._push.event.set()

    def retry_now(self) -> None:
        """A person wants it: try both ways at once, even after a Stop."""
        with self._lock:
            for side in self._sides:
                side.urgent = side.probe = True
                side.stopped_by = ""
                side.event.set()

    def network_changed(self) -> None:
        """Another network, or one again: connections of the old one are dropped, for they may be dead without a word,
        and both ways are tried at once. From any thread; a Stop stays, for no network heals it."""
        with self._lock:
            lines = [side.hq for side in self._sides if side.hq is not None]
            for side in self._sides:
                side.urgent = not side.stopped_by
                side.event.set()
        for line in lines:
            line.cut()

    def stop(self, timeout: float = 2.0) -> None:
        """Cuts a long poll short; what was in flight is sent again at the next start. From any thread, repeatable."""
        with self._lock:
            self._stopping = True
            lines = [side.hq for side in self._sides if side.hq is not None]
        for line in lines:
            line.close()
        for side in self._sides:
            side.event.set()
        deadline = self._monotonic() + timeout
        for thread in self._threads:
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(max(0.0, deadline - self._monotonic()))

    # -- on the two threads ---------------------------------------------------------------------------------------

    def _run(self, side: Side, once: Callable[[Side, Engine], float]) -> None:
        rest = 0.0
        while True:
            side.event.wait(rest)
            side.event.clear()
            if self._stopping:
                return
            rest = self._attempt(side, once)

    def _attempt(self, side: Side, once: Callable[[Side, Engine], float]) -> float:
        """One try, whatever comes of it; how many seconds to rest after it."""
        try:
            engine = side.engine = side.engine or self._engine(side)
            if side is self._push:
                self._publish(News(pending=engine.pending()))
            with self._lock:
                early = side.too_early(self._monotonic(), IDLE_SECONDS)
            return once(side, engine) if early is None else early
        except Retry as fault:
            return self._failed(side, str(fault), fault.after)
        except Stop as fault:
            return self._stopped(side, fault)
        except Exception as fault:
            log.exception("sync %s failed at this counter, not at HQ", side.name)
            return self._failed(side, type(fault).__name__, None)

    def _engine(self, side: Side) -> Engine:
        store = self._open_store()
        with self._lock:
            side.hq = side.hq or self._open_hq()
            if self._stopping:
                side.hq.close()
            return Engine(store, side.hq, self._now)

    def _push_once(self, side: Side, engine: Engine) -> float:
        with self._lock:
            probe, side.probe = side.probe, False
        engine.push(probe=probe)
        self._went_well(side, News(engine.pending(), None, engine.clock_offset_s))
        return IDLE_SECONDS

    def _pull_once(self, side: Side, engine: Engine) -> float:
        wait = self._long_poll_seconds if side.succeeded and not side.attempt else 0.0
        began = self._monotonic()
        done = engine.pull(wait)
        if done.other_hq:
            with self._lock:
                self._push.probe = True
                self._push.event.set()
        if done.moved and engine.pending():
            self._push.event.set()
        self._went_well(side, News(None, self._now(), engine.clock_offset_s))
        if done.news and not self._stopping:
            self._on_applied()
        early = self._monotonic() - began < EMPTY_ANSWER_PAUSE_SECONDS
        return EMPTY_ANSWER_PAUSE_SECONDS if wait and early and not done.moved else 0.0

    def _went_well(self, side: Side, news: News) -> None:
        with self._lock:
            came_back = side.attempt > 0
            side.good()
            for other in self._sides:
                if came_back and other is not side:
                    other.event.set()
            self._publish(news)

    def _failed(self, side: Side, why: str, after: float | None) -> float:
        with self._lock:
            side.attempt += 1
            rest = delay_seconds(side.attempt, roll=self._roll(), after=after)
            soonest = min(rest, max(after or 0.0, SOONEST_SECONDS))
            retry_at = self._now() + timedelta(seconds=rest)
            side.failed(why, retry_at, self._monotonic() + soonest)
            self._publish(News())
        return rest

    def _stopped(self, side: Side, fault: Stop) -> float:
        log.error("sync stopped: %s: %s", fault.code, fault)
        with self._lock:
            for each in (side,) if fault.code == "revoked" else self._sides:
                each.stopped_by, each.why = fault.code, str(fault)
            self._publish(News())
        return IDLE_SECONDS

    def _publish(self, news: News) -> None:
        with self._lock:
            status = snapshot(self._status, self._sides, news, self._now())
            if status != self._status and not self._stopping:
                self._status = status
                self._on_status(status)
