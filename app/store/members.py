"""Members as the verbs look them up, and the ledger of points this counter awarded. Every look-up uses an index."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, String, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.identity import CouponId, MemberId, ProductNo, StoreId
from app.domain.members import Coupon, Member, Tag, UsualProduct
from app.domain.money import Fen
from app.store.meta import SETTLED, Meta
from app.store.prefixes import prefix, starts
from app.store.tables import AnyRow, Query, coupon, member_alias, points
from app.store.tables import member as table
from sync.wire import CouponRow, MemberRow

_decode = msgspec.json.Decoder(MemberRow).decode
_decode_coupon = msgspec.json.Decoder(CouponRow).decode
_TAGS = {tag.value: tag for tag in Tag}
_c = table.c
_asked = bindparam("asked", type_=String)
_unsettled = select(func.coalesce(func.sum(points.c.points), 0)).where(
    points.c.seq > bindparam("settled")
)
_PENDING = (
    _unsettled.where(points.c.member == _c.id).correlate(table).scalar_subquery()
    + _unsettled.join_from(points, member_alias, member_alias.c.alias == points.c.member)
    .where(member_alias.c.member == _c.id)
    .correlate(table)
    .scalar_subquery()
)
"""Also what was awarded under an id from before a merge."""
_MEMBER = select(_c.id, _c.row, _PENDING.label("pending"))
_GET = _MEMBER.where(_c.id == _asked)
_BY_ALIAS = _MEMBER.where(
    _c.id.in_(select(member_alias.c.member).where(member_alias.c.alias == _asked))
).limit(1)
_BY_PHONE = _MEMBER.where(_c.phone == _asked).limit(1)
_BY_LAST4 = _MEMBER.where(_c.last4 == _asked).limit(bindparam("most"))
_PREFIXES = tuple(
    _MEMBER.where(starts(column)).order_by(column).limit(bindparam("most"))
    for column in (_c.name, _c.initials)
)
_COUPONS = select(coupon.c.row).where(coupon.c.member == _asked).order_by(coupon.c.id)
_ADD_POINTS = insert(points).on_conflict_do_nothing(index_elements=["operation"])


class SqlMembers:
    """`Members` of the ports, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def get(self, member: MemberId) -> Member | None:
        return self._one(_GET, member) or self._one(_BY_ALIAS, member)

    def by_phone(self, digits: str) -> Member | None:
        return self._one(_BY_PHONE, digits)

    def by_alias(self, text: str) -> Member | None:
        return self._one(_BY_ALIAS, text)

    def by_last4(self, digits: str, limit: int = 20) -> Sequence[Member]:
        return self._many(_BY_LAST4, asked=digits, most=limit)

    def by_name(self, text: str, limit: int = 20) -> Sequence[Member]:
        found: dict[MemberId, Member] = {}
        for query, start in zip(_PREFIXES, (text, text.lower()), strict=True):
            if len(found) < limit:
                for member in self._many(query, most=limit, **prefix(start)):
                    found.setdefault(member.id, member)
        return tuple(found.values())[:limit]

    def add_points(self, member: MemberId, operation: str, points: int, seq: int) -> None:
        self._connection.execute(
            _ADD_POINTS,
            {"member": member, "operation": operation, "points": points, "seq": seq},
        )

    def _one(self, query: Query, asked: str) -> Member | None:
        return next(iter(self._many(query, asked=asked)), None)

    def _many(self, query: Query, **asked: object) -> Sequence[Member]:
        settled = self._meta.number(SETTLED)
        rows = self._connection.execute(query, {"settled": settled, **asked}).all()
        return tuple(self._member(row) for row in rows)

    def _member(self, found: AnyRow) -> Member:
        row = _decode(found.row)
        coupons = self._connection.execute(_COUPONS, {"asked": found.id})
        return Member(
            id=MemberId(row.member),
            name=row.name,
            phone=row.phone,
            home_store=StoreId(row.home_store) if row.home_store is not None else None,
            visits=row.visits,
            points=row.points + found.pending,
            month_spend=Fen(row.month_spend),
            tags=tuple(_TAGS[tag] for tag in row.tags if tag in _TAGS),
            usual=tuple(
                UsualProduct(
                    ProductNo(usual.product_no), usual.name, usual.last_bought, usual.weekday
                )
                for usual in row.usual
            ),
            coupons=tuple(_coupon(_decode_coupon(each)) for (each,) in coupons),
        )


def _coupon(row: CouponRow) -> Coupon:
    return Coupon(
        id=CouponId(row.coupon),
        title=row.title,
        threshold=Fen(row.threshold),
        amount=Fen(row.amount),
        valid_until=row.valid_until,
    )
