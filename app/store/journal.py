"""The journal: facts as they happened, chained by hash, never changed. It is the outbox too (protocol.md §2)."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, text

from app.actions.ports import JournalRow, Written
from app.domain.facts import Fact
from app.domain.identity import FactId, StaffId
from app.store.meta import ACKED, Meta
from app.store.tables import Query, journal, pickup, staff
from sync import wire

_c = journal.c
_HEAD = (
    select(_c.seq, _c.sha256)
    .where(_c.incarnation == bindparam("incarnation"))
    .order_by(_c.seq.desc())
    .limit(1)
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
        _c.outcome,
        _c.detail,
        _c.acked_at,
        func.coalesce(pickup.c.order_no, "").label("subject"),
    )
    .select_from(journal)
    .outerjoin(pickup, pickup.c.id == func.json_extract(_c.body, "$.pickup"))
    .where(_c.incarnation == bindparam("incarnation"))
)
_RECENT = _ROW.where(_c.seq < bindparam("before")).order_by(_c.seq.desc()).limit(bindparam("most"))
_ATTENTION = (
    _ROW.where(text("outcome IN ('conflict', 'quarantined')"))
    .order_by(_c.seq.desc())
    .limit(bindparam("most"))
)
_AT = select(_c.at).where(_c.incarnation == bindparam("incarnation"), _c.seq == bindparam("seq"))
_FACTS = (
    select(journal)
    .where(_c.incarnation == bindparam("incarnation"), _c.seq > bindparam("after"))
    .order_by(_c.seq)
    .limit(bindparam("most"))
)
_PAST_ALL: Final = 2**62


def head(connection: Connection, incarnation: int) -> tuple[int, str]:
    """(seq, hash) of the newest fact; (0, CHAIN_START) before the first."""
    newest = connection.execute(_HEAD, {"incarnation": incarnation}).first()
    return (newest.seq, newest.sha256) if newest is not None else (0, wire.CHAIN_START)


def facts(connection: Connection, incarnation: int, after: int, limit: int) -> Sequence[wire.Fact]:
    """Facts with seq > after in order, exactly as they were hashed."""
    rows = connection.execute(_FACTS, {"incarnation": incarnation, "after": after, "most": limit})
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


def first_broken(connection: Connection, incarnation: int, last: int | None = None) -> int | None:
    """The seq of the first fact whose place, link or hash is wrong, or None. `last` looks at the newest so many
    only."""
    newest, _ = head(connection, incarnation)
    seq = 0 if last is None else max(0, newest - last)
    previous = wire.CHAIN_START
    if seq:
        before = facts(connection, incarnation, seq - 1, 1)
        previous = before[0].sha256 if before else ""
    while page := facts(connection, incarnation, seq, 500):
        for fact in page:
            seq += 1
            linked = fact.seq == seq and fact.prev == previous
            if not linked or wire.chain_hash(fact) != fact.sha256:
                return seq
            previous = fact.sha256
    return None


def append_fact(connection: Connection, fact: wire.Fact) -> wire.Fact:
    """Put a fact at the end of its incarnation's chain: `seq`, `prev` and `sha256` are decided here."""
    newest, previous = head(connection, fact.incarnation)
    fact = msgspec.structs.replace(fact, seq=newest + 1, prev=previous)
    fact = msgspec.structs.replace(fact, sha256=wire.chain_hash(fact))
    columns = msgspec.structs.asdict(fact)
    columns |= {"body": bytes(fact.body).decode(), "outcome": "", "detail": "", "acked_at": None}
    connection.execute(_APPEND, columns)
    return fact


class SqlJournal:
    """`Journal` of the ports, inside one transaction."""

    def __init__(self, connection: Connection, meta: Meta) -> None:
        self._connection = connection
        self._meta = meta

    def append(self, fact: Fact, *, at: datetime, mono_ms: int, by: StaffId) -> Written:
        enrolment = self._meta.enrolled()
        written = append_fact(
            self._connection,
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

    def pending(self) -> tuple[int, datetime | None]:
        incarnation, acked = self._meta.enrolled().incarnation, self._meta.number(ACKED)
        newest, _ = head(self._connection, incarnation)
        oldest = self._connection.execute(
            _AT, {"incarnation": incarnation, "seq": acked + 1}
        ).scalar_one_or_none()
        return max(0, newest - acked), oldest

    def checked(self, last: int) -> tuple[int, int | None]:
        incarnation = self._meta.enrolled().incarnation
        newest, _ = head(self._connection, incarnation)
        return min(last, newest), first_broken(self._connection, incarnation, last)

    def _rows(self, query: Query, **values: int) -> Sequence[JournalRow]:
        incarnation = self._meta.enrolled().incarnation
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
            )
            for row in self._connection.execute(query, {"incarnation": incarnation, **values})
        )


def _fact_id(at: datetime) -> str:
    """UUIDv7 (RFC 9562) of this moment as 32 hex digits."""
    value = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value:032x}"
