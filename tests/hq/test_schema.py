"""HQ's schema: steps and tables agree on both databases, an older database is brought up or refused, a newer one never
touched."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from sync.hq.store import migrations
from sync.hq.store.engine import Database, Unfit
from sync.hq.store.schema import found, migrate, whole
from tests.hq.test_command import run


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    there = inspect(connection)
    keys = [
        (table.name, key)
        for table in whole().sorted_tables
        if (key := there.get_pk_constraint(table.name)["constrained_columns"])
        != [column.name for column in table.primary_key]
    ]
    return [*compare_metadata(context, whole()), *keys]


def _baseline(engine: Engine) -> None:
    """A database as it was before steps were counted."""
    from alembic import command

    from sync.hq.store.schema import config

    with engine.begin() as connection:
        command.upgrade(config(connection), migrations.BASELINE)
        connection.execute(text("DROP TABLE alembic_version"))


def test_the_steps_make_what_the_tables_say(database_url: str) -> None:
    """Whoever changes a table writes a step: python -m sync.hq.store.migrations WORDS."""
    engine = create_engine(database_url)
    _baseline(engine)
    with engine.begin() as connection:
        assert migrate(connection) == (migrations.BASELINE, migrations.newest())
    with engine.connect() as connection:
        assert _differences(connection) == []
    engine.dispose()


def test_a_new_database_is_made_whole_and_knows_its_number(database_url: str) -> None:
    database = Database(database_url)
    database.create()
    database.create()
    with database.write() as connection:
        assert found(connection) == migrations.newest()
        assert _differences(connection) == []
        assert migrate(connection) == (migrations.newest(), migrations.newest())
    database.close()


def test_a_step_missed_is_seen(database_url: str) -> None:
    database = Database(database_url)
    database.create()
    with database.write() as connection:
        connection.execute(text("DROP INDEX feed_row_by_seq"))
        assert _differences(connection) != []
    database.close()


def test_an_older_database_is_brought_up_or_refused_with_words(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(database_url)
    database.create()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    if database.is_shared:
        with pytest.raises(Unfit, match="tuangui-hq migrate"):
            database.create()
    else:
        monkeypatch.setattr("sync.hq.store.schema.migrate", lambda connection: brought.append(1))
        brought: list[int] = []
        database.create()
        assert brought == [1]
    database.close()


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    database = Database(database_url)
    database.create()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unfit, match="newer HQ"):
        database.create()
    with database.write() as connection, pytest.raises(Unfit, match="newer HQ"):
        migrate(connection)
    database.close()


def test_the_command_says_what_it_did_and_serve_refuses_a_newer_schema(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hq.db'}"
    done = run("migrate", "--database", url)
    assert (done.returncode, done.stdout.strip()) == (0, f"schema new → {migrations.newest()}")
    with sqlite3.connect(tmp_path / "hq.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = run("serve", "--port", "0", "--database", url)
    assert refused.returncode == 1
    assert "newer HQ" in refused.stderr


def test_a_migration_that_fails_leaves_everything_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(database_url)
    _baseline(engine)
    database = Database(database_url)
    monkeypatch.setattr("alembic.command.upgrade", _fails)
    with pytest.raises(ArithmeticError), database.write() as connection:
        migrate(connection)
    assert not inspect(engine).has_table("alembic_version")
    database.close()
    engine.dispose()


def _fails(*_: object) -> None:
    raise ArithmeticError
