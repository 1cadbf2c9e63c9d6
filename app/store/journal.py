"""The journal: facts as they happened, chained by hash, never changed. It is the outbox too (protocol.md §2). Each
enrolment of this PC has a chain of its own."""

import itertools
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, text, update

from app.actions.ports import JournalRow, Written
from app.domain.facts import Fact
from app.domain.identity import FactId, StaffId
from app.store.meta import ACKED, PRUNED, PRUNED_HEAD, Meta
from app.store.tables import Query, journal, pickup, staff, verdict
from sync import wire

_c = journal.c
_v = verdict.c
_HEAD = (
    select(_c.seq, _c.sha256).where(_c.chain == bindparam("chain")).order_by(_c.seq.desc()).limit(1)
)
_APPEND = insert(journal).values(
    {column.name: bindparam(column.name) for column in _c if column.name != "by_name"}
    | {
        "by_name": func.coalesce(
            select(staff.c.name).where(staff.c.id == bindparam("by")).scalar_subquery(), ""
        )
    }
)
_ROW = (
    select(
        _c.seq,
        _c.kind,
        _c.at,
        _c.by_name,
        _c.body,
        func.coalesce(_v.outcome, _c.outcome).label("outcome"),
        func.coalesce(_v.detail, _c.detail).label("detail"),
        func.coalesce(_c.acked_at, _v.at, type_=_c.acked_at.type).label("acked_at"),
        func.coalesce(_v.reason, "").label("reason"),
        _v.at.label("settled_at"),
        func.coalesce(pickup.c.order_no, "").label("subject"),
    )
    .select_from(journal)
    .outerjoin(verdict, _v.fact == _c.id)
    .outerjoin(pickup, pickup.c.id == func.json_extract(_c.body, "$.pickup"))
    .where(_c.chain == bindparam("chain"))
)
_RECENT = _ROW.where(_c.seq < bindparam("before")).order_by(_c.seq.desc()).limit(bindparam("most"))
_TROUBLE = ("conflict", "quarantined")
_BAD = _ROW.where(text("journal.outcome IN ('conflict', 'quarantined')"))
_ATTENTION = (
    _BAD.where(or_(_v.outcome.is_(None), _v.outcome.in_(_TROUBLE)))
    .order_by(_c.seq.desc())
    .limit(bindparam("most"))
)
_SETTLED = _BAD.where(_v.outcome.not_in(_TROUBLE)).order_by(_v.at.desc()).limit(bindparam("most"))
_WORSE = (
    update(journal)
    .where(
        _c.chain == bindparam("of"),
        _c.seq == bindparam("at_seq"),
        _c.id == bindparam("fact"),
        text("outcome NOT IN ('conflict', 'quarantined')"),
    )
    .values(outcome=bindparam("says"), detail=bindparam("more"))
)
_AT = select(_c.at).where(_c.chain == bindparam("chain"), _c.seq == bindparam("seq"))
_FACTS = (
    select(journal)
    .where(_c.chain == bindparam("chain"), _c.seq > bindparam("after"))
    .order_by(_c.seq)
    .limit(bindparam("most"))
)
_DROPPABLE = text("outcome NOT IN ('', 'conflict', 'quarantined')")
_DROP_CHAINS = delete(journal).where(
    _c.chain < bindparam("chain"), _DROPPABLE, _c.acked_at < bindparam("before")
)
_OLDEST = (
    select(_c.seq, _c.sha256, _c.acked_at)
    .where(
        _c.chain == bindparam("chain"),
        _c.seq > bindparam("after"),
        _c.seq < bindparam("newest"),
    )
    .order_by(_c.seq)
    .limit(bindparam("most"))
)
_DROP = delete(journal).where(
    _c.chain == bindparam("chain"),
    _c.seq > bindparam("after"),
    _c.seq <= bindparam("through"),
    _DROPPABLE,
)
_PAST_ALL: Final = 2**62


def head(connection: Connection, chain: int) -> tuple[int, str]:
    """(seq, hash) of the newest fact; (0, CHAIN_START) before the first."""
    newest = connection.execute(_HEAD, {"chain": chain}).first()
    return (newest.seq, newest.sha256) if newest is not None else (0, wire.CHAIN_START)


def facts(connection: Connection, chain: int, after: int, limit: int) -> Sequence[wire.Fact]:
    """Facts with seq > after in order, exactly as they were hashed."""
    rows = connection.execute(_FACTS, {"chain": chain, "after": after, "most": limit})
    return tuple(
        wire.Fact(
            id=row.id,
            counter=row.counter,
            incarnation=row.incarnation,
            seq=row.seq,
            kind=row.kind,
            v=row.v,
            at=row.at,
            mono_ms=row.mono_ms,
            by=row.by,
            body=msgspec.Raw(row.body.encode()),
            prev=row.prev,
            sha256=row.sha256,
        )
        for row in rows
    )


def first_broken(
    connection: Connection, chain: int, last: int | None = None, *, pruned: tuple[int, str]
) -> int | None:
    """The seq of the first fact whose place, link or hash is wrong, or None. `last` looks at the newest so many
    only; `pruned` is the last fact that may be gone, and its hash."""
    newest, _ = head(connection, chain)
    seq, previous = pruned if pruned[0] else (0, wire.CHAIN_START)
    if last is not None and newest - last > seq:
        seq = newest - last
        before = facts(connection, chain, seq - 1, 1)
        previous = before[0].sha256 if before else ""
    while page := facts(connection, chain, seq, 500):
        for fact in page:
            seq += 1
            linked = fact.seq == seq and fact.prev == previous
            if not linked or wire.chain_hash(fact) != fact.sha256:
                return seq
            previous = fact.sha256
    return None


