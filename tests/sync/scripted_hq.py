"""An HQ in memory that keeps the protocol's promises and misbehaves on script, and a counter's store to go with it.

Both satisfy the real Protocols; every fault is one a real line or a real HQ has.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from sync.errors import Gap, Reset, Retry, Stop
from sync.ports import Position
from sync.wire import (
    CHAIN_START,
    Change,
    ChangesAnswer,
    EntitySum,
    Fact,
    FactResult,
    PushAnswer,
    ScopeSum,
    SumsAnswer,
    chain_hash,
)

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
COUNTER = 7


class Fault(StrEnum):
    """What happens to one call."""

    NONE = "none"
    LOST_REQUEST = "lost_request"
    LOST_REPLY = "lost_reply"
    """HQ commits, the answer never arrives."""
    BUSY = "busy"
    RESTORED = "restored"
    """HQ comes back from a backup: it has forgotten its newest facts and has another epoch."""
    RESET = "reset"
    """410 without any reason of ours."""
    CRASH = "crash"
    """The counter dies after HQ answered and before it wrote that down."""
    HALF = "half"
    """HQ acknowledges only the first half of a batch, or sends a page of one change."""


class Crash(Exception):
    """The counter's process is gone; only what was committed is left."""


def make_facts(
    count: int, *, start: int = 1, prev: str = CHAIN_START, note: str = "x"
) -> list[Fact]:
    """A chain of facts as a journal holds them."""
    facts = []
    for seq in range(start, start + count):
        fact = Fact(
            id=f"{seq:032x}",
            counter=COUNTER,
            incarnation=1,
            seq=seq,
            kind="receipt.reprinted",
            v=1,
            at=NOW,
            mono_ms=seq,
            by=31,
            body=msgspec.Raw(msgspec.json.encode({"receipt_no": seq, "count": 1, "note": note})),
            prev=prev,
            sha256="",
        )
        fact = msgspec.structs.replace(fact, sha256=chain_hash(fact))
        prev = fact.sha256
        facts.append(fact)
    return facts


