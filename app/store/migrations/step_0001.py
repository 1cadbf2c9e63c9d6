"""Version 1: the journal that cannot be changed, what HQ sends, what this counter did, and the print queue."""

from sqlalchemy import Connection

_JOURNAL = (
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE journal (
        incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, counter INTEGER NOT NULL,
        kind TEXT NOT NULL, v INTEGER NOT NULL, at INTEGER NOT NULL, mono_ms INTEGER NOT NULL,
        by INTEGER NOT NULL, by_name TEXT NOT NULL, body TEXT NOT NULL, prev TEXT NOT NULL,
        sha256 TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL, acked_at INTEGER,
        PRIMARY KEY (incarnation, seq)) WITHOUT ROWID""",
    """CREATE INDEX journal_attention ON journal (incarnation, seq)
        WHERE outcome IN ('conflict', 'quarantined')""",
    """CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is never deleted from'); END""",
    """CREATE TRIGGER journal_keeps_places BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE incarnation = NEW.incarnation AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'the journal is never written over'); END""",
    """CREATE TRIGGER journal_keeps_content BEFORE UPDATE OF incarnation, seq, id, counter, kind, v, at,
        mono_ms, by, by_name, body, prev, sha256 ON journal
        BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END""",
    """CREATE TRIGGER journal_keeps_answers BEFORE UPDATE ON journal
        WHEN OLD.outcome <> '' AND NEW.outcome NOT IN ('conflict', 'quarantined')
        BEGIN SELECT RAISE(ABORT, 'an answer of HQ is kept unless a worse one comes'); END""",
)
_PICKUPS = (
    """CREATE TABLE pickup (
        id INTEGER NOT NULL PRIMARY KEY, order_no TEXT NOT NULL COLLATE NOCASE, pickup_no TEXT NOT NULL,
        member TEXT, name TEXT NOT NULL, initials TEXT NOT NULL, phone TEXT NOT NULL, last4 TEXT NOT NULL,
        state TEXT NOT NULL, arrived_at INTEGER, expected_at INTEGER, goods TEXT NOT NULL,
        products TEXT NOT NULL, units INTEGER NOT NULL, ready INTEGER NOT NULL, open INTEGER NOT NULL,
        total INTEGER NOT NULL, slot TEXT NOT NULL, zone TEXT NOT NULL, stage TEXT NOT NULL,
        problem INTEGER NOT NULL, last_redeemed_at INTEGER, touched INTEGER NOT NULL,
        seen INTEGER NOT NULL, row BLOB NOT NULL)""",
    "CREATE INDEX pickup_by_order_no ON pickup (order_no)",
    "CREATE INDEX pickup_by_pickup_no ON pickup (pickup_no)",
    "CREATE INDEX pickup_by_phone ON pickup (phone)",
    "CREATE INDEX pickup_by_last4 ON pickup (last4)",
    "CREATE INDEX pickup_by_name ON pickup (name)",
    "CREATE INDEX pickup_by_initials ON pickup (initials)",
    "CREATE INDEX pickup_by_member ON pickup (member, products)",
    "CREATE INDEX pickup_open_by_name ON pickup (name) WHERE open > 0",
    "CREATE INDEX pickup_open_by_initials ON pickup (initials) WHERE open > 0",
    "CREATE INDEX pickup_open_by_member ON pickup (member, arrived_at) WHERE open > 0",
    "CREATE INDEX pickup_open_by_goods ON pickup (goods) WHERE open > 0",
    "CREATE INDEX pickup_waiting ON pickup (arrived_at) WHERE stage = 'waiting'",
    "CREATE INDEX pickup_not_arrived ON pickup (expected_at) WHERE stage = 'not_arrived'",
    "CREATE INDEX pickup_done ON pickup (last_redeemed_at) WHERE stage = 'done'",
    "CREATE INDEX pickup_problem ON pickup (arrived_at) WHERE problem = 1",
    """CREATE TABLE pickup_alias (alias TEXT NOT NULL, pickup INTEGER NOT NULL,
        PRIMARY KEY (alias, pickup)) WITHOUT ROWID""",
    "CREATE INDEX pickup_alias_of ON pickup_alias (pickup)",
    """CREATE TABLE redemption (
        no INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, pickup INTEGER NOT NULL,
        seq INTEGER NOT NULL, undone_seq INTEGER, record BLOB NOT NULL)""",
    "CREATE INDEX redemption_of_pickup ON redemption (pickup)",
    "CREATE INDEX redemption_undone ON redemption (undone_seq) WHERE undone_seq IS NOT NULL",
    """CREATE TABLE problem (
        no INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, pickup INTEGER NOT NULL, line_no INTEGER NOT NULL,
        quantity INTEGER NOT NULL, problem TEXT NOT NULL, redemption TEXT, seq INTEGER NOT NULL)""",
    "CREATE INDEX problem_of_pickup ON problem (pickup)",
    "CREATE INDEX problem_by_seq ON problem (seq)",
)
_MEMBERS = (
    """CREATE TABLE member (
        id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, initials TEXT NOT NULL, phone TEXT NOT NULL,
        last4 TEXT NOT NULL, seen INTEGER NOT NULL, row BLOB NOT NULL)""",
    "CREATE INDEX member_by_phone ON member (phone)",
    "CREATE INDEX member_by_last4 ON member (last4)",
    "CREATE INDEX member_by_name ON member (name)",
    "CREATE INDEX member_by_initials ON member (initials)",
    """CREATE TABLE member_alias (alias TEXT NOT NULL, member TEXT NOT NULL,
        PRIMARY KEY (alias, member)) WITHOUT ROWID""",
    "CREATE INDEX member_alias_of ON member_alias (member)",
    """CREATE TABLE points (operation TEXT NOT NULL PRIMARY KEY, member TEXT NOT NULL,
        points INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX points_of_member ON points (member, seq, points)",
    """CREATE TABLE coupon (id TEXT NOT NULL PRIMARY KEY, member TEXT NOT NULL, seen INTEGER NOT NULL,
        row BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX coupon_of_member ON coupon (member)",
)
_SHOP = (
    """CREATE TABLE product (
        no INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL, category TEXT NOT NULL,
        margin_percent INTEGER NOT NULL, goes_with TEXT NOT NULL, seen INTEGER NOT NULL)""",
    "CREATE INDEX product_by_margin ON product (margin_percent)",
    """CREATE TABLE barcode (ean TEXT NOT NULL, product INTEGER NOT NULL,
        PRIMARY KEY (ean, product)) WITHOUT ROWID""",
    "CREATE INDEX barcode_of_product ON barcode (product)",
    """CREATE TABLE stock (product INTEGER NOT NULL PRIMARY KEY, on_hand INTEGER NOT NULL,
        received_today INTEGER NOT NULL, seen INTEGER NOT NULL)""",
    """CREATE TABLE special (
        id INTEGER NOT NULL PRIMARY KEY, product INTEGER NOT NULL, price INTEGER NOT NULL,
        starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, seen INTEGER NOT NULL)""",
    "CREATE INDEX special_by_end ON special (ends_at)",
    """CREATE TABLE prompt (
        id INTEGER NOT NULL PRIMARY KEY, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
        seen INTEGER NOT NULL, row BLOB NOT NULL)""",
    "CREATE INDEX prompt_by_end ON prompt (ends_at)",
    """CREATE TABLE prompt_answer (
        no INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, prompt INTEGER NOT NULL, member TEXT,
        outcome TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL)""",
    """CREATE INDEX prompt_answer_declined ON prompt_answer (member, at, prompt)
        WHERE outcome = 'declined'""",
    """CREATE TABLE staff (
        id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
        badge_serial INTEGER NOT NULL, pin_hash TEXT NOT NULL, seen INTEGER NOT NULL)""",
    """CREATE TABLE pin_try (staff INTEGER NOT NULL PRIMARY KEY, tries INTEGER NOT NULL,
        locked_until INTEGER)""",
    """CREATE TABLE store (
        id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,
        seen INTEGER NOT NULL)""",
    """CREATE TABLE code_key (id INTEGER NOT NULL PRIMARY KEY, public_key BLOB NOT NULL,
        retired INTEGER NOT NULL, seen INTEGER NOT NULL)""",
    "CREATE TABLE revocation (key TEXT NOT NULL PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE policy (key TEXT NOT NULL PRIMARY KEY, seen INTEGER NOT NULL, row BLOB NOT NULL)",
    "CREATE TABLE age (entity TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
)
_PAPER = (
    """CREATE TABLE receipt (no INTEGER NOT NULL PRIMARY KEY, redemption TEXT NOT NULL,
        reprints INTEGER NOT NULL, content BLOB NOT NULL)""",
    "CREATE INDEX receipt_of_redemption ON receipt (redemption)",
    """CREATE TABLE print_job (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, receipt_no INTEGER NOT NULL, state TEXT NOT NULL,
        why TEXT NOT NULL, created_at INTEGER NOT NULL, queued_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL, content BLOB NOT NULL)""",
    "CREATE INDEX print_job_queued ON print_job (id) WHERE state IN ('queued', 'sending')",
    """CREATE INDEX print_job_troubled ON print_job (id)
        WHERE state IN ('waiting', 'failed', 'unknown')""",
)


def run(connection: Connection) -> None:
    for statement in (*_JOURNAL, *_PICKUPS, *_MEMBERS, *_SHOP, *_PAPER):
        connection.exec_driver_sql(statement)
