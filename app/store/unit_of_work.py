"""One transaction: the room the verbs may touch, opened by BEGIN and closed by COMMIT or ROLLBACK, through one door."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

from sqlalchemy import Connection, Engine

from app.errors import DatabaseBusy
from app.store.about import SqlAbout
from app.store.catalogue import SqlCatalogue
from app.store.claims import SqlClaims
from app.store.engine import BUSY_MS
from app.store.errors import one_door
from app.store.journal import SqlJournal
from app.store.members import SqlMembers
from app.store.meta import Meta
from app.store.pickups import SqlPickups
from app.store.pos_sales import SqlPosSales
from app.store.print_jobs import SqlPrintJobs
from app.store.privacy import SqlPrivacy
from app.store.prompts import SqlPrompts
from app.store.receipts import SqlReceipts
from app.store.siblings import SqlSiblings
from app.store.staff import SqlStaff

COMMITS_A_CHECKPOINT = 40
"""After so many commits the WAL (about 14 pages each) is worth moving into the file."""


class SqlRoom:
    """`Room` of the ports over one transaction; parts are made when first asked for."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.meta = Meta(connection)

    @cached_property
    def pickups(self) -> SqlPickups:
        return SqlPickups(self.connection, self.meta, self.catalogue, self.about)

    @cached_property
    def members(self) -> SqlMembers:
        return SqlMembers(self.connection, self.meta)

    @cached_property
    def catalogue(self) -> SqlCatalogue:
        return SqlCatalogue(self.connection)

    @cached_property
    def prompts(self) -> SqlPrompts:
        return SqlPrompts(self.connection)

    @cached_property
    def journal(self) -> SqlJournal:
        return SqlJournal(self.connection, self.meta)

    @cached_property
    def receipts(self) -> SqlReceipts:
        return SqlReceipts(self.connection, self.meta)

    @cached_property
    def print_jobs(self) -> SqlPrintJobs:
        return SqlPrintJobs(self.connection)

    @cached_property
    def staff(self) -> SqlStaff:
        return SqlStaff(self.connection, self.meta)

    @cached_property
    def claims(self) -> SqlClaims:
        return SqlClaims(self.connection)

    @cached_property
    def siblings(self) -> SqlSiblings:
        return SqlSiblings(self.connection, self.meta, self.pickups.refresh)

    @cached_property
    def pos_sales(self) -> SqlPosSales:
        return SqlPosSales(self.connection)

    @cached_property
    def privacy(self) -> SqlPrivacy:
        return SqlPrivacy(self.connection, self.meta)

    @cached_property
    def about(self) -> SqlAbout:
        return SqlAbout(self.connection, self.meta)


class Transactions:
    """Gives rooms. Writers of this process take turns at a lock, because SQLite's own wait sleeps up to 100 ms
    after the other has finished; another process is still waited for by SQLite."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Lock()
        self._commits = 0

    @contextmanager
    def read(self) -> Iterator[SqlRoom]:
        """One snapshot from the first statement on; writing in it is refused by SQLite itself."""
        with one_door(), self._engine.connect() as connection:
            _may_write(connection, may=False)
            with _began(connection, "BEGIN"):
                yield SqlRoom(connection)

    @contextmanager
    def write(self) -> Iterator[SqlRoom]:
        """Durable when the `with` ends without an error (`synchronous=FULL`); else nothing happened."""
        if not self._turn.acquire(timeout=BUSY_MS / 1000):
            raise DatabaseBusy("another writer of this app does not end")
        try:
            with one_door(), self._engine.connect() as connection:
                _may_write(connection, may=True)
                with _began(connection, "BEGIN IMMEDIATE"):
                    yield SqlRoom(connection)
            self._commits += 1
        finally:
            self._turn.release()

    def vacuum(self) -> None:
        """Rewrite the file without what was deleted, and empty the log. Raises DatabaseBusy while somebody reads."""
        if not self._turn.acquire(timeout=BUSY_MS / 1000):
            raise DatabaseBusy("another writer of this app does not end")
        try:
            with one_door(), self._engine.connect() as connection:
                _may_write(connection, may=True)
                connection.exec_driver_sql("VACUUM")
                kept = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:
            self._turn.release()
        if kept:
            raise DatabaseBusy("a reader holds the log")

    def checkpoint(self) -> None:
        """Move the WAL into the file when it is worth it, without stopping anybody. For a thread that may wait
        (≈ 10 ms), so that a clerk's commit need not."""
        if self._commits < COMMITS_A_CHECKPOINT:
            return
        self._commits = 0
        with one_door(), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


def _may_write(connection: Connection, *, may: bool) -> None:
    """Readers and writers share connections, because another connection's commit would throw away their pages."""
    if connection.info.get("may_write") is not may:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(not may)}")
        connection.info["may_write"] = may


@contextmanager
def _began(connection: Connection, begin: str) -> Iterator[None]:
    connection.exec_driver_sql(begin)
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if (
            not connection.invalidated
        ):  # a Ctrl-C inside a statement closed it, and that took everything back
            raw = connection.connection.driver_connection
            if raw is not None and raw.in_transaction:
                connection.exec_driver_sql("ROLLBACK")
        raise
