"""A file opens with its key and its version or not at all, and nothing is lost on the way to a new version."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from app.domain.identity import PickupId
from app.errors import DatabaseDamaged, DataFolderError, DiskFull
from app.store import engine
from app.store.engine import backups, open_engine
from app.store.errors import NotEnrolled, StoreBug, TooNew, WrongKey
from app.store.migrations import SCHEMA, STEPS, Step
from app.store.opening import SqlStore, open_store
from app.store.tables import tables
from tests.builders import NOW, WANG_PHONE
from tests.rows import enrol_answer, page, pickup_row
from tests.store.conftest import KEY
from tests.store.deeds import say

PAGE = 4096


def filled(path: Path) -> None:
    """Big enough that pages beyond the first hold rows; all of it in the main file."""
    store = open_store(path, KEY)
    store.enrolled(enrol_answer(), "https://hq.example")
    rows = [("pickup", str(no), pickup_row(no)) for no in range(1, 400)]
    store.sync_store().apply(page(*rows), NOW)
    store.close()


def everything(store: SqlStore) -> int:
    with store.read() as room:
        return len([no for no in range(1, 400) if room.pickups.get(PickupId(no))])


def read_all(path: Path) -> None:
    store = open_store(path, KEY)
    try:
        everything(store)
    finally:
        store.close()


def test_what_was_written_is_there_after_a_restart(path: Path) -> None:
    filled(path)
    again = open_store(path, KEY)
    assert again.is_enrolled()
    assert everything(again) == 399
    again.close()


def test_the_file_shows_nothing_of_what_it_holds(path: Path) -> None:
    filled(path)
    held = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for secret in (WANG_PHONE.encode(), "王女士".encode(), b"SQLite format", b"CREATE TABLE"):
        assert secret not in held


def test_another_key_is_refused_by_name_and_changes_nothing(path: Path) -> None:
    filled(path)
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        open_store(path, b"x" * 32)
    assert path.read_bytes() == before
    open_store(path, KEY).close()


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(DatabaseDamaged):
        open_store(path, KEY)


def test_a_folder_that_is_not_there_is_the_worlds_fault(path: Path) -> None:
    with pytest.raises(DataFolderError):
        open_store(path / "nowhere" / "tuangui.db", KEY)


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    filled(path)
    made = open_engine(path, KEY)
    with made.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.dispose()
    before = path.read_bytes()
    with pytest.raises(TooNew):
        open_store(path, KEY)
    assert path.read_bytes() == before
    assert not backups(path)


def test_a_torn_page_is_named_when_it_is_read(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        for number in range(20, path.stat().st_size // PAGE, 3):
            file.seek(number * PAGE + 512)
            file.write(b"\0" * 512)
    with pytest.raises(DatabaseDamaged):
        read_all(path)


def test_a_file_cut_short_is_named(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with pytest.raises(DatabaseDamaged):
        read_all(path)


def test_a_full_disk_is_named_and_what_was_there_stays(shop: SqlStore) -> None:
    with shop.read() as room:
        pages = room.connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def fill_up() -> None:
        with shop.write() as room:
            room.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
            for _ in range(2000):
                say(room)

    with pytest.raises(DiskFull):
        fill_up()
    with shop.write() as room:
        room.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert say(room).seq == 1


def test_our_own_mistakes_are_not_called_the_worlds(store: SqlStore) -> None:
    with pytest.raises(StoreBug), store.read() as room:
        room.connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def test_nobody_is_somebody_before_enrolment(path: Path) -> None:
    store = open_store(path, KEY)
    assert not store.is_enrolled()
    with pytest.raises(NotEnrolled):
        store.receipt_key()
    store.close()


def test_enrolment_is_kept(path: Path) -> None:
    filled(path)
    store = open_store(path, KEY)
    assert store.receipt_key() == b"r" * 32
    assert store.pin_pepper() == b"p" * 32
    assert store.receipt_url() == "https://hq.example"
    with store.read() as room:
        identity = room.about.identity()
    assert (identity.id, identity.label, identity.store.name) == (1, 1, "翠湖路店")
    store.close()


def test_commits_wait_for_the_disk(store: SqlStore) -> None:
    with store.write() as room:
        asked = {
            name: room.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_tables_and_migrations_say_the_same(store: SqlStore) -> None:
    with store.read() as room:
        seen = inspect(room.connection)
        names = set(seen.get_table_names()) - {"sqlite_sequence"}
        assert names == set(tables.tables)
        for table in tables.tables.values():
            there = {
                column["name"]: (column["nullable"], str(column["type"]))
                for column in seen.get_columns(table.name)
            }
            ours = {
                column.name: (bool(column.nullable), _kind(column.type)) for column in table.columns
            }
            assert there == ours, table.name
            key = seen.get_pk_constraint(table.name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key], table.name


def _kind(kind: object) -> str:
    name = type(getattr(kind, "impl", kind)).__name__
    return {"String": "TEXT", "Integer": "INTEGER", "LargeBinary": "BLOB"}[name]


class TestStepsForward:
    @pytest.fixture
    def longer(self, monkeypatch: pytest.MonkeyPatch) -> list[Step]:
        """One more step than this app has."""

        def add(connection: Connection) -> None:
            connection.exec_driver_sql("CREATE TABLE later (a INTEGER)")
            connection.exec_driver_sql("UPDATE meta SET value = 'moved' WHERE key = 'cursor'")

        steps = [*STEPS, Step(SCHEMA + 1, add)]
        monkeypatch.setattr(engine, "STEPS", steps)
        monkeypatch.setattr(engine, "SCHEMA", SCHEMA + 1)
        return steps

    def test_a_whole_copy_is_made_first(self, path: Path, longer: list[Step]) -> None:
        with pytest.MonkeyPatch.context() as before:
            before.setattr(engine, "STEPS", STEPS)
            before.setattr(engine, "SCHEMA", SCHEMA)
            filled(path)
        moved = open_store(path, KEY)
        assert everything(moved) == 399
        with moved.read() as room:
            assert room.meta.text("cursor") == "moved"
        moved.close()
        (copy,) = backups(path)
        with pytest.MonkeyPatch.context() as before:
            before.setattr(engine, "STEPS", STEPS)
            before.setattr(engine, "SCHEMA", SCHEMA)
            with pytest.raises(WrongKey):
                open_store(copy, b"x" * 32)
            old = open_store(copy, KEY)
            assert everything(old) == 399
            with old.read() as room:
                assert room.meta.text("cursor") == "c"
            old.close()

    def test_a_step_that_fails_leaves_the_old_version(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled(path)

        def fail(connection: Connection) -> None:
            connection.exec_driver_sql("DROP TABLE pickup_alias")
            connection.exec_driver_sql("this is no SQL")

        with monkeypatch.context() as patched:
            patched.setattr(engine, "STEPS", [*STEPS, Step(SCHEMA + 1, fail)])
            patched.setattr(engine, "SCHEMA", SCHEMA + 1)
            with pytest.raises(StoreBug):
                open_store(path, KEY)
        again = open_store(path, KEY)
        assert everything(again) == 399
        with again.read() as room:
            assert room.pickups.by_alias("nothing") is None
        again.close()

    def test_the_last_three_copies_stay(self, path: Path) -> None:
        filled(path)
        made = open_engine(path, KEY)
        with made.connect() as connection:
            copies = [engine.back_up(connection, path, version) for version in (9, 10, 11, 12, 13)]
        made.dispose()
        assert backups(path) == copies[-3:]


def test_a_new_file_needs_no_copy(path: Path) -> None:
    open_store(path, KEY).close()
    assert not backups(path)
