"""Personal data leaving this counter: members not seen any more, one member who asks, everything of a revoked counter.

No fact is changed: facts name members by id, receipts hold masked phones.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    union_all,
    update,
)

from app.domain.identity import MemberId
from app.store import tables
from app.store.integrity import note_forgotten, start_over
from app.store.journal import drop_acked
from app.store.meta import CURSOR, EVERYTHING, REVOKED, SCRUB, SETTLED, SWEEPING, TIDIED, Meta
from app.store.pickup_rows import decode_row
from app.store.tables import AnyRow, Moment, coupon, member, member_alias, pickup, points
from app.store.tables import prompt_answer as answer
from sync.wire import CouponRow, MemberRow, PickupRow, encode

_before = bindparam("before", type_=Moment)
_names = union_all(
    select(member.c.id).where(member.c.id == bindparam("asked")),
    select(member_alias.c.alias).where(member_alias.c.member == bindparam("asked")),
)


def _owns(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """By the id of the member of the outer query, or one from before a merge."""
    merged = select(member_alias.c.alias).where(member_alias.c.member == member.c.id)
    return or_(column == member.c.id, column.in_(merged))


_busy = (
    select(pickup.c.id)
    .where(
        _owns(pickup.c.member),
        or_(pickup.c.open > 0, pickup.c.last_redeemed_at >= _before),
    )
    .correlate(member)
)
_owed_points = (
    select(points.c.operation)
    .where(_owns(points.c.member), points.c.seq > bindparam("settled"))
    .correlate(member)
)
_answered = (
    select(answer.c.no).where(_owns(answer.c.member), answer.c.at >= _before).correlate(member)
)
_UNSEEN = (
    select(member.c.id)
    .where(
        member.c.told_at < _before,
        ~_busy.exists(),
        ~_owed_points.exists(),
        ~_answered.exists(),
    )
    .order_by(member.c.told_at)
    .limit(bindparam("most"))
)
_OPEN = (
    select(pickup.c.order_no)
    .where(pickup.c.member.in_(_names), pickup.c.open > 0)
    .order_by(pickup.c.id)
)
_ORDERS = select(pickup.c.row).where(pickup.c.member.in_(_names)).order_by(pickup.c.id)
_NAMED = select(pickup.c.id, pickup.c.row).where(pickup.c.member.in_(_names))
_FINISHED = (
    select(pickup.c.id, pickup.c.row)
    .where(
        text("open = 0 AND phone <> ''"),
        func.coalesce(
            pickup.c.last_redeemed_at, pickup.c.arrived_at, pickup.c.expected_at, text("0")
        )
        < _before,
    )
    .limit(bindparam("most"))
)
_STRIP = (
    update(pickup)
    .where(pickup.c.id == bindparam("of"))
    .values(
        member=bindparam("whose"), name="", initials="", phone="", last4="", row=bindparam("bare")
    )
)
_MEMBER = select(member.c.row).where(member.c.id == bindparam("asked"))
_ALIASES = select(member_alias.c.alias).where(member_alias.c.member == bindparam("asked"))
_COUPONS = select(coupon.c.row).where(coupon.c.member == bindparam("asked"))
_POINTS = select(points).where(points.c.member.in_(_names)).order_by(points.c.seq)
_ANSWERS = select(answer).where(answer.c.member.in_(_names)).order_by(answer.c.no)
_FORGET = (
    delete(points).where(points.c.member.in_(_names)),
    update(answer).where(answer.c.member.in_(_names)).values(member=None),
    delete(coupon).where(coupon.c.member == bindparam("asked")),
    delete(member_alias).where(member_alias.c.member == bindparam("asked")),
    delete(member).where(member.c.id == bindparam("asked")),
)
_WIPED = (
    tables.coupon,
    tables.points,
    tables.member_alias,
    tables.member,
    tables.pickup_alias,
    tables.pickup,
    tables.age,
    tables.verdict,
)


class SqlPrivacy:
    """`Privacy` of the actions, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def unseen(self, before: datetime, limit: int) -> Sequence[MemberId]:
        """A member HQ sends anew, as after a reset, counts as news of them."""
        settled = self._meta.number(SETTLED)
        rows = self._connection.execute(
            _UNSEEN, {"before": before, "settled": settled, "most": limit}
        )
        return tuple(MemberId(row.id) for row in rows)

    def open_orders(self, member: MemberId) -> Sequence[str]:
        return tuple(self._connection.execute(_OPEN, {"asked": member}).scalars())

    def forget(self, members: Sequence[MemberId]) -> None:
        for one in members:
            asked = {"asked": one}
            self._strip(self._connection.execute(_NAMED, asked).all(), keep_member=False)
            note_forgotten(self._connection, "coupon", coupon.c.member, one)
            note_forgotten(self._connection, "member", member.c.id, one)
            for statement in _FORGET:
                self._connection.execute(statement, asked)

    def strip_orders(self, before: datetime, limit: int) -> int:
        found = self._connection.execute(_FINISHED, {"before": before, "most": limit}).all()
        self._strip(found, keep_member=True)
        return len(found)

    def drop_facts(self, before: datetime, limit: int) -> int:
        return drop_acked(self._connection, self._meta, before, limit)

    def told(self, member: MemberId) -> dict[str, object] | None:
        asked = {"asked": member}
        row = self._connection.execute(_MEMBER, asked).scalar_one_or_none()
        if row is None:
            return None
        orders = self._connection.execute(_ORDERS, asked).scalars()
        coupons = self._connection.execute(_COUPONS, asked).scalars()
        return {
            "member": _plain(msgspec.json.decode(row, type=MemberRow)),
            "other_names": list(self._connection.execute(_ALIASES, asked).scalars()),
            "coupons": [_plain(msgspec.json.decode(each, type=CouponRow)) for each in coupons],
            "orders": [_plain(decode_row(each)) for each in orders],
            "points": [
                {"operation": each.operation, "points": each.points}
                for each in self._connection.execute(_POINTS, asked)
            ],
            "sentences": [
                {"prompt": each.prompt, "outcome": each.outcome, "at": each.at.isoformat()}
                for each in self._connection.execute(_ANSWERS, asked)
            ],
        }

    def wipe(self, at: datetime) -> None:
        """`at` is not kept; deeds of this counter stay, so that no unit is counted as owed again."""
        del at
        for table in _WIPED:
            self._connection.execute(delete(table))
        self._connection.execute(update(answer).values(member=None))
        self._meta.put(CURSOR, "")
        start_over(self._connection, EVERYTHING)
        self._meta.put(SWEEPING, EVERYTHING)
        self._meta.put(REVOKED, 1)
        self._meta.put(SCRUB, 1)

    def tidied_at(self) -> datetime | None:
        at = self._meta.text(TIDIED)
        return datetime.fromisoformat(at) if at else None

    def tidied(self, at: datetime) -> None:
        self._meta.put(TIDIED, at.isoformat())

    def _strip(self, rows: Iterable[AnyRow], *, keep_member: bool) -> None:
        bare = [_bare(each.id, decode_row(each.row), keep_member=keep_member) for each in rows]
        if bare:
            self._connection.execute(_STRIP, bare)


def _bare(of: int, row: PickupRow, *, keep_member: bool) -> dict[str, object]:
    whose = row.member if keep_member else None
    bare = changed(row, member=whose, name="", initials="", phone="")
    return {"of": of, "whose": whose, "bare": encode(bare)}


def _plain(row: object) -> object:
    return msgspec.to_builtins(row)
