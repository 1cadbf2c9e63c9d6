"""Receipts (小票) as data: what a piece of paper says, before any printer or language is chosen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identity import ReceiptNo
from app.domain.money import Fen
from app.domain.scanner_makers import ScannerMaker


class LineNote(StrEnum):
    """What became of a line besides being handed over."""

    NONE = "none"
    SHORT = "short"
    QUALITY = "quality"
    LATER = "later"
    """Not handed over this time; still owed."""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`quantity` handed over now; with a note other than NONE it is the quantity the note is about."""

    name: str
    quantity: int
    note: LineNote = LineNote.NONE
    amount: Fen = Fen(0)


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A QR of this receipt: `url` is its content, `short` is printed below for typing."""

    purpose: str
    """referral | join_group"""
    url: str
    short: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class PickupReceipt:
    """The paper of one hand-over. `phone` is already masked; points are None without a member."""

    store_name: str
    store_address: str
    store_phone: str
    receipt_no: ReceiptNo
    counter_label: int
    clerk: str
    at: datetime
    order_no: str
    pickup_no: str
    lines: tuple[ReceiptLine, ...]
    phone: str
    points_earned: int | None
    points_balance: int | None
    codes: tuple[ReceiptCode, ...]
    codes_valid_days: int
    override: bool = False
    reprint: int = 0
    """0 = the original; n = the n-th reprint (补打)."""


@dataclass(frozen=True, slots=True)
class SaleLine:
    """Goods of a counter sale. `grams` > 0 = sold by weight. `why` is the reason of a lower price ("晚市特惠"), already
    in the shop's words, or ""."""

    name: str
    quantity: int
    amount: Fen
    grams: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tendered:
    """Money that came in by one way: cash | wechat | alipay | card | balance."""

    way: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class SaleReceipt:
    """The paper of a counter sale. `total` is what was to pay, after `saved`; `change` only for cash."""

    store_name: str
    store_address: str
    store_phone: str
    receipt_no: ReceiptNo
    counter_label: int
    clerk: str
    at: datetime
    lines: tuple[SaleLine, ...]
    total: Fen
    saved: Fen
    tenders: tuple[Tendered, ...]
    change: Fen
    phone: str
    points_earned: int | None
    points_balance: int | None
    codes: tuple[ReceiptCode, ...]
    codes_valid_days: int
    reprint: int = 0


@dataclass(frozen=True, slots=True)
class ShelfLabel:
    """The label of a special: what it cost, what it costs now, from when until when. `unit` as "500g" or "盒"."""

    store_name: str
    name: str
    unit: str
    regular: Fen
    special: Fen
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TestPage:
    """What a person looks at to set a printer right. `place` is its address as set; `mode` gbk | utf8 | image."""

    __test__ = False  # pytest would take the name for a test

    store_name: str
    printer: str
    place: str
    columns: int
    dots: int
    mode: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScannerSheet:
    """What a scanner is set up with: its maker's codes or the way to them, None = nobody's, and the codes it is checked
    with, purpose digits | letters | ours."""

    store_name: str
    maker: ScannerMaker | None
    codes: tuple[ReceiptCode, ...]


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The end of a shift at one counter: what was done and the money of it. `cash_counted` None = not counted."""

    store_name: str
    counter_label: int
    clerk: str
    opened_at: datetime
    closed_at: datetime
    pickups: int
    units: int
    after_sales: int
    overrides: int
    undone: int
    sales: int
    sales_total: Fen
    tenders: tuple[Tendered, ...]
    cash_expected: Fen
    cash_counted: Fen | None
    known_members: int
    prompts_said: int
    prompts_taken: int
    reprints: int
    waiting_facts: int
    """Facts HQ has not acknowledged when the shift ended."""


Paper = PickupReceipt | SaleReceipt | ShelfLabel | TestPage | ScannerSheet | ShiftReport
"""Everything we print."""


class JobState(StrEnum):
    """A print job: queued → sending → sent (unconfirmed) → confirmed | failed | unknown (devices.md §1.6).
    `waiting` = too old to print by itself, a key prints it; `dropped` = the clerk gave it up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    DROPPED = "dropped"


class PrintFault(StrEnum):
    """Why a job failed or is unknown: the values of `PrintResult.why`, each with its sentence on screen."""

    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    PRINTER_ERROR = "printer_error"
    """Jam, cutter or any error the printer reports itself."""
    OFFLINE = "offline"
    """The printer answers that it is offline and no more."""
    REFUSED = "refused"
    """Nobody listens at the printer's address."""
    UNREACHABLE = "unreachable"
    """No answer from the address: switched off, unplugged, or the address is wrong."""
    BROKE_OFF = "broke_off"
    """The connection ended before the job did."""
    TOO_SLOW = "too_slow"
    """The printer stopped taking bytes."""
    NO_FONT = "no_font"
    """Text is to be drawn as pictures and this PC has no Chinese font."""
    INTERNAL = "internal"
    """Our own mistake; the log has it."""


class PrinterState(StrEnum):
    """What the status strip says of the printer; UNKNOWN = it is there but tells nothing (已发送 printers)."""

    OK = "ok"
    NO_PAPER = "no_paper"
    TROUBLE = "trouble"
    """Cover open, jam or another error: a person has to look."""
    OFFLINE = "offline"
    UNKNOWN = "unknown"
