"""What the store keeps, a Protocol for each kind of thing: orders, members, goods, facts, paper, people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.actions.ports.rows import (
    JournalRow,
    PickupCounts,
    PickupSummary,
    PrintJob,
    RedemptionRecord,
    Written,
)
from app.domain.catalogue import Product, Special
from app.domain.codes import PickupCode
from app.domain.facts import Fact
from app.domain.identity import (
    MemberId,
    PickupId,
    PrintJobId,
    ProductNo,
    PromptId,
    ReceiptNo,
    RedemptionId,
    StaffId,
    StoreId,
)
from app.domain.members import Member
from app.domain.pickups import Pickup, Units
from app.domain.prompts import PromptRule
from app.domain.receipts import JobState, PickupReceipt
from app.domain.staff import Clerk, CounterIdentity, Policy, StoreCard


class Pickups(Protocol):
    """Orders and what was handed over. Every look-up uses an index; `limit` keeps it flat."""

    def get(self, pickup: PickupId) -> Pickup | None: ...

    def blind(self, code: PickupCode) -> Pickup:
        """A pickup known only from its signed code, with what was already handed over on it here."""
        ...

    def by_pickup_no(self, digits: str) -> Pickup | None: ...

    def by_alias(self, text: str) -> Pickup | None:
        """Order number (T-20462, any case) or another system's code, matched exactly."""
        ...

    def open_of_member(self, member: MemberId, limit: int = 20) -> Sequence[PickupSummary]: ...

    def by_phone(self, digits: str, limit: int = 20) -> Sequence[PickupSummary]: ...

    def by_last4(self, digits: str, limit: int = 20) -> Sequence[PickupSummary]: ...

    def by_name(self, text: str, limit: int = 20) -> Sequence[PickupSummary]:
        """Name prefix or pinyin initials prefix; open ones first."""
        ...

    def waiting(self, now: datetime, limit: int, offset: int = 0) -> Sequence[PickupSummary]: ...

    def overdue(self, now: datetime, limit: int, offset: int = 0) -> Sequence[PickupSummary]: ...

    def not_arrived(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]: ...

    def done(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]: ...

    def problem(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]: ...

    def search(self, text: str, limit: int) -> Sequence[PickupSummary]:
        """Phone, last four, name, initials, pickup number, order number, alias or product name."""
        ...

    def counts(self, now: datetime, overdue_hours: int) -> PickupCounts: ...

    def record_redemption(self, record: RedemptionRecord, seq: int) -> None: ...

    def record_undo(self, redemption: RedemptionId, seq: int) -> None: ...

    def record_problem(
        self,
        pickup: PickupId,
        units: Units,
        problem: str,
        redemption: RedemptionId | None,
        seq: int,
    ) -> None: ...

    def redemption(self, redemption: RedemptionId) -> RedemptionRecord | None: ...

    def last_redemption(self) -> RedemptionRecord | None:
        """The newest redemption made at this counter, undone or not."""
        ...


class Members(Protocol):
    """`get` follows aliases and ids from before a merge; points = HQ's balance + own ledger rows not yet in it."""

    def get(self, member: MemberId) -> Member | None: ...

    def by_phone(self, digits: str) -> Member | None: ...

    def by_last4(self, digits: str, limit: int = 20) -> Sequence[Member]: ...

    def by_name(self, text: str, limit: int = 20) -> Sequence[Member]: ...

    def by_alias(self, text: str) -> Member | None: ...

    def add_points(self, member: MemberId, operation: str, points: int, seq: int) -> None:
        """A ledger row; the same `operation` again changes nothing."""
        ...


class Catalogue(Protocol):
    def get(self, product: ProductNo) -> Product | None: ...

    def by_barcode(self, ean: str) -> Product | None: ...

    def many(self, products: Sequence[ProductNo]) -> Sequence[Product]: ...

    def specials(self, now: datetime) -> Sequence[Special]: ...

    def special_products(self) -> Sequence[ProductNo]:
        """Products in the categories the store sells most margin from, for prompts that may pick any."""
        ...


