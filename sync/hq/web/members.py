"""Members as the web meets them: found or made by a proven phone, and what they may see of themselves."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.publishing import scopes_of_member, take_rows
from sync.hq.seed_files import initials
from sync.hq.store import tables as t
from sync.hq.web.seals import Seals

NEWCOMER: Final = "新会员"
_OPEN: Final = ("paid", "arrived")
MOST_ORDERS: Final = 20


@dataclass(frozen=True, slots=True)
class Own:
    """What one member sees on their phone. `coupons` are not over; `pickups` are not wholly collected."""

    row: wire.MemberRow
    coupons: tuple[tuple[wire.CouponRow, str], ...]
    pickups: tuple[tuple[wire.PickupRow, str], ...]


def find_member(connection: Connection, phone: str) -> wire.MemberRow | None:
    """By phone; of several the one with the lowest id, always the same."""
    kept = connection.execute(
        select(t.member.c.row).where(t.member.c.phone == phone).order_by(t.member.c.member).limit(1)
    ).scalar_one_or_none()
    return None if kept is None else msgspec.json.decode(kept, type=wire.MemberRow)


def get_member(connection: Connection, member: str) -> wire.MemberRow | None:
    kept = connection.execute(
        select(t.member.c.row).where(t.member.c.member == member)
    ).scalar_one_or_none()
    return None if kept is None else msgspec.json.decode(kept, type=wire.MemberRow)


def member_for(
    connection: Connection, seals: Seals, *, phone: str, store: int, now: datetime
) -> tuple[wire.MemberRow, bool, frozenset[str]]:
    """The member with this phone, made if there is none, at home in `store` if nowhere yet; whether they are new; the
    scopes with news."""
    found = find_member(connection, phone)
    if found is None:
        row = newcomer(seals, phone=phone, name=NEWCOMER, store=store)
    else:
        row = found if found.home_store is not None else changed(found, home_store=store)
    return row, found is None, take_rows(connection, [row], store=store, now=now)


def newcomer(seals: Seals, *, phone: str, name: str, store: int) -> wire.MemberRow:
    """A member nobody has seen before. The id comes from the phone under HQ's key: whoever makes it makes the same."""
    return wire.MemberRow(
        member=uuid.UUID(bytes=seals.raw("member", phone)[:16], version=4).hex,
        name=name,
        initials=initials(name),
        phone=phone,
        home_store=store,
        visits=0,
        points=0,
        month_spend=0,
    )


def own_page(connection: Connection, member: str, now: datetime) -> Own | None:
    """None when there is no such member (any more)."""
    row = get_member(connection, member)
    if row is None:
        return None
    names = {found.store: found.name for found in connection.execute(select(t.store))}
    return Own(row, _coupons(connection, member, names, now), _pickups(connection, member, names))


def _coupons(
    connection: Connection, member: str, names: dict[int, str], now: datetime
) -> tuple[tuple[wire.CouponRow, str], ...]:
    """Read from the feeds the member is in, for they are what the counters have."""
    found: dict[str, tuple[wire.CouponRow, str]] = {}
    for scope in sorted(scopes_of_member(connection, member)):
        store = int(scope.rpartition(":")[2])
        rows = connection.execute(
            select(t.feed_row.c.row).where(
                t.feed_row.c.scope == scope,
                t.feed_row.c.entity == "coupon",
                t.feed_row.c.op == "put",
            )
        ).scalars()
        for raw in rows:
            if member.encode() not in raw:
                continue
            coupon = msgspec.json.decode(raw, type=wire.CouponRow)
            if coupon.member == member and coupon.valid_until > now:
                found.setdefault(coupon.coupon, (coupon, names.get(store, "")))
    return tuple(sorted(found.values(), key=lambda each: each[0].valid_until))


def _pickups(
    connection: Connection, member: str, names: dict[int, str]
) -> tuple[tuple[wire.PickupRow, str], ...]:
    rows = connection.execute(
        select(t.pickup.c.row)
        .where(t.pickup.c.member == member, t.pickup.c.state.in_(_OPEN))
        .order_by(t.pickup.c.pickup.desc())
        .limit(MOST_ORDERS)
    ).scalars()
    orders = [msgspec.json.decode(raw, type=wire.PickupRow) for raw in rows]
    return tuple((row, names.get(row.store, "")) for row in orders if units_left(row) > 0)


def units_left(row: wire.PickupRow) -> int:
    """Units nobody has collected yet."""
    handed = sum(
        units.quantity
        for redemption in row.redemptions
        if not redemption.undone
        for units in redemption.units
    )
    return sum(line.quantity for line in row.lines) - handed
