"""What is around the verbs: time, ids, keys, PINs and the printer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.identity import (
    ReceiptNo,
)
from app.domain.receipts import JobState, PickupReceipt
from app.domain.staff import Clerk


class Clock(Protocol):
    """Time comes from outside. `now` is aware UTC; `mono_ms` never goes back while the app runs."""

    def now(self) -> datetime: ...

    def mono_ms(self) -> int: ...


class Ids(Protocol):
    """UUIDv7 as 32 hex digits."""

    def new(self) -> str: ...


class ReceiptTokens(Protocol):
    """Makes the QR of a receipt offline with this counter's key."""

    def url(self, receipt_no: ReceiptNo, purpose: int, expires_at: datetime) -> str: ...


class PinCheck(Protocol):
    """argon2id; slow on purpose (≈ 30 ms), never on the GUI thread."""

    def matches(self, clerk: Clerk, pin: str) -> bool: ...


Wake = Callable[[], None]
"""Called after a commit: wakes the print lane or the sync thread; never blocks, never raises."""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """How a job ended: SENT, CONFIRMED, FAILED (surely nothing printed) or UNKNOWN; `why` is a PrintFault value
    or "" and never holds the receipt's text."""

    state: JobState
    why: str = ""


class ReceiptPrinter(Protocol):
    """Blocks up to about 10 s, on the print lane only; never raises for the world's faults."""

    def print_receipt(self, receipt: PickupReceipt) -> PrintResult: ...
