"""What the settings page asks of the machines, the files and the people, as frozen values and one table of callables; built
by bootstrap, run on the set-up lane."""

from collections.abc import Callable
from dataclasses import dataclass

from app.actions.outcomes import PinOutcome
from app.actions.ports import PrintResult
from app.domain.identity import StaffId
from app.domain.receipt_styles import LogoFile, StyleFault, StyleSheet
from app.settings import PrinterSettings, Settings


@dataclass(frozen=True, slots=True)
class FoundScanner:
    """A serial port a scanner may hang on; ids in hex as the settings have them, "" for a port that is not on USB."""

    port: str
    vid: str = ""
    pid: str = ""
    serial: str = ""
    name: str = ""
    """What the maker calls it, "" when the system does not know."""


@dataclass(frozen=True, slots=True)
class FoundDevices:
    """What hangs on this PC now: printers as they would be set, and serial ports."""

    printers: tuple[PrinterSettings, ...]
    scanners: tuple[FoundScanner, ...]


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """What only the screen knows, for the doctor's report: one line each, names of no person."""

    screens: tuple[str, ...] = ()
    input_method: tuple[str, ...] = ()


class NotKept(Exception):
    """The file of the settings, or of a paper, could not be written; nothing changed."""


@dataclass(frozen=True, slots=True)
class SetUpDesk:
    """Each callable blocks, for up to some ten seconds: never on the GUI thread."""

    keep: Callable[[Settings], None]
    """Writes the settings, then printer, scanner and bridge are as they say. Raises NotKept."""
    approve: Callable[[StaffId, str], PinOutcome]
    """A manager's PIN."""
    find: Callable[[Settings], FoundDevices]
    neighbours: Callable[[], tuple[PrinterSettings, ...]]
    """Who listens on a printer's port in this PC's own private network of 254 addresses; some seconds."""
    print_test: Callable[[PrinterSettings], PrintResult]
    print_sheet: Callable[[PrinterSettings, str], PrintResult]
    """(printer, maker): the sheet a scanner of this maker is set up and taught with; "" = whatever maker."""
    sheet: Callable[[str], StyleSheet]
    """The shop's version of a paper ("pickup", "sale" …)."""
    restyle: Callable[[StyleSheet, str, str], StyleSheet]
    """(sheet, place, value): one item changed, nothing written."""
    keep_sheet: Callable[[StyleSheet], None]
    """Raises NotKept."""
    picture: Callable[[str, str | None, PrinterSettings], bytes | tuple[StyleFault, ...]]
    """(paper, the shop's text or None for what is kept, printer): a PNG of it, or what is wrong."""
    logos: Callable[[], tuple[LogoFile, ...]]
    """Pictures of this PC and its sticks; a second or two."""
    take_logo: Callable[[str], str]
    """(path) of one without a flaw: its name in the shop's folder, where it lies from now on. Raises NotKept."""
    code: Callable[[str], bytes]
    """A PNG of a QR code, large enough to be scanned from the screen."""
    examine: Callable[[ScreenFacts], str]
    """The doctor: where the report was saved. Raises NotKept."""
