"""The few Protocols the verbs need, and the values they speak in. Implemented by app/store and app/devices; satisfied by
tests/fakes.py. Import from here."""

from app.actions.ports.around import (
    Clock,
    Ids,
    PinCheck,
    PrintResult,
    ReceiptPrinter,
    ReceiptTokens,
    Wake,
)
from app.actions.ports.kept import (
    About,
    Catalogue,
    Journal,
    Members,
    Pickups,
    PrintJobs,
    Prompts,
    Receipts,
    Staff,
)
from app.actions.ports.rows import (
    JournalRow,
    PickupCounts,
    PickupSummary,
    PrintJob,
    RedemptionRecord,
    Written,
)
from app.actions.ports.store import Room, Store

__all__ = [
    "About",
    "Catalogue",
    "Clock",
    "Ids",
    "Journal",
    "JournalRow",
    "Members",
    "PickupCounts",
    "PickupSummary",
    "Pickups",
    "PinCheck",
    "PrintJob",
    "PrintJobs",
    "PrintResult",
    "Prompts",
    "ReceiptPrinter",
    "ReceiptTokens",
    "Receipts",
    "RedemptionRecord",
    "Room",
    "Staff",
    "Store",
    "Wake",
    "Written",
]
