"""The settings page as one frozen snapshot, and what a person did to it."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.settings import Settings
from app.ui.pin_asked import PinAsked
from app.ui.settings.fields import Section


class Pane(StrEnum):
    """What fills the page beside the list of sections."""

    FIELDS = "fields"
    PAPER = "paper"
    GUIDE = "guide"


class Note(StrEnum):
    """What became of the last thing done."""

    KEPT = "kept"
    KEPT_LATER = "kept_later"
    NOT_KEPT = "not_kept"
    BAD_VALUE = "bad_value"
    PRINTING = "printing"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    NOT_PRINTED = "not_printed"
    NO_PRINTER = "no_printer"
    EXAMINING = "examining"
    EXAMINED = "examined"
    WENT_WRONG = "went_wrong"


@dataclass(frozen=True, slots=True)
class SettingsState:
    """`which` printer is on the page, `row` the field the arrow is on; `about` what a note is about: a PrintFault's word
    or a file."""

    settings: Settings = field(default_factory=Settings)
    section: Section = Section.PRINTER
    pane: Pane = Pane.FIELDS
    which: int = 0
    row: int = 0
    editing: bool = False
    note: Note | None = None
    about: str = ""
    busy: bool = False
    pin: PinAsked | None = None


class Did(StrEnum):
    ENTERED = "entered"
    CANCELLED = "cancelled"
    TESTED = "tested"
    SHEET = "sheet"
    ADDED = "added"
    REMOVED = "removed"
    GUIDED = "guided"
    EXAMINED = "examined"
    PIN_CLOSED = "pin_closed"


@dataclass(frozen=True, slots=True)
class SectionChosen:
    section: Section


@dataclass(frozen=True, slots=True)
class Moved:
    by: int


@dataclass(frozen=True, slots=True)
class RowChosen:
    row: int


@dataclass(frozen=True, slots=True)
class Turned:
    by: int


@dataclass(frozen=True, slots=True)
class Written:
    """What stood in the field when Enter was pressed."""

    text: str


@dataclass(frozen=True, slots=True)
class PinEntered:
    """The digits live only as long as this value."""

    staff: int
    pin: str

    def __repr__(self) -> str:
        return f"PinEntered(staff={self.staff}, pin=***)"


Act = Did | SectionChosen | Moved | RowChosen | Turned | Written | PinEntered
