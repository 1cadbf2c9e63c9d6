"""The queue and the inbox as the sync thread uses them: every call one short transaction of its own."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from app.store import journal
from app.store.inbox import Inbox
from app.store.integrity import compare, keep_comparisons, start_over
from app.store.meta import (
    ACKED,
    CURSOR,
    EVERYTHING,
    REFETCHED,
    SERVER_EPOCH,
    SETTLED,
    SWEEPING,
)
from app.store.tables import compared
from app.store.tables import journal as table
from app.store.unit_of_work import Transactions
from sync.ports import Position
from sync.wire import ChangesAnswer, Fact, PushAnswer, ScopeSum

WORSE = frozenset({"conflict", "quarantined"})
"""Answers that replace an earlier one: a restored HQ may judge again."""
_c = table.c
_COMPARED_AT = select(func.min(compared.c.compared_at))
_ANSWER = (
    update(table)
    .where(_c.chain == bindparam("of"), _c.seq == bindparam("at_seq"))
    .values(outcome=bindparam("says"), detail=bindparam("more"), acked_at=bindparam("answered_at"))
)
_FIRST_ANSWER = _ANSWER.where(_c.outcome == "")
_REST = (
    update(table)
    .where(
        _c.chain == bindparam("of"),
        _c.seq > bindparam("after"),
        _c.seq <= bindparam("through"),
        _c.outcome == "",
    )
    .values(outcome="duplicate", acked_at=bindparam("answered_at"))
)


def monotonic_ms() -> int:
    """As `app.actions.ports.Clock` counts; the facts of the sync threads carry it too."""
    return time.monotonic_ns() // 1_000_000


class SqlSyncStore:
    """`SyncStore` of sync.ports."""

    def __init__(
        self, transactions: Transactions, mono_ms: Callable[[], int] = monotonic_ms
    ) -> None:
        self._transactions = transactions
        self._inbox = Inbox(mono_ms)

    def position(self) -> Position:
        """Asked once or more in every round: the moment this thread tidies up after the clerk's commits."""
        self._transactions.checkpoint()
        with self._transactions.read() as room:
            known = room.meta.enrolled()
            newest, head = journal.head(room.connection, room.meta.chain())
            return Position(
                counter=known.counter,
                incarnation=known.incarnation,
                acked=room.meta.number(ACKED),
                newest=newest,
                head=head,
                cursor=room.meta.text(CURSOR),
                server_epoch=room.meta.text(SERVER_EPOCH),
                compared_at=room.connection.execute(_COMPARED_AT).scalar_one(),
            )

    def outbox(self, after: int, limit: int) -> Sequence[Fact]:
        with self._transactions.read() as room:
            return journal.facts(room.connection, room.meta.chain(), after, limit)

    def record_push(self, answer: PushAnswer, at: datetime) -> None:
        """An answer once given stays, unless a worse one comes. What HQ counts as received without a word for it
        is a duplicate. HQ's epoch is kept by `rewind` alone, so that a restored HQ is noticed."""
        with self._transactions.write() as room:
            chain = room.meta.chain()
            newest, _ = journal.head(room.connection, chain)
            for statement, worse in ((_ANSWER, True), (_FIRST_ANSWER, False)):
                rows = [
                    {
                        "of": chain,
                        "at_seq": result.seq,
                        "says": result.outcome,
                        "more": result.detail,
                        "answered_at": at,
                    }
                    for result in answer.results
                    if (result.outcome in WORSE) is worse
                ]
                if rows:
                    room.connection.execute(statement, rows)
            acked = room.meta.number(ACKED)
            through = min(answer.acked_through, newest)
            if through > acked:
                room.connection.execute(
                    _REST,
                    {"of": chain, "after": acked, "through": through, "answered_at": at},
                )
                room.meta.put(ACKED, through)

    def apply(self, page: ChangesAnswer, at: datetime) -> None:
        with self._transactions.write() as room:
            self._inbox.apply(room, page, at)

    def reset(self, at: datetime, scope: str = "", cursor: str = "") -> None:
        """`at` is not kept: the ages of the data stay what they are until the pull is complete. Two scopes at once are
        everything."""
        del at
        with self._transactions.write() as room:
            under_way = room.meta.text(SWEEPING)
            whole = not scope or under_way not in {"", scope}
            start_over(room.connection, EVERYTHING if whole else scope)
            room.meta.put(CURSOR, "" if whole else cursor)
            room.meta.put(SWEEPING, EVERYTHING if whole else scope)

    def differs(self, sums: Sequence[ScopeSum], at: datetime) -> str | None:
        """Only this thread brings rows of HQ's, so what was read is still so when it is written down."""
        with self._transactions.read() as room:
            found = compare(room.connection, sums)
        with self._transactions.write() as room:
            keep_comparisons(room.connection, found, at)
            scope = next((each.scope for each in found if not each.agreed), None)
            if scope is not None:
                room.meta.put(REFETCHED, at.isoformat())
            return scope

    def rewind(self, acked: int, server_epoch: str) -> None:
        """What HQ forgot counts as not settled again, so that its rows do not hide what happened here."""
        with self._transactions.write() as room:
            room.meta.put(ACKED, acked)
            room.meta.put(SETTLED, min(acked, room.meta.number(SETTLED)))
            if server_epoch:
                room.meta.put(SERVER_EPOCH, server_epoch)
