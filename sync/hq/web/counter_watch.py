"""When each counter was last heard, with what version and how long a queue, and where it answers on its shop's network.
Noted in memory, written together every few seconds, so that a thousand counters cost one transaction."""

import asyncio
import itertools
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sync.hq.auth import Bearer
from sync.hq.office import Office
from sync.hq.problems import Refused
from sync.hq.siblings import tell_addresses
from sync.hq.store.engine import Busy, upsert
from sync.hq.store.web_tables import counter_clock, counter_seen

EVERY_SECONDS: Final = 5.0
GATHER_SECONDS: Final = 0.2
REMEMBERED: Final = 60
"""After so many rounds addresses are compared with the feed again: another process of this HQ may have published others."""
log = logging.getLogger("tuangui.hq.web")


class CounterWatch:
    """`note` on the event loop, `keep` as a task of the application."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._noted: dict[int, dict[str, Any]] = {}
        self._clocks: dict[int, dict[str, Any]] = {}
        self._said: dict[int, str] = {}
        """Addresses not published yet."""
        self._published: dict[int, str] = {}
        self._told = asyncio.Event()

    def note(self, bearer: Bearer, headers: Mapping[str, str]) -> None:
        """A counter with a session asked something."""
        counter, own = bearer.counter, {"store": bearer.store, "counter": bearer.counter}
        now = self._office.clock()
        said, clock = headers.get("tuangui-waiting", ""), headers.get("tuangui-clock", "")
        if clock.isascii() and clock.isdigit() and len(clock) < 15:
            ahead = int(clock) - round(now.timestamp() * 1000)
            self._clocks[counter] = own | {"ahead_ms": ahead, "at": now}
        lan = headers.get("tuangui-lan")
        if lan is not None and self._published.get(counter) != lan:
            self._said[counter] = lan
            self._told.set()
        version = headers.get("user-agent", "")
        self._noted[counter] = own | {
            "at": now,
            "version": version.removeprefix("tuangui/")[:40] if "tuangui/" in version else "",
            "waiting": int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None,
        }

    async def keep(self) -> None:
        """Write what was noted; what the database will not take now is taken next time."""
        await asyncio.gather(self._keep_seen(), self._keep_addresses())

    async def _keep_seen(self) -> None:
        for number in itertools.count(1):
            await asyncio.sleep(EVERY_SECONDS)
            await self.write()
            if number % REMEMBERED == 0:
                self._published.clear()

    async def _keep_addresses(self) -> None:
        """At once: while the others do not know it, they can hand over nothing the hub holds."""
        while True:
            await self._told.wait()
            self._told.clear()
            await asyncio.sleep(GATHER_SECONDS)
            await self._publish()

    async def write(self) -> None:
        if self._said:
            self._told.set()
        noted, self._noted = self._noted, {}
        clocks, self._clocks = self._clocks, {}
        if not noted:
            return
        rows = [noted[counter] for counter in sorted(noted)]
        times = [clocks[counter] for counter in sorted(clocks)]
        try:
            await self._office.run(self._written, rows, times)
        except (Busy, Refused):
            self._noted = noted | self._noted
            self._clocks = clocks | self._clocks
            log.warning("counters not noted", extra={"count": len(rows)})

    async def _publish(self) -> None:
        said, self._said = self._said, {}
        if not said:
            return
        now = self._office.clock()
        try:
            await self._office.write(
                lambda connection: (None, tell_addresses(connection, said, now))
            )
            self._published |= said
        except (Busy, Refused):
            self._said = said | self._said
            log.warning("addresses not published", extra={"count": len(said)})

    def _written(self, rows: list[dict[str, Any]], times: list[dict[str, Any]]) -> None:
        with self._office.database.write() as connection:
            upsert(connection, counter_seen, rows)
            upsert(connection, counter_clock, times)


def since(moment: datetime | None, now: datetime) -> int | None:
    """Whole seconds since a counter was heard."""
    return None if moment is None else max(0, int((now - moment).total_seconds()))
