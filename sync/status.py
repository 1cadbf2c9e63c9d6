"""What the sync thread tells the screen: one frozen snapshot, replaced whole."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Line(StrEnum):
    """The line to HQ as this counter sees it."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`pending` facts not acknowledged; `fresh_at` when HQ's data was last known complete; `retry_at` next try
    while offline, `attempt` counts from 1; `stopped_by` a Problem code; `clock_offset_s` HQ's clock minus ours."""

    line: Line = Line.CONNECTING
    pending: int = 0
    since: datetime | None = None
    fresh_at: datetime | None = None
    retry_at: datetime | None = None
    attempt: int = 0
    why: str = ""
    stopped_by: str = ""
    clock_offset_s: float = 0.0
