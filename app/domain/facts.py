"""Facts (事实): what happened at this counter, in the words HQ is told. Each class is the body of one kind.

Field names are the wire's (`sync/wire.py` decodes exactly these); a test holds the two together. Ids and
moments are plain values here so that a body is its own JSON. Additive changes keep `v`; others raise it.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.pickups import Units


@dataclass(frozen=True, slots=True)
class PickupRedeemed:
    """Units of a pickup were handed over under a grant. `epoch` 0 and a `code` mean a blind pickup; a `ticket` is the word
    of the store's hub that this counter may."""

    kind: ClassVar[str] = "pickup.redeemed"
    v: ClassVar[int] = 1
    redemption: str
    pickup: int
    epoch: int
    units: tuple[Units, ...]
    receipt_no: int
    member: str | None
    points: int
    code: str | None = None
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOutByOverride:
    """A manager let a refused hand-over through; can become a visible conflict, never a second redemption."""

    kind: ClassVar[str] = "handout.override"
    v: ClassVar[int] = 1
    redemption: str
    pickup: int
    refusal: str
    units: tuple[Units, ...]
    receipt_no: int
    approved_by: int
    member: str | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RedemptionUndone:
    kind: ClassVar[str] = "pickup.undone"
    v: ClassVar[int] = 1
    redemption: str
    pickup: int
    approved_by: int | None
    member: str | None
    points: int
    """Points taken back, as a positive number."""
    ticket: str | None = None
    """The hub's, when it had granted this and nothing was handed over."""


@dataclass(frozen=True, slots=True)
class AfterSaleReported:
    """`problem` is shortage (缺货) or quality (质量问题)."""

    kind: ClassVar[str] = "after_sale.reported"
    v: ClassVar[int] = 1
    pickup: int
    line_no: int
    quantity: int
    problem: str
    redemption: str | None


@dataclass(frozen=True, slots=True)
class PromptAnswered:
    """`outcome` is taken | declined | unsaid."""

    kind: ClassVar[str] = "prompt.answered"
    v: ClassVar[int] = 1
    prompt: int
    variant: str
    member: str | None
    pickup: int | None
    product_no: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class ReceiptReprinted:
    kind: ClassVar[str] = "receipt.reprinted"
    v: ClassVar[int] = 1
    receipt_no: int
    count: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`way` is pin | badge."""

    kind: ClassVar[str] = "staff.signed_in"
    v: ClassVar[int] = 1
    staff: int
    way: str


@dataclass(frozen=True, slots=True)
class GrantReturned:
    """HQ asked for the grant of `epoch` back, and nothing handed over here stands in the way."""

    kind: ClassVar[str] = "grant.returned"
    v: ClassVar[int] = 1
    pickup: int
    epoch: int


@dataclass(frozen=True, slots=True)
class ClaimGranted:
    """As the hub of the store, this counter let `counter` have these units under its grant: they count as handed over
    there. `by` is the clerk who asked."""

    kind: ClassVar[str] = "claim.granted"
    v: ClassVar[int] = 1
    claim: str
    pickup: int
    units: tuple[Units, ...]
    epoch: int
    counter: int
    incarnation: int
    by: int


@dataclass(frozen=True, slots=True)
class ClaimReturned:
    """`counter` said that the customer does not have what this hub let it have."""

    kind: ClassVar[str] = "claim.returned"
    v: ClassVar[int] = 1
    claim: str
    pickup: int
    counter: int


@dataclass(frozen=True, slots=True)
class PosSaleSeen:
    """Another system's sale, read from its receipt or its file. `sale` is this sight of it, the same when the same row
    of a file is read again; `source` is receipt | file. `sold_at` is RFC 3339 or None; `total` is fen without its sign,
    `refund` says that it was negative. `receipt_no` is the number inside our code on that receipt."""

    kind: ClassVar[str] = "pos_sale.seen"
    v: ClassVar[int] = 1
    sale: str
    source: str
    total: int
    refund: bool
    number: str
    sold_at: str | None
    receipt_no: int | None
    member: str | None


@dataclass(frozen=True, slots=True)
class DrawerAsked:
    """Somebody had the cash drawer opened without a sale. `reason` is change | count | shift | other; `approved_by` gave
    their PIN where the clerk's own role may not."""

    kind: ClassVar[str] = "drawer.asked"
    v: ClassVar[int] = 1
    reason: str
    approved_by: int | None


SHOWN, EXPORTED = "shown", "exported"


@dataclass(frozen=True, slots=True)
class PhoneRevealed:
    """Somebody is about to see the full phone number of a member, who is named by id alone. `reason` is shown (on screen, for
    seconds) | exported (a file for the member); `approved_by` gave their PIN where the clerk's own role may not."""

    kind: ClassVar[str] = "phone.revealed"
    v: ClassVar[int] = 1
    member: str
    approved_by: int | None
    reason: str


Fact = (
    PickupRedeemed
    | HandedOutByOverride
    | RedemptionUndone
    | AfterSaleReported
    | PromptAnswered
    | ReceiptReprinted
    | SignedIn
    | GrantReturned
    | ClaimGranted
    | ClaimReturned
    | PosSaleSeen
    | DrawerAsked
    | PhoneRevealed
)
