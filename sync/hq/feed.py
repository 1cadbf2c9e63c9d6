"""The feed (变更): dense numbers per scope, one row per live entity, tombstones, and the sealed cursor (protocol.md §3).

Numbers are taken by an upsert of the scope's row and held to commit: a plain sequence on PostgreSQL would let a reader
pass an uncommitted lower number for ever.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, case, delete, select, text, update
from sqlalchemy.dialects import sqlite

from sync import wire
from sync.hq.problems import reset
from sync.hq.store.engine import upsert
from sync.hq.store.postgres import PUBLISH, Published, is_postgres, published
from sync.hq.store.tables import GONE, Moment, feed_row, feed_scope

CHAIN: Final = "chain"
SCHEMA: Final = 1
"""Raised when rows change so that counters must pull everything again."""
TOMBSTONES: Final = timedelta(days=180)
PRUNED_AT_ONCE: Final = 500
_SEAL_BYTES: Final = 16


def store_scope(store: int) -> str:
    return f"store:{store}"


def scopes_of(store: int) -> tuple[str, ...]:
    """What a counter of this store follows, in locking order."""
    return (CHAIN, store_scope(store))


@dataclass(frozen=True, slots=True)
class Put:
    """One row to publish; `row` None is a tombstone."""

    scope: str
    entity: str
    key: str
    row: bytes | None


def put_row(scope: str, row: wire.Struct) -> Put:
    """A row of the wire under the key its entity has."""
    entity, key = entity_key(row)
    return Put(scope, entity, key, wire.encode(row))


_KEYS: Final[dict[type[wire.Struct], tuple[str, ...]]] = {
    wire.StoreRow: ("store",),
    wire.StaffRow: ("staff",),
    wire.ProductRow: ("product_no",),
    wire.StockRow: ("product_no",),
    wire.SpecialRow: ("special",),
    wire.PromptRow: ("prompt",),
    wire.CouponRow: ("coupon",),
    wire.MemberRow: ("member",),
    wire.PickupRow: ("pickup",),
    wire.CodeKeyRow: ("key_id",),
    wire.RevocationRow: ("kind", "serial"),
    wire.PolicyRow: (),
    wire.VerdictRow: ("fact",),
    wire.CounterRow: ("counter",),
}
_ENTITIES: Final = {row: entity for entity, row in wire.ROWS.items()}


def entity_key(row: wire.Struct) -> tuple[str, str]:
    """(entity, key) of a wire row; a later row with the same key replaces it. The policy is alone in its scope."""
    entity = _ENTITIES[type(row)]
    key = ":".join(str(getattr(row, name)) for name in _KEYS[type(row)])
    return entity, key or entity


def publish(connection: Connection, puts: Sequence[Put], at: datetime) -> frozenset[str]:
    """Number and store these rows inside the caller's transaction; returns the scopes that changed.

    The last put of a key wins. Scopes are locked in sorted order, so that two transactions never wait for each other.
    """
    by_scope = by_scope_of(puts)
    if not by_scope:
        return frozenset()
    if is_postgres(connection):
        rows = numbered(by_scope)
        connection.exec_driver_sql(PUBLISH, published(rows, Moment.text(at)))
    else:
        _publish_each(connection, by_scope, at)
    return frozenset(by_scope)


def by_scope_of(puts: Sequence[Put]) -> dict[str, list[Put]]:
    """The last put of each key, scope by scope in order."""
    unique: dict[tuple[str, str, str], Put] = {}
    for put in puts:
        unique.pop((put.scope, put.entity, put.key), None)
        unique[put.scope, put.entity, put.key] = put
    by_scope: dict[str, list[Put]] = {}
    for put in unique.values():
        by_scope.setdefault(put.scope, []).append(put)
    return dict(sorted(by_scope.items()))


def numbered(by_scope: Mapping[str, Sequence[Put]]) -> list[Published]:
    """The rows in order, each knowing how far before its scope's newest it stands."""
    return [
        Published(
            scope,
            put.entity,
            put.key,
            len(puts) - 1 - place,
            "del" if put.row is None else "put",
            put.row or b"null",
        )
        for scope, puts in by_scope.items()
        for place, put in enumerate(puts)
    ]


