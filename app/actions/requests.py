"""What the screen asks of the verbs, as frozen values, and the verbs' shapes."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.codes import PickupCode
from app.domain.drawer import DrawerReason
from app.domain.identity import MemberId, PickupId, ProductNo, PromptId, StaffId
from app.domain.pickups import Units


class Problem(StrEnum):
    """What is wrong with a line (product.md): 缺货 | 质量问题."""

    SHORTAGE = "shortage"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """`quantity` units of a line are missing or bad; a short unit is not handed over, a bad one may be."""

    line_no: int
    quantity: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class RedeemRequest:
    """Hand over these units of this pickup. `code` is given when it was opened by its signed code."""

    pickup: PickupId
    units: tuple[Units, ...]
    problems: tuple[LineProblem, ...] = ()
    code: PickupCode | None = None


@dataclass(frozen=True, slots=True)
class OverrideRequest:
    """A manager lets a refused hand-over through. `units` empty = everything still open, or, when all was
    handed over already, everything ordered. `pin` lives only as long as this value."""

    pickup: PickupId
    approver: StaffId
    pin: str
    code: PickupCode | None = None
    units: tuple[Units, ...] = ()

    def __repr__(self) -> str:
        return f"OverrideRequest(pickup={self.pickup}, approver={self.approver}, pin=***)"


@dataclass(frozen=True, slots=True)
class DrawerRequest:
    """Open the cash drawer. `asked_ms` is when the last key for it was pressed, on the counter's steady clock
    (`Clock.mono_ms`). `approver` None = the clerk's own right. `pin` lives only as long as this value."""

    reason: DrawerReason
    asked_ms: int
    approver: StaffId | None = None
    pin: str = ""

    def __repr__(self) -> str:
        return f"DrawerRequest(reason={self.reason}, approver={self.approver}, pin=***)"


@dataclass(frozen=True, slots=True)
class RevealRequest:
    """See one member's full phone number. `approver` None = the clerk's own right. `pin` lives only as long as this
    value."""

    member: MemberId
    approver: StaffId | None = None
    pin: str = ""

    def __repr__(self) -> str:
        return f"RevealRequest(member={self.member}, approver={self.approver}, pin=***)"


@dataclass(frozen=True, slots=True)
class PromptReply:
    """The clerk's one key on the sentence on screen."""

    prompt: PromptId
    variant: str
    answer: str
    """taken | declined | unsaid (app.domain.prompts.Answer)"""
    member: MemberId | None
    pickup: PickupId | None
    product_no: ProductNo | None


class ListFilter(StrEnum):
    """The chips of the pickups page."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    NOT_ARRIVED = "not_arrived"
    DONE = "done"
    PROBLEM = "problem"
