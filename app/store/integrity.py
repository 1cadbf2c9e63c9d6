"""Whether exactly HQ's rows are here (protocol.md §3). A row carries in `seen` the number it came under, 0 = since a start
from the beginning it has not come again; `absent` remembers the numbers of rows that are not kept here: forgotten by
their retention time, or unreadable for this version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.store import tables
from app.store.inbox_rows import PLAIN
from app.store.meta import EVERYTHING
from app.store.tables import absent, compared
from sync import wire

_CHAIN: Final = "chain"
_TABLES: Final[Mapping[str, Table]] = {
    **{name: entity.table for name, entity in PLAIN.items()},
    "pickup": tables.pickup,
}
"""Every entity this version keeps."""
_KEYS: Final[Mapping[str, Column[object]]] = {
    **{name: entity.table.c[entity.key] for name, entity in PLAIN.items()},
    "pickup": tables.pickup.c.id,
}
_NOTE = insert(absent)
_NOTE = _NOTE.on_conflict_do_update(
    index_elements=["entity", "key"], set_={"seen": _NOTE.excluded.seen}
)
_COMPARED = insert(compared)
_COMPARED = _COMPARED.on_conflict_do_update(
    index_elements=["entity"],
    set_={name: _COMPARED.excluded[name] for name in ("here", "at_hq", "compared_at")}
    | {"agreed_at": func.coalesce(_COMPARED.excluded.agreed_at, compared.c.agreed_at)},
)
_FORGET = delete(absent).where(
    absent.c.entity == bindparam("of"),
    absent.c.key.in_(select(func.json_each(bindparam("keys")).table_valued("value").c.value)),
)
_ALIASES = (
    (tables.member_alias.c.member, tables.member.c.id),
    (tables.pickup_alias.c.pickup, tables.pickup.c.id),
    (tables.barcode.c.product, tables.product.c.no),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows of an entity are here and at HQ; `agreed`: the very same ones."""

    scope: str
    entity: str
    here: int
    at_hq: int
    agreed: bool


def start_over(connection: Connection, scope: str) -> None:
    """Every row of this scope has yet to come again."""
    for name in _of(scope):
        connection.execute(update(_TABLES[name]).values(seen=0))
        connection.execute(delete(absent).where(absent.c.entity == name))


def sweep(connection: Connection, scope: str) -> None:
    """What has not come again is no longer HQ's."""
    for name in _of(scope):
        table = _TABLES[name]
        connection.execute(delete(table).where(table.c.seen == 0))
    for alias, owner in _ALIASES:
        connection.execute(delete(alias.table).where(alias.not_in(select(owner))))


def compare(connection: Connection, sums: Sequence[wire.ScopeSum]) -> list[Comparison]:
    """Reads every row's number: a second in a chain of a million members, so never in a transaction that writes."""
    found = []
    for scope in sums:
        told = {each.entity: (each.count, each.total, each.mix) for each in scope.entities}
        for name in _of(scope.scope):
            here, there = _sum(connection, name), told.get(name, (0, 0, 0))
            found.append(Comparison(scope.scope, name, here[0], there[0], agreed=here == there))
    return found


def keep_comparisons(connection: Connection, compared: Sequence[Comparison], at: datetime) -> None:
    """For people to see."""
    for each in compared:
        kept = {"entity": each.entity, "here": each.here, "at_hq": each.at_hq, "compared_at": at}
        connection.execute(_COMPARED, kept | {"agreed_at": at if each.agreed else None})


def note_unreadable(connection: Connection, name: str, change: wire.Change) -> None:
    """It counts as seen, so that nobody fetches it again and again; what stood there before is no longer HQ's."""
    connection.execute(_NOTE, {"entity": name, "key": change.key, "seen": change.seq})
    key = _KEYS[name]
    connection.execute(update(key.table).where(key == change.key).values(seen=0))


def note_forgotten(connection: Connection, name: str, where: Column[object], value: str) -> None:
    """Rows that leave before HQ takes them back."""
    key = _KEYS[name]
    for row in connection.execute(
        select(key.label("key"), _TABLES[name].c.seen).where(
            where == value, _TABLES[name].c.seen > 0
        )
    ).all():
        connection.execute(_NOTE, {"entity": name, "key": str(row.key), "seen": row.seen})


def forget_absence(
    connection: Connection, changes: Mapping[str, Mapping[str, wire.Change]]
) -> None:
    """HQ says something new of these rows."""
    for name, of_entity in changes.items():
        keys = msgspec.json.encode(list(of_entity)).decode()
        connection.execute(_FORGET, {"of": name, "keys": keys})


def _of(scope: str) -> list[str]:
    return [
        name
        for name in _TABLES
        if scope == EVERYTHING or (name in wire.CHAIN_ENTITIES) is (scope == _CHAIN)
    ]


def _sum(connection: Connection, name: str) -> tuple[int, int, int]:
    count = total = mix = 0
    for seen, here in (
        (_TABLES[name].c.seen, _TABLES[name].c.seen > 0),
        (absent.c.seen, absent.c.entity == name),
    ):
        rest = seen % wire.SUM_MODULUS
        row = connection.execute(
            select(
                func.count(),
                func.coalesce(func.sum(seen), 0),
                func.coalesce(func.sum(rest * rest % wire.SUM_MODULUS), 0),
            ).where(here)
        ).one()
        count, total, mix = count + row[0], total + row[1], mix + row[2]
    return count, total, mix
