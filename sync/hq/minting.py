"""Which codes HQ hands out for what it knows: an order's code, a member's, a card, a coupon, a badge."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq import problems
from sync.hq.codes import CodeMint
from sync.hq.store import tables as t

KINDS: Final = ("pickup", "member", "card", "coupon", "badge")
NO_END: Final = timedelta(days=30)
"""Life of the code of an order that says no end."""


def mint(
    connection: Connection, maker: CodeMint, *, kind: str, subject: str, serial: int, now: datetime
) -> str:
    """A real signed code. `subject`: an order number, a member or coupon id (32 hex digits), a staff number.
    Raises Refused: not_found, bad_request."""
    try:
        match kind:
            case "pickup":
                row = _pickup(connection, subject)
                goods = sorted(row.lines, key=lambda line: line.line_no)
                return maker.pickup(
                    row.store,
                    row.pickup,
                    row.expires_at or now + NO_END,
                    [(line.product_no, line.quantity) for line in goods],
                )
            case "member":
                return maker.member(subject, now, secrets.token_bytes(4))
            case "card":
                return maker.card(subject, serial)
            case "coupon":
                return maker.coupon(subject)
            case "badge":
                return maker.badge(int(subject), serial)
            case _:
                raise problems.bad_request(f"kind is one of {', '.join(KINDS)}")
    except ValueError as wrong:
        raise problems.bad_request(str(wrong)) from None


def _pickup(connection: Connection, order_no: str) -> wire.PickupRow:
    row = connection.execute(
        select(t.pickup.c.row).where(t.pickup.c.order_no == order_no)
    ).scalar_one_or_none()
    if row is None:
        raise problems.not_found("no such order")
    return msgspec.json.decode(row, type=wire.PickupRow)
