"""What the customer sees, as one frozen snapshot. It has no room for a phone number, and a name only as it may be read by
whoever stands behind."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import Fen


class Fate(StrEnum):
    """What becomes of units of a line."""

    HERE = "here"
    """Handed over as soon as the clerk confirms."""
    TAKEN = "taken"
    MISSING = "missing"
    BAD = "bad"
    LATER = "later"
    """Still owed; another time."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    name: str
    count: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Offer:
    """What the clerk's sentence is about: so many units for a price, and what they cost otherwise."""

    name: str
    units: int
    price: Fen
    instead_of: Fen | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """The QR that leads into the store's group: `rows[y][x]` is dark, without a quiet zone. `gift` is what it gives."""

    rows: tuple[tuple[bool, ...], ...]
    gift: Fen


@dataclass(frozen=True, slots=True)
class Welcome:
    """Nobody is served. The invitation is for everybody and promises nothing: a gift is for one."""

    store: str
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody is. `person` is how they are called, "" when not known. `paid` is what the lines cost, 0 = not known."""

    person: str
    lines: tuple[ShownLine, ...] = ()
    count: int = 0
    paid: Fen = Fen(0)
    done: bool = False
    offer: Offer | None = None
    invitation: Invitation | None = None


DisplayState = Welcome | Serving
