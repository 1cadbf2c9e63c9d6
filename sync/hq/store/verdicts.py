"""Writing what a push decided, in bulk: facts, redemptions, conflicts, quarantine, orders, points. No rule stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, Table, bindparam, insert, select, update

from sync import wire
from sync.hq.accept import Applied, Award, Conflict, Known, Quarantined, Verdict
from sync.hq.feed import Put, put_row, store_scope
from sync.hq.store import tables as t
from sync.hq.store.engine import insert_many, insert_new, upsert
from sync.hq.store.journals import CLAIMED, RETURNED, Journal

SHOP_HOURS: Final = timedelta(hours=8)
"""China has one clock, UTC+8: a visit is counted once a day of it."""
_MEMBER: Final = msgspec.json.Decoder(wire.MemberRow)


@dataclass(frozen=True, slots=True)
class Judged:
    """A new fact with its verdict; None = stored only."""

    fact: wire.Fact
    pickup: int | None
    verdict: Verdict | None
    outcome: str
    detail: str


def save(
    connection: Connection,
    journal: Journal,
    judged: Sequence[Judged],
    *,
    told_head: str,
    now: datetime,
) -> list[Put]:
    """Write a judged batch; returns what the feed must say of it."""
    insert_many(connection, t.fact, [_fact_row(journal, each, now) for each in judged])
    after = _save_verdicts(connection, journal, judged, now)
    puts = _save_pickups(connection, after)
    puts += _save_points(connection, judged, now)
    last = judged[-1].fact
    connection.execute(
        update(t.incarnation)
        .where(
            t.incarnation.c.store == journal.store,
            t.incarnation.c.counter == journal.counter,
            t.incarnation.c.incarnation == journal.incarnation,
        )
        .values(last_seq=last.seq, head=last.sha256, told_head=told_head[:64])
    )
    return puts


def save_again(
    connection: Connection, journal: Journal, judged: Sequence[Judged], now: datetime
) -> list[Put]:
    """As `save`, for facts HQ has: their outcome changes, their place in the journal does not. None of them is
    in quarantine (any more)."""
    after = _save_verdicts(connection, journal, judged, now)
    puts = _save_pickups(connection, after)
    puts += _save_points(connection, judged, now)
    for each in judged:
        connection.execute(
            update(t.fact)
            .where(*(t.fact.c[name] == value for name, value in _place(journal, each).items()))
            .values(outcome=each.outcome, detail=each.detail)
        )
    return puts


def _fact_row(journal: Journal, each: Judged, now: datetime) -> dict[str, Any]:
    fact = each.fact
    return {
        **_place(journal, each),
        "id": fact.id,
        "kind": fact.kind,
        "v": fact.v,
        "at": fact.at,
        "mono_ms": fact.mono_ms,
        "by": fact.by,
        "body": bytes(fact.body),
        "prev": fact.prev,
        "sha256": fact.sha256,
        "pickup": each.pickup,
        "outcome": each.outcome,
        "detail": each.detail,
        "received_at": now,
    }


def _place(journal: Journal, each: Judged) -> dict[str, Any]:
    return {"store": journal.store, **_origin(each)}


def _origin(each: Judged) -> dict[str, Any]:
    fact = each.fact
    return {"counter": fact.counter, "incarnation": fact.incarnation, "seq": fact.seq}


def _save_verdicts(
    connection: Connection, journal: Journal, judged: Sequence[Judged], now: datetime
) -> dict[int, wire.PickupRow]:
    """Redemptions, undos, conflicts and quarantine; returns the orders as they stand afterwards."""
    after: dict[int, wire.PickupRow] = {}
    redeemed: list[dict[str, Any]] = []
    fulfilled: list[dict[str, Any]] = []
    conflicts, quarantined = [], []
    undone: dict[int, list[str]] = {}
    for each in judged:
        match each.verdict:
            case Applied(known=known, redeemed=standing, award=award, undone=named) as applied:
                after[known.row.pickup] = known.row
                if standing is not None and award is not None:
                    rows = fulfilled if applied.fulfilled else redeemed
                    rows.append(_redemption_row(each, known, standing, award))
                if named is not None:
                    undone.setdefault(known.row.store, []).append(named)
            case Conflict(known=known, part=part) as conflict:
                conflicts.append(_conflict_row(journal, each, conflict, now))
                if part is not None:
                    after[known.row.pickup] = known.row
                    award = known.awards[part.redemption]
                    redeemed.append(_redemption_row(each, known, part, award))
            case Quarantined(why=why):
                quarantined.append(_quarantine_row(journal, each, why, now))
            case _:
                pass
    _insert(connection, t.redemption, redeemed)
    upsert(connection, t.redemption, fulfilled)
    _insert(connection, t.conflict, conflicts)
    _insert(connection, t.quarantine, quarantined)
    _note_undone(connection, journal, undone)
    return after


def _note_undone(
    connection: Connection, journal: Journal, undone: Mapping[int, Sequence[str]]
) -> None:
    """`undone`: redemption ids by the store of their order. A conflict stands in the store of the counter that came too
    late: mostly the same."""
    for store, named in undone.items():
        for table in (t.redemption, t.conflict):
            at = {store, journal.store} if table is t.conflict else {store}
            of_these = table.c.store.in_(sorted(at)) & table.c.redemption.in_(named)
            connection.execute(update(table).where(of_these).values(undone=True))


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _quarantine_row(journal: Journal, each: Judged, why: str, now: datetime) -> dict[str, Any]:
    raw = wire.encode(each.fact)
    return {**_place(journal, each), "pickup": each.pickup, "raw": raw, "why": why, "at": now}


def _redemption_row(
    each: Judged, known: Known, row: wire.RedemptionRow, award: Award
) -> dict[str, Any]:
    """A claim the store's hub granted is kept as one HQ granted: its counter's own fact is still to come."""
    seq = RETURNED if award.returned else CLAIMED
    place = {"counter": row.counter, "incarnation": 0, "seq": seq}
    return {
        "store": known.row.store,
        **(place if award.claimed or award.returned else _origin(each)),
        "redemption": row.redemption,
        "pickup": each.pickup,
        "member": award.member,
        "points": award.points,
        "undone": row.undone,
        "row": wire.encode(row),
    }


def _conflict_row(
    journal: Journal, each: Judged, conflict: Conflict, now: datetime
) -> dict[str, Any]:
    return {
        **_place(journal, each),
        "pickup": each.pickup,
        "redemption": conflict.ours.redemption,
        "why": conflict.why,
        "ours": wire.encode(conflict.ours),
        "theirs": wire.encode(conflict.theirs),
        "at": now,
        "undone": False,
    }


def _save_pickups(connection: Connection, after: dict[int, wire.PickupRow]) -> list[Put]:
    puts = []
    rows = []
    for row in after.values():
        put = put_row(store_scope(row.store), row)
        puts.append(put)
        rows.append(
            {
                "at": row.store,
                "of": row.pickup,
                "holder": row.holder,
                "epoch": row.epoch,
                "row": put.row,
            }
        )
    if rows:
        connection.execute(
            update(t.pickup).where(
                t.pickup.c.store == bindparam("at"), t.pickup.c.pickup == bindparam("of")
            ),
            rows,
        )
    return puts


def _save_points(connection: Connection, judged: Sequence[Judged], now: datetime) -> list[Put]:
    """Ledger rows, and the balances and visits of the members they touch. What an operation brought once it does not
    bring again."""
    ledger: list[dict[str, Any]] = []
    points: dict[str, int] = {}
    visits: dict[str, set[str]] = {}
    for each in judged:
        if not isinstance(each.verdict, Applied):
            continue
        if (change := each.verdict.points) is not None:
            ledger.append(
                {
                    "operation": change.operation,
                    "member": change.member,
                    "points": change.points,
                    "at": now,
                }
            )
        award = each.verdict.award
        if award is not None and award.member is not None:
            day = (each.fact.at + SHOP_HOURS).date().isoformat()
            visits.setdefault(award.member, set()).add(day)
    fresh = set(insert_new(connection, t.points_ledger, ledger))
    for row in ledger:
        if (row["member"], row["operation"]) in fresh:
            points[row["member"]] = points.get(row["member"], 0) + row["points"]
    return _save_members(connection, points, visits)


def _save_members(
    connection: Connection, points: dict[str, int], visits: dict[str, set[str]]
) -> list[Put]:
    touched = sorted({*points, *visits})
    if not touched:
        return []
    rows, written = [], {}
    for found in connection.execute(
        select(t.member.c.member, t.member.c.last_visit, t.member.c.row)
        .where(t.member.c.member.in_(touched))
        .order_by(t.member.c.member)
        .with_for_update()
    ).all():
        before = _MEMBER.decode(found.row)
        new_days = {day for day in visits.get(found.member, ()) if day > found.last_visit}
        row = changed(
            before,
            points=before.points + points.get(found.member, 0),
            visits=before.visits + len(new_days),
        )
        written[found.member] = wire.encode(row)
        rows.append(
            {
                "of": found.member,
                "last_visit": max({found.last_visit, *new_days}),
                "row": written[found.member],
            }
        )
    if rows:
        connection.execute(
            update(t.member).where(t.member.c.member == bindparam("of")),
            rows,
        )
    return [
        Put(found.scope, "member", found.member, written[found.member])
        for found in connection.execute(
            select(t.member_feed).where(t.member_feed.c.member.in_(list(written)))
        )
    ]
