"""Who may redeem (protocol.md §1): orders get their holder when they come to a store, and lose it when HQ takes it back."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import ColumnElement, Connection, select, update

from sync import wire
from sync.hq.accept import CLOSED
from sync.hq.feed import Put, put_row, store_scope
from sync.hq.store import tables as t
from sync.hq.store.engine import upsert

_PICKUP = msgspec.json.Decoder(wire.PickupRow)


def route(connection: Connection, rows: Sequence[wire.PickupRow]) -> list[Put]:
    """Keep these orders, new or changed, and hand each open one HQ still holds to its store's holder; returns what
    the feed must say. What was handed over and who holds the grant stay HQ's, whatever the given row says; an order
    that moves to another store comes back to HQ under a new epoch first."""
    stores = {row.store for row in rows}
    holders = dict(
        connection.execute(
            select(t.store.c.store, t.store.c.holder).where(t.store.c.store.in_(stores))
        ).all()
    )
    before = _kept(connection, [row.pickup for row in rows])
    puts: list[Put] = []
    kept: list[wire.PickupRow] = []
    for given in rows:
        row = _merged(before.get(given.pickup), given)
        old = before.get(given.pickup)
        if old is not None and old.store != row.store:
            puts.append(Put(store_scope(old.store), "pickup", str(row.pickup), None))
        holder = holders.get(row.store, 0)
        if row.holder == 0 and holder and row.state not in CLOSED:
            row = changed(row, holder=holder, epoch=row.epoch + 1)
        kept.append(row)
    upsert(connection, t.pickup, [_table_row(row) for row in kept])
    puts.extend(put_row(store_scope(row.store), row) for row in kept)
    return puts


def take_back(connection: Connection, counter: int) -> list[Put]:
    """A revoked counter holds nothing: its grants come back to HQ under the next epoch."""
    connection.execute(update(t.store).where(t.store.c.holder == counter).values(holder=0))
    rows = _rows(connection, t.pickup.c.holder == counter)
    return _hand(connection, rows, to=0)


def hand_store_to(connection: Connection, store: int, counter: int) -> list[Put]:
    """The first counter of a store becomes its holder and gets every grant HQ holds for it; later ones get none."""
    taken = connection.execute(
        update(t.store)
        .where(t.store.c.store == store, t.store.c.holder == 0)
        .values(holder=counter)
    )
    if taken.rowcount != 1:
        return []
    rows = _rows(connection, (t.pickup.c.store == store) & (t.pickup.c.holder == 0))
    return _hand(connection, [row for row in rows if row.state not in CLOSED], to=counter)


def end_order(
    connection: Connection, pickup: int, *, state: str, refunded: int, now: datetime
) -> list[Put]:
    """An operator refunds or cancels and takes the grant back by force: epoch + 1, facts under the old one become
    conflicts. Nothing to say when HQ has no such order."""
    row = _kept(connection, [pickup]).get(pickup)
    if row is None:
        return []
    ended = changed(
        row, state=state, refunded=refunded, ended_at=now, holder=0, epoch=row.epoch + 1
    )
    upsert(connection, t.pickup, [_table_row(ended)])
    return [put_row(store_scope(row.store), ended)]


def arrive(connection: Connection, pickup: int, *, now: datetime) -> list[Put]:
    """All goods of an order have come to the store."""
    row = _kept(connection, [pickup]).get(pickup)
    if row is None:
        return []
    lines = tuple(changed(line, arrived=line.quantity) for line in row.lines)
    return route(connection, [changed(row, lines=lines, state="arrived", arrived_at=now)])


def _merged(old: wire.PickupRow | None, given: wire.PickupRow) -> wire.PickupRow:
    if old is None:
        return given
    short = {line.line_no: line.short for line in old.lines}
    lines = tuple(
        changed(line, short=max(line.short, short.get(line.line_no, 0))) for line in given.lines
    )
    moved = old.store != given.store
    return changed(
        given,
        lines=lines,
        redemptions=old.redemptions,
        holder=0 if moved else old.holder,
        epoch=old.epoch + 1 if moved else old.epoch,
    )


def _hand(connection: Connection, rows: Sequence[wire.PickupRow], *, to: int) -> list[Put]:
    moved = [changed(row, holder=to, epoch=row.epoch + 1) for row in rows]
    upsert(connection, t.pickup, [_table_row(row) for row in moved])
    return [put_row(store_scope(row.store), row) for row in moved]


def _kept(connection: Connection, pickups: Sequence[int]) -> dict[int, wire.PickupRow]:
    return {row.pickup: row for row in _rows(connection, t.pickup.c.pickup.in_(pickups))}


def _rows(connection: Connection, condition: ColumnElement[bool]) -> list[wire.PickupRow]:
    found = connection.execute(
        select(t.pickup.c.row).where(condition).order_by(t.pickup.c.pickup).with_for_update()
    )
    return [_PICKUP.decode(row) for row in found.scalars()]


def _table_row(row: wire.PickupRow) -> dict[str, object]:
    return {
        "pickup": row.pickup,
        "store": row.store,
        "order_no": row.order_no,
        "pickup_no": row.pickup_no,
        "member": row.member,
        "state": row.state,
        "holder": row.holder,
        "epoch": row.epoch,
        "row": wire.encode(row),
    }
