"""Our own prefixed codes (TP TM TK TC TS TR): base32, byte layout, signature. Says nothing about staleness or expiry.

Every byte is described in sync/golden/README.md. The shape is judged before the signature, so that a code cut off
by a scanner is called damaged and only a sound one with a wrong signature is called forged.
"""

import base64
import binascii
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from app.domain.codes import (
    CodeLine,
    CouponCode,
    Fault,
    MemberCard,
    MemberCode,
    PickupCode,
    ReceiptToken,
    StaffBadge,
    Unusable,
    Verify,
)
from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ProductNo,
    ReceiptNo,
    StaffId,
    StoreId,
)

OwnCode = PickupCode | MemberCode | MemberCard | ReceiptToken | CouponCode | StaffBadge | Unusable

VERSION: Final = 1
SIGNATURE_BYTES: Final = 64
TOKEN_BYTES: Final = 24
"""A receipt token: 14 of payload, 10 of MAC."""
MAX_LINES: Final = 40
SHORTEST: Final = 41
"""Characters of the shortest whole code (TR)."""
SHORTEST_CUT: Final = 16
"""Characters below which text with our prefix is a name, initials or another system's code, not a cut code."""
_U32: Final = 2**32 - 1
_U63: Final = 2**63 - 1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class _Misshapen(Exception):
    """The bytes do not have the layout; turned into Fault.DAMAGED, never leaves this module."""


def is_own(text: str) -> bool:
    """Does this look like a code of ours, whole or damaged? One unbroken run of ASCII with our prefix; a short one
    must go on with A, as every version below 8 does, for other systems' codes may begin with TM or TC too."""
    return (
        (len(text) >= SHORTEST or (len(text) >= SHORTEST_CUT and text[2] in "Aa"))
        and text.isascii()
        and text[:2].upper() in PREFIXES
        and not any(char.isspace() or char in "-_/" for char in text)
    )


def read_own(text: str, verify: Verify) -> OwnCode:
    """Decode and check a text for which `is_own` is true. Never raises if `verify` does not."""
    bare = text.upper()
    prefix = bare[:2]
    raw = _decoded(bare[2:])
    if raw is None or raw[0] != VERSION:
        return Unusable(Fault.DAMAGED)
    try:
        if prefix == "TR":
            return _token(raw)
        payload, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
        code = _READERS[prefix](payload, bare)
    except (_Misshapen, struct.error):
        return Unusable(Fault.DAMAGED)
    match verify(payload[1], prefix.encode() + payload, signature):
        case True:
            return code
        case False:
            return Unusable(Fault.FORGED)
        case None:
            return Unusable(Fault.UNKNOWN_KEY)


def _decoded(body: str) -> bytes | None:
    """Only the one canonical spelling counts: spare bits of the last character must be zero."""
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error:
        return None
    return raw if raw and base64.b32encode(raw).decode().rstrip("=") == body else None


def _pickup(payload: bytes, text: str) -> PickupCode:
    store, at = _varint(payload, 2)
    pickup, until = struct.unpack_from(">QI", payload, at)
    at += 12
    lines = []
    while at < len(payload):
        product, at = _varint(payload, at)
        quantity, at = _varint(payload, at)
        if not product or not quantity:
            raise _Misshapen
        lines.append(CodeLine(ProductNo(product), quantity))
    if not store or not 1 <= pickup <= _U63 or not 1 <= len(lines) <= MAX_LINES:
        raise _Misshapen
    return PickupCode(StoreId(store), PickupId(pickup), _moment(until), tuple(lines), text)


def _member(payload: bytes, _text: str) -> MemberCode:
    member, issued, nonce = _fields(">16sI4s", payload)
    return MemberCode(MemberId(member.hex()), _moment(issued), nonce)


def _card(payload: bytes, _text: str) -> MemberCard:
    member, serial = _fields(">16sI", payload)
    return MemberCard(MemberId(member.hex()), serial)


def _coupon(payload: bytes, _text: str) -> CouponCode:
    (coupon,) = _fields(">16s", payload)
    return CouponCode(coupon.hex())


def _badge(payload: bytes, _text: str) -> StaffBadge:
    staff, serial = _fields(">II", payload)
    return StaffBadge(StaffId(staff), serial)


def _token(raw: bytes) -> ReceiptToken:
    if len(raw) != TOKEN_BYTES:
        raise _Misshapen
    counter, receipt_no, purpose, expires = struct.unpack_from(">IIBI", raw, 1)
    if purpose not in {1, 2}:
        raise _Misshapen
    return ReceiptToken(CounterId(counter), ReceiptNo(receipt_no), purpose, _moment(expires))


_READERS: Final[dict[str, Callable[[bytes, str], OwnCode]]] = {
    "TP": _pickup,
    "TM": _member,
    "TK": _card,
    "TC": _coupon,
    "TS": _badge,
}
PREFIXES: Final = frozenset({*_READERS, "TR"})


def _fields(layout: str, payload: bytes) -> tuple[Any, ...]:
    """The fields after version and key id; exactly this long."""
    return struct.unpack(layout, payload[2:])


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """(value, next offset) of an unsigned LEB128 number up to 32 bits in its shortest form."""
    value = 0
    for place, byte in enumerate(data[at : at + 5]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            if value > _U32 or (place and not byte):
                break
            return value, at + place + 1
    raise _Misshapen


def _moment(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
