"""How soon HQ has what happened at a counter, and a counter what changed at HQ, with the line up and nothing else to do."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from app.bootstrap.opening import Enrolled
from app.domain.facts import PromptAnswered
from app.domain.identity import StaffId
from sync import wire
from sync.status import Line, SyncStatus
from sync.worker import SyncWorker
from tests.bench.at_counter import at_counter, hq_of, operate
from tests.bench.chain import Chain, chain
from tests.bench.figures import Bench, Figure, over_rounds

ROUNDS, TIMES, PATIENCE_SECONDS = 5, 20, 60.0


class Heard:
    """What the counter was told, with a condition to wait on."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.status = SyncStatus()
        self.news = 0

    def sync(self, status: SyncStatus) -> None:
        with self.changed:
            self.status = status
            self.changed.notify_all()

    def applied(self) -> None:
        with self.changed:
            self.news += 1
            self.changed.notify_all()

    def wait_told(self) -> None:
        """Until nothing of ours is left to tell."""
        self._wait(lambda: self.status.line is Line.ONLINE and self.status.pending == 0)

    def wait_news(self, after: int) -> None:
        self._wait(lambda: self.news > after)

    def _wait(self, true: Callable[[], bool]) -> None:
        with self.changed:
            if not self.changed.wait_for(true, PATIENCE_SECONDS):
                raise TimeoutError(f"{self.status}")


def measure() -> Iterator[Figure]:
    """A fact from its commit to HQ's acknowledgement; a price from the operator's key to the counter's database."""
    heard = Heard()
    with chain(stores=1) as hq, at_counter(hq) as data:
        worker = SyncWorker(
            open_store=data.store.sync_store,
            open_hq=lambda: hq_of(data),
            on_status=heard.sync,
            on_applied=heard.applied,
        )
        worker.start()
        heard.wait_told()
        up, down = [], []
        for number in range(ROUNDS):
            up.append([_fact(worker, data, heard) for _ in range(TIMES)])
            down.append([_price(hq, heard, number * TIMES + n) for n in range(TIMES)])
        worker.stop()
    yield over_rounds(
        "fact-to-hq",
        up,
        99,
        unit="s",
        target=1.0,
        how="p99, from the commit until HQ's acknowledgement is kept",
    )
    yield over_rounds(
        "hq-to-counter",
        down,
        99,
        unit="s",
        target=1.0,
        how="p99, from the operator's request until it is in the counter's database and the screen is told",
    )


def _fact(worker: SyncWorker, data: Enrolled, heard: Heard) -> float:
    with data.store.write() as room:
        fact = PromptAnswered(1, "A", None, None, 1001, "declined")
        room.journal.append(fact, at=datetime.now(UTC), mono_ms=1, by=StaffId(11))
    with heard.changed:
        heard.status = SyncStatus()
    began = time.perf_counter()
    worker.wake()
    heard.wait_told()
    return time.perf_counter() - began


def _price(hq: Chain, heard: Heard, number: int) -> float:
    row = wire.ProductRow(
        product_no=1, name="红颜草莓", price=1000 + number, category="水果", margin_percent=30
    )
    before, began = heard.news, time.perf_counter()
    operate(hq, "put", entity="product", row=row, store=0)
    heard.wait_news(before)
    return time.perf_counter() - began


BENCHES = (Bench("latency", ("fact-to-hq", "hq-to-counter"), measure),)
