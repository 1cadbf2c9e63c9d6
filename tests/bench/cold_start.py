"""Cold start: from the process's first moment to a counter that paints and answers a scan, and what it then weighs."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.domain.identity import StaffId
from app.paths import DATA_ENV
from tests.bench.figures import Bench, Figure, over_repeats
from tests.bench.filled import Filled, filled

ROOT = Path(__file__).resolve().parents[2]
MEMBERS, ORDERS = 100_000, 200_000
WARM_UP, REPEATS, SCANS = 2, 9, 60
TARGET_S, TARGET_MB = 1.0, 200.0


def measure() -> Iterator[Figure]:
    """Each start is a process of its own; the files are in the system's cache, as on a PC that was used today."""
    with filled(members=MEMBERS, orders=ORDERS) as shop:
        codes = _codes(shop)
        answers = [_start(shop, codes) for _ in range(WARM_UP + REPEATS)][WARM_UP:]
    first = [answer["first_paint_s"] for answer in answers]
    how = f"process start to first frame painted and a scan answered; first frame after {min(first):.2f} s at best"
    scannable = [answer["scannable_s"] for answer in answers]
    yield over_repeats("cold-start", scannable, unit="s", target=TARGET_S, how=how)
    weights = [answer["resident_mb"] for answer in answers]
    how = f"resident after {SCANS} scans, printing and syncing loaded, {MEMBERS:,} members, {ORDERS:,} orders"
    yield over_repeats("memory", weights, unit="MB", target=TARGET_MB, how=how)


def _codes(shop: Filled) -> list[str]:
    data = shop.open()
    with data.store.write() as room:
        room.staff.sign_in(StaffId(1), datetime.now(UTC))
    codes = [shop.pickup_code(data, n) for n in shop.open_orders()[:SCANS]]
    data.store.close()
    return codes


def _start(shop: Filled, codes: list[str]) -> dict[str, float]:
    env = {**os.environ, DATA_ENV: str(shop.paths.data), "QT_QPA_PLATFORM": "offscreen"}
    argv = [sys.executable, "-m", "tests.bench.one_start"]
    with subprocess.Popen(
        argv,
        cwd=ROOT,
        env={**env, "TUANGUI_BENCH_BEGAN": str(time.time_ns())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        said, complaint = program.communicate("\n".join(codes), timeout=120)
    if program.returncode:
        raise RuntimeError(f"the counter did not start: {complaint[-2000:]}")
    answer: dict[str, float] = json.loads(said.strip().splitlines()[-1])
    return answer


BENCHES = (Bench("cold-start", ("cold-start", "memory"), measure),)
