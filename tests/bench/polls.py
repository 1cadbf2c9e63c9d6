"""Two thousand counters waiting for news at one HQ worker: what they cost while nothing happens, and how soon each of them
has a price that changed for the whole chain."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import psutil
from sqlalchemy import select

from sync import wire
from sync.hq.feed import Cursor, Seal, scopes_of
from sync.hq.keys import open_keys
from sync.hq.office import utc_now
from sync.hq.store.engine import Database
from sync.hq.store.tables import feed_scope
from tests.bench.chain import Chain, chain
from tests.bench.figures import Bench, Figure, over_repeats, over_rounds

STORES, COUNTERS, CHANGES = 200, 10, 5
CALM_SECONDS = 7.0
"""Long enough for HQ to have noted everybody who came."""
PATIENCE_SECONDS = 60.0
MEGABYTE = 1024 * 1024


@dataclass
class Poller:
    """One counter and its connection."""

    counter: int
    token: str
    cursor: str
    heard_at: float = 0.0

    async def stay(self, host: str, port: int, ready: "asyncio.Semaphore") -> None:
        """Poll after poll until cancelled."""
        reader, writer = await asyncio.open_connection(host, port)
        try:
            while True:
                asked = f"GET /v1/changes?wait=30&cursor={quote(self.cursor)} HTTP/1.1\r\nHost: hq\r\nAuthorization: Bearer {self.token}\r\n\r\n"
                writer.write(asked.encode())
                ready.release()
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                if not head.startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(f"HQ said {head[:60]!r} {body[:200]!r}")
                page = wire_page(body)
                self.cursor = page.cursor
                if page.changes:
                    self.heard_at = time.perf_counter()
        finally:
            writer.close()


def wire_page(body: bytes) -> wire.ChangesAnswer:

    return msgspec.json.decode(body, type=wire.ChangesAnswer)


def measure() -> Iterator[Figure]:
    with chain(stores=STORES, counters=COUNTERS, workers=1) as hq:
        resident, idle, rounds = asyncio.run(_watched(hq))
    many = STORES * COUNTERS
    yield over_repeats(
        "polls-memory",
        resident,
        unit="MB",
        target=300,
        how=f"{many} counters waiting at one HQ process, resident",
    )
    yield over_repeats(
        "polls-idle",
        [idle],
        unit="%",
        target=None,
        how=f"of one core, while {many} counters wait and nothing happens",
    )
    yield over_rounds(
        "polls-p99",
        rounds,
        99,
        unit="s",
        target=1.0,
        how=f"one price changed for the chain, until each of {many} counters has it",
    )


async def _watched(hq: Chain) -> tuple[list[float], float, list[list[float]]]:
    pollers = _pollers(hq)
    address = urlsplit(hq.url)
    ready = asyncio.Semaphore(0)
    tasks = [
        asyncio.create_task(each.stay(address.hostname or "", address.port or 0, ready))
        for each in pollers
    ]
    await _all(ready, tasks, len(pollers))
    await asyncio.sleep(CALM_SECONDS)
    before = hq.cpu_seconds()[0]
    await asyncio.sleep(CALM_SECONDS)
    idle = 100 * (hq.cpu_seconds()[0] - before) / CALM_SECONDS
    resident, rounds = [], []
    for number in range(CHANGES):
        resident.append(_resident(hq.root))
        began = time.perf_counter()
        await asyncio.to_thread(_change_price, hq, number)
        await _all(ready, tasks, len(pollers))
        rounds.append([each.heard_at - began for each in pollers])
        if any(each.heard_at < began for each in pollers):
            raise RuntimeError("a counter has not heard")
        await asyncio.sleep(0.5)
    resident.append(_resident(hq.root))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return resident, idle, rounds


async def _all(ready: asyncio.Semaphore, tasks: list["asyncio.Task[None]"], count: int) -> None:
    """Until so many have asked (again)."""
    for _ in range(count):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await ready.acquire()
    for task in tasks:
        if task.done():
            task.result()


def _pollers(hq: Chain) -> list[Poller]:
    """Each as if it had just pulled everything."""
    database = Database(hq.database_url)
    with database.write() as connection:
        keys = open_keys(connection, utc_now())
        heads = {row.scope: row.last for row in connection.execute(select(feed_scope))}
    database.close()
    seal = Seal(keys.cursor)
    numbers = range(1, STORES * COUNTERS + 1)
    made = []
    for counter, token in zip(numbers, hq.tokens(numbers), strict=True):
        store = (counter - 1) // COUNTERS + 1
        at = {scope: heads.get(scope, 0) for scope in scopes_of(store)}
        made.append(Poller(counter, token, seal.close(Cursor(keys.server_epoch, counter, 0, at))))
    return made


def _change_price(hq: Chain, number: int) -> None:
    row = wire.ProductRow(
        product_no=1, name="红颜草莓", price=1000 + number, category="水果", margin_percent=30
    )
    said = httpx.post(
        f"{hq.url}/v1/operator/put",
        content=wire.encode({"entity": "product", "row": row, "store": 0}),
        headers={"authorization": f"Bearer {hq.operator_token}"},
        timeout=30,
    )
    said.raise_for_status()


def _resident(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / MEGABYTE


BENCHES = (Bench("polls", ("polls-memory", "polls-idle", "polls-p99"), measure),)
