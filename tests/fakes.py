"""Stand-ins for the machines around the verbs: a clock that stands still, a printer that obeys, plain ids."""

from datetime import datetime, timedelta

from app.actions.ports import PrintResult
from app.domain.identity import ReceiptNo
from app.domain.receipts import JobState, PickupReceipt
from app.domain.staff import Clerk
from tests.builders import NOW


class StillClock:
    """Moves only when told."""

    def __init__(self, now: datetime = NOW) -> None:
        self.moment = now
        self.ticks = 1_000

    def now(self) -> datetime:
        return self.moment

    def mono_ms(self) -> int:
        return self.ticks

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)
        self.ticks += int(timedelta(**span).total_seconds() * 1000)


class CountingIds:
    """Ids in order, so that a failing test reads well."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        self._last += 1
        return f"{self._last:032x}"


class PlainTokens:
    """A receipt URL that says what it holds."""

    def url(self, receipt_no: ReceiptNo, purpose: int, expires_at: datetime) -> str:
        return f"HTTPS://HQ.EXAMPLE/R/TR{receipt_no:04d}{purpose}{expires_at:%Y%m%d}ABCDWXYZ"


class PinIsTheHash:
    """Right when the clerk's stored hash is the PIN itself: quick, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def matches(self, clerk: Clerk, pin: str) -> bool:
        self.asked += 1
        return clerk.pin_hash == pin


class ObedientPrinter:
    """Keeps what it printed; `answers` are taken in order, then it confirms."""

    def __init__(self, *answers: PrintResult) -> None:
        self.answers = list(answers)
        self.printed: list[PickupReceipt] = []

    def print_receipt(self, receipt: PickupReceipt) -> PrintResult:
        self.printed.append(receipt)
        return self.answers.pop(0) if self.answers else PrintResult(JobState.CONFIRMED)
