"""Version 8: the other counters of the store, what this one allowed them as their hub, and whom a claim was asked of.
Everything is pulled once more: HQ may have told of the other counters while this app did not know the word."""

from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE sibling (
        id INTEGER NOT NULL PRIMARY KEY, label INTEGER NOT NULL, incarnation INTEGER NOT NULL,
        public_key BLOB NOT NULL, revoked INTEGER NOT NULL, hub INTEGER NOT NULL,
        addresses TEXT NOT NULL, seen INTEGER NOT NULL)""",
    """CREATE TABLE sibling_claim (
        id TEXT NOT NULL PRIMARY KEY, pickup INTEGER NOT NULL, asked BLOB NOT NULL, answer BLOB NOT NULL,
        answered_at INTEGER NOT NULL, seq INTEGER, undone_seq INTEGER, record BLOB) WITHOUT ROWID""",
    "CREATE INDEX sibling_claim_of_pickup ON sibling_claim (pickup) WHERE seq IS NOT NULL",
    "CREATE INDEX sibling_claim_undone ON sibling_claim (undone_seq) WHERE undone_seq IS NOT NULL",
    "ALTER TABLE claim ADD COLUMN asked_of INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE claim ADD COLUMN told_back INTEGER NOT NULL DEFAULT 0",
    """CREATE INDEX claim_of_hub ON claim (asked_at)
        WHERE asked_of > 0 AND told_back = 0 AND state IN ('handed_over', 'given_back')""",
    "UPDATE meta SET value = '' WHERE key = 'cursor'",
)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
