"""Version 7: what HQ says of a fact after its push was answered; and how the last comparison with HQ went, by kind. Everything is
pulled once more, for verdicts may have passed an older version."""

from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE verdict (fact TEXT NOT NULL PRIMARY KEY, outcome TEXT NOT NULL, detail TEXT NOT NULL,
        reason TEXT NOT NULL, at INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE compared (entity TEXT NOT NULL PRIMARY KEY, here INTEGER NOT NULL, at_hq INTEGER NOT NULL,
        compared_at INTEGER NOT NULL, agreed_at INTEGER) WITHOUT ROWID""",
    "UPDATE meta SET value = '' WHERE key = 'cursor'",
    "INSERT OR REPLACE INTO meta SELECT 'sweeping', '*' FROM meta WHERE key = 'enrolment'",
)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
