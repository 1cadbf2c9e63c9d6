"""Version 6: the journal is kept by chain, one for each enrolment of this PC (two of them may have the same incarnation,
of different counters), and what HQ has had for long may leave it."""

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


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
