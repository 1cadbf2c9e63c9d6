"""The command as a process: load, serve, enrol-code, mint; killed without warning it loses nothing it acknowledged."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import httpx
import pytest

from tests.hq.counter import Counter, Operator, Said, plain_http
from tests.hq.running import SEEDS

ROOT = SEEDS.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sync.hq", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass
class Served:
    process: subprocess.Popen[str]
    url: str
    operator: Operator


@contextmanager
def served(file: Path, log: Path) -> Iterator[Served]:
    """`serve --port 0` on a SQLite file, until killed or told to end."""
    environment = {k: v for k, v in os.environ.items() if k != "TUANGUI_OPERATOR_TOKEN"}
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "sync.hq",
                "serve",
                "--port",
                "0",
                "--database",
                f"sqlite:///{file}",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        )
        assert process.stdout is not None
        word, _, url = process.stdout.readline().strip().partition(" ")
        assert word == "listening", log.read_text(encoding="utf-8")
        token = Path(f"{file}.operator-token").read_text(encoding="utf-8")
        operator = Operator(url, token)
        try:
            yield Served(process, url, operator)
        finally:
            operator.close()
            process.terminate()
            assert process.wait(timeout=15) is not None
            process.stdout.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "data" / "hq.db"
    loaded = run("load", "seeds", "--database", f"sqlite:///{file}")
    assert loaded.returncode == 0, loaded.stderr
    assert "65 pickup" in loaded.stdout
    return file


def test_a_day_by_commands(file: Path, tmp_path: Path) -> None:
    database = ("--database", f"sqlite:///{file}")
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    with served(file, tmp_path / "log") as hq:
        code = run("enrol-code", "--store", "1", *database).stdout.strip()
        counter = Counter.enrol(hq.url, code)
        assert counter.identity.receipt_url == hq.url
        row = counter.pickup("T-20462")
        counter.redeem(row, {1: 1}, points=72)
        assert counter.outcomes() == ["applied"]
        minted = run("mint", "pickup", "T-20462", *database).stdout.strip()
        assert minted == hq.operator.mint("pickup", "T-20462")
        badge = run("mint", "badge", "13", "--serial", "1013", *database)
        assert badge.stdout.startswith("TS")
        wrong = run("mint", "pickup", "T-1", *database)
        assert (wrong.returncode, wrong.stderr.strip()) == (1, "no such order")
        httpx.get(f"{hq.url}/r/TRSECRETTOKEN")
        assert run("new-epoch", *database).returncode == 0
    with served(file, tmp_path / "log") as hq:
        counter.http = plain_http(hq.url)
        with pytest.raises(Said, match="reset"):
            counter.pull()
        assert len(counter.pickup("T-20462").redemptions) == 1
    _check_log((tmp_path / "log").read_text(encoding="utf-8"), counter)


def _check_log(log: str, counter: Counter) -> None:
    lines = [json.loads(line) for line in log.splitlines()]
    (pushed,) = [line for line in lines if line["event"] == "facts"]
    assert pushed["counter"] == counter.identity.counter
    assert pushed["outcomes"] == {"applied": 1}
    for secret in ("13800001234", "王女士", "TRSECRETTOKEN", counter.token):
        assert secret not in log


def test_killed_at_any_moment_it_loses_and_doubles_nothing(file: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(file, log) as hq:
        counter = Counter.enrol(hq.url, hq.operator.enrol_code())
        order_no = hand_over_and_undo(counter)
    acked = 0
    for acks_before_death in (1, 3):
        with served(file, log) as hq, ThreadPoolExecutor(1) as pool:
            reach(counter, hq.url)
            acks: SimpleQueue[int] = SimpleQueue()
            pushing = pool.submit(push_until_death, counter, acked, acks)
            for _ in range(acks_before_death):
                acks.get(timeout=20)
            hq.process.kill()
            acked = pushing.result(timeout=20)
            assert acked < len(counter.facts)
    with served(file, log) as hq:
        reach(counter, hq.url)
        while acked < len(counter.facts):
            acked = counter.push(acked + 1, acked + 100).acked_through
        kept = hq.operator.look("facts")
        standing = [r for r in counter.pickup(order_no).redemptions if not r.undone]
    assert [entry["sha256"] for entry in kept] == [fact.sha256 for fact in counter.facts]
    assert len(standing) == 3


def reach(counter: Counter, url: str) -> None:
    counter.http.close()
    counter.http = plain_http(url)
    counter.sign_in()


def hand_over_and_undo(counter: Counter) -> str:
    """Facts about three units of one order, handed over and undone many times; in the end all three stand."""
    row = counter.pickup("T-20473")
    for _ in range(60):
        handed = [counter.redeem(row, {1: 1}, points=1) for _ in range(3)]
        for fact in handed:
            counter.undo(fact)
    for _ in range(3):
        counter.redeem(row, {1: 1}, points=1)
    return row.order_no


def push_until_death(counter: Counter, acked: int, acks: "SimpleQueue[int]") -> int:
    """Small pushes until HQ is gone; returns what it acknowledged."""
    try:
        while acked < len(counter.facts):
            acked = counter.push(acked + 1, acked + 9).acked_through
            acks.put(acked)
    except httpx.TransportError:
        pass
    return acked
