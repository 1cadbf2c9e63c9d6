"""The other counters of the store as HQ told of them, and what this counter answered them as the store's hub."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, text, union_all, update

from app.actions.ports import RedemptionRecord
from app.actions.sibling_ports import Answered
from app.domain.grants import ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, PickupId, RedemptionId
from app.domain.siblings import Sibling, SiblingClaim
from app.store.meta import ACKED, Meta
from app.store.pickup_rows import decode_record
from app.store.tables import redemption
from app.store.tables import sibling as table
from app.store.tables import sibling_claim as claims

_NEAR = select(table.c.label).where(
    table.c.id == bindparam("asked"), table.c.hub == 1, table.c.revoked == 0
)
_EVERYONE = select(table).order_by(table.c.label, table.c.id)
_ANSWERED = select(claims.c.asked, claims.c.answer, claims.c.undone_seq).where(
    claims.c.id == bindparam("of")
)
_KEEP = insert(claims)
_TAKE_BACK = (
    update(claims)
    .where(claims.c.id == bindparam("of"), text("undone_seq IS NULL"))
    .values(undone_seq=bindparam("by_seq"))
)
_FREED = union_all(
    *(
        select(each.c.record).where(
            each.c.pickup == bindparam("of"),
            text("undone_seq IS NOT NULL"),
            each.c.undone_seq > bindparam("acked"),
        )
        for each in (redemption, claims)
    )
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One of the two, as its own JSON."""

    granted: Granted | None = None
    refused: NotGranted | None = None


_claim = msgspec.json.Decoder(SiblingClaim).decode
_kept = msgspec.json.Decoder(_Kept).decode


def near(connection: Connection, holder: int) -> int:
    """The number on the wall of the counter that holds a grant, if it is the store's hub; else 0."""
    return connection.execute(_NEAR, {"asked": holder}).scalar_one_or_none() or 0


class SqlSiblings:
    """`Siblings` of the actions, inside one transaction. `refresh` brings an order's columns up to date."""

    def __init__(
        self, connection: Connection, meta: Meta, refresh: Callable[[PickupId], None]
    ) -> None:
        self._connection = connection
        self._meta = meta
        self._refresh = refresh

    def everyone(self) -> Sequence[Sibling]:
        return tuple(
            Sibling(
                id=CounterId(row.id),
                label=row.label,
                incarnation=row.incarnation,
                public_key=row.public_key,
                revoked=bool(row.revoked),
                hub=bool(row.hub),
                addresses=msgspec.json.decode(row.addresses, type=tuple[str, ...]),
            )
            for row in self._connection.execute(_EVERYONE)
        )

    def answered(self, claim: RedemptionId) -> Answered | None:
        row = self._connection.execute(_ANSWERED, {"of": claim}).first()
        if row is None:
            return None
        kept = _kept(row.answer)
        answer = kept.granted or kept.refused
        if answer is None:
            raise ValueError(claim)
        return Answered(_claim(row.asked), answer, taken_back=row.undone_seq is not None)

    def keep(
        self,
        asked: SiblingClaim,
        answer: ClaimAnswer,
        at: datetime,
        allowed: tuple[RedemptionRecord, int] | None = None,
    ) -> None:
        record, seq = allowed if allowed is not None else (None, None)
        kept = _Kept(granted=answer) if isinstance(answer, Granted) else _Kept(refused=answer)
        self._connection.execute(
            _KEEP,
            {
                "id": asked.id,
                "pickup": asked.pickup,
                "asked": msgspec.json.encode(asked),
                "answer": msgspec.json.encode(kept),
                "answered_at": at,
                "seq": seq,
                "undone_seq": None,
                "record": msgspec.json.encode(record) if record is not None else None,
            },
        )
        if allowed is not None:
            self._refresh(asked.pickup)

    def take_back(self, claim: RedemptionId, pickup: PickupId, seq: int) -> None:
        self._connection.execute(_TAKE_BACK, {"of": claim, "by_seq": seq})
        self._refresh(pickup)

    def unheard(self, pickup: PickupId, asker: CounterId) -> Mapping[int, int]:
        freed: dict[int, int] = {}
        known = {"of": pickup, "acked": self._meta.number(ACKED)}
        for (record,) in self._connection.execute(_FREED, known):
            given = decode_record(record).redemption
            for unit in given.units if given.counter != asker else ():
                freed[unit.line_no] = freed.get(unit.line_no, 0) + unit.quantity
        return freed
