"""Lists, chips and searches of pickups, read from columns kept beside HQ's row. Every statement walks an index;
the WHERE texts are those of the partial indexes in migrations/ and must stay letter for letter the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, String, bindparam, func, select
from sqlalchemy import text as sql

from app.actions.ports import PickupCounts, PickupSummary
from app.domain.identity import MemberId, PickupId
from app.domain.pickups import State
from app.store.about import SqlAbout
from app.store.prefixes import prefix, starts
from app.store.tables import AnyRow, Query, pickup_alias
from app.store.tables import pickup as table

_c = table.c
_OPEN = sql("open > 0")
_IS_WAITING = sql("stage = 'waiting'")
_IS_NOT_ARRIVED = sql("stage = 'not_arrived'")
_IS_DONE = sql("stage = 'done'")
_HAS_PROBLEM = sql("problem = 1")
_PHONE_DIGITS: Final = 11
_LAST: Final = 4
_SUMMARY = (
    select(
        _c.id,
        _c.order_no,
        _c.pickup_no,
        _c.name,
        _c.phone,
        _c.member,
        _c.goods,
        _c.units,
        _c.ready,
        _c.open,
        _c.total,
        _c.slot,
        _c.zone,
        _c.state,
        _c.arrived_at,
        _c.expected_at,
        _c.last_redeemed_at,
        _c.problem,
    )
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
_asked = bindparam("asked", type_=String)
_OF_MEMBER = _SUMMARY.where(_c.member == _asked, _OPEN).order_by(_c.arrived_at)
_BY_PHONE = _SUMMARY.where(_c.phone == _asked).order_by((_c.open > 0).desc(), _c.id.desc())
_BY_LAST4 = _SUMMARY.where(_c.last4 == _asked).order_by((_c.open > 0).desc(), _c.id.desc())
_BY_NO = _SUMMARY.where(_c.pickup_no == _asked)
_BY_ORDER = _SUMMARY.where(_c.order_no == _asked)
_BY_ALIAS = _SUMMARY.where(
    _c.id.in_(select(pickup_alias.c.pickup).where(pickup_alias.c.alias == _asked))
)
_BY_GOODS = _SUMMARY.where(_OPEN, func.instr(_c.goods, _asked) > 0)
_PREFIXES = tuple(
    _SUMMARY.where(starts(column), *only).order_by(column)
    for only in ((_OPEN,), ())
    for column in (_c.name, _c.initials)
)
_WAITING = _SUMMARY.where(_IS_WAITING).order_by(_c.arrived_at)
_OVERDUE = _WAITING.where(_c.arrived_at < bindparam("before"))
_NOT_ARRIVED = _SUMMARY.where(_IS_NOT_ARRIVED).order_by(_c.expected_at)
_DONE = _SUMMARY.where(_IS_DONE).order_by(_c.last_redeemed_at.desc())
_PROBLEM = _SUMMARY.where(_HAS_PROBLEM).order_by(_c.arrived_at.desc())


def _count(*conditions: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's condition types have no common public name
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


_COUNTS = select(
    _count(_IS_WAITING).label("waiting"),
    _count(_IS_WAITING, _c.arrived_at < bindparam("before")).label("overdue"),
    _count(_IS_NOT_ARRIVED).label("not_arrived"),
    _count(_IS_DONE, _c.last_redeemed_at >= bindparam("today")).label("done"),
    _count(_HAS_PROBLEM).label("problem"),
)


class SqlPickupLists:
    """The listing half of `Pickups`; `pickups.py` has the other."""

    def __init__(self, connection: Connection, about: SqlAbout) -> None:
        self._connection = connection
        self._about = about

    def open_of_member(self, member: MemberId, limit: int = 20) -> Sequence[PickupSummary]:
        return self._rows(_OF_MEMBER, limit, asked=member)

    def by_phone(self, digits: str, limit: int = 20) -> Sequence[PickupSummary]:
        return self._rows(_BY_PHONE, limit, asked=digits)

    def by_last4(self, digits: str, limit: int = 20) -> Sequence[PickupSummary]:
        return self._rows(_BY_LAST4, limit, asked=digits)

    def by_name(self, text: str, limit: int = 20) -> Sequence[PickupSummary]:
        """Four index ranges: open by name, open by initials, then all by name, all by initials."""
        found: dict[PickupId, PickupSummary] = {}
        for query, start in zip(_PREFIXES, (text, text.lower()) * 2, strict=True):
            if len(found) < limit:
                for row in self._rows(query, limit, 0, **prefix(start)):
                    found.setdefault(row.id, row)
        return tuple(found.values())[:limit]

    def waiting(self, now: datetime, limit: int, offset: int = 0) -> Sequence[PickupSummary]:
        """All that can go, overdue ones first as they wait longest. `now` changes nothing here."""
        del now
        return self._rows(_WAITING, limit, offset)

    def overdue(self, now: datetime, limit: int, offset: int = 0) -> Sequence[PickupSummary]:
        before = now - timedelta(hours=self._about.policy().overdue_hours)
        return self._rows(_OVERDUE, limit, offset, before=before)

    def not_arrived(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]:
        return self._rows(_NOT_ARRIVED, limit, offset)

    def done(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]:
        return self._rows(_DONE, limit, offset)

    def problem(self, limit: int, offset: int = 0) -> Sequence[PickupSummary]:
        return self._rows(_PROBLEM, limit, offset)

    def search(self, text: str, limit: int) -> Sequence[PickupSummary]:
        """What the text may be decides which indexes are asked; product names only among open orders."""
        found: dict[PickupId, PickupSummary] = {}

        def add(rows: Iterable[PickupSummary]) -> None:
            for row in rows:
                found.setdefault(row.id, row)

        if text.isdecimal() and len(text) == _PHONE_DIGITS:
            add(self.by_phone(text, limit))
        if text.isdecimal() and len(text) == _LAST:
            add(self.by_last4(text, limit))
        for query in (_BY_NO, _BY_ORDER, _BY_ALIAS):
            add(self._rows(query, limit, asked=text))
        if len(found) < limit:
            add(self.by_name(text, limit))
        if len(found) < limit:
            add(self._rows(_BY_GOODS, limit, asked=text))
        return tuple(found.values())[:limit]

    def counts(self, now: datetime, overdue_hours: int) -> PickupCounts:
        """`done` counts orders whose last hand-over was on this PC's calendar day."""
        today = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        before = now - timedelta(hours=overdue_hours)
        row = self._connection.execute(_COUNTS, {"before": before, "today": today}).one()
        return PickupCounts(
            waiting=row.waiting,
            overdue=row.overdue,
            not_arrived=row.not_arrived,
            done=row.done,
            problem=row.problem,
        )

    def _rows(
        self, query: Query, limit: int, offset: int = 0, **values: str | datetime
    ) -> tuple[PickupSummary, ...]:
        asked = {"most": limit, "skip": offset, **values}
        return tuple(_summary(row) for row in self._connection.execute(query, asked))


def _summary(row: AnyRow) -> PickupSummary:
    return PickupSummary(
        id=row.id,
        order_no=row.order_no,
        pickup_no=row.pickup_no,
        name=row.name,
        phone=row.phone,
        member=row.member,
        goods=row.goods,
        units=row.units,
        ready=row.ready,
        open=row.open,
        total=row.total,
        slot=row.slot,
        zone=row.zone,
        state=State(row.state),
        arrived_at=row.arrived_at,
        expected_at=row.expected_at,
        last_redeemed_at=row.last_redeemed_at,
        problem=bool(row.problem),
    )