class Prompts(Protocol):
    def rules(self, now: datetime) -> Sequence[PromptRule]: ...

    def declined(self, member: MemberId, since: datetime) -> Sequence[PromptId]: ...

    def bought_categories(self, member: MemberId) -> Sequence[str]: ...

    def record_answer(
        self, prompt: PromptId, member: MemberId | None, outcome: str, at: datetime, seq: int
    ) -> None: ...


class Journal(Protocol):
    """Append-only, hash-chained; it is the outbox."""

    def append(self, fact: Fact, *, at: datetime, mono_ms: int, by: StaffId) -> Written: ...

    def recent(self, limit: int, before_seq: int | None = None) -> Sequence[JournalRow]:
        """Newest first."""
        ...

    def settled(self, limit: int) -> Sequence[JournalRow]:
        """Those that needed a person and no longer do, the newest verdict first."""
        ...

    def needing_attention(self, limit: int) -> Sequence[JournalRow]:
        """Facts HQ answered with conflict or quarantined, newest first."""
        ...

    def pending(self) -> tuple[int, datetime | None]:
        """How many facts HQ has not acknowledged, and when the oldest happened."""
        ...


class Receipts(Protocol):
    def next_no(self) -> ReceiptNo: ...

    def add(self, receipt: PickupReceipt, redemption: RedemptionId) -> None: ...

    def get(self, receipt_no: ReceiptNo) -> PickupReceipt | None: ...

    def last(self) -> PickupReceipt | None: ...

    def of_redemption(self, redemption: RedemptionId) -> PickupReceipt | None: ...

    def count_reprint(self, receipt_no: ReceiptNo) -> int:
        """Adds one and returns the new count."""
        ...


class PrintJobs(Protocol):
    def add(self, receipt: PickupReceipt, at: datetime) -> PrintJobId: ...

    def next(self, now: datetime, age_limit_seconds: int) -> PrintJob | None:
        """The oldest queued job; jobs older than the limit become waiting instead."""
        ...

    def mark(self, job: PrintJobId, state: JobState, why: str, at: datetime) -> None: ...

    def requeue(self, job: PrintJobId, at: datetime) -> None:
        """A clerk's key: a waiting, failed or unknown job is queued as new."""
        ...

    def troubled(self, limit: int = 20) -> Sequence[PrintJob]:
        """Waiting, failed and unknown jobs, oldest first."""
        ...

    def of_receipt(self, receipt_no: ReceiptNo) -> JobState | None:
        """How the newest job of this receipt is; a reprint is newer than the original."""
        ...

    def after_restart(self) -> None:
        """What was `sending` when the app died becomes `unknown`: nobody knows whether it printed."""
        ...


class Staff(Protocol):
    def get(self, staff: StaffId) -> Clerk | None: ...

    def everyone(self) -> Sequence[Clerk]: ...

    def badge_revoked(self, serial: int) -> bool: ...

    def signed_in(self) -> Clerk | None: ...

    def sign_in(self, staff: StaffId, at: datetime) -> None: ...

    def sign_out(self) -> None: ...

    def locked(self) -> bool:
        """Signing in or out ends it."""
        ...

    def set_locked(self, *, locked: bool) -> None: ...

    def pin_tries(self, staff: StaffId) -> tuple[int, datetime | None]:
        """Wrong tries in a row and until when further tries are refused."""
        ...

    def set_pin_tries(self, staff: StaffId, tries: int, locked_until: datetime | None) -> None: ...


class About(Protocol):
    """What HQ told this counter of itself, its store and the keys."""

    def identity(self) -> CounterIdentity: ...

    def store(self, store: StoreId) -> StoreCard | None: ...

    def policy(self) -> Policy: ...

    def revoked(self) -> bool:
        """HQ revoked this counter and its data is wiped."""
        ...

    def card_revoked(self, serial: int) -> bool: ...

    def code_keys(self) -> Sequence[tuple[int, bytes]]:
        """(key id, Ed25519 public key) of keys not retired."""
        ...

    def data_ages(self) -> dict[str, datetime]:
        """When each kind of HQ's data (entity name) was last known complete."""
        ...
