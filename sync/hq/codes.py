"""HQ's side of the codes (protocol.md §5): mints pickup, member, card, coupon and badge codes, checks what comes back.

Every byte is described in sync/golden/README.md and held by the vectors there. Knows no database and no clock.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

VERSION: Final = 1
SIGNATURE_BYTES: Final = 64
TOKEN_MAC_BYTES: Final = 10
MAX_LINES: Final = 40
"""More goods than this do not fit a QR a scanner reads from a phone; such an order is found by its number."""
U32: Final = 2**32 - 1
U63: Final = 2**63 - 1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Why(StrEnum):
    """Why a code is refused; the same words as the counter's."""

    DAMAGED = "damaged"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"


class BadCode(Exception):
    """A text that is no code of ours, whatever it was."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class SignedLine:
    product_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class SignedPickup:
    """A TP code HQ signed. `valid_until` is aware UTC; whether it has passed is the caller's question."""

    key_id: int
    store: int
    pickup: int
    valid_until: datetime
    lines: tuple[SignedLine, ...]


@dataclass(frozen=True, slots=True)
class ReceiptClaim:
    """A TR token. `purpose`: 1 referral, 2 join group. Expiry and single use are the caller's questions."""

    counter: int
    receipt_no: int
    purpose: int
    expires_at: datetime


class CodeMint:
    """Makes codes under one signing key. `private_key` is the 32-byte Ed25519 seed. Values that do not fit raise
    ValueError: that is a bug or bad data at HQ, never a customer's doing."""

    def __init__(self, key_id: int, private_key: bytes) -> None:
        if not 0 <= key_id <= 255:
            raise ValueError("key_id is one byte")
        self._key_id = key_id
        self._private = Ed25519PrivateKey.from_private_bytes(private_key)

    @property
    def key_id(self) -> int:
        return self._key_id

    @property
    def public_key(self) -> bytes:
        """32 bytes, as CodeKeyRow carries them."""
        return self._private.public_key().public_bytes_raw()

    def pickup(
        self, store: int, pickup: int, valid_until: datetime, lines: Iterable[tuple[int, int]]
    ) -> str:
        """TP. `lines` are (product number, quantity), 1 … MAX_LINES of them."""
        goods = tuple(lines)
        if not 1 <= len(goods) <= MAX_LINES:
            raise ValueError(f"a pickup code carries 1 … {MAX_LINES} lines")
        body = (
            _varint(_within(store, U32))
            + struct.pack(">QI", _within(pickup, U63), _seconds(valid_until))
            + b"".join(
                _varint(_within(product, U32)) + _varint(_within(quantity, U32))
                for product, quantity in goods
            )
        )
        return self._signed("TP", body)

    def member(self, member: str, issued_at: datetime, nonce: bytes) -> str:
        """TM. `member` is 32 hex digits, `nonce` 4 random bytes."""
        if len(nonce) != 4:
            raise ValueError("nonce is 4 bytes")
        return self._signed("TM", _sixteen(member) + struct.pack(">I", _seconds(issued_at)) + nonce)

    def card(self, member: str, serial: int) -> str:
        """TK: the printed member card with this serial."""
        return self._signed("TK", _sixteen(member) + struct.pack(">I", serial))

    def coupon(self, coupon: str) -> str:
        """TC. `coupon` is a UUID, 32 hex digits."""
        return self._signed("TC", _sixteen(coupon))

    def badge(self, staff: int, serial: int) -> str:
        """TS: a staff badge."""
        return self._signed("TS", struct.pack(">II", staff, serial))

    def _signed(self, prefix: str, body: bytes) -> str:
        payload = bytes((VERSION, self._key_id)) + body
        signature = self._private.sign(prefix.encode() + payload)
        return prefix + base64.b32encode(payload + signature).decode().rstrip("=")


