"""Opening the encrypted file: key, pragmas, schema version, steps forward with a backup first. No table is read here.

SQLAlchemy's own transactions are switched off (AUTOCOMMIT): its default BEGIN let two threads lose half of 200
increments (devices.md §3.2). unit_of_work.py says BEGIN, COMMIT and ROLLBACK itself.
"""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.store.errors import TooNew, one_door
from app.store.migrations import SCHEMA, STEPS

BUSY_MS = 5000
"""How long one writer waits for another before the database counts as busy."""
CACHE_KIB = 6 * 1024
"""Pages kept decrypted per connection; three are open (lane, push, pull)."""
BACKUPS_KEPT = 3
KEY_BYTES = 32
CHECKPOINT_PAGES = 4000
"""A commit moves the WAL into the file itself only when nobody did before it grew this long (16 MB)."""
_STATEMENTS_KEPT = 256


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on a file that opened with this key and has this app's schema.

    Raises WrongKey, TooNew (the file is untouched), DatabaseDamaged, DatabaseBusy, DiskFull, DataFolderError.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the database key is 32 bytes")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )
    try:
        with one_door(), engine.connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            _check_version(version)
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            if version < SCHEMA:
                if version:
                    back_up(connection, path, version)
                _migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def back_up(connection: Connection, path: Path, version: int) -> Path:
    """A whole, encrypted copy under the same key beside the file; the newest `BACKUPS_KEPT` stay."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = path.with_name(f"{path.name}.v{version}.{stamp}.bak")
    connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    for old in backups(path)[:-BACKUPS_KEPT]:
        old.unlink()
    return target


def backups(path: Path) -> list[Path]:
    """The backups beside this file, oldest first."""
    return sorted(path.parent.glob(f"{path.name}.v*.bak"), key=lambda copy: copy.suffixes[-2])


def _connect(path: Path, key: bytes) -> dbapi2.Connection:
    """The key is raw, so no time is spent deriving one (https://www.zetetic.net/sqlcipher/sqlcipher-api/#key)."""
    connection = dbapi2.connect(
        str(path),
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
        cached_statements=_STATEMENTS_KEPT,
    )
    for pragma in (
        f"key = \"x'{key.hex()}'\"",
        "cipher_log_level = NONE",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"cache_size = -{CACHE_KIB}",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _check_version(version: int) -> None:
    if version > SCHEMA:
        raise TooNew(f"schema {version}, this app knows {SCHEMA}")


def _migrate(connection: Connection) -> None:
    """All missing steps and the new version in one transaction; another opener may have been first."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        for step in STEPS:
            if step.to > version:
                step.run(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {step.to}")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
