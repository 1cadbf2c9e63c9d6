"""Reading what a push touches, in bulk: journals, facts, orders, redemptions, names. No rule stands here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.accept import Award, Known
from sync.hq.store import tables as t

CLAIMED: Final = 0
"""The seq of a redemption whose fact is still to come; facts count from 1."""
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


def lock_journal(connection: Connection, counter: int, incarnation: int) -> Journal | None:
    """The journal of the counter's present incarnation; None when it is another one."""
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
            (t.counter.c.counter == t.incarnation.c.counter)
            & (t.counter.c.incarnation == t.incarnation.c.incarnation),
        )
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(t.incarnation.c.counter == counter, t.incarnation.c.incarnation == incarnation)
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
            t.fact.c.counter == journal.counter,
            t.fact.c.incarnation == journal.incarnation,
            t.fact.c.seq.between(first, last),
        )
    )
    return {row.seq: Stored(row.sha256, row.outcome, row.detail) for row in rows}


def known_pickups(connection: Connection, pickups: Sequence[int]) -> dict[int, Known]:
    """These orders with all that was handed over on them, locked in order until commit."""
    if not pickups:
        return {}
    rows = connection.execute(
        select(t.pickup.c.pickup, t.pickup.c.row)
        .where(t.pickup.c.pickup.in_(pickups))
        .order_by(t.pickup.c.pickup)
        .with_for_update()
    ).all()
    standing = connection.execute(
        select(
            t.redemption.c.pickup,
            t.redemption.c.redemption,
            t.redemption.c.member,
            t.redemption.c.points,
            t.redemption.c.seq,
        ).where(t.redemption.c.pickup.in_(pickups))
    ).all()
    contested = connection.execute(
        select(t.conflict.c.pickup, t.conflict.c.redemption).where(t.conflict.c.pickup.in_(pickups))
    ).all()
    return known_from(rows, standing, contested)


def known_from(
    orders: Iterable[Sequence[Any]],
    standing: Iterable[Sequence[Any]],
    contested: Iterable[Sequence[Any]],
) -> dict[int, Known]:
    """From rows of pickup and row; pickup, redemption, member, points and seq; pickup and redemption."""
    awards: dict[int, dict[str, Award]] = {}
    for pickup, redemption, member, points, seq in standing:
        awards.setdefault(pickup, {})[redemption] = Award(member, points, claimed=seq == CLAIMED)
    conflicts: dict[int, set[str]] = {}
    for pickup, redemption in contested:
        conflicts.setdefault(pickup, set()).add(redemption)
    return {
        pickup: Known(
            _PICKUP.decode(row), awards.get(pickup, {}), frozenset(conflicts.get(pickup, ()))
        )
        for pickup, row in orders
    }


def quarantined_pickups(connection: Connection, counter: int, pickups: Sequence[int]) -> set[int]:
    """Which of these orders have a fact of this counter in quarantine."""
    if not pickups:
        return set()
    return set(
        connection.execute(
            select(t.quarantine.c.pickup)
            .where(t.quarantine.c.counter == counter, t.quarantine.c.pickup.in_(pickups))
            .distinct()
        ).scalars()
    )


def owners(connection: Connection, redemptions: Sequence[str]) -> dict[str, int]:
    """Which order each of these redemption ids belongs to, where HQ has seen it."""
    if not redemptions:
        return {}
    found: dict[str, int] = {}
    for table in (t.conflict, t.redemption):
        rows = connection.execute(
            select(table.c.redemption, table.c.pickup).where(table.c.redemption.in_(redemptions))
        )
        found.update({row.redemption: row.pickup for row in rows})
    return found


def staff_names(connection: Connection, store: int) -> dict[int, str]:
    rows = connection.execute(
        select(t.staff.c.staff, t.staff.c.name).where(t.staff.c.store == store)
    )
    return {row.staff: row.name for row in rows}
