"""The database by URL: write and read transactions that mean the same on SQLite and PostgreSQL. Knows no table but all
of them at once, when it creates them."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from sync.hq.store.tables import metadata


class Busy(Exception):
    """The database could not take the work now; nothing was changed and the same request may come again."""


class Database:
    """`write` commits on a clean exit and rolls back otherwise; `read` is one snapshot. Both raise Busy when the
    database is locked, gone or chose this transaction as a deadlock's victim."""

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self._lock: threading.Lock | None = None
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            self._lock = threading.Lock()
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(
                parsed, pool_size=connections, max_overflow=0, hide_parameters=True
            )
            _as_sqlite(engine)
            self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
            self._reader = engine.execution_options(begin="BEGIN")
        else:
            engine = create_engine(
                parsed,
                pool_size=connections,
                max_overflow=0,
                pool_pre_ping=True,
                hide_parameters=True,
            )
            self._writer = engine.execution_options(isolation_level="READ COMMITTED")
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ")
        self.engine = engine

    def create(self) -> None:
        """Create what is missing; SQLite files are readable by their owner alone, for HQ's keys are inside."""
        metadata.create_all(self.engine)
        file = self.engine.url.database
        if self._lock is not None and file:
            Path(file).chmod(0o600)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with _world_faults():
            if self._lock is None:
                with self._writer.begin() as connection:
                    yield connection
            else:
                with self._lock, self._writer.begin() as connection:
                    yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _world_faults(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, keep: bool = False
) -> None:
    """Insert many rows in one statement; a row whose primary key stands already is replaced column by column, or
    left alone with `keep`."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    keys = [column.name for column in table.primary_key]
    if keep:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)
        return
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows)
    )


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert one row; False = a row with this primary key stands already, and stays as it is."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = list(table.primary_key)
    insert = make(table).on_conflict_do_nothing(index_elements=keys).returning(*keys)
    return connection.execute(insert, row).first() is not None


@contextmanager
def _world_faults() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        raise Busy(type(fault.orig).__name__) from fault


def _as_sqlite(engine: Engine) -> None:
    """WAL, a full sync at each commit, and transactions that begin when we say so: the driver's own way let two
    threads lose updates without an error (devices.md §3.2)."""

    @event.listens_for(engine, "connect")
    def on_connect(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "busy_timeout = 10000",
            "foreign_keys = ON",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
