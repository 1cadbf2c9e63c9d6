"""Judging again what lies in quarantine (protocol.md §2): after the missing order came, after a revoked counter's queue was
looked at, after HQ learned a kind. Facts of one order follow in their order; nothing is ever thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, insert, select, update

from sync import wire
from sync.hq import afterwards, problems
from sync.hq.feed import publish
from sync.hq.push import judge, settle_recalls
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import replayed
from sync.hq.store.journals import Journal
from sync.hq.store.verdicts import Judged, save_again

_HELD: Final = ("store", "counter", "incarnation", "seq", "pickup", "raw", "why")
Place = tuple[int, int, int]
"""counter, incarnation, seq"""


@dataclass(frozen=True, slots=True)
class Again:
    """What one fact came to this time; `outcome` quarantined = it stays where it was."""

    place: Place
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A fact in quarantine, with the row that holds it."""

    fact: wire.Fact
    row: RowMapping


def replay(
    connection: Connection,
    place: Place,
    *,
    code_keys: Mapping[int, bytes],
    account: str = "",
    now: datetime,
) -> tuple[tuple[Again, ...], frozenset[str]]:
    """Judge a quarantined fact again, with all of its counter about the same order: from the earliest on, until one
    must stay. Returns what became of them and the feed scopes with news. A fact that is not in quarantine (any more)
    gives nothing, so that a second press of the button changes nothing. Raises Refused(not_found): no such counter."""
    journal = locked_journal(connection, place)
    held = _held(connection, journal, place[2])
    if not held:
        return (), frozenset()
    bench = judge(connection, journal, [each.fact for each in held], code_keys, replaying=True)
    free, stuck = _parted(bench.judged)
    for each in stuck:
        connection.execute(
            update(t.quarantine).where(_at(journal, each.fact)).values(why=each.detail)
        )
    if free:
        rows = {_place(each.fact): each.row for each in held}
        connection.execute(
            insert(replayed),
            [_replayed_row(rows[_place(each.fact)], each, account, now) for each in free],
        )
        for each in free:
            connection.execute(delete(t.quarantine).where(_at(journal, each.fact)))
    puts = save_again(connection, journal, free, now) + settle_recalls(connection, bench, now)
    puts += afterwards.judged_later(journal.store, free, now)
    scopes = publish(connection, puts, now)
    return (
        tuple(Again(_place(each.fact), each.outcome, each.detail) for each in (*free, *stuck)),
        scopes,
    )


def _parted(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Those that leave quarantine, and those that stay; behind the first that stays every one of its order stays."""
    free = [each for each in judged if each.outcome != "quarantined"]
    return free, [each for each in judged if each.outcome == "quarantined"]


def locked_journal(connection: Connection, place: Place) -> Journal:
    """The journals of this counter, as the one the fact came by; no push of the counter comes in between. What was
    held back because it was revoked is judged as any other: a person asks for it."""
    counter, incarnation, _ = place
    stands = connection.execute(
        select(t.counter.c.store, t.counter.c.label, t.store.c.name, t.store.c.holder)
        .join(t.store, t.store.c.store == t.counter.c.store)
        .where(t.counter.c.counter == counter)
    ).one_or_none()
    if stands is None:
        raise problems.not_found("no such counter")
    rows = connection.execute(
        select(t.incarnation)
        .where(t.incarnation.c.store == stands.store, t.incarnation.c.counter == counter)
        .order_by(t.incarnation.c.incarnation)
        .with_for_update()
    ).all()
    found = next((row for row in rows if row.incarnation == incarnation), None)
    if found is None:
        raise problems.not_found("no such counter")
    return Journal(
        counter=counter,
        incarnation=incarnation,
        store=stands.store,
        label=stands.label,
        store_name=stands.name,
        store_holder=stands.holder,
        last_seq=found.last_seq,
        head=found.head,
        revoked_at=None,
    )


def _held(connection: Connection, journal: Journal, seq: int) -> list[_Held]:
    """The fact at this place and all of the same counter and order, in the order they were written."""
    own = and_(t.quarantine.c.store == journal.store, t.quarantine.c.counter == journal.counter)
    at = and_(own, t.quarantine.c.incarnation == journal.incarnation, t.quarantine.c.seq == seq)
    pickup = connection.execute(select(t.quarantine.c.pickup).where(at)).one_or_none()
    if pickup is None:
        return []
    together = at if pickup[0] is None else and_(own, t.quarantine.c.pickup == pickup[0])
    rows = connection.execute(
        select(t.quarantine, t.fact.c.id, t.fact.c.kind, t.fact.c.v, t.fact.c.at.label("done_at"))
        .add_columns(t.fact.c.mono_ms, t.fact.c.by, t.fact.c.body, t.fact.c.prev, t.fact.c.sha256)
        .join(
            t.fact,
            and_(
                t.fact.c.store == t.quarantine.c.store,
                t.fact.c.counter == t.quarantine.c.counter,
                t.fact.c.incarnation == t.quarantine.c.incarnation,
                t.fact.c.seq == t.quarantine.c.seq,
            ),
        )
        .where(together)
        .order_by(t.quarantine.c.incarnation, t.quarantine.c.seq)
    ).mappings()
    return [_Held(fact_of(row), row) for row in rows]


def fact_of(row: RowMapping) -> wire.Fact:
    """As it was hashed: the body is its bytes. `done_at` is the fact's own time."""
    names = (name for name in wire.Fact.__struct_fields__ if name != "at")
    columns: dict[str, Any] = {name: row[name] for name in names}
    return wire.Fact(**(columns | {"at": row["done_at"], "body": msgspec.Raw(row["body"])}))


def _replayed_row(row: RowMapping, each: Judged, account: str, now: datetime) -> dict[str, Any]:
    held = {name: row[name] for name in _HELD}
    return held | {
        "at": row["at"],
        "account": account[:40],
        "outcome": each.outcome,
        "detail": each.detail,
        "replayed_at": now,
    }


def _place(fact: wire.Fact) -> Place:
    return fact.counter, fact.incarnation, fact.seq


def _at(journal: Journal, fact: wire.Fact) -> ColumnElement[bool]:
    return and_(
        t.quarantine.c.store == journal.store,
        t.quarantine.c.counter == fact.counter,
        t.quarantine.c.incarnation == fact.incarnation,
        t.quarantine.c.seq == fact.seq,
    )
