"""The counter page as one frozen snapshot, and everything the clerk can do to it. No widgets, no verbs, no clock."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.actions.outcomes import (
    CodeOfUnknownStore,
    HandedOver,
    MemberFound,
    PickupFound,
    PickupRefused,
    ProductFound,
    Several,
    Undone,
)
from app.actions.ports import PickupCounts, PickupSummary, PrintJob
from app.actions.requests import RedeemRequest
from app.domain.drawer import DrawerReason
from app.domain.identity import MemberId, PickupId, StaffId
from app.domain.members import Member
from app.domain.pickups import HeldElsewhere
from app.domain.prompts import Answer, Prompt
from app.domain.receipts import JobState
from app.ui.counter.data_state import DataAsked
from app.ui.messages import Note
from app.ui.pin_asked import PinAsked

# -- cards: what stands in the middle -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LineMark:
    """The clerk's decision on one line: units handed over now, and units that are missing or bad."""

    line_no: int
    take: int
    short: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing asked. `counts` are today's numbers once they are known."""

    last: HandedOver | None = None
    counts: PickupCounts | None = None


@dataclass(frozen=True, slots=True)
class PickupOpen:
    """An order on the desk. `cursor` is a line number or None; `partial` = digits set quantities."""

    found: PickupFound
    marks: tuple[LineMark, ...]
    cursor: int | None = None
    partial: bool = False
    changed: bool = False
    """HQ's data changed while it was open; the hand-over re-reads anyway."""
    asking: bool = False
    """The store's hub holds it and is being asked."""

    @property
    def near(self) -> int:
        """The number of the counter that holds it and is asked on Enter; 0 = ours."""
        return self.found.pickup.grant.near

    @property
    def count(self) -> int:
        return sum(mark.take for mark in self.marks)

    @property
    def troubled(self) -> bool:
        return any(mark.short or mark.bad for mark in self.marks)


class AtHq(StrEnum):
    """Where the question to HQ, or the hub, for an order held elsewhere stands."""

    NOT_ASKED = "not_asked"
    ASKING = "asking"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class RefusedOpen:
    """A refusal; `looking` = its lines are shown too; `wish` is what was to be handed over when the hub did not answer."""

    refused: PickupRefused | CodeOfUnknownStore
    looking: bool = False
    at_hq: AtHq = AtHq.NOT_ASKED
    wish: RedeemRequest | None = None

    @property
    def claimable(self) -> bool:
        """HQ or the hub may be asked for it: only the grant stands in the way."""
        return isinstance(self.refused.refusal, HeldElsewhere)

    @property
    def near(self) -> int:
        """The number of the counter that is asked; 0 = HQ."""
        refusal = self.refused.refusal
        return refusal.grant.near if isinstance(refusal, HeldElsewhere) else 0


@dataclass(frozen=True, slots=True)
class Choosing:
    """Several answers: first the orders, then the members. `cursor` counts over both."""

    several: Several
    cursor: int = 0

    @property
    def choices(self) -> tuple[PickupSummary | Member, ...]:
        return (*self.several.pickups, *self.several.members)


@dataclass(frozen=True, slots=True)
class MemberOpen:
    """A member without an order to hand over now."""

    found: MemberFound
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class ProductShown:
    found: ProductFound


@dataclass(frozen=True, slots=True)
class NoteShown:
    note: Note