class MemoryStore:
    """Satisfies `sync.ports.SyncStore`; safe for two threads. `rows` is what the screen would see."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._lock = threading.RLock()
        self.facts = list(facts)
        self.state = Position(COUNTER, 1, 0, len(self.facts), CHAIN_START, "", "")
        self.rows: dict[str, int] = {}
        self.outcomes: dict[int, str] = {}
        self.resets = 0
        self.kept_from = 1
        self.crash_next = False

    def add(self, count: int = 1) -> None:
        with self._lock:
            prev = self.facts[-1].sha256 if self.facts else CHAIN_START
            self.facts += make_facts(count, start=len(self.facts) + 1, prev=prev)
            self.state = replace(self.state, newest=len(self.facts))

    def position(self) -> Position:
        with self._lock:
            head = self.facts[-1].sha256 if self.facts else CHAIN_START
            return replace(self.state, head=head)

    def outbox(self, after: int, limit: int) -> Sequence[Fact]:
        with self._lock:
            return [f for f in self.facts if f.seq > after and f.seq >= self.kept_from][:limit]

    def record_push(self, answer: PushAnswer, at: datetime) -> None:
        with self._lock:
            self._die_if_told()
            for result in answer.results:
                self.outcomes[result.seq] = result.outcome
            acked = max(self.state.acked, answer.acked_through)
            self.state = replace(self.state, acked=acked)

    def apply(self, page: ChangesAnswer, at: datetime) -> None:
        with self._lock:
            self._die_if_told()
            for change in page.changes:
                self.rows[change.key] = change.seq
            self.state = replace(self.state, cursor=page.cursor)

    def reset(self, at: datetime, scope: str = "", cursor: str = "") -> None:
        with self._lock:
            self.resets += 1
            self.rows.clear()
            self.state = replace(self.state, cursor=cursor)

    def differs(self, sums: Sequence[ScopeSum], at: datetime) -> str | None:
        with self._lock:
            self.state = replace(self.state, compared_at=at)
            return next(
                (each.scope for each in sums if each.entities[0].count != len(self.rows)), None
            )

    def rewind(self, acked: int, server_epoch: str) -> None:
        with self._lock:
            self.state = replace(self.state, acked=acked, server_epoch=server_epoch)

    def _die_if_told(self) -> None:
        if self.crash_next:
            self.crash_next = False
            raise Crash


class ScriptedHq:
    """Satisfies `sync.ports.Hq`. Faults are taken from `script` one a call; after its end HQ is well.

    `applied` counts how often each seq took effect in the life of this HQ since its last restore.
    """

    def __init__(self, script: Iterable[Fault] = (), *, page: int = 3) -> None:
        self.script = list(script)
        self.store: MemoryStore | None = None
        self.page = page
        self.epoch = 1
        self.journal: list[Fact] = []
        self.applied: dict[int, int] = {}
        self.keys: list[str] = []
        self.down = False
        self.stop: Stop | None = None
        self.closed = False
        self.cuts = 0
        self.calls = 0
        self.pushes: list[tuple[int, int]] = []
        """(first seq, number of facts) of every push that arrived."""
        self.polls: list[float] = []
        self.sums_asked = 0
        self.waiting = threading.Event()
        """Set while somebody long-polls."""
        self._news = threading.Condition()

    def publish(self, key: str) -> None:
        with self._news:
            self.keys.append(key)
            self._news.notify_all()

    def recover(self) -> None:
        with self._news:
            self.down = False

    def wait(self, true: Callable[[], bool], seconds: float = 5.0) -> None:
        """Until what arrived here makes it true."""
        with self._news:
            assert self._news.wait_for(true, seconds)

    def close(self) -> None:
        with self._news:
            self.closed = True
            self._news.notify_all()

    def cut(self) -> None:
        with self._news:
            self.cuts += 1
            self._news.notify_all()

    def push(self, position: Position, facts: Sequence[Fact]) -> PushAnswer:
        with self._news:
            fault = self._begin()
            first = facts[0].seq if facts else position.acked + 1
            self.pushes.append((first, len(facts)))
            taken = facts[: (len(facts) + 1) // 2] if fault is Fault.HALF else facts
            results = self._take(first, taken)
            self._news.notify_all()
            self._end(fault)
            return PushAnswer(
                acked_through=len(self.journal),
                results=tuple(results),
                server_epoch=str(self.epoch),
                now=NOW,
            )

    def pull(self, cursor: str, wait_seconds: float) -> ChangesAnswer:
        with self._news:
            fault = self._begin()
            self.polls.append(wait_seconds)
            self._news.notify_all()
            if fault is Fault.RESET:
                raise Reset
            epoch, _, seen = cursor.partition(":")
            if cursor and (epoch != str(self.epoch) or int(seen) > len(self.keys)):
                raise Reset
            start = int(seen or 0)
            if start == len(self.keys) and wait_seconds:
                self.waiting.set()
                cuts = self.cuts
                self._news.wait_for(
                    lambda: self.cuts > cuts or self._interrupted(cursor, start), wait_seconds
                )
                self.waiting.clear()
                if self.closed or self.down or self.cuts > cuts:
                    raise Retry("closed" if self.closed else "line_down")
                if epoch and epoch != str(self.epoch):
                    raise Reset
            end = min(len(self.keys), start + (1 if fault is Fault.HALF else self.page))
            self._end(fault)
            return ChangesAnswer(
                changes=tuple(
                    Change(scope="store:1", seq=n + 1, entity="x", key=self.keys[n], op="put")
                    for n in range(start, end)
                ),
                cursor=f"{self.epoch}:{end}",
                more=end < len(self.keys),
                settled=len(self.journal),
                server_epoch=str(self.epoch),
                now=NOW,
            )

    def sums(self, cursor: str) -> SumsAnswer:
        """How many rows there are to have."""
        with self._news:
            self.sums_asked += 1
            count = EntitySum(entity="x", count=len(self.keys), total=0, mix=0)
            scopes = (ScopeSum(scope="store:1", entities=(count,)),)
            return SumsAnswer(scopes=scopes, now=NOW)

    def anew(self, cursor: str, scope: str) -> str:
        assert scope == "store:1"
        return f"{self.epoch}:0"

    def _interrupted(self, cursor: str, start: int) -> bool:
        other = bool(cursor) and not cursor.startswith(f"{self.epoch}:")
        return self.closed or self.down or other or len(self.keys) > start

    def _begin(self) -> Fault:
        self.calls += 1
        self._news.notify_all()
        if self.closed:
            raise Retry("closed")
        if self.down:
            raise Retry("line_down")
        if self.stop is not None:
            raise self.stop
        fault = self.script.pop(0) if self.script else Fault.NONE
        if fault is Fault.LOST_REQUEST:
            raise Retry("timeout")
        if fault is Fault.BUSY:
            raise Retry("busy", 2.0)
        if fault is Fault.RESTORED:
            self.restore(len(self.journal) // 2)
        return fault

    def _end(self, fault: Fault) -> None:
        if fault is Fault.LOST_REPLY:
            raise Retry("timeout")
        if fault is Fault.CRASH and self.store is not None:
            self.store.crash_next = True

    def restore(self, to: int) -> None:
        """Back to a backup that had `to` facts and half of the feed."""
        with self._news:
            self.epoch += 1
            for fact in self.journal[to:]:
                self.applied[fact.seq] -= 1
            del self.journal[to:]
            del self.keys[len(self.keys) // 2 :]
            self._news.notify_all()

    def _take(self, first: int, facts: Sequence[Fact]) -> list[FactResult]:
        if first > len(self.journal) + 1:
            raise Gap(len(self.journal) + 1)
        results = []
        for fact in facts:
            if fact.seq <= len(self.journal):
                if self.journal[fact.seq - 1].sha256 != fact.sha256:
                    raise Stop("forked", "another hash")
                results.append(FactResult(seq=fact.seq, outcome="duplicate"))
                continue
            head = self.journal[-1].sha256 if self.journal else CHAIN_START
            if fact.seq != len(self.journal) + 1 or fact.prev != head:
                raise Stop("forked", "does not follow")
            self.journal.append(fact)
            self.applied[fact.seq] = self.applied.get(fact.seq, 0) + 1
            results.append(FactResult(seq=fact.seq, outcome="applied"))
        return results
