"""kill -9 at random moments of the day: every committed redemption is there once, at the counter and at HQ.

`TUANGUI_KILLS=200` makes it the long run; CI kills 20 times.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.opening import NotEnrolled, enrol_counter, open_data
from app.devices.secret_places import FileSecrets
from installer.demo.headquarters import ROOT
from installer.demo.shop import CASHIER, CASHIER_PIN, Shop
from tests.faults.shadow import one_story

KILLS = int(os.environ.get("TUANGUI_KILLS", "20"))
ORDERS = 24
UNITS = 5 if KILLS <= 20 else 40
SEED = 20261122


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """HQ, line and printer, with a heap of orders for one counter that is enrolled but has never run."""
    made = Shop(tmp_path)
    secrets = FileSecrets(made.paths.data / "key")
    opened = open_data(made.paths.database, secrets)
    assert isinstance(opened, NotEnrolled)
    enrol_counter(opened, made.address, made.enrol_code())
    opened.store.close()
    template = made.order("T-20462")
    for number in range(ORDERS):
        lines = [
            {**template["lines"][0], "line_no": no, "quantity": UNITS, "arrived": UNITS}
            for no in (1, 2)
        ]
        row = {
            **template,
            "pickup": 900_000 + number,
            "order_no": f"K-{number}",
            "pickup_no": f"{90000000 + number}",
            "lines": lines,
        }
        made.hq.put("pickup", row, store=1)
    yield made
    made.close()


def start(shop: Shop, codes: Path) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-m", "tests.faults.day", str(shop.paths.data), str(codes)]
    return subprocess.Popen(
        [*argv, CASHIER, CASHIER_PIN],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.timeout(900)
def test_whatever_was_committed_is_there_once_after_any_kill(shop: Shop, tmp_path: Path) -> None:
    codes = tmp_path / "codes.txt"
    codes.write_text("\n".join(shop.pickup_code(f"K-{no}") for no in range(ORDERS)))
    chance = random.Random(SEED)
    said: list[tuple[str, str]] = []
    for _ in range(KILLS):
        day = start(shop, codes)
        assert day.stdout is not None
        until = chance.randrange(1, 12)
        for _, line in zip(range(until), day.stdout, strict=False):
            what, redemption = line.split()
            said.append((what, redemption))
        moment = chance.uniform(0.0, 0.06)
        with pytest.raises(subprocess.TimeoutExpired):
            day.wait(moment)
        day.kill()
        rest, _ = day.communicate()
        said += [tuple(line.split()) for line in rest.splitlines() if line.count(" ") == 1]  # type: ignore[misc]
    last = start(shop, codes)
    out, err = last.communicate(timeout=600)
    assert last.returncode == 0, err[-2000:]
    said += [(line.split()[0], line.split()[1]) for line in out.splitlines()]
    assert said[-1][0] == "drained"
    given = one_story(shop, said, ORDERS)
    assert given == [{1: UNITS, 2: UNITS}] * ORDERS
