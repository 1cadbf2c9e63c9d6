"""One round with HQ: push everything pending, pull everything new (protocol.md §2, §3). No thread, sleep, clock or Qt.

Never deletes or skips a fact: whatever HQ says, the queue stays until HQ acknowledges it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sync.errors import Gap, Reset, Retry, Stop
from sync.ports import Hq, Position, SyncStore
from sync.wire import PUSH_BYTES, PUSH_FACTS, ChangesAnswer, Fact, PushAnswer, encode

log = logging.getLogger(__name__)
RESETS_AN_HOUR: Final = 3
"""Starting over that often is followed; once more within the hour is a fault a person must see."""
REWINDS_A_ROUND: Final = 3
PAGES_A_CHECK: Final = 200
CHECKED_AFTER: Final = timedelta(days=1)
"""After so many pages with news, so long, and every start from the beginning, what is here is compared with HQ."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did: `moved` facts acknowledged or changes applied; `news` = the screen may show something else;
    `other_hq` = HQ was restored or replaced: ask it at once which facts it has."""

    moved: int
    news: bool
    other_hq: bool = False


class Engine:
    """The rounds of one thread with its own store and HQ. Raises Retry and Stop of sync.errors; what it did before
    that stands. `now` is asked for time stamps only."""

    def __init__(self, store: SyncStore, hq: Hq, now: Callable[[], datetime]) -> None:
        self._store = store
        self._hq = hq
        self._now = now
        self._resets: list[datetime] = []
        self._settled = 0
        self.pages_a_check = PAGES_A_CHECK
        self._unchecked = 0
        """Pages since what is here was compared with HQ."""
        self.clock_offset_s = 0.0
        """HQ's clock minus ours, as of the last answer (off by at most the way of that answer)."""

    def run_once(self, *, wait_seconds: float = 0.0) -> None:
        """Ask what HQ has, push, then pull."""
        self.push(probe=True)
        if self.pull(wait_seconds).other_hq:
            self.push(probe=True)

    def pending(self) -> int:
        """Facts HQ has not acknowledged."""
        position = self._store.position()
        return position.newest - position.acked

    def push(self, *, probe: bool = False) -> Round:
        """Push until nothing is pending. `probe` asks even then: a restored HQ shows itself, and is given again what
        it lost."""
        moved = rewinds = 0
        while True:
            position = self._store.position()
            facts = batch(self._store.outbox(position.acked, PUSH_FACTS))
            if not facts and not probe:
                return Round(moved, news=False)
            if facts and facts[0].seq != position.acked + 1:
                raise Stop("gap", f"fact {position.acked + 1} is no longer kept here")
            try:
                answer = self._tell(position, facts)
            except Gap as gap:
                rewinds += 1
                self._rewind(position, gap.expected, rewinds)
                continue
            self._keep(position, facts, answer)
            moved += answer.acked_through - position.acked
            probe = False

    def pull(self, wait_seconds: float) -> Round:
        """Pull until HQ says there is no more; the first question waits up to `wait_seconds` for news."""
        moved, settled, other_hq = 0, self._settled, False
        while True:
            position = self._store.position()
            if not position.cursor:
                self._unchecked = self.pages_a_check
            try:
                page = self._hq.pull(position.cursor, wait_seconds)
            except Reset as reset:
                self._reset(position, reset.scope)
                wait_seconds, other_hq = 0.0, True
                continue
            self._heard(page.now)
            other_hq |= page.server_epoch != position.server_epoch
            if page.more and page.cursor == position.cursor:
                raise Retry("no_progress")
            self._apply(page)
            moved += len(page.changes)
            wait_seconds = 0.0
            if not page.more and self._all_here():
                return Round(moved, news=moved > 0 or self._settled != settled, other_hq=other_hq)

    def _tell(self, position: Position, facts: Sequence[Fact]) -> PushAnswer:
        answer = self._hq.push(position, facts)
        self._heard(answer.now)
        if answer.acked_through < position.acked:
            raise Gap(answer.acked_through + 1)
        return answer

    def _keep(self, position: Position, facts: Sequence[Fact], answer: PushAnswer) -> None:
        """The epoch is kept last: until HQ's count of our facts is known and kept, another HQ stays news."""
        if answer.acked_through > self._store.position().newest:
            raise Stop("forked", "HQ has facts of this counter that are not here: restored disk?")
        self._store.record_push(answer, self._now())
        if answer.server_epoch != position.server_epoch:
            self._store.rewind(answer.acked_through, answer.server_epoch)
        if facts and answer.acked_through < facts[0].seq:
            raise Retry("no_progress")

    def _rewind(self, position: Position, expected: int, rewinds: int) -> None:
        if not 1 <= expected <= position.acked + 1:
            raise Stop("forked", f"HQ expects fact {expected}, which does not follow ours")
        if rewinds > REWINDS_A_ROUND or expected == position.acked + 1:
            raise Retry("no_progress")
        self._store.rewind(expected - 1, position.server_epoch)

    def _apply(self, page: ChangesAnswer) -> None:
        self._store.apply(page, self._now())
        self._unchecked += bool(page.changes)
        self._settled = page.settled or self._settled

    def _all_here(self) -> bool:
        """False = a scope differed from HQ's and is to be pulled anew. An HQ that cannot say is asked another time."""
        position = self._store.position()
        if not self._due(position):
            return True
        try:
            sums = self._hq.sums(position.cursor)
        except Retry:
            return True
        self._unchecked = 0
        scope = self._store.differs(sums.scopes, self._now())
        if scope is None:
            return True
        log.error("what is here of %s is not what HQ has; it is fetched anew", scope)
        self._reset(position, scope)
        return False

    def _due(self, position: Position) -> bool:
        """Also where a clock that was ahead wrote the time down. Who never compared had no sums from HQ: by pages alone."""
        if self._unchecked >= self.pages_a_check:
            return True
        last = position.compared_at
        return last is not None and abs(self._now() - last) > CHECKED_AFTER

    def _reset(self, position: Position, scope: str) -> None:
        now = self._now()
        self._resets = [at for at in self._resets if abs(now - at) < timedelta(hours=1)]
        if len(self._resets) >= RESETS_AN_HOUR:
            raise Stop("reset", "HQ made this counter start over again and again")
        cursor = self._hq.anew(position.cursor, scope) if scope else ""
        self._resets.append(now)
        self._unchecked = self.pages_a_check
        self._store.reset(now, scope, cursor)

    def _heard(self, hq_now: datetime) -> None:
        self.clock_offset_s = (hq_now - self._now()).total_seconds()


def batch(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The longest beginning that fits one push; a fact too big for any is sent alone, for HQ to judge."""
    size = 0
    for count, fact in enumerate(facts[:PUSH_FACTS]):
        size += len(encode(fact)) + 1
        if size > PUSH_BYTES and count:
            return facts[:count]
    return facts[:PUSH_FACTS]
