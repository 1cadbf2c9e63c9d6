"""The database by URL: write and read transactions that mean the same on SQLite and PostgreSQL. Knows no table but all
of them at once, when it creates them."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from sync.hq.store.postgres import PROGRAM, copy_in, is_postgres, line_of
from sync.hq.store.tables import Moment
from sync.hq.store.turns import Turns


class Busy(Exception):
    """The database could not take the work now; nothing was changed and the same request may come again."""


class Unfit(Exception):
    """HQ cannot be run like this; the words are for the person who typed the command."""


class Database:
    """`write` commits on a clean exit and rolls back otherwise; `read` is one snapshot. Both raise Busy when the
    database is locked, gone or chose this transaction as a deadlock's victim."""

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self._turns: Turns | None = None
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            self._turns = Turns()
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
                hide_parameters=True,
                connect_args={**line_of(parsed), "application_name": PROGRAM},
            )
            _as_postgres(engine)
            self._writer = engine.execution_options(isolation_level="READ COMMITTED")
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ")
        self.engine = engine

    def create(self) -> None:
        """A new database gets its tables, an older SQLite file is migrated; SQLite files are readable by their owner
        alone, for HQ's keys are inside. Raises Unfit."""
        from sync.hq.store.schema import ensure

        with self.write() as connection:
            ensure(connection)
        file = self.engine.url.database
        if self._turns is not None and file:
            Path(file).chmod(0o600)

    @property
    def is_shared(self) -> bool:
        """Whether several processes may write side by side."""
        return self._turns is None

    @contextmanager
    def write(self, *, hurry: bool = False) -> Iterator[Connection]:
        """On SQLite, where one writes at a time, `hurry` goes before whoever else waits."""
        turn = nullcontext() if self._turns is None else self._turns.turn(hurry=hurry)
        with _world_faults(), turn, self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _world_faults(), self._reader.begin() as connection:
            yield connection

    def connections_in_use(self) -> int:
        pool = self.engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    def others(self) -> bool:
        """Whether another process has this database open."""
        if not self.is_shared:
            return self._file_is_open()
        with self.read() as connection:
            asked = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND application_name LIKE :ours"
            )
            return bool(connection.execute(asked, {"ours": f"{PROGRAM}%"}).scalar_one())

    def _file_is_open(self) -> bool:
        """In WAL each connection keeps a lock on the file while it lives; ours are closed for the look."""
        self.close()
        looking = sqlite3.connect(self.engine.url.database or ":memory:", timeout=0)
        try:
            looking.execute("PRAGMA locking_mode = EXCLUSIVE")
            looking.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
        finally:
            looking.close()
        return False

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


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """New rows, all with the same columns; on PostgreSQL by COPY, three times as fast."""
    if not rows:
        return
    if not is_postgres(connection):
        connection.execute(insert(table), list(rows))
        return
    moments = {column.name for column in table.c if isinstance(column.type, Moment)}
    copy_in(
        connection,
        table.name,
        list(rows[0]),
        (
            [
                Moment.text(value) if name in moments and value is not None else value
                for name, value in row.items()
            ]
            for row in rows
        ),
    )


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """Insert the rows whose primary key is new, and leave those that stand as they are; the keys that were new."""
    if not rows:
        return []
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = list(table.primary_key)
    statement = make(table).on_conflict_do_nothing(index_elements=keys).returning(*keys)
    return [tuple(key) for key in connection.execute(statement, list(rows))]


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


def _as_postgres(engine: Engine) -> None:
    """TRAP: statements are planned once and kept. One planned while a table was empty would read all of it for ever (until
    the next ANALYZE), so that each claim costs more than the one before; every query here has its index, also for each row
    it joins. And no plan is worth compiling."""

    @event.listens_for(engine, "connect")
    def on_connect(dbapi: DBAPIConnection, _record: object) -> None:
        cursor = dbapi.cursor()
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET enable_{way} = off")
        cursor.execute("SET jit = off")
        cursor.close()
        dbapi.commit()
