"""Pickups as the verbs look them up and change them. Every look-up walks an index and stops at its limit."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, update

from app.actions.ports import RedemptionRecord
from app.domain.codes import PickupCode
from app.domain.grants import HQ
from app.domain.identity import PickupId, RedemptionId
from app.domain.pickups import Pickup, Units
from app.store import own_deeds
from app.store.about import SqlAbout
from app.store.catalogue import SqlCatalogue
from app.store.meta import SETTLED, Meta
from app.store.pickup_lists import SqlPickupLists
from app.store.pickup_rows import (
    NOTHING,
    OwnRedemption,
    blind_pickup,
    decode_row,
    derived_columns,
    to_pickup,
)
from app.store.siblings import near
from app.store.tables import Query, pickup_alias
from app.store.tables import pickup as table

_c = table.c
_ROW = select(_c.id, _c.row, _c.touched)
_GET = _ROW.where(_c.id == bindparam("asked"))
_BY_NO = _ROW.where(_c.pickup_no == bindparam("asked")).order_by(_c.id.desc()).limit(1)
_BY_ORDER = _ROW.where(_c.order_no == bindparam("asked")).limit(1)
_BY_ALIAS = _ROW.where(
    _c.id.in_(select(pickup_alias.c.pickup).where(pickup_alias.c.alias == bindparam("asked")))
).limit(1)
_REFRESH = update(table).where(_c.id == bindparam("of"))


class SqlPickups(SqlPickupLists):
    """`Pickups` of the ports, inside one transaction."""

    def __init__(
        self, connection: Connection, meta: Meta, catalogue: SqlCatalogue, about: SqlAbout
    ) -> None:
        super().__init__(connection, about)
        self._meta = meta
        self._catalogue = catalogue

    def get(self, pickup: PickupId) -> Pickup | None:
        return self._one(_GET, pickup)

    def blind(self, code: PickupCode) -> Pickup:
        numbers = [line.product_no for line in code.lines]
        products = {product.no: product for product in self._catalogue.many(numbers)}
        return blind_pickup(code, products, own_deeds.deeds_on(self._connection, code.pickup))

    def by_pickup_no(self, digits: str) -> Pickup | None:
        return self._one(_BY_NO, digits)

    def by_alias(self, text: str) -> Pickup | None:
        return self._one(_BY_ORDER, text) or self._one(_BY_ALIAS, text)

    def redemption(self, redemption: RedemptionId) -> RedemptionRecord | None:
        return _record(own_deeds.own_redemption(self._connection, redemption))

    def last_redemption(self) -> RedemptionRecord | None:
        return _record(own_deeds.newest_redemption(self._connection))

    def record_redemption(self, record: RedemptionRecord, seq: int) -> None:
        own_deeds.add_redemption(self._connection, record, seq)
        self.refresh(record.pickup)

    def record_undo(self, redemption: RedemptionId, seq: int) -> None:
        own_deeds.add_undo(self._connection, redemption, seq)
        own = own_deeds.own_redemption(self._connection, redemption)
        if own is not None:
            self.refresh(own.record.pickup)

    def record_problem(
        self,
        pickup: PickupId,
        units: Units,
        problem: str,
        redemption: RedemptionId | None,
        seq: int,
    ) -> None:
        own_deeds.add_problem(self._connection, pickup, units, problem, redemption, seq)
        self.refresh(pickup)

    def refresh(self, pickup: PickupId) -> None:
        """Bring the columns lists are made of up to what was handed over; nothing without a row of HQ."""
        found = self._connection.execute(_GET, {"asked": pickup}).first()
        if found is None:
            return
        own = own_deeds.deeds_on(self._connection, pickup)
        known = to_pickup(decode_row(found.row), own, self._meta.number(SETTLED))
        columns = derived_columns(known, own, self._meta.enrolled().store.store)
        self._connection.execute(_REFRESH, {"of": pickup, **columns})

    def _one(self, query: Query, asked: object) -> Pickup | None:
        """One b-tree hit for an order nobody here has touched."""
        found = self._connection.execute(query, {"asked": asked}).first()
        if found is None:
            return None
        own = own_deeds.deeds_on(self._connection, found.id) if found.touched else NOTHING
        pickup = to_pickup(decode_row(found.row), own, self._meta.number(SETTLED))
        holder = pickup.grant.counter
        if holder in {HQ, self._meta.enrolled().counter}:
            return pickup
        return replace(pickup, grant=replace(pickup.grant, near=near(self._connection, holder)))


def _record(own: OwnRedemption | None) -> RedemptionRecord | None:
    return replace(own.record, redemption=own.redemption) if own is not None else None
