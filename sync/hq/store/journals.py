"""Reading what a push touches, in bulk: journals, facts, orders, redemptions, names. No rule stands here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, select

from sync import wire
from sync.hq.accept import Award, Known
from sync.hq.store import orders
from sync.hq.store import tables as t
from sync.hq.store.orders import Standing

CLAIMED: Final = 0
"""The seq of a redemption whose fact is still to come; facts count from 1."""
RETURNED: Final = -1
"""The seq of a claim the hub took back before HQ heard of what its counter did with it."""
_PICKUP: Final = msgspec.json.Decoder(wire.PickupRow)


@dataclass(frozen=True, slots=True)
class Journal:
    """One journal of one counter as HQ has it, locked until commit."""

    counter: int
    incarnation: int
    store: int
    label: int
    store_name: str
    store_holder: int
    """The counter that gets the grants of this store, 0 = HQ keeps them."""
    last_seq: int
    head: str
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    sha256: str
    outcome: str
    detail: str


def lock_journal(
    connection: Connection, counter: int, incarnation: int, *, store: int | None = None
) -> Journal | None:
    """The journal of the counter's present incarnation; None when it is another one. A counter never leaves its store:
    who does not know it has it looked up."""
    if store is None:
        own = select(t.counter.c.store).where(t.counter.c.counter == counter)
        store = connection.execute(own).scalar_one_or_none()
    row = connection.execute(
        select(
            t.incarnation.c.last_seq,
            t.incarnation.c.head,
            t.counter.c.store,
            t.counter.c.label,
            t.counter.c.revoked_at,
            t.store.c.name,
            t.store.c.holder,
        )
        .join(
            t.counter,
            (t.counter.c.store == t.incarnation.c.store)
            & (t.counter.c.counter == t.incarnation.c.counter)
            & (t.counter.c.incarnation == t.incarnation.c.incarnation),
        )
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(
            t.incarnation.c.store == store,
            t.incarnation.c.counter == counter,
            t.incarnation.c.incarnation == incarnation,
        )
        .with_for_update(of=t.incarnation)
    ).one_or_none()
    if row is None:
        return None
    return Journal(
        counter=counter,
        incarnation=incarnation,
        store=row.store,
        label=row.label,
        store_name=row.name,
        store_holder=row.holder,
        last_seq=row.last_seq,
        head=row.head,
        revoked_at=row.revoked_at,
    )


def stored_facts(
    connection: Connection, journal: Journal, first: int, last: int
) -> dict[int, Stored]:
    rows = connection.execute(
        select(t.fact.c.seq, t.fact.c.sha256, t.fact.c.outcome, t.fact.c.detail).where(
            t.fact.c.store == journal.store,
            t.fact.c.counter == journal.counter,
            t.fact.c.incarnation == journal.incarnation,
            t.fact.c.seq.between(first, last),
        )
    )
    return {row.seq: Stored(row.sha256, row.outcome, row.detail) for row in rows}


def known_pickups(connection: Connection, store: int, pickups: Sequence[int]) -> dict[int, Known]:
    """These orders with all that was handed over on them, locked until commit: those of a store, and those that stand
    elsewhere."""
    if not pickups:
        return {}
    return known_of(connection, store, orders.hold(connection, pickups, store=store))


def known_of(connection: Connection, store: int, held: Mapping[int, Standing]) -> dict[int, Known]:
    """What was handed over on these locked orders, for a counter of `store`: with the conflicts of the order's store, and
    of the counter's where the order has left it."""
    standing = list[Row[Any]]()
    contested = list[Row[Any]]()
    for place in sorted({each.store for each in held.values()} | {store}) if held else ():
        here = [pickup for pickup, each in held.items() if each.store == place]
        standing += connection.execute(
            select(
                t.redemption.c.pickup,
                t.redemption.c.redemption,
                t.redemption.c.member,
                t.redemption.c.points,
                t.redemption.c.seq,
            ).where(t.redemption.c.store == place, t.redemption.c.pickup.in_(here))
        )
        contested += connection.execute(
            select(t.conflict.c.pickup, t.conflict.c.redemption).where(
                t.conflict.c.store == place,
                t.conflict.c.pickup.in_(list(held) if place == store else here),
            )
        )
    rows = ((pickup, each.row) for pickup, each in held.items())
    return known_from(rows, standing, contested)


def known_from(
    orders: Iterable[Sequence[Any]],
    standing: Iterable[Sequence[Any]],
    contested: Iterable[Sequence[Any]],
) -> dict[int, Known]:
    """From rows of pickup and row; pickup, redemption, member, points and seq; pickup and redemption."""
    awards: dict[int, dict[str, Award]] = {}
    for pickup, redemption, member, points, seq in standing:
        awards.setdefault(pickup, {})[redemption] = Award(
            member, points, claimed=seq == CLAIMED, returned=seq == RETURNED
        )
    conflicts: dict[int, set[str]] = {}
    for pickup, redemption in contested:
        conflicts.setdefault(pickup, set()).add(redemption)
    return {
        pickup: Known(
            _PICKUP.decode(row), awards.get(pickup, {}), frozenset(conflicts.get(pickup, ()))
        )
        for pickup, row in orders
    }


def quarantined_pickups(
    connection: Connection, journal: Journal, pickups: Sequence[int]
) -> set[int]:
    """Which of these orders have a fact of this counter in quarantine."""
    if not pickups:
        return set()
    return set(
        connection.execute(
            select(t.quarantine.c.pickup)
            .where(
                t.quarantine.c.store == journal.store,
                t.quarantine.c.counter == journal.counter,
                t.quarantine.c.pickup.in_(pickups),
            )
            .distinct()
        ).scalars()
    )


def owners(connection: Connection, store: int, redemptions: Sequence[str]) -> dict[str, int]:
    """Which order each of these redemption ids belongs to, where HQ has seen it in this store."""
    if not redemptions:
        return {}
    found: dict[str, int] = {}
    for table in (t.conflict, t.redemption):
        rows = connection.execute(
            select(table.c.redemption, table.c.pickup).where(
                table.c.store == store, table.c.redemption.in_(redemptions)
            )
        )
        found.update({row.redemption: row.pickup for row in rows})
    return found


def staff_names(connection: Connection, store: int) -> dict[int, str]:
    rows = connection.execute(
        select(t.staff.c.staff, t.staff.c.name).where(t.staff.c.store == store)
    )
    return {row.staff: row.name for row in rows}
