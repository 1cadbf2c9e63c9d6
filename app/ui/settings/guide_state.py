"""The guide through setting up as one frozen snapshot, and what a person did to it. The questions themselves are
app/actions/setting_up's."""

from dataclasses import dataclass
from enum import StrEnum

from app.actions.set_up import FoundScanner
from app.actions.setting_up import Resume, Said, SettingUp
from app.settings import PrinterSettings


@dataclass(frozen=True, slots=True)
class GuideState:
    """`at` None = not begun. `printers` and `scanners` were found, None = still looking; `expected` is a PNG of the page as
    it should look on this printer."""

    at: SettingUp | None = None
    printers: tuple[PrinterSettings, ...] | None = None
    scanners: tuple[FoundScanner, ...] = ()
    row: int = 0
    looking: bool = False
    """A look into the network is under way."""
    looked: bool = False
    typing: bool = False
    bad_address: bool = False
    expected: bytes = b""
    code: bytes = b""
    """A PNG of the code that is to be scanned, where the screen shows it."""
    choosing_maker: bool = False
    """Whose set-up sheet is to be printed; the rows are the makers."""
    printing_sheet: bool = False
    sheet_printed: bool = False
    sheet_fault: str = ""
    """Why the sheet did not print: a PrintFault's word, "internal" for anything else."""
    not_kept: bool = False


class GuideDid(StrEnum):
    CHOSE = "chose"
    """The printer or the scanner the arrow is on."""
    ADDRESS = "address"
    """An address is to be typed."""
    LOOKED = "looked"
    """Look into the network."""
    AGAIN = "again"
    """Look at this PC again."""
    SHEET = "sheet"
    """The codes a scanner is checked with; its maker's stand on the same sheet."""
    MAKERS = "makers"
    """Whose scanner is it? Then the sheet that puts it on a serial port."""
    CANCELLED = "cancelled"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class GuideMoved:
    by: int


@dataclass(frozen=True, slots=True)
class GuideRow:
    row: int


@dataclass(frozen=True, slots=True)
class Addressed:
    """`192.168.1.50`, with `:9100` or without."""

    text: str


GuideAct = GuideDid | GuideMoved | GuideRow | Addressed | Said | Resume
