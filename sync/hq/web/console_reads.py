"""What the console looks at, read store by store within what an account may see. No page and no rule stands here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Join,
    Table,
    and_,
    func,
    or_,
    select,
    true,
)

from sync import wire
from sync.hq.feed import CHAIN, store_scope
from sync.hq.store import tables as t
from sync.hq.store.web_tables import (
    conflict_closed,
    counter_clock,
    counter_seen,
    group_link,
    phone_message,
)
from sync.hq.web.accounts import Who
from sync.hq.web.members import units_left

MOST_ROWS: Final = 200
OPEN: Final = ("paid", "arrived")
_PICKUP: Final = msgspec.json.Decoder(wire.PickupRow)
_REDEMPTION: Final = msgspec.json.Decoder(wire.RedemptionRow)
_REDEMPTIONS: Final = msgspec.json.Decoder(tuple[wire.RedemptionRow, ...])


@dataclass(frozen=True, slots=True)
class StoreLine:
    row: wire.StoreRow
    counters: int
    orders: int
    conflicts: int
    group: str


@dataclass(frozen=True, slots=True)
class CounterLine:
    """`waiting`: its queue as it last said; None when it never said."""

    counter: int
    store: int
    store_name: str
    label: int
    incarnation: int
    last_seq: int
    enrolled_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    version: str
    waiting: int | None
    ahead_ms: int | None
    """How far its clock was ahead of HQ's when it last said."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    row: wire.PickupRow
    store_name: str
    holder_label: int | None
    left: int


@dataclass(frozen=True, slots=True)
class Place:
    """Which fact of which counter: the key of a conflict."""

    counter: int
    incarnation: int
    seq: int

    @property
    def possible(self) -> bool:
        """An address may hold any number; the tables do not."""
        return max(self.counter, self.incarnation) < 2**31 and 0 < self.seq < 2**63


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """`goods`: names by line; `closed`: (who, why, when) once a person has closed it."""

    place: Place
    store_name: str
    label: int
    order_no: str
    goods: Mapping[int, str]
    why: str
    ours: wire.RedemptionRow
    theirs: tuple[wire.RedemptionRow, ...]
    at: datetime
    undone: bool
    closed: tuple[str, str, datetime] | None


