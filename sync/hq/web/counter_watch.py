"""When each counter was last heard, with what version and how long a queue. Noted in memory, written together every few
seconds, so that a thousand counters cost one transaction."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sync.hq.auth import Bearer
from sync.hq.office import Office
from sync.hq.problems import Refused
from sync.hq.store.engine import Busy, upsert
from sync.hq.store.web_tables import counter_clock, counter_seen

EVERY_SECONDS: Final = 5.0
log = logging.getLogger("tuangui.hq.web")


class CounterWatch:
    """`note` on the event loop, `keep` as a task of the application."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._noted: dict[int, dict[str, Any]] = {}
        self._clocks: dict[int, dict[str, Any]] = {}

    def note(self, bearer: Bearer, headers: Mapping[str, str]) -> None:
        """A counter with a session asked something."""
        counter, own = bearer.counter, {"store": bearer.store, "counter": bearer.counter}
        now = self._office.clock()
        said, clock = headers.get("tuangui-waiting", ""), headers.get("tuangui-clock", "")
        if clock.isascii() and clock.isdigit() and len(clock) < 15:
            ahead = int(clock) - round(now.timestamp() * 1000)
            self._clocks[counter] = own | {"ahead_ms": ahead, "at": now}
        version = headers.get("user-agent", "")
        self._noted[counter] = own | {
            "at": now,
            "version": version.removeprefix("tuangui/")[:40] if "tuangui/" in version else "",
            "waiting": int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None,
        }

    async def keep(self) -> None:
        """Write what was noted; what the database will not take now is taken next time."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.write()

    async def write(self) -> None:
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

    def _written(self, rows: list[dict[str, Any]], times: list[dict[str, Any]]) -> None:
        with self._office.database.write() as connection:
            upsert(connection, counter_seen, rows)
            upsert(connection, counter_clock, times)


def since(moment: datetime | None, now: datetime) -> int | None:
    """Whole seconds since a counter was heard."""
    return None if moment is None else max(0, int((now - moment).total_seconds()))
