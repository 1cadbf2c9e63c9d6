"""A receipt template as values: named blocks in their order, and what can be wrong with one. No file, no paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.devices.printers.paper import Align, Size

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
RULE_WORD = "-"
"""In `order`: a dashed line; it vanishes at the top and beside another one."""


class Kind(StrEnum):
    """Every piece of paper; the file of its template is `<kind>.toml`."""

    PICKUP = "pickup"
    REPRINT = "reprint"
    SALE = "sale"
    LABEL = "label"
    TEST_PAGE = "test_page"
    SCANNER_SHEET = "scanner_sheet"
    END_OF_SHIFT = "end_of_shift"


Line = tuple[str, ...]
"""One text, or two that stand at both ends. A text whose fields are all empty is left out."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the lines of a block look. `size` gives way until the line fits; `space` is dots above the block."""

    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    space: int = 0
    when: str = ""
    """A field or list that must not be empty, else the block is left out."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """`joined`: what is there of the lines stands on one line, a dot between, if it fits."""

    lines: tuple[Line, ...]
    style: Style
    joined: bool = False


@dataclass(frozen=True, slots=True)
class RowsBlock:
    """One line for each item of the list `each`, worded by the item's variant."""

    each: str
    rows: Mapping[str, Line]
    style: Style


@dataclass(frozen=True, slots=True)
class Caption:
    """What a QR is for: a line, and a bold one with the amount in it. `narrow` replaces the line where a cell has only
    16 columns."""

    line: str
    offer: str = ""
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class CodesBlock:
    """Which QR codes are printed, in the order of the paper's data. `native`: also drawn by the printer itself, as the
    test page does."""

    codes: tuple[str, ...]
    captions: Mapping[str, Caption]
    style: Style
    native: bool = False


@dataclass(frozen=True, slots=True)
class LogoBlock:
    """A picture, at most `height` dots high and as wide as the paper."""

    file: Path
    height: int
    style: Style


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A dashed line over the whole width."""


Block = TextBlock | RowsBlock | CodesBlock | LogoBlock | RuleBlock


@dataclass(frozen=True, slots=True)
class Template:
    """`time` and `clock` are how a moment and a time of day are written (strftime: Y m d H M S y)."""

    kind: Kind
    blocks: tuple[Block, ...]
    time: str
    clock: str


class Flaw(StrEnum):
    """What is wrong in a template; the screen has a sentence for each."""

    NO_TOML = "no_toml"
    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_BLOCK = "unknown_block"
    UNKNOWN_FIELD = "unknown_field"
    BAD_BRACE = "bad_brace"
    BAD_TIME = "bad_time"
    NO_PICTURE = "no_picture"
    TOO_MUCH = "too_much"


_SENTENCES = {
    Flaw.NO_TOML: "the file is not TOML: {got}",
    Flaw.UNREADABLE: "the file cannot be read",
    Flaw.UNKNOWN_KEY: "no setting is called {got}",
    Flaw.MISSING_KEY: "{got} is missing",
    Flaw.WRONG_TYPE: "the value has to be {got}",
    Flaw.UNKNOWN_WORD: "{got} is not possible here",
    Flaw.UNKNOWN_BLOCK: "there is no block {got}",
    Flaw.UNKNOWN_FIELD: "this paper has no field {got}",
    Flaw.BAD_BRACE: "a brace without its partner, or something else than a field's name between braces: {got}",
    Flaw.BAD_TIME: "a time is written with %Y %m %d %H %M %S %y: {got}",
    Flaw.NO_PICTURE: "the picture {got} is not there or is no picture",
    Flaw.TOO_MUCH: "longer than {got} allowed",
}


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """`where` is the dotted place in the file ("block.shop.size"), `got` what stands there, `allowed` what could."""

    where: str
    flaw: Flaw
    got: str = ""
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One sentence for the log and the doctor's report."""
        said = _SENTENCES[self.flaw].format(got=self.got)
        possible = f" (possible: {', '.join(self.allowed)})" if self.allowed else ""
        return f"{self.where}: {said}{possible}" if self.where else said + possible