@dataclass(frozen=True, slots=True)
class QuarantineLine:
    place: Place
    store_name: str
    label: int
    pickup: int | None
    why: str
    raw: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One scope: the newest number, live rows, tombstones, how far thrown away, when it last changed."""

    scope: str
    name: str
    last: int
    live: int
    gone: int
    pruned: int
    newest: datetime | None


def stores(connection: Connection, who: Who) -> list[StoreLine]:
    counters = _counted(connection, t.counter.c.store, t.counter.c.revoked_at.is_(None))
    orders = _counted(connection, t.pickup.c.store, t.pickup.c.state.in_(OPEN))
    conflicts: dict[int, int] = dict(
        connection.execute(
            select(t.counter.c.store, func.count())
            .select_from(_conflicts())
            .where(conflict_closed.c.at.is_(None))
            .group_by(t.counter.c.store)
        ).all()
    )
    links = dict(connection.execute(select(group_link.c.store, group_link.c.link)).all())
    return [
        StoreLine(
            row=msgspec.json.decode(found.row, type=wire.StoreRow),
            counters=counters.get(found.store, 0),
            orders=orders.get(found.store, 0),
            conflicts=conflicts.get(found.store, 0),
            group=links.get(found.store, ""),
        )
        for found in connection.execute(
            select(t.store).where(_within(t.store.c.store, who)).order_by(t.store.c.store)
        )
    ]


def counters(connection: Connection, who: Who) -> list[CounterLine]:
    rows = connection.execute(
        select(
            t.counter,
            t.store.c.name,
            t.incarnation.c.last_seq,
            t.incarnation.c.enrolled_at,
            counter_seen.c.at.label("seen_at"),
            counter_seen.c.version,
            counter_seen.c.waiting,
            counter_clock.c.ahead_ms,
        )
        .join(t.store, t.store.c.store == t.counter.c.store)
        .join(
            t.incarnation,
            and_(
                t.incarnation.c.store == t.counter.c.store,
                t.incarnation.c.counter == t.counter.c.counter,
                t.incarnation.c.incarnation == t.counter.c.incarnation,
            ),
        )
        .outerjoin(counter_seen, _of_counter(counter_seen))
        .outerjoin(counter_clock, _of_counter(counter_clock))
        .where(_within(t.counter.c.store, who))
        .order_by(t.counter.c.store, t.counter.c.label)
    )
    return [
        CounterLine(
            counter=row.counter,
            store=row.store,
            store_name=row.name,
            label=row.label,
            incarnation=row.incarnation,
            last_seq=row.last_seq,
            enrolled_at=row.enrolled_at,
            revoked_at=row.revoked_at,
            seen_at=row.seen_at,
            version=row.version or "",
            waiting=row.waiting,
            ahead_ms=row.ahead_ms,
        )
        for row in rows
    ]


def orders(connection: Connection, who: Who, *, store: int | None, words: str) -> list[OrderLine]:
    """Open orders, newest first; `words` is an order number or a pickup number, whatever its state."""
    wanted = _within(t.pickup.c.store, who)
    if store is not None:
        wanted &= t.pickup.c.store == store
    if words:
        wanted &= or_(t.pickup.c.order_no == words, t.pickup.c.pickup_no == words)
    else:
        wanted &= t.pickup.c.state.in_(OPEN)
    names = {row.store: row.name for row in connection.execute(select(t.store))}
    labels = dict(connection.execute(select(t.counter.c.counter, t.counter.c.label)).all())
    lines = []
    for raw in connection.execute(
        select(t.pickup.c.row).where(wanted).order_by(t.pickup.c.pickup.desc()).limit(MOST_ROWS)
    ).scalars():
        row = _PICKUP.decode(raw)
        left = units_left(row)
        if left > 0 or words:
            lines.append(OrderLine(row, names.get(row.store, ""), labels.get(row.holder), left))
    return lines


def conflicts(
    connection: Connection, who: Who, *, closed: bool = False, place: Place | None = None
) -> list[ConflictLine]:
    """Open ones, or closed ones, or the one at `place` in either state; newest first."""
    wanted = _within(t.counter.c.store, who)
    if place is not None and not place.possible:
        return []
    if place is not None:
        wanted &= and_(
            t.conflict.c.counter == place.counter,
            t.conflict.c.incarnation == place.incarnation,
            t.conflict.c.seq == place.seq,
        )
    else:
        open_now = conflict_closed.c.at.is_(None)
        wanted &= ~open_now if closed else open_now
    rows = connection.execute(
        select(
            t.conflict,
            t.counter.c.label,
            t.store.c.name,
            t.pickup.c.order_no,
            t.pickup.c.row.label("order"),
            conflict_closed.c.account,
            conflict_closed.c.reason,
            conflict_closed.c.at.label("closed_at"),
        )
        .select_from(_conflicts())
        .outerjoin(t.pickup, t.pickup.c.pickup == t.conflict.c.pickup)
        .where(wanted)
        .order_by(t.conflict.c.at.desc(), t.conflict.c.counter, t.conflict.c.seq.desc())
        .limit(MOST_ROWS)
    )
    return [
        ConflictLine(
            place=Place(row.counter, row.incarnation, row.seq),
            store_name=row.name,
            label=row.label,
            order_no=row.order_no or str(row.pickup),
            goods=_goods(row.order),
            why=row.why,
            ours=_REDEMPTION.decode(row.ours),
            theirs=_REDEMPTIONS.decode(row.theirs),
            at=row.at,
            undone=row.undone,
            closed=None if row.closed_at is None else (row.account, row.reason, row.closed_at),
        )
        for row in rows
    ]


def _goods(order: bytes | None) -> dict[int, str]:
    return (
        {} if order is None else {line.line_no: line.name for line in _PICKUP.decode(order).lines}
    )


def quarantine(connection: Connection, who: Who) -> list[QuarantineLine]:
    rows = connection.execute(
        select(t.quarantine, t.counter.c.label, t.store.c.name)
        .join(t.counter, _of_counter(t.quarantine))
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(_within(t.counter.c.store, who))
        .order_by(t.quarantine.c.at.desc(), t.quarantine.c.counter, t.quarantine.c.seq.desc())
        .limit(MOST_ROWS)
    )
    return [
        QuarantineLine(
            Place(row.counter, row.incarnation, row.seq),
            row.name,
            row.label,
            row.pickup,
            row.why,
            bytes(row.raw),
            row.at,
        )
        for row in rows
    ]


def feed(connection: Connection, who: Who) -> list[FeedLine]:
    """Every scope this account may see, the chain first."""
    names = {
        store_scope(row.store): row.name
        for row in connection.execute(select(t.store).where(_within(t.store.c.store, who)))
    }
    names = {CHAIN: "全部门店", **names}
    rows: dict[tuple[str, str], Any] = {
        (row.scope, row.op): row
        for row in connection.execute(
            select(
                t.feed_row.c.scope,
                t.feed_row.c.op,
                func.count().label("rows"),
                func.max(t.feed_row.c.at).label("newest"),
            ).group_by(t.feed_row.c.scope, t.feed_row.c.op)
        )
    }
    lines = []
    for scope in connection.execute(select(t.feed_scope).order_by(t.feed_scope.c.scope)):
        if scope.scope not in names:
            continue
        kinds = [rows[key] for key in ((scope.scope, "put"), (scope.scope, "del")) if key in rows]
        lines.append(
            FeedLine(
                scope=scope.scope,
                name=names[scope.scope],
                last=scope.last,
                live=sum(row.rows for row in kinds if row.op == "put"),
                gone=sum(row.rows for row in kinds if row.op == "del"),
                pruned=scope.pruned,
                newest=max((row.newest for row in kinds), default=None),
            )
        )
    return lines


def sent_messages(connection: Connection) -> list[tuple[str, str, datetime]]:
    """(masked phone, text, when) of what the demo's sender holds, newest first."""
    rows = connection.execute(
        select(phone_message).order_by(phone_message.c.message.desc()).limit(MOST_ROWS)
    )
    return [(row.phone, row.text, row.at) for row in rows]


