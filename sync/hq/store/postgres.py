"""PostgreSQL's own ways where they are many times faster than a statement a row: whole columns as arrays, and statements
sent together. The only module that speaks to psycopg; every meaning here has its twin in SQLAlchemy Core for SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from psycopg import Connection as Driver
from psycopg import sql
from sqlalchemy import URL, Connection

PROGRAM: Final = "tuangui-hq"
"""What PostgreSQL's own views call our connections."""
_LINE: Final[Mapping[str, int]] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""libpq's words: a machine that is gone without a word is given up within half a minute, not within the system's quarter
of an hour, so that the next host of the address is tried."""
PUBLISH_WITH: Final = """
moved AS (
  INSERT INTO feed_scope AS f (scope, last, pruned)
  SELECT scope, taken, 0 FROM unnest(%(scopes)s::text[], %(counts)s::bigint[]) AS n (scope, taken)
  ORDER BY scope
  ON CONFLICT (scope) DO UPDATE SET last = f.last + excluded.last
  RETURNING f.scope, f.last
)
INSERT INTO feed_row (scope, entity, key, seq, op, row, at)
SELECT n.scope, n.entity, n.key, moved.last - n.behind, n.op, n.row, %(at)s
FROM unnest(%(of)s::text[], %(entities)s::text[], %(keys)s::text[], %(behind)s::bigint[], %(ops)s::text[], %(rows)s::bytea[])
  AS n (scope, entity, key, behind, op, row)
JOIN moved ON moved.scope = n.scope
ON CONFLICT (scope, entity, key) DO UPDATE
SET seq = excluded.seq, op = excluded.op, row = excluded.row, at = excluded.at
"""
"""After a WITH and other parts of it. Numbers are taken by the upsert of the scope, which stays locked until commit; scopes in order, so that two
transactions never wait for each other."""
PUBLISH: Final = f"WITH {PUBLISH_WITH}"


def line_of(url: URL) -> dict[str, Any]:
    """How long a silent line to the database is believed in; what the address says itself counts."""
    return {name: value for name, value in _LINE.items() if name not in url.query}


def driver(connection: Connection) -> Driver[Any]:
    """psycopg's connection below SQLAlchemy's, in the same transaction."""
    return cast("Driver[Any]", connection.connection.driver_connection)


def is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


@dataclass(frozen=True, slots=True)
class Published:
    """One row for the feed, `behind` = how many rows of its scope come after it in the same transaction."""

    scope: str
    entity: str
    key: str
    behind: int
    op: str
    row: bytes


def published(rows: Sequence[Published], at: str) -> dict[str, Any]:
    """What PUBLISH wants."""
    counts: dict[str, int] = {}
    for each in rows:
        counts[each.scope] = counts.get(each.scope, 0) + 1
    return {
        "scopes": list(counts),
        "counts": list(counts.values()),
        "of": [each.scope for each in rows],
        "entities": [each.entity for each in rows],
        "keys": [each.key for each in rows],
        "behind": [each.behind for each in rows],
        "ops": [each.op for each in rows],
        "rows": [each.row for each in rows],
        "at": at,
    }


def columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Rows turned into the arrays `unnest` takes."""
    return {name: [row[name] for row in rows] for name in names}


def copy_in(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Rows into a table by COPY, as the columns hold them; how many. Names are ours, never a stranger's."""
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(name) for name in names)
    )
    count = 0
    with driver(connection).cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def go_on_counting(connection: Connection, table: str, column: str) -> None:
    """After rows came with their numbers: the next number is one nobody has."""
    found = driver(connection).execute("SELECT pg_get_serial_sequence(%s, %s)", (table, column))
    sequence = (found.fetchone() or (None,))[0]
    if sequence is not None:
        newest = sql.SQL("SELECT setval(%s, coalesce((SELECT max({}) FROM {}), 0) + 1, false)")
        driver(connection).execute(
            newest.format(sql.Identifier(column), sql.Identifier(table)), (sequence,)
        )