def first_broken_here(connection: Connection, meta: Meta, last: int | None = None) -> int | None:
    """`first_broken` of the chain that is written to."""
    pruned = meta.number(PRUNED), meta.text(PRUNED_HEAD)
    return first_broken(connection, meta.chain(), last, pruned=pruned)


def append_fact(connection: Connection, chain: int, fact: wire.Fact) -> wire.Fact:
    """Put a fact at the end of a chain: `seq`, `prev` and `sha256` are decided here."""
    newest, previous = head(connection, chain)
    fact = msgspec.structs.replace(fact, seq=newest + 1, prev=previous)
    fact = msgspec.structs.replace(fact, sha256=wire.chain_hash(fact))
    columns = msgspec.structs.asdict(fact)
    columns |= {"body": bytes(fact.body).decode(), "outcome": "", "detail": "", "acked_at": None}
    connection.execute(_APPEND, columns | {"chain": chain})
    return fact


def drop_acked(connection: Connection, meta: Meta, before: datetime, limit: int) -> int:
    """Facts HQ acknowledged before that moment leave this PC, the newest never, those HQ put aside never; how many
    places were looked at. What they did to orders and points stays known."""
    chain, pruned = meta.chain(), meta.number(PRUNED)
    connection.execute(_DROP_CHAINS, {"chain": chain, "before": before})
    newest, _ = head(connection, chain)
    rows = connection.execute(
        _OLDEST, {"chain": chain, "after": pruned, "newest": newest, "most": limit}
    ).all()
    old = list(itertools.takewhile(lambda row: row.acked_at and row.acked_at < before, rows))
    if old:
        meta.put(PRUNED, old[-1].seq)
        meta.put(PRUNED_HEAD, old[-1].sha256)
        connection.execute(_DROP, {"chain": chain, "after": pruned, "through": old[-1].seq})
    return len(old)


def note_worse(connection: Connection, meta: Meta, verdicts: Sequence[wire.VerdictRow]) -> None:
    """What HQ put aside only later needs a person as if it had been so at once. Its place is HQ's; a fact carried over
    from an earlier enrolment has another one here, and hears it when it is pushed again."""
    ours = meta.enrolled()
    rows = [
        {
            "of": meta.chain(),
            "at_seq": each.seq,
            "fact": each.fact,
            "says": each.outcome,
            "more": each.detail,
        }
        for each in verdicts
        if each.outcome in _TROUBLE
        and (each.counter, each.incarnation) == (ours.counter, ours.incarnation)
    ]
    if rows:
        connection.execute(_WORSE, rows)


class SqlJournal:
    """`Journal` of the ports, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def append(self, fact: Fact, *, at: datetime, mono_ms: int, by: StaffId) -> Written:
        enrolment = self._meta.enrolled()
        written = append_fact(
            self._connection,
            self._meta.chain(),
            wire.Fact(
                id=_fact_id(at),
                counter=enrolment.counter,
                incarnation=enrolment.incarnation,
                seq=0,
                kind=fact.kind,
                v=fact.v,
                at=at.astimezone(UTC),
                mono_ms=mono_ms,
                by=by,
                body=msgspec.Raw(msgspec.json.encode(fact)),
                prev="",
                sha256="",
            ),
        )
        return Written(FactId(written.id), written.seq)

    def recent(self, limit: int, before_seq: int | None = None) -> Sequence[JournalRow]:
        before = _PAST_ALL if before_seq is None else before_seq
        return self._rows(_RECENT, before=before, most=limit)

    def needing_attention(self, limit: int) -> Sequence[JournalRow]:
        return self._rows(_ATTENTION, most=limit)

    def settled(self, limit: int) -> Sequence[JournalRow]:
        """Those that needed a person and no longer do, the newest verdict first."""
        return self._rows(_SETTLED, most=limit)

    def pending(self) -> tuple[int, datetime | None]:
        chain, acked = self._meta.chain(), self._meta.number(ACKED)
        newest, _ = head(self._connection, chain)
        oldest = self._connection.execute(
            _AT, {"chain": chain, "seq": acked + 1}
        ).scalar_one_or_none()
        return max(0, newest - acked), oldest

    def checked(self, last: int) -> tuple[int, int | None]:
        newest, _ = head(self._connection, self._meta.chain())
        return min(last, newest), first_broken_here(self._connection, self._meta, last)

    def _rows(self, query: Query, **values: int) -> Sequence[JournalRow]:
        chain = self._meta.chain()
        return tuple(
            JournalRow(
                seq=row.seq,
                kind=row.kind,
                at=row.at,
                by_name=row.by_name,
                body=msgspec.json.decode(row.body, type=dict[str, object]),
                outcome=row.outcome,
                detail=row.detail,
                acked_at=row.acked_at,
                subject=row.subject,
                reason=row.reason,
                settled_at=row.settled_at,
            )
            for row in self._connection.execute(query, {"chain": chain, **values})
        )


def _fact_id(at: datetime) -> str:
    """UUIDv7 (RFC 9562) of this moment as 32 hex digits."""
    value = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value:032x}"
