"""Counter → HQ: facts, the hash that chains them, the body of each kind, and how a push is answered."""

import hashlib
from datetime import datetime
from typing import Final

import msgspec

from sync.wire.message import Struct

PUSH_FACTS: Final = 500
PUSH_BYTES: Final = 512 * 1024
CHAIN_START: Final = "0" * 64
"""`prev` of the first fact of an incarnation."""


class Fact(Struct, frozen=True, kw_only=True):
    """One thing that happened. `seq` is contiguous from 1 per (counter, incarnation); `body` is the exact JSON
    text the counter stored: the hash covers its bytes, so neither side may re-encode it."""

    id: str
    counter: int
    incarnation: int
    seq: int
    kind: str
    v: int
    at: datetime
    mono_ms: int
    by: int
    body: msgspec.Raw
    prev: str
    sha256: str


def chain_hash(fact: Fact) -> str:
    """SHA-256, hex, over the fact's fields joined by newlines; `at` as UTC with microseconds, body as its bytes."""
    head = (
        f"{fact.prev}\n{fact.id}\n{fact.counter}\n{fact.incarnation}\n{fact.seq}\n{fact.kind}\n{fact.v}\n"
        f"{fact.at.isoformat(timespec='microseconds')}\n{fact.mono_ms}\n{fact.by}\n"
    )
    return hashlib.sha256(head.encode() + bytes(fact.body)).hexdigest()


class Units(Struct, frozen=True, kw_only=True):
    line_no: int
    quantity: int


class PickupRedeemed(Struct, frozen=True, kw_only=True):
    """kind pickup.redeemed, v 1. `epoch` 0 with `code` set = a blind pickup, which claims the grant. `ticket`: the
    store's hub granted these units to this counter (sync/wire/hub.py)."""

    redemption: str
    pickup: int
    epoch: int
    units: tuple[Units, ...]
    receipt_no: int
    member: str | None
    points: int
    code: str | None = None
    ticket: str | None = None


class HandedOutByOverride(Struct, frozen=True, kw_only=True):
    """kind handout.override, v 1."""

    redemption: str
    pickup: int
    refusal: str
    units: tuple[Units, ...]
    receipt_no: int
    approved_by: int
    member: str | None
    code: str | None = None


class RedemptionUndone(Struct, frozen=True, kw_only=True):
    """kind pickup.undone, v 1. `points` are taken back (positive). `ticket`: the hub had granted it, and nothing was
    handed over."""

    redemption: str
    pickup: int
    approved_by: int | None
    member: str | None
    points: int
    ticket: str | None = None


class AfterSaleReported(Struct, frozen=True, kw_only=True):
    """kind after_sale.reported, v 1. `problem`: shortage | quality."""

    pickup: int
    line_no: int
    quantity: int
    problem: str
    redemption: str | None


class PromptAnswered(Struct, frozen=True, kw_only=True):
    """kind prompt.answered, v 1. `outcome`: taken | declined | unsaid."""

    prompt: int
    variant: str
    member: str | None
    pickup: int | None
    product_no: int | None
    outcome: str


class ReceiptReprinted(Struct, frozen=True, kw_only=True):
    """kind receipt.reprinted, v 1."""

    receipt_no: int
    count: int


class GrantReturned(Struct, frozen=True, kw_only=True):
    """kind grant.returned, v 1: the holder gives the grant of `epoch` back to HQ, nothing of the order having been
    handed over by it that still stands."""

    pickup: int
    epoch: int


class ClaimGranted(Struct, frozen=True, kw_only=True):
    """kind claim.granted, v 1, of the store's hub: under its grant of `epoch` it let `counter` of the same store have
    these units, and counts them as handed over there. `claim` becomes the redemption; `by` is the clerk who asked."""

    claim: str
    pickup: int
    units: tuple[Units, ...]
    epoch: int
    counter: int
    incarnation: int
    by: int


class ClaimReturned(Struct, frozen=True, kw_only=True):
    """kind claim.returned, v 1, of the hub: `counter` says that what it was granted is not with the customer."""

    claim: str
    pickup: int
    counter: int


class SignedIn(Struct, frozen=True, kw_only=True):
    """kind staff.signed_in, v 1. `way`: pin | badge."""

    staff: int
    way: str


class PosSaleSeen(Struct, frozen=True, kw_only=True):
    """kind pos_sale.seen, v 1. `source`: receipt | file. `total` in fen, never negative; `refund` is its sign."""

    sale: str
    source: str
    total: int
    refund: bool
    number: str
    sold_at: str | None
    receipt_no: int | None
    member: str | None


class DrawerAsked(Struct, frozen=True, kw_only=True):
    """kind drawer.asked, v 1: the cash drawer was told to open without a sale; whether it moved nobody knows. `reason`:
    change | count | shift | other."""

    reason: str
    approved_by: int | None


class PhoneRevealed(Struct, frozen=True, kw_only=True):
    """kind phone.revealed, v 1: the full phone number of a member was asked for; never the number. `reason`: shown |
    exported."""

    member: str
    approved_by: int | None
    reason: str


BODIES: Final[dict[tuple[str, int], type[Struct]]] = {
    ("pickup.redeemed", 1): PickupRedeemed,
    ("handout.override", 1): HandedOutByOverride,
    ("pickup.undone", 1): RedemptionUndone,
    ("after_sale.reported", 1): AfterSaleReported,
    ("prompt.answered", 1): PromptAnswered,
    ("receipt.reprinted", 1): ReceiptReprinted,
    ("staff.signed_in", 1): SignedIn,
    ("pos_sale.seen", 1): PosSaleSeen,
    ("grant.returned", 1): GrantReturned,
    ("claim.granted", 1): ClaimGranted,
    ("claim.returned", 1): ClaimReturned,
    ("drawer.asked", 1): DrawerAsked,
    ("phone.revealed", 1): PhoneRevealed,
}
"""What this version understands; other kinds are stored and forwarded."""


class PushRequest(Struct, frozen=True, kw_only=True):
    """POST /v1/facts. At most PUSH_FACTS facts or PUSH_BYTES; `head` is the hash of the newest fact at the counter."""

    proto: int
    counter: int
    incarnation: int
    first_seq: int
    facts: tuple[Fact, ...]
    head: str


class FactResult(Struct, frozen=True, kw_only=True):
    """`outcome`: applied | duplicate | conflict | quarantined. `detail` is for people at HQ and the counter."""

    seq: int
    outcome: str
    detail: str = ""


class PushAnswer(Struct, frozen=True, kw_only=True):
    acked_through: int
    results: tuple[FactResult, ...]
    server_epoch: str
    now: datetime
