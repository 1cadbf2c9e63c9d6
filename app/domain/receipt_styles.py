"""What a shop may change on a paper, as values for the editor: texts, codes, the logo, and what is wrong with them. How a
template file spells it is the printers' affair."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

BETWEEN: Final = " | "
"""Parts the two ends of a line that has something on both."""
ON: Final = "on"


class StyleKind(StrEnum):
    """How an item is edited."""

    LINE = "line"
    """A line of text; emptied, it goes away."""
    CODE = "code"
    """A QR code that is printed (`ON`) or not ("")."""
    CAPTION = "caption"
    LOGO = "logo"
    """The name of a picture in the shop's folder of papers; "" = none."""
    HEIGHT = "height"
    """Of the logo, in dots."""


@dataclass(frozen=True, slots=True)
class StyleItem:
    """`place` is dotted as in the file ("block.footer.lines.1"); `ours` is what we ship there, "" for a line added."""

    place: str
    kind: StyleKind
    value: str
    ours: str


@dataclass(frozen=True, slots=True)
class StyleFault:
    """A mistake: where, what (a flaw's word), what stands there and what could."""

    where: str
    flaw: str
    got: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A paper as the editor shows it: the shop's own text (TOML), and everything in it a person can change."""

    paper: str
    text: str
    items: tuple[StyleItem, ...]


class LogoFlaw(StrEnum):
    """Why a picture cannot be the logo."""

    NO_PICTURE = "no_picture"
    OTHER_KIND = "other_kind"
    """A drawing or a photo of a kind that is not read here."""
    TOO_LARGE = "too_large"
    BLANK = "blank"
    """Nothing of it would be seen on white paper."""


@dataclass(frozen=True, slots=True)
class LogoFile:
    """A picture found: `where` is the name of the stick or folder, "" = the shop's own. `clear`: its background is
    transparent."""

    path: str
    name: str
    where: str
    width: int = 0
    height: int = 0
    clear: bool = False
    flaw: LogoFlaw | None = None

    def with_flaw(self, flaw: LogoFlaw) -> "LogoFile":
        return replace(self, flaw=flaw)
