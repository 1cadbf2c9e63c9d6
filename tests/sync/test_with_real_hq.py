"""The real worker over real HTTP against the real HQ and the real encrypted store, on a line that can be cut."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.devices.signatures import device_signer, public_key
from app.domain.facts import ReceiptReprinted
from app.domain.identity import ReceiptNo, StaffId
from app.store.opening import SqlStore, open_store
from installer.demo.line import Fault, Line
from sync import wire
from sync.engine import Engine
from sync.enrol import CodeRefused, enrol
from sync.hq.__main__ import main as tuangui_hq
from sync.hq.seeding import load_seeds
from sync.hq.store.engine import Database
from sync.http_hq import HttpHq
from sync.ports import Hq, SyncStore
from sync.status import Line as Net
from sync.worker import SyncWorker
from tests.hq.running import RunningHq
from tests.sync.test_worker import Screen, online

SEED = bytes(range(32))
SEEDS = Path(__file__).parents[2] / "seeds"
CLERK = StaffId(11)


class Shop:
    """One enrolled counter whose way to HQ is `line`."""

    def __init__(self, hq: RunningHq, folder: Path) -> None:
        self.connect(hq)
        self.store: SqlStore = open_store(folder / "tuangui.db", b"k" * 32)
        self.identity = enrol(self.url, hq.operator.enrol_code(), public_key(SEED))
        self.store.enrolled(self.identity, self.url)
        self.screen = Screen()
        self.worker = self.new_worker()

    def connect(self, hq: RunningHq) -> None:
        self.hq = hq
        host, _, port = hq.url.removeprefix("http://").rpartition(":")
        self.line = Line((host, int(port)))
        self.url = f"http://127.0.0.1:{self.line.port}"

    def new_worker(self) -> SyncWorker:
        def sync_store() -> SyncStore:
            return self.store.sync_store()

        def http_hq() -> Hq:
            return HttpHq(self.url, self.identity.counter, device_signer(SEED))

        return SyncWorker(
            open_store=sync_store,
            open_hq=http_hq,
            on_status=self.screen.on_status,
            on_applied=self.screen.on_applied,
            roll=lambda: 0.2,
        )

    def write(self, count: int = 1) -> None:
        with self.store.write() as room:
            for n in range(count):
                room.journal.append(
                    ReceiptReprinted(receipt_no=ReceiptNo(1), count=n + 1),
                    at=datetime.now(UTC),
                    mono_ms=n,
                    by=CLERK,
                )
        self.worker.wake()

    def at_hq(self) -> list[int]:
        """The seqs HQ has of this counter, in order."""
        rows = self.hq.operator.look("facts")
        return sorted(row["seq"] for row in rows if row["counter"] == self.identity.counter)

    def close(self) -> None:
        self.worker.stop()
        self.line.close()
        self.store.close()


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[RunningHq]:
    url = f"sqlite:///{tmp_path / 'hq.db'}"
    database = Database(url)
    database.create()
    load_seeds(database, SEEDS, datetime.now(UTC))
    database.close()
    running = RunningHq(url)
    yield running
    running.stop()


@pytest.fixture
def shop(hq: RunningHq, tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(hq, tmp_path)
    shop.worker.start()
    shop.screen.wait(online, 20)
    yield shop
    shop.close()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """For what only HQ can be asked: looks again every 20 ms."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < deadline
        pause.wait(0.02)


def test_the_shops_data_arrives_and_an_enrolment_code_works_once(shop: Shop) -> None:
    with shop.store.read() as room:
        assert room.pickups.by_alias("T-20462") is not None
        assert room.about.code_keys()
    code = shop.hq.operator.enrol_code()
    again = enrol(shop.url, code.lower(), public_key(SEED))
    assert enrol(shop.url, code, public_key(SEED)).counter == again.counter
    with pytest.raises(CodeRefused):
        enrol(shop.url, code, public_key(b"\x07" * 32))


def test_a_fact_is_at_hq_and_a_change_is_here_within_a_second(shop: Shop) -> None:
    with within(1):
        shop.write()
        until(lambda: shop.at_hq() == [1])
    shop.screen.wait(online)
    news = shop.screen.applied
    with within(1):
        shop.hq.operator.put(wire.StockRow(product_no=101, on_hand=3, received_today=9), store=1)
        shop.screen.wait_for_news(news + 1)


