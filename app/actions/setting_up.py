"""Setting a counter's machines up, as values: the questions in their order, what a clerk can answer, what is to be done, and
where the clerk stands. What follows from an answer is decided in set_up_machine."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.check_codes import DIGITS, LENGTH, LETTERS, NATIVE_CODE, TEST_CODE
from app.domain.scan_timing import ScanTiming
from app.settings import PrinterSettings, ScannerSettings, Settings


class Step(StrEnum):
    """A question, or the wait for a page, in the order they come."""

    PRINTER = "printer"
    PRINTING = "printing"
    CAME_OUT = "came_out"
    CHINESE = "chinese"
    WIDTH = "width"
    CUT = "cut"
    CODE = "code"
    NATIVE = "native"
    SCANNER = "scanner"
    DIGITS = "digits"
    LETTERS = "letters"
    LENGTH = "length"
    DONE = "done"


class Item(StrEnum):
    """A line of the check list."""

    PRINTER = "printer"
    CHINESE = "chinese"
    WIDTH = "width"
    CUT = "cut"
    CODE = "code"
    SCANNER = "scanner"
    SPEED = "speed"
    LINE_END = "line_end"
    INPUT_METHOD = "input_method"
    CAPS_LOCK = "caps_lock"


class Verdict(StrEnum):
    OK = "ok"
    NOTE = "note"
    """Works, but a person should know."""
    WRONG = "wrong"
    SKIPPED = "skipped"


# -- answers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chose:
    """This printer."""

    printer: PrinterSettings


@dataclass(frozen=True, slots=True)
class Printed:
    """The page left this PC, or why it did not (a PrintFault's word)."""

    why: str = ""


class Said(StrEnum):
    YES = "yes"
    NO = "no"
    WRAPS = "wraps"
    """The ruler goes on in a second line: the paper is narrower."""
    SHORT = "short"
    """Paper is left beside the ruler: the paper is wider."""
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ChoseScanner:
    """A scanner on a serial port; the keyboard needs no choice."""

    scanner: ScannerSettings


@dataclass(frozen=True, slots=True)
class Scan:
    """A code came; `timing` None = over a serial port, where there are no keys."""

    text: str
    timing: ScanTiming | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """From the check list back to what was skipped or wrong."""

    item: Item


Answer = Chose | ChoseScanner | Printed | Said | Scan | Resume

# -- what is to be done ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintPage:
    printer: PrinterSettings


@dataclass(frozen=True, slots=True)
class Keep:
    settings: Settings


Effect = PrintPage | Keep

# -- where the clerk stands -----------------------------------------------------------------------------------

NOTHING: Final = "nothing"
"""`trouble`: the page was sent and no paper came."""
OTHER_CODE: Final = "other_code"
WANTED: Final = {
    Step.CODE: TEST_CODE,
    Step.NATIVE: NATIVE_CODE,
    Step.DIGITS: DIGITS,
    Step.LETTERS: LETTERS,
    Step.LENGTH: LENGTH,
}
"""What has to be scanned at these steps."""


@dataclass(frozen=True, slots=True)
class SettingUp:
    """`settings` are as they will be kept; `printer` is the one being tried and not among them before it has printed.
    `then` is the question after the page; `refused` what the clerk called wrong ("mode gbk", "dots 576")."""

    settings: Settings
    step: Step = Step.PRINTER
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    then: Step = Step.CAME_OUT
    verdicts: tuple[tuple[Item, Verdict], ...] = ()
    refused: frozenset[str] = frozenset()
    failures: int = 0
    wrong_scans: int = 0
    trouble: str = ""

    def verdict(self, item: Item) -> Verdict | None:
        """None = not asked yet."""
        return dict(self.verdicts).get(item)

    @property
    def listed(self) -> tuple[tuple[Item, Verdict], ...]:
        """The check list in its own order."""
        known = dict(self.verdicts)
        return tuple((item, known[item]) for item in Item if item in known)
