"""What the sync engine needs from a counter's store. Implemented by app/store; every call is one short transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.wire import ChangesAnswer, Fact, PushAnswer, ScopeSum, SumsAnswer


@dataclass(frozen=True, slots=True)
class Position:
    """Where this counter stands. `cursor` "" = pull from the start; `head` = hash of its newest fact; `compared_at`: when
    its rows were last compared with HQ's, None = never."""

    counter: int
    incarnation: int
    acked: int
    newest: int
    head: str
    cursor: str
    server_epoch: str
    compared_at: datetime | None = None


class SyncStore(Protocol):
    """The queue and the inbox, as one thread of its own may use them (its own connection)."""

    def position(self) -> Position: ...

    def outbox(self, after: int, limit: int) -> Sequence[Fact]:
        """Facts with seq > after in order, at most `limit`."""
        ...

    def record_push(self, answer: PushAnswer, at: datetime) -> None:
        """Keep every outcome and the acknowledgement in one transaction; never deletes a fact."""
        ...

    def apply(self, page: ChangesAnswer, at: datetime) -> None:
        """One transaction: rows, cursor, settled, age of the data."""
        ...

    def reset(self, at: datetime, scope: str = "", cursor: str = "") -> None:
        """Go on at `cursor`, by which this scope ("" = everything) is pulled again; rows of it that do not come again
        go when the pull is complete. The outbox stays."""
        ...

    def differs(self, sums: Sequence[ScopeSum], at: datetime) -> str | None:
        """The first scope of which not exactly these rows are here, or None. How it went is kept for people."""
        ...

    def rewind(self, acked: int, server_epoch: str) -> None:
        """HQ knows facts only up to `acked`: push again from there. The only call that keeps `server_epoch`, so that
        a restored HQ stays news until what it lost is known."""
        ...


class Hq(Protocol):
    """HQ as the engine sees it. Raises only the errors of sync.errors."""

    def push(self, position: Position, facts: Sequence[Fact]) -> PushAnswer:
        """No facts is a question: does HQ still have all that it acknowledged?"""
        ...

    def pull(self, cursor: str, wait_seconds: float) -> ChangesAnswer: ...

    def sums(self, cursor: str) -> SumsAnswer: ...

    def anew(self, cursor: str, scope: str) -> str:
        """The cursor with this scope at its start."""
        ...

    def close(self) -> None:
        """From any thread: a call under way ends with Retry at once, and so does every later one."""
        ...

    def cut(self) -> None:
        """From any thread: a call under way ends with Retry at once; the next one makes its connection anew. The
        network is another one now, and the old connection may be dead without a word."""
        ...
