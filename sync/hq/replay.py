"""Judging again what lies in quarantine (protocol.md §2), in one transaction: the fact and all of its counter about the same
order, in their order. What must stay stays; nothing is thrown away."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from sync import wire
from sync.hq import problems
from sync.hq.feed import publish
from sync.hq.push import _judge_all
from sync.hq.store import tables as t
from sync.hq.store import verdicts
from sync.hq.store.journals import Journal

Place = tuple[int, int, int]
"""counter, incarnation, seq"""
log = logging.getLogger("tuangui.hq")


@dataclass(frozen=True, slots=True)
class Again:
    """What one fact came to this time; `outcome` quarantined = it stays where it was."""

    place: Place
    outcome: str
    detail: str


def replay(
    connection: Connection,
    place: Place,
    *,
    code_keys: Mapping[int, bytes],
    account: str = "",
    now: datetime,
) -> tuple[tuple[Again, ...], frozenset[str]]:
    """What became of the facts, and the feed scopes with news. A fact that is not in quarantine (any more) gives
    nothing, so that a second press of the button changes nothing. Raises Refused(not_found): no such counter."""
    journal = _locked(connection, place)
    facts = _held(connection, place)
    if not facts:
        return (), frozenset()
    for fact in facts:
        connection.execute(delete(t.quarantine).where(_at(_place(fact))))
    judged = _judge_all(connection, journal, facts, code_keys)
    for each in judged:
        connection.execute(
            update(t.fact)
            .where(
                t.fact.c.counter == each.fact.counter,
                t.fact.c.incarnation == each.fact.incarnation,
                t.fact.c.seq == each.fact.seq,
            )
            .values(outcome=each.outcome, detail=each.detail)
        )
    after = verdicts._save_verdicts(connection, judged, now)
    puts = verdicts._save_pickups(connection, after)
    puts += verdicts._save_points(connection, judged, now)
    log.info(
        "replayed",
        extra={"counter": place[0], "facts": len(judged), "account": account},
    )
    again = tuple(Again(_place(each.fact), each.outcome, each.detail) for each in judged)
    return again, publish(connection, puts, now)


def _locked(connection: Connection, place: Place) -> Journal:
    """No push of the counter comes in between. What was held back because it was revoked is judged as any other: a
    person asks for it."""
    counter, incarnation, _ = place
    row = connection.execute(
        select(t.incarnation.c.last_seq, t.incarnation.c.head)
        .where(t.incarnation.c.counter == counter, t.incarnation.c.incarnation == incarnation)
        .with_for_update()
    ).one_or_none()
    stands = connection.execute(
        select(t.counter.c.store, t.counter.c.label, t.store.c.name)
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(t.counter.c.counter == counter)
    ).one_or_none()
    if row is None or stands is None:
        raise problems.not_found("no such counter")
    return Journal(
        counter=counter,
        incarnation=incarnation,
        store=stands.store,
        label=stands.label,
        store_name=stands.name,
        last_seq=row.last_seq,
        head=row.head,
        revoked_at=None,
    )


def _held(connection: Connection, place: Place) -> Sequence[wire.Fact]:
    """The fact at this place and all of the same counter and order, in the order they were written."""
    found = connection.execute(select(t.quarantine.c.pickup).where(_at(place))).one_or_none()
    if found is None:
        return ()
    together = _at(place)
    if found.pickup is not None:
        together = and_(t.quarantine.c.counter == place[0], t.quarantine.c.pickup == found.pickup)
    names = [name for name in wire.Fact.__struct_fields__ if name != "body"]
    rows = connection.execute(
        select(*(t.fact.c[name] for name in names), t.fact.c.body)
        .join(
            t.quarantine,
            and_(
                t.fact.c.counter == t.quarantine.c.counter,
                t.fact.c.incarnation == t.quarantine.c.incarnation,
                t.fact.c.seq == t.quarantine.c.seq,
            ),
        )
        .where(together)
        .order_by(t.fact.c.incarnation, t.fact.c.seq)
    ).mappings()
    return [_fact(dict(row)) for row in rows]


def _fact(columns: dict[str, Any]) -> wire.Fact:
    """As it was hashed: the body is its bytes."""
    return wire.Fact(**(columns | {"body": msgspec.Raw(columns["body"])}))


def _place(fact: wire.Fact) -> Place:
    return fact.counter, fact.incarnation, fact.seq


def _at(place: Place) -> ColumnElement[bool]:
    return and_(
        t.quarantine.c.counter == place[0],
        t.quarantine.c.incarnation == place[1],
        t.quarantine.c.seq == place[2],
    )
