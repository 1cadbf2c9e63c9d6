"""Facts of a kind HQ did not know when they came are judged once it does: after an update, in the order of each journal, once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, or_, select, text

from sync import wire
from sync.hq import afterwards
from sync.hq.bodies import knows
from sync.hq.carried import WORSE
from sync.hq.feed import publish
from sync.hq.push import judge, settle_recalls
from sync.hq.replay import fact_of, locked_journal
from sync.hq.store.tables import UNJUDGED, fact
from sync.hq.store.verdicts import save_again

AT_ONCE: Final = 100
"""Facts in one transaction: pushes of the counter come in between."""
_WAITS: Final = text(f"fact.{UNJUDGED}")
_KINDS: Final = select(fact.c.kind, fact.c.v).where(_WAITS).distinct()
_COLUMNS: Final = (
    *(fact.c[name] for name in wire.Fact.__struct_fields__ if name != "at"),
    fact.c.at.label("done_at"),
)


def _wanted(kinds: tuple[tuple[str, int], ...]) -> ColumnElement[bool]:
    return or_(*((fact.c.kind == kind) & (fact.c.v == v) for kind, v in kinds))


def learned(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Kinds, with their version, of facts that wait and can be read now."""
    return tuple((row.kind, row.v) for row in connection.execute(_KINDS) if knows(row.kind, row.v))


def judge_learned(
    connection: Connection,
    kinds: tuple[tuple[str, int], ...],
    *,
    code_keys: Mapping[int, bytes],
    now: datetime,
    most: int = AT_ONCE,
) -> tuple[int, frozenset[str]]:
    """The next facts of these kinds of one journal; how many (0 = none is left), and the scopes with news. Whoever does the
    same at this moment waits for the journal, and then finds them judged."""
    wanted = _wanted(kinds)
    first = connection.execute(
        select(fact.c.counter, fact.c.incarnation, fact.c.seq)
        .where(_WAITS, wanted)
        .order_by(fact.c.store, fact.c.counter, fact.c.incarnation, fact.c.seq)
        .limit(1)
    ).one_or_none()
    if first is None:
        return 0, frozenset()
    journal = locked_journal(connection, (first.counter, first.incarnation, first.seq))
    rows = connection.execute(
        select(*_COLUMNS)
        .where(
            _WAITS,
            wanted,
            fact.c.store == journal.store,
            fact.c.counter == first.counter,
            fact.c.incarnation == first.incarnation,
        )
        .order_by(fact.c.seq)
        .limit(most)
    ).mappings()
    facts = [fact_of(row) for row in rows]
    if not facts:
        return 1, frozenset()
    bench = judge(connection, journal, facts, code_keys)
    puts = save_again(connection, journal, bench.judged, now)
    puts += settle_recalls(connection, bench, now)
    worse = [each for each in bench.judged if each.outcome in WORSE]
    puts += afterwards.judged_later(journal.store, worse, now)
    return len(facts), publish(connection, puts, now)