def _publish_each(
    connection: Connection, by_scope: Mapping[str, Sequence[Put]], at: datetime
) -> None:
    last = _take(connection, {scope: len(puts) for scope, puts in by_scope.items()})
    rows = [
        {
            "scope": row.scope,
            "entity": row.entity,
            "key": row.key,
            "seq": last[row.scope] - row.behind,
            "op": row.op,
            "row": row.row,
            "at": at,
        }
        for row in numbered(by_scope)
    ]
    upsert(connection, feed_row, rows)


def _take(connection: Connection, counts: Mapping[str, int]) -> dict[str, int]:
    """So many numbers nobody else has for each scope; the last of them. The scopes stay locked until commit."""
    taken: dict[str, int] = {}
    for scope, count in counts.items():
        insert = sqlite.insert(feed_scope).values(scope=scope, last=count, pruned=0)
        moved = insert.on_conflict_do_update(
            index_elements=["scope"], set_={"last": feed_scope.c.last + count}
        ).returning(feed_scope.c.last)
        taken[scope] = int(connection.execute(moved).scalar_one())
    return taken


def prune(connection: Connection, now: datetime, most: int = PRUNED_AT_ONCE) -> int:
    """Throw away the oldest tombstones past their time, at most so many; counters that never saw them are told to start
    over. Returns how many there were. Scopes are locked as a publisher locks them."""
    old = connection.execute(
        select(feed_row.c.scope, feed_row.c.seq)
        .where(text(GONE), feed_row.c.at < now - TOMBSTONES)
        .order_by(feed_row.c.at)
        .limit(most)
    ).all()
    newest: dict[str, int] = {}
    for scope, seq in old:
        newest[scope] = max(seq, newest.get(scope, 0))
    for scope, seq in sorted(newest.items()):
        pruned = case((feed_scope.c.pruned < seq, seq), else_=feed_scope.c.pruned)
        connection.execute(
            update(feed_scope).where(feed_scope.c.scope == scope).values(pruned=pruned)
        )
    if old:
        one = (feed_row.c.scope == bindparam("of"), feed_row.c.seq == bindparam("gone"))
        connection.execute(
            delete(feed_row).where(*one, feed_row.c.op == "del"),
            [{"of": scope, "gone": seq} for scope, seq in old],
        )
    return len(old)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a counter stands. `settled` is what it was last told, so that news without rows is news too."""

    server_epoch: str
    counter: int
    settled: int = 0
    at: Mapping[str, int] = field(default_factory=dict)


class Seal:
    """Turns a cursor into an opaque text and back; a text that was changed, or another counter's, is a reset."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def close(self, cursor: Cursor) -> str:
        plain = msgspec.json.encode(
            [SCHEMA, cursor.server_epoch, cursor.counter, cursor.settled, dict(cursor.at)]
        )
        return base64.urlsafe_b64encode(self._mac(plain) + plain).decode()

    def open(self, text: str, *, server_epoch: str, counter: int) -> Cursor:
        """Raises Refused(reset) for anything but a cursor sealed here, for this counter, in this epoch."""
        if not text:
            return Cursor(server_epoch, counter)
        try:
            raw = base64.urlsafe_b64decode(text.encode())
        except ValueError:
            raise reset("cursor unreadable") from None
        mac, plain = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
        if not hmac.compare_digest(mac, self._mac(plain)):
            raise reset("cursor not ours")
        schema, epoch, whose, settled, at = msgspec.json.decode(
            plain, type=tuple[int, str, int, int, dict[str, int]]
        )
        if schema != SCHEMA or epoch != server_epoch or whose != counter:
            raise reset("cursor of another time")
        return Cursor(epoch, whose, settled, at)

    def _mac(self, plain: bytes) -> bytes:
        return hmac.new(self._key, b"cursor" + plain, hashlib.sha256).digest()[:_SEAL_BYTES]


