"""A PIN that is asked for, as a frozen value: by whom it may be given and what became of the last try."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.staff import Clerk

PIN_LENGTH = 6


class Asks(StrEnum):
    """What a PIN is asked for."""

    OVERRIDE = "override"
    UNDO = "undo"
    DRAWER = "drawer"
    """Its subject is a DrawerReason."""
    PHONE = "phone"
    """Its subject is a customer's name."""
    MEMBER_EXPORT = "member_export"
    MEMBER_DELETE = "member_delete"
    """Its subject is a customer's name, of an export where the file goes."""
    SETTINGS = "settings"
    EXPORT = "export"


class PinWord(StrEnum):
    WRONG = "wrong"
    LOCKED = "locked"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class PinAsked:
    """A PIN dialog. `word` is what became of the last try, `left` tries left, `until` when it opens again."""

    asks: Asks
    subject: str
    people: tuple[Clerk, ...]
    word: PinWord | None = None
    left: int = 0
    until: datetime | None = None
    checking: bool = False
    tries: int = 0
    """Counts answers, so that the same answer twice is seen as new."""
