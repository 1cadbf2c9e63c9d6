"""The sign-in page as one frozen snapshot."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.staff import Clerk
from app.ui.pin_asked import PinWord


class Remark(StrEnum):
    """What a scan at this page ended in."""

    NOT_A_BADGE = "not_a_badge"
    WENT_WRONG = "went_wrong"


@dataclass(frozen=True, slots=True)
class SignInState:
    """`chosen` is an index into `people`; `cursor` where ↑↓ stand."""

    people: tuple[Clerk, ...] = ()
    cursor: int = 0
    chosen: int | None = None
    digits: int = 0
    """How many digits were typed; the digits themselves stay in the presenter until they are sent."""
    checking: bool = False
    word: PinWord | None = None
    left: int = 0
    until: datetime | None = None
    remark: Remark | None = None
