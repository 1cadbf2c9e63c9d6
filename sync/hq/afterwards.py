"""What a counter hears of a fact after its push was answered: a later verdict on it, or that a person closed its conflict. It
goes through the feed, so that no lost answer, restored disk or new enrolment misses it. No rule stands here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from sync import wire
from sync.hq.feed import Put, put_row, store_scope
from sync.hq.store import tables as t
from sync.hq.store.verdicts import Judged
from sync.hq.web.phones import without_phones

CLOSED: Final = "closed"


def judged_later(store: int, judged: Sequence[Judged], now: datetime) -> list[Put]:
    """Verdicts on facts of a counter of this store that had another one before."""
    return [
        put_row(
            store_scope(store),
            wire.VerdictRow(
                fact=each.fact.id,
                counter=each.fact.counter,
                incarnation=each.fact.incarnation,
                seq=each.fact.seq,
                outcome=each.outcome,
                detail=each.detail,
                at=now,
            ),
        )
        for each in judged
    ]


def conflict_closed(
    connection: Connection, place: tuple[int, int, int], reason: str, now: datetime
) -> list[Put]:
    """A person closed the conflict of the fact at this counter, incarnation and seq."""
    counter, incarnation, seq = place
    found = connection.execute(
        select(t.fact.c.id, t.counter.c.store)
        .join(
            t.counter,
            (t.counter.c.store == t.fact.c.store) & (t.counter.c.counter == t.fact.c.counter),
        )
        .where(
            t.counter.c.counter == counter,
            t.fact.c.counter == counter,
            t.fact.c.incarnation == incarnation,
            t.fact.c.seq == seq,
        )
    ).one_or_none()
    if found is None:
        return []
    row = wire.VerdictRow(
        fact=found.id,
        counter=counter,
        incarnation=incarnation,
        seq=seq,
        outcome=CLOSED,
        reason=without_phones(reason),
        at=now,
    )
    return [put_row(store_scope(found.store), row)]
