"""Who may redeem (protocol.md §1): orders get their holder when they come to a store; HQ asks for a grant back before it
refunds, cancels or moves an order, unless a person forces it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import ColumnElement, Connection, select, update

from sync import wire
from sync.hq import problems, recalls
from sync.hq.accept import CLOSED, open_units
from sync.hq.feed import Put, put_row, store_scope
from sync.hq.recalls import Asker, Ended, Verb, Wish
from sync.hq.store import orders
from sync.hq.store import tables as t
from sync.hq.store.engine import upsert

LEAST_REASON: Final = 4
_PICKUP = msgspec.json.Decoder(wire.PickupRow)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a wish fared: WAITING = pending at the store. `puts` is what the feed must say."""

    ended: Ended
    puts: list[Put]


def route(connection: Connection, rows: Sequence[wire.PickupRow], now: datetime) -> list[Put]:
    """Keep these orders, new or changed, and hand each open one HQ still holds to its store's holder; returns what
    the feed must say. What was handed over and who holds the grant stay HQ's, whatever the given row says. An order a
    counter holds is not ended or moved by this: its grant is asked back first."""
    stores = {row.store for row in rows}
    holders = dict(
        connection.execute(
            select(t.store.c.store, t.store.c.holder).where(t.store.c.store.in_(stores))
        ).all()
    )
    given_last = {row.pickup: row for row in rows}
    before = _let_in(connection, given_last)
    puts: list[Put] = []
    kept: list[wire.PickupRow] = []
    for given in given_last.values():
        old = before.get(given.pickup)
        wish = None if old is None else _needs_grant(old, given)
        if old is not None and wish is not None:
            recalls.keep(connection, old, wish, Asker(), ended=Ended.WAITING, now=now)
            given = changed(  # noqa: PLW2901  what of the given row may be true at once
                given,
                store=old.store,
                state=old.state,
                ended_at=old.ended_at,
                refunded=old.refunded,
                recall=True,
            )
        row = _merged(old, given)
        if old is not None and old.store != row.store:
            orders.leave(connection, row.pickup, store=old.store, to=row.store)
            puts.append(Put(store_scope(old.store), "pickup", str(row.pickup), None))
        holder = holders.get(row.store, 0)
        if row.holder == 0 and holder and row.state not in CLOSED:
            row = changed(row, holder=holder, epoch=row.epoch + 1)
        kept.append(row)
    upsert(connection, t.pickup, [_table_row(row) for row in kept])
    puts.extend(put_row(store_scope(row.store), row) for row in kept)
    return puts


def take_back(connection: Connection, store: int, counter: int, now: datetime) -> list[Put]:
    """A revoked counter holds nothing: its grants come back to HQ under the next epoch, and what HQ wanted with them
    is done."""
    connection.execute(update(t.store).where(t.store.c.holder == counter).values(holder=0))
    rows = _rows(connection, (t.pickup.c.store == store) & (t.pickup.c.holder == counter))
    puts = _hand(connection, rows, to=0)
    recalled = [row.pickup for row in rows if row.recall]
    return puts + (carry_out(connection, recalled, now) if recalled else [])


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


def ask_back(
    connection: Connection,
    pickup: int,
    wish: Wish,
    *,
    asker: Asker = Asker(),  # noqa: B008  frozen
    force: bool = False,
    now: datetime,
) -> Asked:
    """Refund, cancel or move an order. What HQ holds ends at once; a counter's grant is asked back and the wish waits
    (`WAITING`). By force: epoch + 1, and facts under the old one become conflicts. Raises Refused: not_found,
    bad_request (ended already, force without a reason)."""
    if force and len(asker.reason.strip()) < LEAST_REASON:
        raise problems.bad_request("force needs a reason")
    row = _kept(connection, [pickup]).get(pickup)
    if row is None:
        raise problems.not_found("no such order")
    if row.state in CLOSED:
        raise problems.bad_request("the order has ended already")
    if force:
        recalls.keep(connection, row, wish, asker, ended=Ended.FORCED, now=now)
        return Asked(Ended.FORCED, _carried_out(connection, row, wish, now))
    if not _owed(row):
        recalls.keep(connection, row, wish, asker, ended=Ended.REDEEMED, now=now)
        return Asked(Ended.REDEEMED, [])
    if row.holder == 0:
        recalls.keep(connection, row, wish, asker, ended=Ended.DONE, now=now)
        return Asked(Ended.DONE, _carried_out(connection, row, wish, now))
    recalls.keep(connection, row, wish, asker, ended=Ended.WAITING, now=now)
    return Asked(Ended.WAITING, _kept_as(connection, [changed(row, recall=True)]))


