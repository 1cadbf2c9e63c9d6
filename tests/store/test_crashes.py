"""Killed at any moment, torn between threads: what was committed is there once, what was not is not there at all."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import event

from app.errors import DatabaseBusy
from app.store import unit_of_work
from app.store.opening import SqlStore, open_store
from tests.builders import WANG
from tests.rows import enrol_answer
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem, say

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from app.store.opening import open_store
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem

store = open_store(Path(sys.argv[1]), KEY)
for number in range(int(sys.argv[2]), 10**6):
    seq = redeem(store, record_of(f"{number:032x}", points=1))
    print(seq, flush=True)
"""


def test_a_killed_writer_leaves_whole_transactions(path: Path) -> None:
    """Five rounds, each killed while writing after a different number of commits."""
    store = open_store(path, KEY)
    store.enrolled(enrol_answer(), "https://hq.example")
    store.close()
    kept = 0
    for commits in (1, 3, 7, 20, 41):
        kept = _run_and_kill(path, first=kept + 1, commits=commits)
        store = open_store(path, KEY)
        with store.read() as room:
            facts, _ = room.journal.pending()
            ledger, sold = room.connection.exec_driver_sql(
                "SELECT (SELECT count(*) FROM points), (SELECT count(*) FROM redemption)"
            ).one()
            assert room.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert facts == ledger == sold
        assert facts >= kept
        assert store.first_broken_fact() is None
        store.close()
        kept = facts


def _run_and_kill(path: Path, *, first: int, commits: int) -> int:
    """The seq of the last commit the writer told of before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert writer.stdout is not None
    with writer:
        told = [int(writer.stdout.readline()) for _ in range(commits)]
        writer.kill()
        told.extend(int(line) for line in writer.stdout if line.endswith("\n"))
    return told[-1]


def test_two_threads_lose_nothing(store: SqlStore) -> None:
    """SQLAlchemy's own transactions lost half of these (devices.md §3.2)."""
    rounds = 60
    failed: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(rounds):
                with store.write() as room:
                    room.meta.put("tally", room.meta.number("tally") + 1)
                    say(room)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with store.read() as room:
        assert room.meta.number("tally") == 2 * rounds
        assert room.journal.pending()[0] == 2 * rounds
    assert store.first_broken_fact() is None


def test_two_openers_lose_nothing(path: Path, store: SqlStore) -> None:
    """Another process of ours would not see the lock of this one; SQLite's own must do."""
    other = open_store(path, KEY)
    stores = (store, other)

    def count(mine: SqlStore) -> None:
        for _ in range(30):
            with mine.write() as room:
                room.meta.put("tally", room.meta.number("tally") + 1)

    threads = [threading.Thread(target=count, args=(mine,)) for mine in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as room:
        assert room.meta.number("tally") == 60
    other.close()


def test_a_reader_sees_one_moment(shop: SqlStore) -> None:
    with shop.read() as before:
        assert before.journal.pending()[0] == 0
        redeem(shop, record_of("a" * 32, member=WANG, points=5))
        assert before.journal.pending()[0] == 0
        assert before.pickups.last_redemption() is None
    with shop.read() as after:
        assert after.journal.pending()[0] == 1


def test_the_sync_thread_moves_the_wal_into_the_file(path: Path, store: SqlStore) -> None:
    def in_the_file() -> bytes:
        return path.read_bytes()

    before = in_the_file()
    for _ in range(unit_of_work.COMMITS_A_CHECKPOINT + 1):
        with store.write() as room:
            say(room)
    assert in_the_file() == before
    store.sync_store().position()
    assert in_the_file() != before


def test_a_writer_that_never_ends_is_told_of(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_of_work, "BUSY_MS", 10)
    told: list[type[BaseException]] = []

    def try_to_write() -> None:
        try:
            with store.write():
                pass
        except DatabaseBusy as error:
            told.append(type(error))

    with store.write():
        other = threading.Thread(target=try_to_write)
        other.start()
        other.join()
    assert told == [DatabaseBusy]
    with store.write() as room:
        assert say(room).seq == 1


def test_a_ctrl_c_inside_a_statement_leaves_as_what_it_is(store: SqlStore) -> None:
    """SQLAlchemy closes the connection then; asking that one for its state would hide the Ctrl-C."""
    armed = [True]

    def interrupt(_: object, __: object, statement: str, *___: object) -> None:
        if armed[0] and statement.startswith("INSERT INTO journal"):
            armed[0] = False
            raise KeyboardInterrupt

    event.listen(store._engine, "before_cursor_execute", interrupt)

    def attempt() -> None:
        with store.write() as room:
            say(room)

    with pytest.raises(KeyboardInterrupt):
        attempt()
    with store.write() as room:
        assert say(room).seq == 1
