"""The inbox: one page of HQ's changes into the tables, inside the caller's transaction, in bulk.

Rows replace what HQ said before; what this counter did and HQ has not settled stays on top (pickup_rows.py,
members.py). Between the pages of one pull HQ's rows may already hold effects that `settled` names only on the last
page: hand-overs are merged by id and cannot be doubled by that, points and shortages show it until the pull ends.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, bindparam, case, delete, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert

from app.domain.facts import GrantReturned
from app.domain.grants import gives_up
from app.domain.identity import PickupId, StaffId
from app.store import own_deeds, tables
from app.store.catalogue import plain_ean
from app.store.inbox_rows import PLAIN, Columns, pickup_columns
from app.store.integrity import forget_absence, note_unreadable, sweep
from app.store.journal import note_worse
from app.store.meta import CURSOR, REVOKED, SETTLED, SWEEPING
from app.store.pickup_rows import NOTHING
from app.store.tables import Moment
from app.store.unit_of_work import SqlRoom
from sync import wire

log = logging.getLogger(__name__)
_PICKUP: Final = "pickup"
_DELETED: Final = "del"
_NAMED: Final = sqlite.dialect(paramstyle="named")
_decoders: Final = {name: msgspec.json.Decoder(row).decode for name, row in wire.ROWS.items()}


def upsert(connection: Connection, table: Table, key: str, rows: Sequence[Columns]) -> None:
    """Insert, or replace all columns of, rows of one shape in one executemany. The same row again is no news:
    `told_at` stays. The rows go to the driver as they are, moments apart: binding each value by SQLAlchemy took as
    long as writing it."""
    if not rows:
        return
    for name in _moments(table) & rows[0].keys():
        for row in rows:
            if isinstance(value := row[name], datetime):
                row[name] = Moment.number(value)
    connection.exec_driver_sql(_upserting(table, key, tuple(rows[0])), list(rows))


@cache
def _moments(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.c if isinstance(column.type, Moment))


@cache
def _upserting(table: Table, key: str, names: tuple[str, ...]) -> str:
    adding = insert(table)
    rest: dict[str, Any] = {name: adding.excluded[name] for name in names if name != key}
    if "told_at" in rest:
        same = table.c.row == adding.excluded.row
        rest["told_at"] = case((same, table.c.told_at), else_=adding.excluded.told_at)
    putting = adding.on_conflict_do_update(index_elements=[key], set_=rest)
    return str(putting.compile(dialect=_NAMED, column_keys=list(names)))


class Inbox:
    """Applies pages; remembers only which unknown entities it has already logged."""

    def __init__(self, mono_ms: Callable[[], int]) -> None:
        self._mono_ms = mono_ms
        self._strange: set[str] = set()

    def apply(self, room: SqlRoom, page: wire.ChangesAnswer, at: datetime) -> None:
        newest: dict[str, dict[str, wire.Change]] = {}
        for change in page.changes:
            newest.setdefault(change.entity, {})[change.key] = change
        forget_absence(room.connection, newest)
        for name, changes in newest.items():
            if name == _PICKUP:
                _apply_pickups(room, changes, at, self._mono_ms())
            elif name in PLAIN:
                _apply_plain(room, name, changes, at)
            elif name not in self._strange:
                self._strange.add(name)
                log.warning("HQ sends %s, which this version does not know", name)
        room.meta.put(CURSOR, page.cursor)
        if room.meta.number(REVOKED):
            room.meta.put(REVOKED, 0)
        if not page.more:
            _finish(room, page, at)


def _finish(room: SqlRoom, page: wire.ChangesAnswer, at: datetime) -> None:
    """The pull is complete: rows of before a reset go, settled facts settle, the data is as old as now."""
    if scope := room.meta.text(SWEEPING):
        sweep(room.connection, scope)
        room.meta.put(SWEEPING, "")
    before, settled = room.meta.number(SETTLED), page.settled
    if settled != before:
        room.meta.put(SETTLED, settled)
        first, last = sorted((before, settled))
        for pickup in own_deeds.touched_between(room.connection, first, last):
            room.pickups.refresh(pickup)
    ages: list[Columns] = [{"entity": name, "at": at} for name in wire.ROWS]
    upsert(room.connection, tables.age, "entity", ages)


def _apply_plain(
    room: SqlRoom, name: str, changes: Mapping[str, wire.Change], at: datetime
) -> None:
    entity = PLAIN[name]
    gone = _gone(entity.table.c[entity.key], changes)
    read = list(_read(room, name, changes, entity.columns))
    rows = [columns for _, columns in read]
    if name == "member":
        for columns in rows:
            columns["told_at"] = at
    _write(room, entity.table.c[entity.key], gone, rows)
    match name:
        case "verdict":
            note_worse(room.connection, room.meta, [row for row, _ in read])
            return
        case "member":
            owner, column = tables.member_alias.c.member, tables.member_alias.c.alias
            names = [(row.member, row.aliases) for row, _ in read]
        case "product":
            owner, column = tables.barcode.c.product, tables.barcode.c.ean
            names = [
                (row.product_no, tuple(plain_ean(ean) for ean in row.barcodes)) for row, _ in read
            ]
        case _:
            return
    _rename(room.connection, owner, column, gone, names)


def _apply_pickups(
    room: SqlRoom, changes: Mapping[str, wire.Change], at: datetime, mono_ms: int
) -> None:
    settled, own_store = room.meta.number(SETTLED), room.meta.enrolled().store.store
    deeds = own_deeds.deeds_of(room.connection, [int(key) for key in changes])

    def convert(row: wire.PickupRow, raw: bytes) -> Columns:
        own = deeds.get(row.pickup, NOTHING)
        return pickup_columns(row, raw, own, settled=settled, own_store=own_store)

    gone = _gone(tables.pickup.c.id, changes)
    read = list(_read(room, _PICKUP, changes, convert))
    _write(room, tables.pickup.c.id, gone, [columns for _, columns in read])
    names = [(row.pickup, row.aliases) for row, _ in read]
    owner, column = tables.pickup_alias.c.pickup, tables.pickup_alias.c.alias
    _rename(room.connection, owner, column, gone, names)
    for row, _ in read:
        if row.recall:
            _answer_recall(room, PickupId(row.pickup), at, mono_ms)


def _answer_recall(room: SqlRoom, pickup: PickupId, at: datetime, mono_ms: int) -> None:
    """The grant goes back in the transaction that brought the recall; nobody in particular did it (staff 0)."""
    known = room.pickups.get(pickup)
    if known is None or not gives_up(known, room.about.identity().id):
        return
    fact = GrantReturned(pickup=pickup, epoch=known.grant.epoch)
    room.journal.append(fact, at=at, mono_ms=mono_ms, by=StaffId(0))
    own_deeds.add_grant_return(room.connection, pickup, known.grant.epoch)
    room.pickups.refresh(pickup)


def _read(
    room: SqlRoom,
    name: str,
    changes: Mapping[str, wire.Change],
    convert: Callable[[Any, bytes], Columns],
) -> Iterator[tuple[Any, Columns]]:
    """(wire row, columns with the number it came under) of every row put. One this version cannot read is left out and logged, so that the rest
    of the feed still comes in; what stood there before stays."""
    decode = _decoders[name]
    for change in changes.values():
        if change.op == _DELETED:
            continue
        raw = bytes(change.row)
        try:
            row = decode(raw)
            columns = convert(row, raw)
        except (msgspec.MsgspecError, ValueError) as error:
            note_unreadable(room.connection, name, change)
            log.error("row %s %s of HQ is unreadable: %s", name, change.key, type(error).__name__)  # noqa: TRY400 - the text of the error may hold personal data
            continue
        columns["seen"] = change.seq
        yield row, columns


def _gone(key: Column[Any], changes: Mapping[str, wire.Change]) -> list[int | str]:
    number = isinstance(key.type, Integer)
    gone = [change.key for change in changes.values() if change.op == _DELETED]
    return [int(text) for text in gone] if number else list(gone)


def _write(
    room: SqlRoom, key: Column[Any], gone: Sequence[int | str], rows: Sequence[Columns]
) -> None:
    if gone:
        room.connection.execute(
            delete(key.table).where(key == bindparam("gone")), [{"gone": each} for each in gone]
        )
    upsert(room.connection, key.table, key.name, rows)


def _rename(
    connection: Connection,
    owner: Column[Any],
    column: Column[Any],
    gone: Sequence[int | str],
    names: Sequence[tuple[int | str, Sequence[str]]],
) -> None:
    """The other names of these owners are exactly these from now on."""
    owners = msgspec.json.encode([*gone, *(one for one, _ in names)]).decode()
    listed = select(func.json_each(bindparam("owners")).table_valued("value").c.value)
    connection.execute(delete(owner.table).where(owner.in_(listed)), {"owners": owners})
    rows = [{column.name: name, owner.name: one} for one, own in names for name in set(own)]
    if rows:
        connection.execute(insert(owner.table), rows)
