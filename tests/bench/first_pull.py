"""A new counter's first pull: everything of a big shop, from HQ's tables into the counter's encrypted file."""

import time
from collections.abc import Iterator

from tests.bench.at_counter import at_counter, line_of
from tests.bench.chain import chain
from tests.bench.figures import Bench, Figure, over_repeats

MEMBERS, ORDERS, REPEATS = 100_000, 50_000, 3


def measure() -> Iterator[Figure]:
    samples, spent = [], []
    with chain(stores=1, members=MEMBERS, orders=ORDERS) as hq:
        for _ in range(REPEATS):
            with at_counter(hq) as data, line_of(data) as engine:
                before, began, own = hq.cpu_seconds(), time.perf_counter(), time.process_time()
                moved = engine.pull(0.0).moved
                samples.append(time.perf_counter() - began)
                spent.append((time.process_time() - own, sum(hq.cpu_seconds()) - sum(before)))
                if moved < MEMBERS + ORDERS:
                    raise RuntimeError(f"only {moved} rows came")
    ours, theirs = min(spent)
    how = f"{MEMBERS:,} members and {ORDERS:,} orders; processor: counter {ours:.1f} s, HQ and PostgreSQL {theirs:.1f} s"
    yield over_repeats("first-pull", samples, unit="s", target=10.0, how=how)


BENCHES = (Bench("first-pull", ("first-pull",), measure),)
