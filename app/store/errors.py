"""The one door where SQLite's errors become errors people are told of. No other module of the store catches them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2

from app.errors import (
    CounterError,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseNewer,
    DataFolderError,
    DiskFull,
)


class WrongKey(DatabaseDamaged):
    """The file does not open with this key. A first page destroyed on disk looks the same: both need a person."""


class TooNew(DatabaseNewer):
    """Written by a newer version of this app; left untouched."""


class NotEnrolled(CounterError):
    """Our bug: something asked who we are before HQ said so."""


class StoreBug(CounterError):
    """Our bug: SQL that is wrong or breaks a rule of the tables."""


_KINDS: dict[int, type[CounterError]] = {
    dbapi2.SQLITE_FULL: DiskFull,
    dbapi2.SQLITE_BUSY: DatabaseBusy,
    dbapi2.SQLITE_LOCKED: DatabaseBusy,
    dbapi2.SQLITE_CORRUPT: DatabaseDamaged,
    dbapi2.SQLITE_NOTADB: WrongKey,
    dbapi2.SQLITE_IOERR: DataFolderError,
    dbapi2.SQLITE_CANTOPEN: DataFolderError,
    dbapi2.SQLITE_READONLY: DataFolderError,
    dbapi2.SQLITE_PERM: DataFolderError,
}
"""Primary result codes (https://sqlite.org/rescode.html) that are the world's fault; all others are ours."""


@contextmanager
def one_door() -> Iterator[None]:
    """Errors of SQLite and SQLAlchemy leave as `CounterError`; everything else passes as it is."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig, error) from error
    except SQLAlchemyError as error:
        raise StoreBug(type(error).__name__) from error
    except dbapi2.Error as error:
        raise _translated(error, error) from error


def _translated(cause: BaseException | None, error: BaseException) -> CounterError:
    code = getattr(cause, "sqlite_errorcode", None)
    kind = _KINDS.get(code & 0xFF, StoreBug) if isinstance(code, int) else StoreBug
    return kind(str(cause or type(error).__name__))
