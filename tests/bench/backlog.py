"""How long a counter that was cut off for days needs to tell HQ: 10,000 facts to the real HQ process on loopback."""

import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from app.bootstrap.counter import Counter, Ears
from app.bootstrap.opening import Enrolled, NotEnrolled, enrol_counter, open_data
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.domain.facts import PromptAnswered
from app.domain.identity import StaffId
from app.settings import Settings
from installer.demo.shop import Shop
from sync.status import Line, SyncStatus
from tests.bench.figures import Bench, Figure, over_repeats
from tests.bench.filled import nothing

FACTS, REPEATS, LIMIT_S = 10_000, 3, 300.0


def measure() -> Iterator[Figure]:
    """From the line's return to the last acknowledgement, the counter's first pull included."""
    samples = [_drain() for _ in range(REPEATS)]
    how = f"{FACTS:,} facts to HQ on SQLite, {FACTS / min(samples):,.0f} facts a second at best"
    yield over_repeats("backlog-drain", samples, unit="s", target=None, how=how)


def _drain() -> float:
    with tempfile.TemporaryDirectory(prefix="tuangui-bench-", ignore_cleanup_errors=True) as folder:
        shop = Shop(Path(folder))
        try:
            found = open_data(shop.paths.database, FileSecrets(shop.paths.data / KEY_FILE))
            if not isinstance(found, NotEnrolled):
                raise TypeError("a fresh folder is not enrolled")
            data = enrol_counter(found, shop.address, shop.enrol_code())
            _pile_up(data)
            took = _told(data)
            (journal,) = shop.hq.look("journals")
            if journal["last_seq"] != FACTS:
                raise AssertionError(f"HQ holds {journal['last_seq']} facts")
            return took
        finally:
            shop.close()


def _pile_up(data: Enrolled) -> None:
    for start in range(0, FACTS, 1000):
        with data.store.write() as room:
            for n in range(start, start + 1000):
                fact = PromptAnswered(1, "A", None, None, 1001, "declined" if n % 3 else "taken")
                room.journal.append(fact, at=datetime.now(UTC), mono_ms=n, by=StaffId(11))


def _told(data: Enrolled) -> float:
    drained = threading.Event()

    def heard(status: SyncStatus) -> None:
        if status.line is Line.ONLINE and status.pending == 0:
            drained.set()

    with ThreadPoolExecutor(1) as lane:
        ears = Ears(
            sync=heard,
            changed=nothing,
            printer=nothing,
            printed=nothing,
            scanner=nothing,
            scanned=nothing,
        )
        counter = Counter(data=data, settings=Settings(), lane=lane, ears=ears)
        began = time.perf_counter()
        counter.start()
        if not drained.wait(LIMIT_S):
            raise TimeoutError(f"the backlog was not told within {LIMIT_S:g} s")
        took = time.perf_counter() - began
        counter.stop()
    return took


BENCHES = (Bench("backlog-drain", ("backlog-drain",), measure),)