def store_of_counter(connection: Connection, counter: int) -> int | None:
    if not 0 < counter < 2**31:
        return None
    return connection.execute(
        select(t.counter.c.store).where(t.counter.c.counter == counter)
    ).scalar_one_or_none()


def _conflicts() -> Join:
    return (
        t.conflict.join(t.counter, _of_counter(t.conflict))
        .join(t.store, t.store.c.store == t.counter.c.store)
        .outerjoin(
            conflict_closed,
            and_(
                conflict_closed.c.store == t.conflict.c.store,
                conflict_closed.c.counter == t.conflict.c.counter,
                conflict_closed.c.incarnation == t.conflict.c.incarnation,
                conflict_closed.c.seq == t.conflict.c.seq,
            ),
        )
    )


def _of_counter(table: Table) -> ColumnElement[bool]:
    return and_(table.c.store == t.counter.c.store, table.c.counter == t.counter.c.counter)


def _within(column: Column[int], who: Who) -> ColumnElement[bool]:
    return column.in_(sorted(who.stores)) if who.stores else true()


def _counted(
    connection: Connection, column: Column[int], condition: ColumnElement[bool]
) -> dict[int, int]:
    rows = connection.execute(select(column, func.count()).where(condition).group_by(column))
    return {row[0]: row[1] for row in rows}
