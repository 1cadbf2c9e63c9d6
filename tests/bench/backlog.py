"""How long a counter that was cut off for days needs to tell HQ, and HQ on SQLite beside HQ on PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from app.bootstrap.opening import Enrolled
from app.domain.facts import PromptAnswered
from app.domain.identity import StaffId
from tests.bench.at_counter import at_counter, line_of
from tests.bench.chain import Chain, chain, small_hq
from tests.bench.figures import Bench, Figure, over_repeats

SOME, MANY = 10_000, 100_000


def measure_some() -> Iterator[Figure]:
    """From the first push to the last acknowledgement, as in each row here."""
    yield _row("backlog-10k", chain(stores=1), SOME, 5, 1.0, "PostgreSQL, 2 workers")


def measure_many() -> Iterator[Figure]:
    yield _row("backlog-100k", chain(stores=1), MANY, 3, 10.0, "PostgreSQL, 2 workers")


def measure_on_sqlite() -> Iterator[Figure]:
    yield _row("backlog-sqlite", small_hq(), SOME, 3, None, "SQLite")


def _row(
    row: str,
    opened: AbstractContextManager[Chain],
    facts: int,
    repeats: int,
    target: float | None,
    kind: str,
) -> Figure:
    samples, spent = [], []
    with opened as hq:
        for _ in range(repeats):
            with at_counter(hq) as data, line_of(data) as engine:
                _pile_up(data, facts)
                before, began, own = hq.cpu_seconds(), time.perf_counter(), time.process_time()
                moved = engine.push().moved
                samples.append(time.perf_counter() - began)
                spent.append((time.process_time() - own, sum(hq.cpu_seconds()) - sum(before)))
                if moved != facts:
                    raise RuntimeError(f"HQ took {moved} facts")
    ours, theirs = min(spent)
    how = f"{facts:,} facts to HQ on {kind}; processor: counter {ours:.2f} s, HQ {theirs:.2f} s"
    return over_repeats(row, samples, unit="s", target=target, how=how)


def _pile_up(data: Enrolled, facts: int) -> None:
    for start in range(0, facts, 1000):
        with data.store.write() as room:
            for n in range(start, start + 1000):
                fact = PromptAnswered(1, "A", None, None, 1001, "declined" if n % 3 else "taken")
                room.journal.append(fact, at=datetime.now(UTC), mono_ms=n, by=StaffId(11))


BENCHES = (
    Bench("backlog-10k", ("backlog-10k",), measure_some),
    Bench("backlog-100k", ("backlog-100k",), measure_many),
    Bench("backlog-sqlite", ("backlog-sqlite",), measure_on_sqlite),
)
