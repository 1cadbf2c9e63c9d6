"""Makers of scanners and the codes that set their scanners: what each contains and how it is drawn. Codes come from a source
that states them; where there is none, steps in words say which page of the maker's book to look for."""

from dataclasses import dataclass
from enum import StrEnum


class Symbol(StrEnum):
    """How a code is drawn. With FNC3 a scanner takes it for a setting and never for goods."""

    QR = "qr"
    CODE128 = "code128"
    CODE128_FNC3 = "code128_fnc3"


class SetsTo(StrEnum):
    """What a scanner becomes by a code."""

    SERIAL = "serial"
    KEYBOARD = "keyboard"
    RESET = "reset"
    """As it left the factory: the way back to the keyboard where there is no other."""


@dataclass(frozen=True, slots=True)
class SetupCode:
    sets_to: SetsTo
    content: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class BookStep:
    """One thing to do with the maker's book: in our words, and as the book calls it, "" where it has no name for it."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class ScannerMaker:
    """`codes` or `steps`, never both: a maker's own codes, or where they stand in its book. `models` as far as a source
    goes, in a phrase."""

    key: str
    name: str
    models: str
    codes: tuple[SetupCode, ...] = ()
    steps: tuple[BookStep, ...] = ()
    sources: tuple[str, ...] = ()
