"""All verbs of the counter side by side, as the screens get them; built once by bootstrap, run on the store lane."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.actions.member_data import DeleteOutcome
from app.actions.outcomes import (
    DrawerOutcome,
    PickupLists,
    PinOutcome,
    RedeemOutcome,
    ReprintOutcome,
    RevealOutcome,
    ScanOutcome,
    UndoOutcome,
)
from app.actions.ports import JournalRow, PrintJob
from app.actions.requests import (
    DrawerRequest,
    ListFilter,
    OverrideRequest,
    PromptReply,
    RedeemRequest,
    RevealRequest,
)
from app.domain.identity import MemberId, PickupId, PrintJobId, ReceiptNo, StaffId
from app.domain.receipts import JobState
from app.domain.staff import Clerk, CounterIdentity, Policy


@dataclass(frozen=True, slots=True)
class Start:
    """What the main window needs before its first paint. `clerk` None = nobody is signed in."""

    identity: CounterIdentity
    policy: Policy
    clerk: Clerk | None
    everyone: tuple[Clerk, ...]
    locked: bool = False
    """The counter was locked when it was last open."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many rows of one entity stood here and at HQ when both were last compared; `agreed_at` None = they were
    never the same ones."""

    entity: str
    here: int
    at_hq: int
    compared_at: datetime
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncPicture:
    """The sync page: newest facts first, those that need a person, and the age of HQ's data by entity."""

    rows: tuple[JournalRow, ...]
    attention: tuple[JournalRow, ...]
    pending: int
    oldest_pending: datetime | None
    ages: dict[str, datetime]
    revoked: bool = False
    """HQ blocked this counter: its data is gone, its queue stays."""
    checked: int = 0
    """How many of the newest facts were just compared with their hashes."""
    broken: int | None = None
    """The first of them that is not what was written."""
    settled: tuple[JournalRow, ...] = ()
    """Those that needed a person and no longer do, the newest first."""
    compared: tuple[Compared, ...] = ()
    refetched_at: datetime | None = None
    """When rows of HQ were last fetched anew because the comparison differed."""
    port_taken: int = 0
    """Where the other counters of the store would ask this one, had not another program the port; 0 = all is well."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Each callable blocks on the database and must run on the store lane, never on the GUI thread."""

    start: Callable[[], Start]
    scan_code: Callable[[str], ScanOutcome]
    open_pickup: Callable[[PickupId], ScanOutcome]
    open_member: Callable[[MemberId], ScanOutcome]
    redeem_pickup: Callable[[RedeemRequest], RedeemOutcome]
    override_refusal: Callable[[OverrideRequest], RedeemOutcome | PinOutcome]
    undo_redemption: Callable[[StaffId | None, str], UndoOutcome]
    """(approver, PIN); None and "" for the free undo of the last redemption at this counter."""
    answer_prompt: Callable[[PromptReply], None]
    reprint_receipt: Callable[[ReceiptNo | None], ReprintOutcome]
    """None = the last receipt of this counter."""
    list_pickups: Callable[[ListFilter, str], PickupLists]
    """(filter, search text); a search text other than "" looks in all states."""
    sign_in: Callable[[StaffId, str], PinOutcome]
    sign_out: Callable[[], None]
    lock: Callable[[], None]
    unlock: Callable[[StaffId, str], PinOutcome]
    """Another clerk's right PIN unlocks nothing yet: they sign in."""
    sync_picture: Callable[[], SyncPicture]
    troubled_prints: Callable[[], tuple[PrintJob, ...]]
    print_state: Callable[[ReceiptNo], JobState | None]
    """How the newest print job of a receipt is."""
    print_again: Callable[[PrintJobId], None]
    drop_print: Callable[[PrintJobId], None]
    open_drawer: Callable[[DrawerRequest], DrawerOutcome]
    reveal_phone: Callable[[RevealRequest], RevealOutcome]
    delete_member: Callable[[MemberId, StaffId, str], DeleteOutcome]
    """(member, a manager, their PIN)"""
