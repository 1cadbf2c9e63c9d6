"""Version 3: grants this counter gave back, and the claims it made to HQ."""

from sqlalchemy import Connection

_STATEMENTS = (
    "CREATE TABLE grant_return (pickup INTEGER NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL)",
    """CREATE TABLE claim (
        id TEXT NOT NULL PRIMARY KEY, pickup INTEGER NOT NULL, asked_at INTEGER NOT NULL,
        state TEXT NOT NULL, content BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX claim_open ON claim (pickup, asked_at) WHERE state = 'open'",
)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
