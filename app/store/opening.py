"""The store as the rest of the app holds it: opened with a path and a key, enrolled once, closed at the end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from app.actions.export_unsent import SealedQueue
from app.store import enrolling, journal
from app.store.engine import backups, open_engine
from app.store.meta import SCRUB, Enrolment
from app.store.queue_export import sealed_queue
from app.store.sync_store import SqlSyncStore
from app.store.unit_of_work import SqlRoom, Transactions
from sync.wire import EnrolAnswer

log = logging.getLogger(__name__)
LOOKED_AT = 100
"""Newest facts whose chain is checked at every start."""


def open_store(path: Path, key: bytes) -> "SqlStore":
    """Open or make the database at `path` with the 32-byte raw key, bring its schema up to date, check the end of
    the journal. Raises WrongKey, TooNew, DatabaseDamaged, DatabaseBusy, DiskFull, DataFolderError."""
    store = SqlStore(open_engine(path, key), path)
    broken = store.first_broken_fact(LOOKED_AT)
    if broken is not None:
        log.critical("the journal is broken at fact %s; HQ will see it too", broken)
    return store


class SqlStore:
    """`Store` of the ports. Safe from several threads: each transaction has a connection of its own."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._transactions = Transactions(engine)

    @contextmanager
    def write(self) -> Iterator[SqlRoom]:
        with self._transactions.write() as room:
            yield room

    @contextmanager
    def read(self) -> Iterator[SqlRoom]:
        with self._transactions.read() as room:
            yield room

    def sync_store(self) -> SqlSyncStore:
        return SqlSyncStore(self._transactions)

    def sealed_queue(self) -> SealedQueue | None:
        return sealed_queue(self._transactions)

    def scrub(self) -> None:
        for copy in backups(self._path):
            copy.unlink()
        self._transactions.vacuum()
        with self.write() as room:
            room.meta.put(SCRUB, 0)

    def scrub_due(self) -> bool:
        with self.read() as room:
            return bool(room.meta.number(SCRUB))

    def drop_backups(self, before: datetime) -> None:
        for copy in backups(self._path):
            if datetime.fromtimestamp(copy.stat().st_mtime, UTC) < before:
                copy.unlink()

    def close(self) -> None:
        """No transaction may be open any more."""
        self._engine.dispose()

    def enrolled(self, answer: EnrolAnswer, hq_url: str) -> None:
        """Keep what HQ said at enrolment. A new incarnation starts its own chain with what HQ has
        not acknowledged and pulls everything anew."""
        with self.write() as room:
            enrolling.enrol(room.connection, room.meta, answer, hq_url)

    def is_enrolled(self) -> bool:
        with self.read() as room:
            return room.meta.enrolment() is not None

    def receipt_key(self) -> bytes:
        """32 bytes. Raises NotEnrolled, as the next two do."""
        return self._enrolment().receipt_key

    def pin_pepper(self) -> bytes:
        """32 bytes."""
        return self._enrolment().pin_pepper

    def receipt_url(self) -> str:
        """Where the QR on paper leads: HQ's public address."""
        return self._enrolment().receipt_url

    def first_broken_fact(self, last: int | None = None) -> int | None:
        """The seq of the first fact whose link or hash is wrong, among the newest `last` (None = all)."""
        with self.read() as room:
            if room.meta.enrolment() is None:
                return None
            return journal.first_broken_here(room.connection, room.meta, last)

    def _enrolment(self) -> Enrolment:
        with self.read() as room:
            return room.meta.enrolled()