@dataclass(frozen=True, slots=True)
class DoneShown:
    """Handed over. `others` are orders of the same person that can follow."""

    handed: HandedOver
    others: tuple[PickupSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoneShown:
    undone: Undone


Card = (
    Idle
    | PickupOpen
    | RefusedOpen
    | Choosing
    | MemberOpen
    | ProductShown
    | NoteShown
    | DoneShown
    | UndoneShown
)


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence on screen and the one key on it."""

    prompt: Prompt
    answer: Answer | None
    member: MemberId | None
    pickup: PickupId | None


# -- what lies over or beside the card ------------------------------------------------------------------------


class Busy(StrEnum):
    NO = "no"
    LOOKING = "looking"
    WRITING = "writing"


class Notice(StrEnum):
    """A short line that goes away by itself."""

    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_TOO_LATE = "undo_too_late"
    REPRINTING = "reprinting"
    NOTHING_TO_REPRINT = "nothing_to_reprint"
    NOTHING_CHOSEN = "nothing_chosen"
    WENT_WRONG = "went_wrong"
    FINISH_FIRST = "finish_first"
    DRAWER_TOLD = "drawer_told"
    DRAWER_LATE = "drawer_late"
    DRAWER_AWAY = "drawer_away"
    DRAWER_TROUBLE = "drawer_trouble"
    DRAWER_UNSURE = "drawer_unsure"
    MEMBER_GONE = "member_gone"


@dataclass(frozen=True, slots=True)
class Told:
    notice: Notice
    number: int = 0
    times: int = 0


@dataclass(frozen=True, slots=True)
class PhoneShown:
    """The full number of `member`, on record, for `left` seconds more."""

    member: MemberId
    name: str
    digits: str
    left: int

    def __repr__(self) -> str:
        return f"PhoneShown(member={self.member}, left={self.left})"


@dataclass(frozen=True, slots=True)
class CounterState:
    card: Card = field(default_factory=Idle)
    said: Said | None = None
    member: Member | None = None
    busy: Busy = Busy.NO
    pin: PinAsked | None = None
    drawer_asks: bool = False
    """The dialog that asks what the cash drawer is opened for."""
    phone: PhoneShown | None = None
    """Over everything; never told to the customer's screen."""
    data: DataAsked | None = None
    """What is asked about the data of the member."""
    told: Told | None = None
    told_count: int = 0
    troubles: tuple[PrintJob, ...] = ()
    last: HandedOver | None = None
    """The newest hand-over of this counter since it was started."""
    last_undone: bool = False
    last_paper: JobState | None = None
    """How its newest print job is."""


# -- what the clerk did ---------------------------------------------------------------------------------------


class Did(StrEnum):
    """Keys and buttons without a value of their own."""

    CONFIRMED = "confirmed"
    CLEARED = "cleared"
    TOGGLED = "toggled"
    WENT_PARTIAL = "went_partial"
    REPORTED_PROBLEM = "reported_problem"
    TOOK_OFFER = "took_offer"
    DECLINED_OFFER = "declined_offer"
    ASKED_UNDO = "asked_undo"
    ASKED_REPRINT = "asked_reprint"
    ASKED_OVERRIDE = "asked_override"
    PRINTED_AGAIN = "printed_again"
    DROPPED_PRINT = "dropped_print"
    CLOSED_PIN = "closed_pin"
    ASKED_PHONE = "asked_phone"
    HID_PHONE = "hid_phone"
    ASKED_DATA = "asked_data"
    CLOSED_DATA = "closed_data"
    ASKED_DRAWER = "asked_drawer"
    CLOSED_DRAWER = "closed_drawer"


@dataclass(frozen=True, slots=True)
class Submitted:
    """Typed and entered, or scanned."""

    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    by: int


@dataclass(frozen=True, slots=True)
class Changed:
    """+ or −."""

    by: int


@dataclass(frozen=True, slots=True)
class SetTo:
    """A digit on a line in partial mode, or on a choice (1 = the first)."""

    digit: int


@dataclass(frozen=True, slots=True)
class Pointed:
    """A line or a choice was touched."""

    at: int


@dataclass(frozen=True, slots=True)
class PinEntered:
    staff: StaffId
    pin: str

    def __repr__(self) -> str:
        return f"PinEntered(staff={self.staff}, pin=***)"


@dataclass(frozen=True, slots=True)
class DataTyped:
    """A digit on the panel of a member's data, or "" for a step back."""

    key: str


Act = Did | DataTyped | Submitted | Moved | Changed | SetTo | Pointed | PinEntered | DrawerReason
