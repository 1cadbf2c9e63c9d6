"""Which schema a database has, and how it gets the one this HQ needs: created whole, or migrated step by step."""

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select, text

from sync.hq.store import migrations, tables
from sync.hq.store.engine import Unfit

if TYPE_CHECKING:
    from alembic.config import Config

_own = MetaData()
version: Final = Table(
    "alembic_version", _own, Column("version_num", String(32), primary_key=True), comment=None
)
_LOCK: Final = 0x7475_616E
"""Of PostgreSQL's advisory locks: one process at a time looks and creates."""


def whole() -> MetaData:
    """Every table of HQ: the modules of this package called …tables."""
    package = __name__.rpartition(".")[0]
    for found in pkgutil.iter_modules([str(migrations.FOLDER.parent)]):
        if found.name.endswith("tables"):
            importlib.import_module(f"{package}.{found.name}")
    return tables.metadata


def ensure(connection: Connection) -> None:
    """The schema this HQ needs, in the caller's transaction. A new database gets it whole; an older SQLite file, which
    no other process serves, is migrated. Raises Unfit."""
    had = found(connection)
    if had is None:
        whole().create_all(connection)
        _own.create_all(connection)
        connection.execute(insert(version).values(version_num=migrations.newest()))
    elif had != migrations.newest():
        if connection.dialect.name != "sqlite":
            _refuse_newer(had)
            raise Unfit(
                f"The database has schema {had}, this HQ needs {migrations.newest()}. Stop the older ones, then: "
                "tuangui-hq migrate --database …"
            )
        migrate(connection)


def build(connection: Connection, schema: str) -> None:
    """In an empty database, the schema of that number."""
    from alembic import command

    command.upgrade(config(connection), schema)


def migrate(connection: Connection) -> tuple[str, str]:
    """All steps that are missing, in the caller's transaction; the schema before and after. Raises Unfit for a
    database of a newer HQ."""
    had = found(connection)
    if had is None:
        ensure(connection)
        return "", migrations.newest()
    _refuse_newer(had)
    from alembic import command

    if not inspect(connection).has_table(version.name):
        command.stamp(config(connection), had)
    command.upgrade(config(connection), "head")
    return had, migrations.newest()


def found(connection: Connection) -> str | None:
    """The schema there is; None in an empty database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    there = inspect(connection)
    if there.has_table(version.name):
        return str(connection.execute(select(version.c.version_num)).scalar_one())
    return migrations.BASELINE if there.has_table(tables.setting.name) else None


def config(connection: Connection) -> "Config":
    """Alembic's settings; there is no file of them."""
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(migrations.FOLDER))
    made.set_main_option("version_locations", str(migrations.FOLDER / "steps"))
    made.set_main_option("path_separator", "newline")
    made.set_main_option("file_template", "step_%%(rev)s")
    return made


def _refuse_newer(had: str) -> None:
    if had > migrations.newest():
        raise Unfit(
            f"A newer HQ has written this database (schema {had}, this one knows {migrations.newest()}). Install that "
            "version, or restore a backup."
        )
