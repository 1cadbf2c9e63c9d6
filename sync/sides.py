"""How each direction of the line fares, and the one snapshot people see of both. No thread is started here."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sync.engine import Engine
from sync.ports import Hq
from sync.status import Line, SyncStatus


@dataclass(slots=True, eq=False)
class Side:
    """Push or pull. Fields change under the worker's lock; `event` wakes its thread."""

    name: str
    event: threading.Event = field(default_factory=threading.Event)
    urgent: bool = False
    """A person asked: try whatever the waiting time says."""
    probe: bool = True
    """Ask HQ which facts it has, even with nothing to push: after a start, a failure, another HQ."""
    engine: Engine | None = None
    hq: Hq | None = None
    succeeded: bool = False
    attempt: int = 0
    """Failures in a row."""
    why: str = ""
    retry_at: datetime | None = None
    not_before: float = 0.0
    """On the monotonic clock."""
    stopped_by: str = ""

    def good(self) -> None:
        """A round went well."""
        self.succeeded, self.attempt, self.retry_at, self.not_before = True, 0, None, 0.0
        if not self.stopped_by:
            self.why = ""

    def failed(self, why: str, retry_at: datetime, not_before: float) -> None:
        self.probe = True
        self.why, self.retry_at, self.not_before = why, retry_at, not_before

    def too_early(self, monotonic: float, idle: float) -> float | None:
        """Seconds to rest still, or None when a try may be made now."""
        if self.urgent:
            self.urgent = False
            return None
        if self.stopped_by:
            return idle
        left = self.not_before - monotonic
        return left if left > 0 else None


@dataclass(frozen=True, slots=True)
class News:
    """What a round told besides how it went; None = nothing about it."""

    pending: int | None = None
    fresh_at: datetime | None = None
    clock_offset_s: float | None = None


def snapshot(old: SyncStatus, sides: Sequence[Side], news: News, now: datetime) -> SyncStatus:
    """Stopped if either side is; else offline if either fails; online once both have worked."""
    failing = [side for side in sides if side.attempt]
    stopped = next((side for side in sides if side.stopped_by), None)
    if stopped is not None:
        line = Line.STOPPED
    elif failing:
        line = Line.OFFLINE
    else:
        line = Line.ONLINE if all(side.succeeded for side in sides) else Line.CONNECTING
    offset = old.clock_offset_s if news.clock_offset_s is None else round(news.clock_offset_s, 1)
    return SyncStatus(
        line=line,
        pending=old.pending if news.pending is None else news.pending,
        since=old.since if line is old.line and old.since else now,
        fresh_at=news.fresh_at or old.fresh_at,
        retry_at=min((side.retry_at for side in failing if side.retry_at), default=None),
        attempt=max((side.attempt for side in failing), default=0),
        why=stopped.why if stopped else next((side.why for side in failing), ""),
        stopped_by=stopped.stopped_by if stopped else "",
        clock_offset_s=offset,
    )
