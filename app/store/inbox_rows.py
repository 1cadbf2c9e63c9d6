"""How each entity of the feed becomes a row of a table. Pure; inbox.py does the writing.

A converter raises ValueError (msgspec's errors are ValueErrors) for a row this version cannot read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Table

from app.domain.prompts import Reason
from app.domain.staff import Role
from app.store import tables
from app.store.pickup_rows import OwnDeeds, derived_columns, to_pickup
from sync import wire

Columns = dict[str, object]


@dataclass(frozen=True, slots=True)
class Entity:
    """`key` is the column the feed's key names; `columns` takes the decoded row and its bytes and leaves out
    `seen`. Members, pickups and products have other names besides: see inbox.py."""

    table: Table
    key: str
    columns: Callable[[Any, bytes], Columns]


def last4(phone: str) -> str:
    return phone[-4:]


def pickup_columns(
    row: wire.PickupRow, raw: bytes, own: OwnDeeds, *, settled: int, own_store: int
) -> Columns:
    """All columns of one order but `seen`."""
    pickup = to_pickup(row, own, settled)
    numbers = sorted({line.product_no for line in row.lines})
    return {
        "id": row.pickup,
        "order_no": row.order_no,
        "pickup_no": row.pickup_no,
        "member": row.member,
        "name": row.name,
        "initials": row.initials.lower(),
        "phone": row.phone,
        "last4": last4(row.phone),
        "state": row.state,
        "arrived_at": row.arrived_at,
        "expected_at": row.expected_at,
        "goods": "、".join(line.name for line in row.lines),
        "products": msgspec.json.encode(numbers).decode(),
        "total": pickup.total,
        "row": raw,
        **derived_columns(pickup, own, own_store),
    }


def _member(row: wire.MemberRow, raw: bytes) -> Columns:
    return {
        "id": row.member,
        "name": row.name,
        "initials": row.initials.lower(),
        "phone": row.phone,
        "last4": last4(row.phone),
        "row": raw,
    }


def _product(row: wire.ProductRow, _raw: bytes) -> Columns:
    return {
        "no": row.product_no,
        "name": row.name,
        "price": row.price,
        "category": row.category,
        "margin_percent": row.margin_percent,
        "goes_with": msgspec.json.encode(row.goes_with).decode(),
    }


def _stock(row: wire.StockRow, _raw: bytes) -> Columns:
    return {
        "product": row.product_no,
        "on_hand": row.on_hand,
        "received_today": row.received_today,
    }


def _special(row: wire.SpecialRow, _raw: bytes) -> Columns:
    return {
        "id": row.special,
        "product": row.product_no,
        "price": row.price,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


def _prompt(row: wire.PromptRow, raw: bytes) -> Columns:
    Reason(row.reason)
    return {"id": row.prompt, "starts_at": row.starts_at, "ends_at": row.ends_at, "row": raw}


def _coupon(row: wire.CouponRow, raw: bytes) -> Columns:
    return {"id": row.coupon, "member": row.member, "row": raw}


def _staff(row: wire.StaffRow, _raw: bytes) -> Columns:
    return {
        "id": row.staff,
        "name": row.name,
        "role": Role(row.role),
        "badge_serial": row.badge_serial,
        "pin_hash": row.pin_hash,
    }


def store_columns(row: wire.StoreRow, _raw: bytes = b"") -> Columns:
    return {"id": row.store, "name": row.name, "address": row.address, "phone": row.phone}


def code_key_columns(row: wire.CodeKeyRow, _raw: bytes = b"") -> Columns:
    return {"id": row.key_id, "public_key": row.public_key, "retired": int(row.retired)}


def _revocation(row: wire.RevocationRow, _raw: bytes) -> Columns:
    return {"key": f"{row.kind}:{row.serial}"}


def _counter(row: wire.CounterRow, _raw: bytes) -> Columns:
    return {
        "id": row.counter,
        "label": row.label,
        "incarnation": row.incarnation,
        "public_key": row.public_key,
        "revoked": int(row.revoked),
        "hub": int(row.hub),
        "addresses": msgspec.json.encode(row.addresses).decode(),
    }


def _policy(_row: wire.PolicyRow, raw: bytes) -> Columns:
    return {"key": "policy", "row": raw}


def _verdict(row: wire.VerdictRow, _raw: bytes) -> Columns:
    return {
        "fact": row.fact,
        "outcome": row.outcome,
        "detail": row.detail,
        "reason": row.reason,
        "at": row.at,
    }


PLAIN: Final[Mapping[str, Entity]] = {
    "store": Entity(tables.store, "id", store_columns),
    "staff": Entity(tables.staff, "id", _staff),
    "product": Entity(tables.product, "no", _product),
    "stock": Entity(tables.stock, "product", _stock),
    "special": Entity(tables.special, "id", _special),
    "prompt": Entity(tables.prompt, "id", _prompt),
    "coupon": Entity(tables.coupon, "id", _coupon),
    "member": Entity(tables.member, "id", _member),
    "code_key": Entity(tables.code_key, "id", code_key_columns),
    "revocation": Entity(tables.revocation, "key", _revocation),
    "policy": Entity(tables.policy, "key", _policy),
    "verdict": Entity(tables.verdict, "fact", _verdict),
    "counter": Entity(tables.sibling, "id", _counter),
}
"""Every entity of the wire but pickup, whose columns need what this counter did as well."""
