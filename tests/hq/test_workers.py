"""`serve --workers 2` as a person starts it: one port, two processes; one killed is replaced and nobody loses anything."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from sync import wire
from tests.hq.counter import Counter, Operator, plain_http
from tests.hq.running import TOKEN
from tests.hq.test_command import ROOT, run
from tests.hq.test_watching import metrics


@dataclass
class Hq:
    process: psutil.Process
    url: str
    operator: Operator

    def workers(
        self, count: int = 2, without: frozenset[int] = frozenset()
    ) -> list[psutil.Process]:
        """Once there are so many, all of them new to `without`."""
        pause = threading.Event()
        for _ in range(4000):
            found = [child for child in self.process.children() if child.status() != "zombie"]
            if len(found) == count and not without & {child.pid for child in found}:
                return found
            pause.wait(0.01)
        raise AssertionError(found)


@contextmanager
def served(url: str, log: Path, *more: str) -> Iterator[Hq]:
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
                url,
                "--workers",
                "2",
                *more,
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "TUANGUI_OPERATOR_TOKEN": TOKEN},
        )
    assert process.stdout is not None
    word, _, address = process.stdout.readline().strip().partition(" ")
    assert word == "listening", log.read_text(encoding="utf-8")
    operator = Operator(address, TOKEN)
    try:
        yield Hq(psutil.Process(process.pid), address, operator)
    finally:
        operator.close()
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def push_patiently(counter: Counter, url: str) -> None:
    """As a counter does: again until HQ has everything."""
    while True:
        try:
            if counter.push().acked_through == len(counter.facts):
                return
        except httpx.TransportError:
            counter.http = plain_http(url)


def test_a_worker_killed_is_replaced_and_the_numbers_stay_right(
    seeded_postgres: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with served(seeded_postgres, log) as hq:
        counter = Counter.enrol(hq.url, hq.operator.enrol_code())
        before = hq.workers()
        for n in range(30):
            counter.write(wire.SignedIn(staff=11, way="pin"))
            if n == 10:
                before[0].kill()
            counter.http = plain_http(hq.url)
            push_patiently(counter, hq.url)
        assert [row["seq"] for row in hq.operator.look("facts")] == list(range(1, 31))
        hq.workers(without=frozenset({before[0].pid}))
        told = [metrics(hq.url) for _ in range(6)]
        counted = {each['tuangui_facts_total{outcome="applied"}'] for each in told}
        assert len(counted) == 1, "whichever worker is asked, it answers for all"
        assert 28 <= counted.pop() <= 30, "a killed worker's counts stay"
        children = hq.workers()
    assert not any(child.is_running() for child in children)
    events = [json.loads(line)["event"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert events.count("worker started") == 3
    assert events.count("worker died") == 1


def test_workers_end_when_whoever_started_them_is_killed(
    seeded_postgres: str, tmp_path: Path
) -> None:
    with served(seeded_postgres, tmp_path / "log") as hq:
        children = hq.workers()
        hq.process.kill()
        _, alive = psutil.wait_procs(children, timeout=60)
        assert alive == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--workers", "2"), "SQLite"),
        (("--host", "0.0.0.0"), "plain HTTP to this computer alone"),  # noqa: S104  what is refused
        (("--tls-cert", "x.pem"), "both --tls-cert and --tls-key"),
        (("--tls-cert", "x.pem", "--tls-key", "y.pem"), "x.pem is not there"),
    ],
)
def test_what_cannot_be_served_is_refused_with_words(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused = run(
        "serve", "--port", "0", "--database", f"sqlite:///{tmp_path / 'hq.db'}", *arguments
    )
    assert refused.returncode == 1
    assert words in refused.stderr
    assert not re.search("Traceback", refused.stderr)
