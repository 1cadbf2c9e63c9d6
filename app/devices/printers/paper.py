"""What can stand on paper: a small closed union of elements, and how wide the paper is. No printer command."""

from dataclasses import dataclass
from enum import Enum

from app.devices.printers.encoding import PaperText
from app.devices.printers.qr import Matrix, Raster

COLUMN_DOTS = 12
"""Font A; a Chinese character is two columns, 24 dots (devices.md §1.1)."""


@dataclass(frozen=True, slots=True)
class PaperWidth:
    """58 mm = 32 columns, 384 dots; 80 mm = 48, 576 (some printers 42, 512)."""

    columns: int
    dots: int


MM_58 = PaperWidth(columns=32, dots=384)
MM_80 = PaperWidth(columns=48, dots=576)
MM_80_NARROW = PaperWidth(columns=42, dots=512)


class Size(Enum):
    """How many times (width, height) the normal letter."""

    NORMAL = (1, 1)
    TALL = (1, 2)
    BIG = (2, 2)
    HUGE = (3, 3)


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """One line; at its size it is never wider than the paper."""

    line: PaperText
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Rule:
    """A dashed line over the whole width."""


@dataclass(frozen=True, slots=True)
class QrRow:
    """QR codes side by side in cells of equal width, `module` dots a module; one code stands in the middle."""

    matrices: tuple[Matrix, ...]
    module: int


@dataclass(frozen=True, slots=True)
class NativeQr:
    """A QR the printer draws itself, in the middle; it needs its quiet zone from us (opt-in, devices.md §1.4)."""

    content: str
    module: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Dots no wider than the paper."""

    raster: Raster
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank paper, 0–255 dots (8 dots = 1 mm)."""

    dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the paper: cut, or far enough out to tear."""


Element = Text | Rule | QrRow | NativeQr | Picture | Feed | Cut
