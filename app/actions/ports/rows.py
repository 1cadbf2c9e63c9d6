"""What the store answers with and takes: frozen values that cross threads."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import (
    FactId,
    MemberId,
    PickupId,
    PrintJobId,
    ReceiptNo,
    StaffId,
)
from app.domain.pickups import Redemption, State
from app.domain.receipts import JobState, PickupReceipt


@dataclass(frozen=True, slots=True)
class Written:
    """A fact as the journal took it."""

    id: FactId
    seq: int


@dataclass(frozen=True, slots=True)
class PickupSummary:
    """A row of the pickups list. `phone` is full: mask it. Units: `ready` can go now, `open` still owed."""

    id: PickupId
    order_no: str
    pickup_no: str
    name: str
    phone: str
    member: MemberId | None
    goods: str
    """Names of the lines joined by 、"""
    units: int
    ready: int
    open: int
    total: int
    slot: str
    zone: str
    state: State
    arrived_at: datetime | None
    expected_at: datetime | None
    last_redeemed_at: datetime | None
    problem: bool


@dataclass(frozen=True, slots=True)
class PickupCounts:
    """The chips above the list."""

    waiting: int
    overdue: int
    not_arrived: int
    done: int
    problem: int


@dataclass(frozen=True, slots=True)
class RedemptionRecord:
    """Our own redemption as stored here, for undo and reprint. `points` were awarded with it."""

    redemption: Redemption
    pickup: PickupId
    member: MemberId | None
    points: int
    by: StaffId


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: PrintJobId
    receipt_no: ReceiptNo
    state: JobState
    created_at: datetime
    receipt: PickupReceipt
    why: str = ""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One fact for the sync page. `outcome` "" while pending, else HQ's word; `body` as decoded JSON; `subject` is
    the order number of what it is about, "" when that is no order known here; `reason` HQ's words on a conflict that a
    person closed (outcome `closed`); `settled_at` when HQ said something new after its first answer."""

    seq: int
    kind: str
    at: datetime
    by_name: str
    body: dict[str, object]
    outcome: str
    detail: str
    acked_at: datetime | None
    subject: str = ""
    reason: str = ""
    settled_at: datetime | None = None
