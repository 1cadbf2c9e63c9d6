"""The sync page as one frozen snapshot, and what the clerk did to it."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.actions.desk import SyncPicture
from sync.status import SyncStatus


@dataclass(frozen=True, slots=True)
class SyncState:
    """`picture` None = not read yet; `asked` = a retry was asked for and has not been answered."""

    status: SyncStatus = field(default_factory=SyncStatus)
    picture: SyncPicture | None = None
    asked: bool = False


class Did(StrEnum):
    RETRIED = "retried"
