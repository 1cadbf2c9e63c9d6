"""Claims over HTTP, as a rush at many stores would be: wrk asks, HQ checks the session, locks the order, stores the claim
with the units taken, and answers."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sync import wire
from tests.bench.chain import Chain, chain, claim_id
from tests.bench.figures import Bench, Better, Figure, over_repeats
from tests.bench.filling import pickup_id

STORES, ORDERS, ROUNDS, SECONDS, IN_FLIGHT = 50, 2_000, 5, 5, 16
WARM_SECONDS = 2
SCRIPT = Path(__file__).with_name("claims.lua")


@dataclass(frozen=True, slots=True)
class Rush:
    """What one round of wrk saw. `cpu` are the processor seconds HQ and PostgreSQL used."""

    granted: int
    other: int
    errors: int
    timeouts: int
    seconds: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    cpu: tuple[float, float]


def measure() -> Iterator[Figure]:
    with chain(stores=STORES, orders=ORDERS) as hq:
        rushes = _rushes(hq)
    rates = [rush.granted / rush.seconds for rush in rushes]
    spent = [1e6 * sum(rush.cpu) / rush.granted for rush in rushes]
    how = (
        f"{IN_FLIGHT} in flight over {STORES} stores, PostgreSQL with fsync, 2 workers, "
        f"{min(spent):.0f} µs of processor a claim at best"
    )
    yield over_repeats("claims-rate", rates, unit="1/s", target=2000, how=how, better=Better.HIGHER)
    yield over_repeats(
        "claims-p99", [rush.p99_ms for rush in rushes], unit="ms", target=20, how=how
    )


def _rushes(hq: Chain) -> list[Rush]:
    tokens = hq.tokens(range(1, STORES + 1))
    asked = _requests(tokens)
    with TemporaryDirectory(prefix="tuangui-bench-") as folder:
        file = Path(folder) / "claims"
        found = []
        for number, seconds in enumerate([WARM_SECONDS, *[SECONDS] * ROUNDS]):
            if not asked:
                raise RuntimeError("no orders are left to claim")
            file.write_text("".join(asked), encoding="ascii")
            rush = _rush(hq, file, seconds)
            if rush.other or rush.errors or rush.timeouts:
                raise RuntimeError(f"HQ did not grant everything: {rush}")
            asked = asked[rush.granted + IN_FLIGHT :]
            if number:
                found.append(rush)
        return found


def _requests(tokens: list[str]) -> list[str]:
    """One line each: session and body. One unit of each line of each order, store after store."""
    lines: list[str] = []
    for n in range(ORDERS):
        for store in range(STORES):
            order = store * ORDERS + n
            for line_no in range(1, 2 + order % 4):
                request = wire.ClaimRequest(
                    proto=wire.PROTOCOL,
                    claim_id=claim_id(len(lines)),
                    pickup_id=pickup_id(order),
                    units=(wire.Units(line_no=line_no, quantity=1),),
                    epoch=0,
                )
                lines.append(f"{tokens[store]} {wire.encode(request).decode()}\n")
    return lines


def _rush(hq: Chain, file: Path, seconds: int) -> Rush:
    before = hq.cpu_seconds()
    argv = ["wrk", "-t1", f"-c{IN_FLIGHT}", f"-d{seconds}s", "-s", str(SCRIPT), hq.url]
    ran = subprocess.run(
        [*argv, "--", str(file), "1"], capture_output=True, text=True, check=True, timeout=120
    )
    after = hq.cpu_seconds()
    said = json.loads(ran.stdout.splitlines()[-1])
    return Rush(**said, cpu=(after[0] - before[0], after[1] - before[1]))


BENCHES = (Bench("claims", ("claims-rate", "claims-p99"), measure),)