def read_pickup(text: str, keys: Mapping[int, bytes]) -> SignedPickup:
    """Check a TP code a counter sends back (a blind pickup). `keys`: key id → Ed25519 public key, retired ones
    too if they should still count. Raises BadCode, nothing else."""
    raw = _decoded(text, "TP")
    if len(raw) <= 2 + SIGNATURE_BYTES or raw[0] != VERSION:
        raise BadCode(Why.DAMAGED)
    payload, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    signed = _pickup_fields(payload)
    public = keys.get(payload[1])
    if public is None:
        raise BadCode(Why.UNKNOWN_KEY)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"TP" + payload)
    except InvalidSignature as wrong:
        raise BadCode(Why.FORGED) from wrong
    return signed


def receipt_counter(text: str) -> int:
    """Which counter a TR token says it is from, unchecked: so that HQ can find that counter's key. Raises BadCode."""
    return _token_fields(_decoded(text, "TR")).counter


def check_receipt_token(text: str, key: bytes) -> ReceiptClaim:
    """Check a TR token with the receipt key of the counter it names. Raises BadCode, nothing else."""
    raw = _decoded(text, "TR")
    claim = _token_fields(raw)
    wanted = hmac.new(key, b"TR" + raw[:-TOKEN_MAC_BYTES], hashlib.sha256).digest()
    if not hmac.compare_digest(wanted[:TOKEN_MAC_BYTES], raw[-TOKEN_MAC_BYTES:]):
        raise BadCode(Why.FORGED)
    return claim


def _pickup_fields(payload: bytes) -> SignedPickup:
    store, at = _read_varint(payload, 2)
    if len(payload) < at + 12:
        raise BadCode(Why.DAMAGED)
    pickup, until = struct.unpack_from(">QI", payload, at)
    at += 12
    lines = []
    while at < len(payload):
        product, at = _read_varint(payload, at)
        quantity, at = _read_varint(payload, at)
        lines.append(SignedLine(product, quantity))
    amounts = [store, *(value for line in lines for value in (line.product_no, line.quantity))]
    if not 1 <= len(lines) <= MAX_LINES or min(amounts) < 1 or not 1 <= pickup <= U63:
        raise BadCode(Why.DAMAGED)
    return SignedPickup(payload[1], store, pickup, _moment(until), tuple(lines))


def _token_fields(raw: bytes) -> ReceiptClaim:
    if len(raw) != 14 + TOKEN_MAC_BYTES or raw[0] != VERSION:
        raise BadCode(Why.DAMAGED)
    counter, receipt_no, purpose, expires = struct.unpack_from(">IIBI", raw, 1)
    if purpose not in {1, 2}:
        raise BadCode(Why.DAMAGED)
    return ReceiptClaim(counter, receipt_no, purpose, _moment(expires))


def _decoded(text: str, prefix: str) -> bytes:
    """The bytes behind the prefix; only the one canonical spelling of them counts, in either case."""
    if len(text) > 1024 or not text.isascii():
        raise BadCode(Why.DAMAGED)
    upper = text.upper()
    body = upper.removeprefix(prefix)
    if body == upper:
        raise BadCode(Why.DAMAGED)
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error as broken:
        raise BadCode(Why.DAMAGED) from broken
    if base64.b32encode(raw).decode().rstrip("=") != body:
        raise BadCode(Why.DAMAGED)
    return raw


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """(value, next offset) of an unsigned LEB128 number up to 32 bits in its shortest form."""
    value = 0
    for place in range(5):
        if at + place >= len(data):
            break
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            if value > U32 or (place and not byte):
                break
            return value, at + place + 1
    raise BadCode(Why.DAMAGED)


def _within(value: int, most: int) -> int:
    if not 1 <= value <= most:
        raise ValueError(f"{value} is not within 1 … {most}")
    return value


def _sixteen(hex_id: str) -> bytes:
    raw = bytes.fromhex(hex_id)
    if len(raw) != 16:
        raise ValueError("an id is 32 hex digits")
    return raw


def _seconds(moment: datetime) -> int:
    """Whole seconds since 1970, rounded down."""
    seconds = (moment - _EPOCH) // timedelta(seconds=1)
    if not 0 <= seconds <= U32:
        raise ValueError("a moment in a code lies within 1970 … 2106")
    return seconds


def _moment(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
