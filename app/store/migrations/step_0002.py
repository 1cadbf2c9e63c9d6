"""Version 2: when HQ last had news of a member, and what finding the long unseen ones takes."""

from sqlalchemy import Connection

_STATEMENTS = (
    "ALTER TABLE member ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0",
    "UPDATE member SET told_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000000",
    "CREATE INDEX member_by_told_at ON member (told_at)",
    "CREATE INDEX prompt_answer_of_member ON prompt_answer (member, at)",
    """CREATE INDEX pickup_finished ON pickup (coalesce(last_redeemed_at, arrived_at, expected_at, 0))
        WHERE open = 0 AND phone <> ''""",
)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