def moved(connection: Connection, pickup: int, store: int) -> wire.PickupRow | None:
    """An order as it would stand in another store, for a wish. Raises Refused: bad_request (no such store, or its
    own)."""
    row = _kept(connection, [pickup]).get(pickup)
    known = select(t.store.c.store).where(t.store.c.store == store)
    if connection.execute(known).first() is None or (row is not None and row.store == store):
        raise problems.bad_request("an order moves to another store")
    return None if row is None else changed(row, store=store, recall=False)


def withdraw(connection: Connection, pickup: int, now: datetime) -> list[Put]:
    """HQ no longer wants the grant back. A holder that has given it up meanwhile gets it again."""
    row = _kept(connection, [pickup]).get(pickup)
    if row is None or not row.recall:
        raise problems.not_found("nothing is asked back of this order")
    recalls.end(connection, [(row.store, pickup)], Ended.WITHDRAWN, now)
    return _kept_as(connection, [changed(row, recall=False)])


def carry_out(connection: Connection, pickups: Sequence[int], now: datetime) -> list[Put]:
    """HQ has these grants now: what it wanted with the orders is done. Orders nobody wanted anything with are left."""
    rows = _kept(connection, pickups)
    places = [(row.store, row.pickup) for row in rows.values()]
    puts: list[Put] = []
    for pickup, wish in recalls.waiting(connection, places).items():
        puts += _carried_out(connection, rows[pickup], wish, now)
    recalls.end(connection, places, Ended.DONE, now)
    return puts


def arrive(connection: Connection, pickup: int, *, now: datetime) -> list[Put]:
    """All goods of an order have come to the store."""
    row = _kept(connection, [pickup]).get(pickup)
    if row is None:
        return []
    lines = tuple(changed(line, arrived=line.quantity) for line in row.lines)
    return route(connection, [changed(row, lines=lines, state="arrived", arrived_at=now)], now)


def _carried_out(
    connection: Connection, row: wire.PickupRow, wish: Wish, now: datetime
) -> list[Put]:
    """Epoch + 1 whoever held the grant."""
    freed = changed(row, holder=0, epoch=row.epoch + 1, recall=False)
    match wish.verb:
        case Verb.REFUND:
            ended = changed(freed, state="refunded", refunded=wish.amount, ended_at=now)
        case Verb.CANCEL:
            ended = changed(freed, state="cancelled", refunded=0, ended_at=now)
        case Verb.MOVE:
            upsert(connection, t.pickup, [_table_row(freed)])
            return route(connection, [wish.row or freed], now)
        case _:
            assert_never(wish.verb)
    return _kept_as(connection, [ended])


def _needs_grant(old: wire.PickupRow, given: wire.PickupRow) -> Wish | None:
    """What the given row wants that only the holder of the grant can allow."""
    if old.holder == 0 or old.state in CLOSED:
        return None
    if given.state in CLOSED and _owed(old):
        verb = Verb.REFUND if given.state == "refunded" else Verb.CANCEL
        return Wish(verb, given.refunded)
    return Wish(Verb.MOVE, row=given) if given.store != old.store else None


def _owed(row: wire.PickupRow) -> bool:
    return any(units > 0 for units in open_units(row).values())


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
        recall=given.recall or old.recall,
    )


def _hand(connection: Connection, rows: Sequence[wire.PickupRow], *, to: int) -> list[Put]:
    return _kept_as(
        connection, [changed(row, holder=to, epoch=row.epoch + 1, recall=False) for row in rows]
    )


def _kept_as(connection: Connection, rows: Sequence[wire.PickupRow]) -> list[Put]:
    upsert(connection, t.pickup, [_table_row(row) for row in rows])
    return [put_row(store_scope(row.store), row) for row in rows]


def _let_in(
    connection: Connection, given: Mapping[int, wire.PickupRow]
) -> dict[int, wire.PickupRow]:
    """Those of these orders HQ has, locked. New ones are let in one after the other, for an order and its number are
    once in the chain. Raises Refused(bad_request): the number is another order's, or not the one this order has."""
    if given.keys() - orders.stores_of(connection, given).keys():
        orders.one_at_a_time(connection)
    before = _kept(connection, list(given))
    fresh = {row.order_no: pickup for pickup, row in given.items() if pickup not in before}
    taken = orders.others_with(connection, fresh) if fresh else []
    twice = len(fresh) < len(given.keys() - before.keys())
    if taken or twice or any(given[row.pickup].order_no != row.order_no for row in before.values()):
        raise problems.bad_request("an order number is one order's for ever")
    return before


def _kept(connection: Connection, pickups: Sequence[int]) -> dict[int, wire.PickupRow]:
    held = orders.hold(connection, pickups)
    return {pickup: _PICKUP.decode(each.row) for pickup, each in held.items()}


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
