"""Codes: any text a scanner or a clerk gives, classified into a closed union (protocol.md §5). Pure, offline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ProductNo,
    ReceiptNo,
    StaffId,
    StoreId,
)
from app.domain.money import Fen

Verify = Callable[[int, bytes, bytes], bool | None]
"""(key id, signed bytes, signature) → True good, False forged, None when that key id is unknown or retired."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    product_no: ProductNo
    quantity: int


@dataclass(frozen=True, slots=True)
class PickupCode:
    """TP: the order as HQ signed it. `valid_until` is aware UTC; `text` is the code as scanned, upper case, bare."""

    store: StoreId
    pickup: PickupId
    valid_until: datetime
    lines: tuple[CodeLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class MemberCode:
    """TM: changes every 60 s, lives 120 s after `issued_at`."""

    member: MemberId
    issued_at: datetime
    nonce: bytes


@dataclass(frozen=True, slots=True)
class MemberCard:
    """TK: printed card; `serial` may have been revoked."""

    member: MemberId
    serial: int


@dataclass(frozen=True, slots=True)
class ReceiptToken:
    """TR: made by a counter for a receipt; only HQ can check its MAC, a counter shows what it says."""

    counter: CounterId
    receipt_no: ReceiptNo
    purpose: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CouponCode:
    """TC."""

    coupon: str


@dataclass(frozen=True, slots=True)
class StaffBadge:
    """TS: first factor only."""

    staff: StaffId
    serial: int


@dataclass(frozen=True, slots=True)
class PickupNumber:
    """8 digits whose Damm check digit is right (取货码). One in a hundred is a good EAN-8 too: a look-up that finds
    no order tries `digits` as a barcode."""

    digits: str


@dataclass(frozen=True, slots=True)
class Phone:
    """11 digits, `1[3-9]…`."""

    digits: str


@dataclass(frozen=True, slots=True)
class LastFour:
    digits: str


@dataclass(frozen=True, slots=True)
class Barcode:
    """EAN-13/8 or UPC-A (as EAN-13, 13 digits) with a right check digit."""

    ean: str


@dataclass(frozen=True, slots=True)
class ScaleLabel:
    """In-store 20–29 code: 5-digit item and a weight in grams or an amount in fen, never both None."""

    item: ProductNo
    grams: int | None
    amount: Fen | None


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """A customer's payment code. Carries nothing on purpose: it is never shown, stored or logged."""


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, cleaned (app.domain.code_reading.plain): a name, pinyin initials, an order number or another
    system's code (alias); looked up as it is."""

    text: str


class Fault(StrEnum):
    """Why a text is no code of ours."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    DAMAGED = "damaged"
    """Our prefix, but not readable: cut off, bad base32, bad length, version or layout."""
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    BAD_CHECK_DIGIT = "bad_check_digit"
    """8, 13 or 18 digits; like BAD_PHONE it may still be another system's code, which a look-up tries first."""
    BAD_PHONE = "bad_phone"
    """11 digits (or +86, a fixed or service line) that are no member's mobile number."""
    UNREADABLE = "unreadable"
    """Control characters or bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """`fault` says why; the text itself is not kept here."""

    fault: Fault


Code = (
    PickupCode
    | MemberCode
    | MemberCard
    | ReceiptToken
    | CouponCode
    | StaffBadge
    | PickupNumber
    | Phone
    | LastFour
    | Barcode
    | ScaleLabel
    | PaymentCode
    | Words
    | Unusable
)
