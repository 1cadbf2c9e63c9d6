"""Backup and restore: everything of one moment, from either database into either, with counters that tell again what HQ
has lost; and never half of it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from sync import wire
from sync.hq.keys import open_keys
from sync.hq.store import archive, migrations
from sync.hq.store import tables as t
from sync.hq.store.archive import backup, restore
from sync.hq.store.engine import Database, Unfit
from sync.hq.store.schema import whole
from tests.hq.counter import Counter, Said, plain_http
from tests.hq.running import RunningHq
from tests.hq.test_command import run

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the server epoch."""
    found = {}
    for table in whole().sorted_tables:
        rows = connection.execute(select(table)).all()
        kept = [tuple(row) for row in rows if row[0] != "server_epoch"]
        found[table.name] = sorted(kept, key=repr)
    return found


def facts(counter: Counter, count: int) -> None:
    for _ in range(count):
        counter.write(wire.SignedIn(staff=11, way="pin"))


@pytest.fixture
def lived_in(hq: RunningHq) -> RunningHq:
    """HQ after a morning: facts, an undone hand-over, an override that is a conflict."""
    counter = hq.enrolled()
    row = counter.pickup("T-20462")
    counter.undo(counter.redeem(row, {1: 1}, points=7))
    counter.redeem(row, {1: 1}, points=7)
    counter.override(row, {1: 1})
    counter.push()
    return hq


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_what_is_restored_is_what_was_there(
    lived_in: RunningHq, into: str, tmp_path: Path, empty_postgres: str
) -> None:
    file = tmp_path / "hq.backup"
    count = backup(lived_in.database, file, NOW)
    assert file.stat().st_mode & 0o077 == 0
    target = Database(f"sqlite:///{tmp_path / 'new.db'}" if into == "sqlite" else empty_postgres)
    assert restore(target, file) == count
    with lived_in.database.read() as before, target.read() as after:
        assert contents(after) == contents(before)
        epochs = [
            connection.execute(
                select(t.setting.c.value).where(t.setting.c.name == "server_epoch")
            ).scalar_one()
            for connection in (before, after)
        ]
    assert epochs[0] != epochs[1]
    with target.write() as connection:
        number = connection.execute(
            insert(t.counter).values(store=2, label=9, incarnation=1).returning(t.counter.c.counter)
        ).scalar_one()
        assert number > 1, "the next counter gets a number nobody has"
    target.close()


def test_counters_tell_again_what_hq_lost(hq: RunningHq, tmp_path: Path) -> None:
    counter = hq.enrolled()
    facts(counter, 3)
    counter.push()
    counter.pull_all()
    file = tmp_path / "hq.backup"
    backup(hq.database, file, NOW)
    facts(counter, 4)
    assert counter.push(4).acked_through == 7
    hq.stop()
    restore(Database(hq.database_url), file, replace=True)
    again = RunningHq(hq.database_url)
    try:
        counter.http = plain_http(again.url)
        counter.sign_in()
        with pytest.raises(Said, match="reset"):
            counter.pull()
        asked = counter.request(8)
        with pytest.raises(Said, match="gap") as gap:
            counter.send(asked)
        assert gap.value.expected == 4
        assert counter.push(4).acked_through == 7
    finally:
        again.stop()


def test_a_backup_is_of_one_moment(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is committed while it is made is wholly not in it, in the tables read before and after."""
    database, other = Database(database_url), Database(database_url)
    database.create()
    with database.write() as connection:
        open_keys(connection, NOW)
        connection.execute(insert(t.store), [_store(n) for n in range(1, 4)])
    write = archive._write

    def meanwhile(out: Any, message: archive.Message) -> bytes:
        if isinstance(message, archive.Begin) and message.table == "pickup":
            with other.write() as connection:
                connection.execute(insert(t.store), [_store(9)])
                connection.execute(insert(t.counter), [_counter(9)])
        return write(out, message)

    monkeypatch.setattr(archive, "_write", meanwhile)
    backup(database, tmp_path / "b", NOW)
    other.close()
    restore(database, tmp_path / "b", replace=True)
    with database.read() as connection:
        stores = connection.execute(select(t.store.c.store)).scalars().all()
        counters = connection.execute(select(t.counter.c.counter)).scalars().all()
    assert (sorted(stores), counters) == ([1, 2, 3], [])
    database.close()


def _counter(n: int) -> dict[str, object]:
    return {"store": n, "label": 1, "incarnation": 1}


def _store(n: int) -> dict[str, object]:
    return {"store": n, "name": "店", "holder": 0, "pin_pepper": b"p", "row": b"{}"}


def test_what_holds_stores_is_not_overwritten_by_mistake(seeded: str, tmp_path: Path) -> None:
    database = Database(seeded)
    file = tmp_path / "b"
    backup(database, file, NOW)
    with pytest.raises(Unfit, match="--replace"):
        restore(database, file)
    assert restore(database, file, replace=True) > 0
    database.close()


def test_a_damaged_or_cut_backup_changes_nothing(seeded: str, tmp_path: Path) -> None:
    database = Database(seeded)
    file = tmp_path / "b"
    backup(database, file, NOW)
    whole_file = file.read_bytes()
    with database.read() as connection:
        before = contents(connection)
    middle = len(whole_file) // 2
    flipped = whole_file[:middle] + bytes([whole_file[middle] ^ 0xFF]) + whole_file[middle + 1 :]
    for broken in (whole_file[:middle], whole_file[:-1], flipped, b"", b"PK\x03\x04 no backup"):
        file.write_bytes(broken)
        with pytest.raises(Unfit):
            restore(database, file, replace=True)
    with database.read() as connection:
        assert contents(connection) == before
    database.close()


def test_a_backup_of_a_newer_hq_is_refused(
    seeded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(seeded)
    file = tmp_path / "b"
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "newest", lambda: "9998")
        backup(database, file, NOW)
    with pytest.raises(Unfit, match="newer HQ"):
        restore(database, file, replace=True)
    database.close()


def test_nothing_is_restored_under_a_running_hq(hq: RunningHq, tmp_path: Path) -> None:
    file = tmp_path / "b"
    backup(hq.database, file, NOW)
    other = Database(hq.database_url)
    with pytest.raises(Unfit, match="running"):
        restore(other, file, replace=True)
    other.close()


def test_by_command(seeded_file: Path, tmp_path: Path) -> None:
    url, new = f"sqlite:///{seeded_file}", f"sqlite:///{tmp_path / 'new.db'}"
    made = run("backup", str(tmp_path / "b"), "--database", url)
    assert made.returncode == 0, made.stderr
    done = run("restore", str(tmp_path / "b"), "--database", new)
    assert done.returncode == 0, done.stderr
    again = run("restore", str(tmp_path / "b"), "--database", new)
    assert (again.returncode, "--replace" in again.stderr) == (1, True)
    missing = run("restore", str(tmp_path / "nothing"), "--database", new)
    assert missing.returncode == 1
    with sqlite3.connect(tmp_path / "new.db") as there:
        assert there.execute("SELECT count(*) FROM pickup").fetchone() == (65,)
