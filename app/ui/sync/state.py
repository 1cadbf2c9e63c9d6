"""The sync page as one frozen snapshot, and what the clerk did to it."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.actions.desk import SyncPicture
from app.actions.export_unsent import Exported, ExportPlace, NothingUnsent, NotWritten
from app.domain.identity import StaffId
from app.ui.pin_asked import PinAsked
from sync.status import SyncStatus

ExportEnd = Exported | NothingUnsent | NotWritten
"""What the page says of an export once it is over."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """`picture` None = not read yet; `asked` = a retry was asked for and has not been answered. `places`: where an
    export may go, being chosen; `place` the chosen one, while its PIN is asked for; `exported` how the last one ended."""

    status: SyncStatus = field(default_factory=SyncStatus)
    picture: SyncPicture | None = None
    asked: bool = False
    places: tuple[ExportPlace, ...] = ()
    place: ExportPlace | None = None
    pin: PinAsked | None = None
    exported: ExportEnd | None = None


class Did(StrEnum):
    RETRIED = "retried"
    ASKED_EXPORT = "asked_export"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    """A place of the list, from 0."""

    at: int


@dataclass(frozen=True, slots=True)
class ExportPin:
    staff: StaffId
    pin: str

    def __repr__(self) -> str:
        return f"ExportPin(staff={self.staff}, pin=***)"


Act = Did | PlaceChosen | ExportPin
