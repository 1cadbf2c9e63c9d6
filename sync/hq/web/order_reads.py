"""One order as the console looks at it: the row, whose grant it is, what HQ wanted with it and how that ended, its
conflicts. No page and no rule stands here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.recalls import Ended, Verb
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import recall
from sync.hq.web.accounts import Who
from sync.hq.web.console_reads import Place

MOST_WISHES: Final = 50
_PICKUP: Final = msgspec.json.Decoder(wire.PickupRow)


@dataclass(frozen=True, slots=True)
class WishLine:
    """What somebody wanted with the order; `store` is where a moved one was to go."""

    verb: Verb
    amount: int
    store: int | None
    account: str
    reason: str
    asked_at: datetime
    ended: Ended
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """All of one order. `holder` is the counter with the grant in words, "" = HQ; `stores` are those an account may move
    it to, `names` those of all; `wishes` and `conflicts` newest first."""

    row: wire.PickupRow
    holder: str
    names: dict[int, str]
    stores: tuple[int, ...]
    wishes: tuple[WishLine, ...]
    conflicts: tuple[tuple[Place, str, datetime], ...]

    @property
    def pending(self) -> WishLine | None:
        """What waits for the counter."""
        waiting = (wish for wish in self.wishes if wish.ended is Ended.WAITING)
        return next(waiting, None)


def order_sheet(
    connection: Connection, who: Who, pickup: int, *, held: bool = False
) -> OrderSheet | None:
    """None = no such order for this account. `held`: nobody else changes it until the end of the transaction."""
    if not 0 < pickup < 2**63:
        return None
    found = select(t.pickup.c.row).where(t.pickup.c.pickup == pickup)
    raw = connection.execute(found.with_for_update() if held else found).scalar_one_or_none()
    row = None if raw is None else _PICKUP.decode(raw)
    if row is None or not who.sees(row.store):
        return None
    names = dict(
        connection.execute(select(t.store.c.store, t.store.c.name).order_by(t.store.c.store)).all()
    )
    return OrderSheet(
        row=row,
        holder=_holder(connection, row, names),
        names=names,
        stores=tuple(store for store in names if store != row.store and who.sees(store)),
        wishes=_wishes(connection, names, pickup),
        conflicts=_conflicts(connection, [store for store in names if who.sees(store)], pickup),
    )


def _holder(connection: Connection, row: wire.PickupRow, names: dict[int, str]) -> str:
    found = connection.execute(
        select(t.counter.c.store, t.counter.c.label).where(t.counter.c.counter == row.holder)
    ).first()
    if row.holder == 0 or found is None:
        return "" if row.holder == 0 else f"{row.holder} 号机器"
    return f"{names.get(found.store, '')} {found.label} 号柜台"


def _wishes(connection: Connection, stores: Collection[int], pickup: int) -> tuple[WishLine, ...]:
    """In whatever store the order stood then."""
    rows = connection.execute(
        select(recall)
        .where(recall.c.store.in_(stores), recall.c.pickup == pickup)
        .order_by(recall.c.asked_at.desc(), recall.c.recall.desc())
        .limit(MOST_WISHES)
    )
    return tuple(
        WishLine(
            verb=Verb(row.verb),
            amount=row.amount,
            store=None if row.row is None else _PICKUP.decode(row.row).store,
            account=row.account,
            reason=row.reason,
            asked_at=row.asked_at,
            ended=Ended(row.state),
            ended_at=row.ended_at,
        )
        for row in rows
    )


def _conflicts(
    connection: Connection, stores: Collection[int], pickup: int
) -> tuple[tuple[Place, str, datetime], ...]:
    """Of counters this account sees."""
    rows = connection.execute(
        select(t.conflict)
        .where(t.conflict.c.store.in_(stores), t.conflict.c.pickup == pickup)
        .order_by(t.conflict.c.at.desc(), t.conflict.c.seq.desc())
        .limit(MOST_WISHES)
    )
    return tuple((Place(row.counter, row.incarnation, row.seq), row.why, row.at) for row in rows)
