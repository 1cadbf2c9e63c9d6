"""Taking a row of the wire into HQ's tables and the feed: what seeds and operators bring comes in through here alone."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, select

from sync import wire
from sync.hq import problems
from sync.hq.feed import CHAIN, Put, entity_key, publish, put_row, store_scope
from sync.hq.grants import route
from sync.hq.store import tables as t
from sync.hq.store.engine import upsert

T = TypeVar("T", bound=wire.Struct)
_CHAIN_WIDE = tuple(wire.ROWS[name] for name in sorted(wire.CHAIN_ENTITIES))


def take_rows(
    connection: Connection, rows: Sequence[wire.Struct], *, store: int, now: datetime
) -> frozenset[str]:
    """Keep and publish rows; `store` is whose feed rows of one store go to. Returns the scopes with news. The points
    and visits of a member HQ knows stay HQ's: they come from facts."""
    return take_for_stores(connection, {store: rows}, now=now)


def take_for_stores(
    connection: Connection, by_store: Mapping[int, Sequence[wire.Struct]], *, now: datetime
) -> frozenset[str]:
    """As `take_rows` for several stores, in one go: orders are locked before members, and the feed is told last."""
    every = [(store, row) for store in sorted(by_store) for row in by_store[store]]
    if _only(wire.CounterRow, every):
        raise problems.bad_request("HQ's own counters are told by HQ alone")
    for shop in sorted(_only(wire.StoreRow, every), key=lambda shop: shop.store):
        _keep_store(connection, shop)
    pickups = _only(wire.PickupRow, every)
    orders = route(connection, pickups, now) if pickups else []
    members: list[Put] = []
    for store, member in sorted(
        _with_store(wire.MemberRow, every), key=lambda each: each[1].member
    ):
        members.extend(_keep_member(connection, member, store))
    puts: list[Put] = []
    for store, row in every:
        if isinstance(row, wire.PickupRow | wire.MemberRow):
            continue
        if isinstance(row, wire.StaffRow):
            kept = {"store": store, "staff": row.staff, "name": row.name}
            upsert(connection, t.staff, [{**kept, "row": wire.encode(row)}])
        puts.append(put_row(CHAIN if isinstance(row, _CHAIN_WIDE) else store_scope(store), row))
    theirs = _members_of(connection, pickups) if pickups else []
    return publish(connection, [*puts, *members, *orders, *theirs], now)


def _with_store(shape: type[T], every: Sequence[tuple[int, wire.Struct]]) -> list[tuple[int, T]]:
    return [(store, row) for store, row in every if isinstance(row, shape)]


def _only(shape: type[T], every: Sequence[tuple[int, wire.Struct]]) -> list[T]:
    return [row for _, row in _with_store(shape, every)]


def delete_row(
    connection: Connection, entity: str, key: str, *, store: int, now: datetime
) -> frozenset[str]:
    """A tombstone for one key; orders are ended, never deleted."""
    shape = wire.ROWS.get(entity)
    if shape is None or shape in {
        wire.PickupRow,
        wire.StoreRow,
        wire.MemberRow,
        wire.CounterRow,
    }:
        raise problems.bad_request("rows of this entity are not deleted")
    scope = CHAIN if shape in _CHAIN_WIDE else store_scope(store)
    return publish(connection, [Put(scope, entity, key, None)], now)


def pepper_of(connection: Connection, store: int) -> bytes:
    """The store's PIN pepper. Raises Refused(not_found)."""
    pepper = connection.execute(
        select(t.store.c.pin_pepper).where(t.store.c.store == store)
    ).scalar_one_or_none()
    if pepper is None:
        raise problems.not_found("no such store")
    return bytes(pepper)


def _keep_store(connection: Connection, row: wire.StoreRow) -> None:
    """Its pepper and its holder are made once and stay."""
    fresh = {"store": row.store, "holder": 0, "pin_pepper": secrets.token_bytes(32)}
    kept = {"name": row.name, "row": wire.encode(row)}
    upsert(connection, t.store, [{**fresh, **kept}], keep=True)
    connection.execute(t.store.update().where(t.store.c.store == row.store).values(**kept))


def _keep_member(connection: Connection, row: wire.MemberRow, store: int) -> list[Put]:
    had = connection.execute(
        select(t.member.c.row).where(t.member.c.member == row.member).with_for_update()
    ).scalar_one_or_none()
    if had is not None:
        before = msgspec.json.decode(had, type=wire.MemberRow)
        row = changed(row, points=before.points, visits=before.visits)
    encoded = wire.encode(row)
    upsert(
        connection,
        t.member,
        [{"member": row.member, "phone": row.phone, "last_visit": "", "row": encoded}],
        keep=True,
    )
    connection.execute(
        t.member.update()
        .where(t.member.c.member == row.member)
        .values(phone=row.phone, row=encoded)
    )
    scopes = {store_scope(store)}
    if row.home_store is not None:
        scopes.add(store_scope(row.home_store))
    scopes.update(scopes_of_member(connection, row.member))
    _keep_scopes(connection, [(row.member, scope) for scope in scopes])
    return [Put(scope, *entity_key(row), encoded) for scope in sorted(scopes)]


def _members_of(connection: Connection, pickups: Sequence[wire.PickupRow]) -> list[Put]:
    """A store gets the members with an order there, wherever their home is."""
    wanted = {(row.member, store_scope(row.store)) for row in pickups if row.member is not None}
    had = set(
        connection.execute(
            select(t.member_feed.c.member, t.member_feed.c.scope).where(
                t.member_feed.c.member.in_([member for member, _ in wanted])
            )
        ).all()
    )
    missing = wanted - had
    rows = dict(
        connection.execute(
            select(t.member.c.member, t.member.c.row).where(
                t.member.c.member.in_([member for member, _ in missing])
            )
        ).all()
    )
    told = [(member, scope) for member, scope in sorted(missing) if member in rows]
    _keep_scopes(connection, told)
    return [Put(scope, "member", member, rows[member]) for member, scope in told]


def scopes_of_member(connection: Connection, member: str) -> set[str]:
    """The feeds this member is in."""
    found = select(t.member_feed.c.scope).where(t.member_feed.c.member == member)
    return set(connection.execute(found).scalars())


def _keep_scopes(connection: Connection, told: Sequence[tuple[str, str]]) -> None:
    rows = [{"member": member, "scope": scope} for member, scope in sorted(told)]
    upsert(connection, t.member_feed, rows, keep=True)
