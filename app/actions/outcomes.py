"""What scanning and doing can end in: closed unions the presenter matches to exhaustion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actions.ports import PickupCounts, PickupSummary
from app.domain.catalogue import Product
from app.domain.codes import Fault, PickupCode, ReceiptToken
from app.domain.identity import MemberId, ReceiptNo, RedemptionId
from app.domain.members import Member
from app.domain.money import Fen
from app.domain.pickups import Pickup, Ready, Refusal, UndoRight
from app.domain.prompts import Prompt
from app.domain.receipts import PickupReceipt
from app.domain.staff import Clerk

# -- of a scan ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PickupFound:
    """An order units of which can be handed over now. `others` are further open orders of the same person that
    can be taken along; `code` is set when it came from a signed code."""

    pickup: Pickup
    ready: Ready
    member: Member | None
    prompt: Prompt | None
    others: tuple[PickupSummary, ...]
    code: PickupCode | None = None


@dataclass(frozen=True, slots=True)
class PickupRefused:
    """An order nothing of which can be handed over now, and why. `receipt_no` of the last hand-over if it was here."""

    pickup: Pickup
    refusal: Refusal
    member: Member | None
    overridable: bool
    code: PickupCode | None = None


@dataclass(frozen=True, slots=True)
class CodeOfUnknownStore:
    """A genuine pickup code of another store whose order is not on this counter."""

    refusal: Refusal
    code: PickupCode


@dataclass(frozen=True, slots=True)
class MemberFound:
    """A member with no order to collect now, or a member code: their open orders, and the sentence."""

    member: Member
    pickups: tuple[PickupSummary, ...]
    prompt: Prompt | None


@dataclass(frozen=True, slots=True)
class Several:
    """More than one answer: the clerk chooses. Phones are full here: mask them."""

    asked: str
    pickups: tuple[PickupSummary, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class MemberCodeStale:
    """A genuine member code older than it may be: the customer refreshes it."""

    age_seconds: int


@dataclass(frozen=True, slots=True)
class CardRevoked:
    """A printed member card that was reported lost."""


@dataclass(frozen=True, slots=True)
class ProductFound:
    product: Product
    grams: int | None = None
    amount: Fen | None = None


@dataclass(frozen=True, slots=True)
class ReceiptTokenSeen:
    """A customer shows the QR of one of our receipts: they should scan it with their phone."""

    token: ReceiptToken


@dataclass(frozen=True, slots=True)
class BadgeSeen:
    clerk: Clerk


@dataclass(frozen=True, slots=True)
class PaymentCodeSeen:
    """这是付款码: refused, not kept."""


@dataclass(frozen=True, slots=True)
class NothingFound:
    """Well-formed, but nobody here by it. `asked` is safe to show (a phone is masked)."""

    asked: str
    kind: str
    """pickup_no | phone | last4 | words | product | member | coupon | badge"""


@dataclass(frozen=True, slots=True)
class NotACode:
    fault: Fault


ScanOutcome = (
    PickupFound
    | PickupRefused
    | CodeOfUnknownStore
    | MemberFound
    | Several
    | MemberCodeStale
    | CardRevoked
    | ProductFound
    | ReceiptTokenSeen
    | BadgeSeen
    | PaymentCodeSeen
    | NothingFound
    | NotACode
)

# -- of a hand-over -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Committed. `undo_until` is when the free undo ends."""

    redemption: RedemptionId
    receipt: PickupReceipt
    pickup: Pickup
    """As it stands after the hand-over."""
    count: int
    points: int
    member: Member | None
    undo_until: datetime
    fact_seq: int


@dataclass(frozen=True, slots=True)
class HandOverRefused:
    """The re-read inside the transaction said no; nothing was written."""

    pickup: Pickup
    refusal: Refusal
    overridable: bool


RedeemOutcome = HandedOver | HandOverRefused


@dataclass(frozen=True, slots=True)
class HqNotReached:
    """HQ could not be asked, or its answer was lost: ask again (the same claim), or a manager lets it through."""

    why: str


ClaimOutcome = RedeemOutcome | HqNotReached


# -- of a PIN -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PinAccepted:
    clerk: Clerk


@dataclass(frozen=True, slots=True)
class PinWrong:
    tries_left: int


@dataclass(frozen=True, slots=True)
class PinLocked:
    until: datetime


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The right PIN of somebody whose role may not do this."""


PinOutcome = PinAccepted | PinWrong | PinLocked | NotAllowed


# -- of an undo -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Undone:
    """`pickup` is None when it was known only from its signed code."""

    pickup: Pickup | None
    order_no: str
    count: int


@dataclass(frozen=True, slots=True)
class UndoNeedsPin:
    order_no: str
    redemption: RedemptionId


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """`right` is TOO_LATE when there is one but it is too old; None when there is none or it is undone already."""

    right: UndoRight | None = None


UndoOutcome = Undone | UndoNeedsPin | NothingToUndo | PinWrong | PinLocked | NotAllowed


# -- of a reprint ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reprinting:
    receipt_no: ReceiptNo
    count: int


@dataclass(frozen=True, slots=True)
class NothingToReprint:
    pass


ReprintOutcome = Reprinting | NothingToReprint


# -- of the cash drawer ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrawerAsked:
    """On record, and on its way to the printer."""


@dataclass(frozen=True, slots=True)
class DrawerNeedsPin:
    """The clerk's role may not open it: somebody who may gives their PIN."""


@dataclass(frozen=True, slots=True)
class DrawerTooLate:
    """This PC was busy for longer than such a wish lives; nothing was done."""


DrawerOutcome = DrawerAsked | DrawerNeedsPin | DrawerTooLate | PinWrong | PinLocked | NotAllowed


# -- of a phone number ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhoneTold:
    """On record; `phone` is full and may be seen for some seconds."""

    member: MemberId
    name: str
    phone: str

    def __repr__(self) -> str:
        return f"PhoneTold(member={self.member})"


@dataclass(frozen=True, slots=True)
class RevealNeedsPin:
    """The clerk's role may not see it: somebody who may gives their PIN."""


@dataclass(frozen=True, slots=True)
class RevealNobody:
    """The member is not known here any more."""


RevealOutcome = PhoneTold | RevealNeedsPin | RevealNobody | PinWrong | PinLocked | NotAllowed


# -- of a list ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PickupLists:
    """The pickups page: one filter's rows and all counts."""

    rows: Sequence[PickupSummary]
    counts: PickupCounts
    member_orders: dict[MemberId, int]
    """How many of these rows are open orders of the same member (for 同一人 2 单)."""
