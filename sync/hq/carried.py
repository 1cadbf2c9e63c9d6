"""Facts a counter carried over into a new incarnation, or into a new counter (its disk was restored or cloned, protocol.md
§2): HQ may have them from the earlier one already, and then they are not counted again."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, or_, select

from sync import wire
from sync.hq.accept import Why
from sync.hq.store import tables as t
from sync.hq.store.journals import Journal

WORSE: Final = frozenset({"conflict", "quarantined"})
"""What a counter is told again."""


def known_before(
    connection: Connection, journal: Journal, facts: Sequence[wire.Fact]
) -> dict[str, tuple[str, str]]:
    """Outcome and detail, by id, of those of these facts HQ has from another journal of the store. Only the beginning of a chain can be carried, and
    of it only a beginning can have reached HQ: behind the first fact that is new nothing is looked for."""
    if not _still_carried(connection, journal):
        return {}
    had = connection.execute(
        select(t.fact.c.id, t.fact.c.outcome, t.fact.c.detail)
        .where(
            t.fact.c.store == journal.store,
            or_(t.fact.c.counter != journal.counter, t.fact.c.incarnation < journal.incarnation),
            t.fact.c.id.in_([fact.id for fact in facts]),
        )
        .order_by(t.fact.c.received_at)
    )
    return {
        row.id: (row.outcome, row.detail) if row.outcome in WORSE else ("duplicate", Why.CARRIED)
        for row in had
    }


def _still_carried(connection: Connection, journal: Journal) -> bool:
    """Every fact of this journal so far may have been one HQ had. One look by primary key, and a look through the
    facts of the store only at the beginning of a journal."""
    if journal.last_seq == 0:
        return True
    last = connection.execute(
        select(t.fact.c.outcome, t.fact.c.detail).where(
            t.fact.c.store == journal.store,
            t.fact.c.counter == journal.counter,
            t.fact.c.incarnation == journal.incarnation,
            t.fact.c.seq == journal.last_seq,
        )
    ).one()
    return last.outcome in WORSE or last.detail == Why.CARRIED
