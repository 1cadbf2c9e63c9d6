"""The paper editor as one frozen snapshot, and what a person did to it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.receipt_styles import LogoFile, StyleFault, StyleItem, StyleSheet

PAPERS = ("pickup", "reprint", "sale", "label", "end_of_shift", "test_page", "scanner_sheet")
"""In the order they are leafed through."""
WIDTHS = ((384, 32), (512, 42), (576, 48))


class StyleNote(StrEnum):
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_NOW = "not_now"
    """There is a mistake: nothing is kept until it is gone."""


@dataclass(frozen=True, slots=True)
class StyleState:
    """`sheet` None = not read yet; `draft` is it with what is being typed. `picture` is the last paper without a mistake (a
    PNG), `faults` what is wrong with the draft."""

    paper: str = PAPERS[0]
    width: tuple[int, int] = WIDTHS[0]
    sheet: StyleSheet | None = None
    draft: StyleSheet | None = None
    row: int = 0
    editing: bool = False
    picture: bytes = b""
    faults: tuple[StyleFault, ...] = ()
    drawing: bool = False
    note: StyleNote | None = None
    logos: tuple[LogoFile, ...] | None = None
    """While a logo is chosen: the pictures found, first one without a path for none at all."""
    logo_row: int = 0

    @property
    def logo(self) -> LogoFile | None:
        """The picture the arrow is on."""
        return self.logos[self.logo_row] if self.logos else None

    @property
    def items(self) -> tuple[StyleItem, ...]:
        return self.sheet.items if self.sheet is not None else ()

    @property
    def item(self) -> StyleItem | None:
        """The one the arrow is on."""
        return self.items[self.row] if self.row < len(self.items) else None


class StyleDid(StrEnum):
    ENTERED = "entered"
    CANCELLED = "cancelled"
    NEXT_PAPER = "next_paper"
    PREVIOUS_PAPER = "previous_paper"
    OTHER_WIDTH = "other_width"
    BACK_TO_OURS = "back_to_ours"
    """This item is as we ship it."""
    LOOKED_AGAIN = "looked_again"
    """For pictures, as after a stick was plugged in."""


@dataclass(frozen=True, slots=True)
class StyleMoved:
    by: int


@dataclass(frozen=True, slots=True)
class StyleRowChosen:
    row: int


@dataclass(frozen=True, slots=True)
class StyleTyped:
    """What stands in the field now."""

    text: str


@dataclass(frozen=True, slots=True)
class StyleWritten:
    """Enter in the field."""

    text: str


StyleAct = StyleDid | StyleMoved | StyleRowChosen | StyleTyped | StyleWritten
