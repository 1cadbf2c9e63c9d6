"""What the live rows of a scope come to (protocol.md §3): so that a counter can tell whether it has them all, and fetch one
scope anew when not."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from sync import wire
from sync.hq.feed import Cursor
from sync.hq.store.tables import feed_row, feed_scope

_REST = feed_row.c.seq % wire.SUM_MODULUS
_SUMS = (
    select(
        feed_row.c.scope,
        feed_row.c.entity,
        func.count().label("count"),
        func.sum(feed_row.c.seq).label("total"),
        func.sum(_REST * _REST % wire.SUM_MODULUS).label("mix"),
    )
    .where(feed_row.c.op == "put")
    .group_by(feed_row.c.scope, feed_row.c.entity)
    .order_by(feed_row.c.scope, feed_row.c.entity)
)


def scope_sums(
    connection: Connection, cursor: Cursor, scopes: Sequence[str]
) -> tuple[wire.ScopeSum, ...]:
    """Of the scopes in which this cursor stands at the newest number of this snapshot."""
    heads = connection.execute(
        select(feed_scope.c.scope, feed_scope.c.last).where(feed_scope.c.scope.in_(scopes))
    ).all()
    at_head = sorted(scope for scope, last in heads if cursor.at.get(scope) == last)
    sums: dict[str, list[wire.EntitySum]] = {scope: [] for scope in at_head}
    for row in connection.execute(_SUMS.where(feed_row.c.scope.in_(at_head))).mappings():
        sums[row["scope"]].append(
            wire.EntitySum(
                entity=row["entity"],
                count=row["count"],
                total=int(row["total"]),
                mix=int(row["mix"]),
            )
        )
    return tuple(wire.ScopeSum(scope=scope, entities=tuple(each)) for scope, each in sums.items())


def without_scope(cursor: Cursor, scope: str) -> Cursor:
    return replace(cursor, at={name: at for name, at in cursor.at.items() if name != scope})
