"""Which SQLite and SQLCipher this app brought, for the doctor's report. Opens no file."""

from sqlcipher3 import dbapi2


def sqlite_versions() -> tuple[str, str]:
    """(SQLite, SQLCipher)."""
    connection = dbapi2.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
        return dbapi2.sqlite_version, str(cipher)
    finally:
        connection.close()
