"""The lock page as one frozen snapshot."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.receipts import PrinterState
from app.domain.staff import Clerk, CounterIdentity
from app.ui.sign_in.state import SignInState
from sync.status import SyncStatus


class Remark(StrEnum):
    """What a scan at this page ended in; never what was scanned."""

    KEPT = "kept"
    """Shown as soon as the PIN is right."""
    PAYMENT = "payment"
    NO_CODE = "no_code"
    WENT_WRONG = "went_wrong"


@dataclass(frozen=True, slots=True)
class LockState:
    """`clerk` is who stands here and `entry` who types a PIN: the same person until somebody else is chosen. Nothing of a
    customer has a place in it."""

    identity: CounterIdentity | None = None
    clerk: Clerk | None = None
    entry: SignInState = field(default_factory=SignInState)
    remark: Remark | None = None
    sync: SyncStatus = field(default_factory=SyncStatus)
    printer: PrinterState = PrinterState.UNKNOWN

    @property
    def chosen(self) -> Clerk | None:
        at = self.entry.chosen
        return self.entry.people[at] if at is not None else None

    @property
    def said(self) -> Remark | None:
        """Of the last scan, or of a PIN that could not be checked."""
        failed = self.entry.remark is not None
        return self.remark or (Remark.WENT_WRONG if failed else None)

    @property
    def hands_over(self) -> bool:
        """Somebody else is about to take the counter."""
        return self.chosen is not None and self.chosen != self.clerk
