"""Version 4: which rows of the files of the POS next to us were taken in."""

from sqlalchemy import Connection

_STATEMENTS = (
    "CREATE TABLE pos_sale (id TEXT NOT NULL PRIMARY KEY, taken_at INTEGER NOT NULL) WITHOUT ROWID",
)


def run(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
