"""Version 6: the journal is kept by chain, one for each enrolment of this PC (two of them may have the same incarnation,
of different counters), and what HQ has had for long may leave it. Rows of HQ carry the number they came under, and
rows that are not kept here are remembered by theirs, so that both ends can be compared."""

from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE journal_by_chain (
        chain INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, counter INTEGER NOT NULL,
        incarnation INTEGER NOT NULL, kind TEXT NOT NULL, v INTEGER NOT NULL, at INTEGER NOT NULL,
        mono_ms INTEGER NOT NULL, by INTEGER NOT NULL, by_name TEXT NOT NULL, body TEXT NOT NULL,
        prev TEXT NOT NULL, sha256 TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL,
        acked_at INTEGER, PRIMARY KEY (chain, seq)) WITHOUT ROWID""",
    """INSERT INTO journal_by_chain SELECT incarnation, seq, id, counter, incarnation, kind, v, at, mono_ms,
        by, by_name, body, prev, sha256, outcome, detail, acked_at FROM journal""",
    "DROP TABLE journal",
    "ALTER TABLE journal_by_chain RENAME TO journal",
    """INSERT INTO meta SELECT 'chain', json_extract(value, '$.incarnation') FROM meta
        WHERE key = 'enrolment'""",
    """CREATE INDEX journal_attention ON journal (chain, seq)
        WHERE outcome IN ('conflict', 'quarantined')""",
    """CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
        WHEN OLD.outcome IN ('', 'conflict', 'quarantined')
            OR OLD.chain > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'chain')
            OR (OLD.chain = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'chain')
                AND OLD.seq > coalesce(
                    (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'pruned'), 0))
        BEGIN SELECT RAISE(ABORT, 'only what HQ has had for long leaves the journal'); END""",
    """CREATE TRIGGER journal_keeps_places BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE chain = NEW.chain AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'the journal is never written over'); END""",
    """CREATE TRIGGER journal_keeps_content BEFORE UPDATE OF chain, seq, id, counter, incarnation, kind, v,
        at, mono_ms, by, by_name, body, prev, sha256 ON journal
        BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END""",
    """CREATE TRIGGER journal_keeps_answers BEFORE UPDATE ON journal
        WHEN OLD.outcome <> '' AND NEW.outcome NOT IN ('conflict', 'quarantined')
        BEGIN SELECT RAISE(ABORT, 'an answer of HQ is kept unless a worse one comes'); END""",
)


_FEED = (
    """CREATE TABLE absent (entity TEXT NOT NULL, key TEXT NOT NULL, seen INTEGER NOT NULL,
        PRIMARY KEY (entity, key)) WITHOUT ROWID""",
    "DELETE FROM meta WHERE key = 'generation'",
    "UPDATE pickup SET seen = 0",
    "UPDATE member SET seen = 0",
    "UPDATE coupon SET seen = 0",
    "UPDATE product SET seen = 0",
    "UPDATE stock SET seen = 0",
    "UPDATE special SET seen = 0",
    "UPDATE prompt SET seen = 0",
    "UPDATE staff SET seen = 0",
    "UPDATE store SET seen = 0",
    "UPDATE code_key SET seen = 0",
    "UPDATE revocation SET seen = 0",
    "UPDATE policy SET seen = 0",
)
_FRESH = (
    "UPDATE meta SET value = '' WHERE key = 'cursor'",
    "INSERT OR REPLACE INTO meta SELECT 'sweeping', '*' FROM meta WHERE key = 'enrolment'",
)
"""Everything is pulled once more, so that every row has its number."""


def run(connection: Connection) -> None:
    for statement in (*_STATEMENTS, *_FEED, *_FRESH):
        connection.exec_driver_sql(statement)
