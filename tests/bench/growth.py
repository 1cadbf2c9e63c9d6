"""Does a fact cost more when there are millions of them? The same pushes at 10,000 facts in the table and at very many."""

import statistics
import time
from collections.abc import Iterator

from sqlalchemy import text

from sync.hq.store.engine import Database
from tests.bench.chain import Chain, chain
from tests.bench.figures import Bench, Figure, over_repeats
from tests.bench.pushing import Pusher

FEW, MANY = 10_000, 5_000_000
COUNTERS, PUSHES, A_PUSH, REPEATS = 200, 20, 500, 3
WORST_RATIO = 1.25
_FILL = text(
    """
    INSERT INTO fact (store, counter, incarnation, seq, id, kind, v, at, mono_ms, by, body, prev, sha256, pickup, outcome,
      detail, received_at)
    SELECT 1, 10 + n % :counters, 1, 1000 + n / :counters, lpad(to_hex(n), 32, '0'), 'pickup.redeemed', 1,
      '2026-11-22T09:00:00.000000Z', n, 11, convert_to(repeat('x', 180), 'UTF8'), md5(n::text) || md5((n + 1)::text),
      md5((n + 1)::text) || md5((n + 2)::text), 100000 + (n * 7919) % 1000000, 'applied', '',
      '2026-11-22T09:00:01.000000Z'
    FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
    """
)


def measure() -> Iterator[Figure]:
    """The ratio of what a fact costs then and before, in processor time of HQ and PostgreSQL; and both."""
    with chain(stores=1, counters=9) as hq:
        pushers = iter(
            [Pusher(hq.url, n, token) for n, token in enumerate(hq.tokens(range(1, 10)), 1)]
        )
        _fill(hq, 1, FEW)
        before = [_cost(hq, next(pushers)) for _ in range(REPEATS)]
        _fill(hq, FEW + 1, MANY)
        after = [_cost(hq, next(pushers)) for _ in range(REPEATS)]
    few, lots = (statistics.median(cpu for cpu, _ in costs) for costs in (before, after))
    how = f"pushes of {A_PUSH}; processor time of HQ and PostgreSQL together"
    yield over_repeats(
        "fact-cost-few",
        [cpu for cpu, _ in before],
        unit="µs",
        target=None,
        how=f"{how}, at {FEW:,} facts",
    )
    yield over_repeats(
        "fact-cost-many",
        [cpu for cpu, _ in after],
        unit="µs",
        target=None,
        how=f"{how}, at {MANY:,} facts",
    )
    ratios = [cpu / few for cpu, _ in after]
    wall = statistics.median(w for _, w in after) / statistics.median(w for _, w in before)
    yield over_repeats(
        "fact-cost",
        ratios,
        unit="×",
        target=WORST_RATIO,
        how=f"a fact at {MANY:,} to a fact at {FEW:,} facts, {lots / few:.2f} in processor time, {wall:.2f} in time",
    )


def _fill(hq: Chain, first: int, last: int) -> None:
    database = Database(hq.database_url)
    step = 250_000
    for start in range(first, last + 1, step):
        with database.write() as connection:
            asked = {"counters": COUNTERS, "first": start, "last": min(start + step - 1, last)}
            connection.execute(_FILL, asked)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as admin:
        admin.exec_driver_sql("VACUUM ANALYZE fact")
        admin.exec_driver_sql("CHECKPOINT")
    database.close()


def _cost(hq: Chain, pusher: Pusher) -> tuple[float, float]:
    """Microseconds of processor and of time for one fact."""
    requests = [pusher.request(A_PUSH) for _ in range(PUSHES)]
    before, began = hq.cpu_seconds(), time.perf_counter()
    for number, request in enumerate(requests):
        pusher.seq = (number + 1) * A_PUSH
        pusher.send(request)
    took, after = time.perf_counter() - began, hq.cpu_seconds()
    pusher.close()
    facts = PUSHES * A_PUSH
    return 1e6 * (sum(after) - sum(before)) / facts, 1e6 * took / facts


BENCHES = (Bench("fact-cost", ("fact-cost", "fact-cost-few", "fact-cost-many"), measure),)