@dataclass(frozen=True, slots=True)
class Page:
    """`news` is False when there is nothing to tell and the reader may wait."""

    changes: tuple[wire.Change, ...]
    cursor: Cursor
    more: bool
    settled: int
    news: bool


_MOST_NAMES: Final = 500
_LOOK: Final = select(feed_scope.c.scope, feed_scope.c.last, feed_scope.c.pruned).where(
    feed_scope.c.scope.in_(bindparam("scopes", expanding=True))
)
_ROWS: Final = (
    select(feed_row.c.seq, feed_row.c.entity, feed_row.c.key, feed_row.c.op, feed_row.c.row)
    .where(feed_row.c.scope == bindparam("of"), feed_row.c.seq > bindparam("after"))
    .order_by(feed_row.c.seq)
    .limit(bindparam("most"))
)


class Reading:
    """The feed inside one snapshot. What one reader looked up the next one finds: when a price of the whole chain
    changes, thousands of counters want the same rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._heads: dict[str, tuple[int, int]] = {}
        self._changes: dict[tuple[str, int, int], tuple[wire.Change, ...]] = {}

    def look_at(self, scopes: Iterable[str]) -> None:
        """Read the heads of all these scopes at once."""
        wanted = sorted(set(scopes) - self._heads.keys())
        self._heads |= dict.fromkeys(wanted, (0, 0))
        for chosen in (wanted[n : n + _MOST_NAMES] for n in range(0, len(wanted), _MOST_NAMES)):
            found = self._connection.execute(_LOOK, {"scopes": chosen})
            self._heads |= {scope: (int(last), int(pruned)) for scope, last, pruned in found}

    def head(self, scope: str) -> tuple[int, int]:
        """Its newest number and the newest one thrown away."""
        if scope not in self._heads:
            self.look_at([scope])
        return self._heads[scope]

    def changes(self, scope: str, after: int, most: int) -> tuple[wire.Change, ...]:
        """In order, at most so many."""
        asked = (scope, after, most)
        if asked not in self._changes:
            rows = self._connection.execute(_ROWS, {"of": scope, "after": after, "most": most})
            self._changes[asked] = tuple(
                wire.Change(
                    scope=scope,
                    seq=row.seq,
                    entity=row.entity,
                    key=row.key,
                    op=row.op,
                    row=msgspec.Raw(row.row),
                )
                for row in rows
            )
        return self._changes[asked]


def read_page(
    connection: Connection,
    cursor: Cursor,
    scopes: Sequence[str],
    settled: int,
    limit: int = wire.PULL_CHANGES,
) -> Page:
    """The next page of one reader alone; see `next_page`."""
    return next_page(Reading(connection), cursor, scopes, settled, limit)


def next_page(
    reading: Reading,
    cursor: Cursor,
    scopes: Sequence[str],
    settled: int,
    limit: int = wire.PULL_CHANGES,
) -> Page:
    """The next page inside one snapshot. `settled` is the counter's last fact in the same snapshot. Raises
    Refused(reset) when rows the counter never saw are gone."""
    reading.look_at(scopes)
    changes: list[wire.Change] = []
    at: dict[str, int] = {}
    more = False
    for scope in scopes:
        last, pruned = reading.head(scope)
        after = cursor.at.get(scope, 0)
        if after > last or 0 < after < pruned:
            raise reset("rows between are gone", scope)
        room = limit - len(changes)
        if after == last or room == 0:
            at[scope] = after
            more = more or after < last
            continue
        found = reading.changes(scope, after, room + 1)
        more = more or len(found) > room
        at[scope] = last if len(found) <= room else found[room - 1].seq
        changes.extend(found[:room])
    told = cursor.settled if more else settled
    return Page(
        changes=tuple(changes),
        cursor=Cursor(cursor.server_epoch, cursor.counter, told, at),
        more=more,
        settled=0 if more else settled,
        news=bool(changes) or told != cursor.settled or not cursor.at,
    )