def test_a_reply_lost_after_the_commit_doubles_nothing(shop: Shop) -> None:
    shop.line.set(Fault.LOSING_ANSWERS)
    shop.write(3)
    until(lambda: shop.at_hq() == [1, 2, 3])
    shop.screen.wait(lambda s: s.line is Net.OFFLINE and s.pending == 3)
    shop.line.set(Fault.NONE)
    shop.worker.retry_now()
    shop.screen.wait(online, 20)
    assert shop.at_hq() == [1, 2, 3]
    with shop.store.read() as room:
        rows = room.journal.recent(10)
    assert {row.outcome for row in rows} <= {"applied", "duplicate"}


def test_the_line_is_cut_work_goes_on_and_drains_by_itself(shop: Shop) -> None:
    shop.line.set(Fault.CUT)
    shop.write(700)
    shop.screen.wait(lambda s: s.line is Net.OFFLINE and s.pending == 700)
    assert shop.at_hq() == []
    shop.line.set(Fault.NONE)
    shop.screen.wait(online, 20)
    assert shop.at_hq() == list(range(1, 701))


def test_stopping_while_listening_takes_no_time_and_a_new_start_goes_on(shop: Shop) -> None:
    with within(1):
        shop.worker.stop()
    shop.write(2)
    shop.worker = shop.new_worker()
    shop.worker.start()
    until(lambda: shop.at_hq() == [1, 2])


def test_stopping_on_a_line_that_hangs_takes_no_time(shop: Shop) -> None:
    shop.line.set(Fault.HANGING)
    shop.write()
    shop.screen.wait(lambda s: s.pending == 1)
    with within(1):
        shop.worker.stop()


def test_a_revoked_counter_hands_in_its_queue_and_gets_nothing_more(shop: Shop) -> None:
    shop.hq.operator.act("revoke", counter=shop.identity.counter)
    shop.screen.wait(lambda s: s.stopped_by == "revoked")
    shop.write(2)
    until(lambda: {row["seq"] for row in shop.hq.operator.look("quarantine")} == {1, 2})
    shop.screen.wait(lambda s: s.pending == 0)
    assert shop.screen.statuses[-1].line is Net.STOPPED


def test_a_counter_enrolled_anew_elsewhere_stops_here(shop: Shop) -> None:
    code = shop.hq.operator.enrol_code(1, shop.identity.label)
    assert enrol(shop.url, code, public_key(b"\x07" * 32)).incarnation == 2
    shop.write()
    shop.worker.retry_now()
    stopped = shop.screen.wait(lambda s: s.line is Net.STOPPED, 20)
    assert stopped.stopped_by in {"forked", "unauthorized"}
    assert stopped.pending == 1


def test_an_hq_restored_from_a_backup_gets_again_what_it_forgot(
    hq: RunningHq, shop: Shop, tmp_path: Path
) -> None:
    database, backup = tmp_path / "hq.db", tmp_path / "backup.db"
    shop.write(2)
    until(lambda: shop.at_hq() == [1, 2])
    with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(backup)) as copy:
        live.backup(copy)
    shop.write(3)
    until(lambda: shop.at_hq() == [1, 2, 3, 4, 5])
    shop.screen.wait(online)
    shop.worker.stop()
    shop.line.close()
    hq.stop()
    for left in tmp_path.glob("hq.db*"):
        left.unlink()
    backup.rename(database)
    assert tuangui_hq(["new-epoch", "--database", hq.database_url]) == 0
    restored = RunningHq(hq.database_url)
    try:
        shop.connect(restored)
        assert shop.at_hq() == [1, 2]
        shop.worker = shop.new_worker()
        shop.worker.start()
        until(lambda: shop.at_hq() == [1, 2, 3, 4, 5])
        shop.screen.wait(online, 20)
    finally:
        shop.worker.stop()
        restored.stop()
    with shop.store.read() as room:
        assert room.pickups.by_alias("T-20462") is not None


def test_a_row_lost_here_is_found_by_comparing_and_comes_again(shop: Shop) -> None:
    shop.worker.stop()
    with shop.store.write() as room:
        room.connection.exec_driver_sql("DELETE FROM pickup WHERE order_no = 'T-20462'")
    engine = Engine(
        shop.store.sync_store(),
        HttpHq(shop.url, shop.identity.counter, device_signer(SEED)),
        lambda: datetime.now(UTC),
    )
    engine.pages_a_check = 1
    shop.hq.operator.put(wire.StockRow(product_no=101, on_hand=3, received_today=9), store=1)
    assert engine.pull(0).moved > 100, "the scope of the store came anew"
    with shop.store.read() as room:
        assert room.pickups.by_alias("T-20462") is not None
    assert engine.pull(0).moved == 0
