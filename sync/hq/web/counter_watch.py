"""When each counter was last heard, with what version and how long a queue. Noted in memory, written together every few
seconds, so that a thousand counters cost one transaction."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sync.hq.office import Office
from sync.hq.problems import Refused
from sync.hq.store.engine import Busy, upsert
from sync.hq.store.web_tables import counter_seen

EVERY_SECONDS: Final = 5.0
log = logging.getLogger("tuangui.hq.web")


class CounterWatch:
    """`note` on the event loop, `keep` as a task of the application."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._noted: dict[int, dict[str, Any]] = {}

    def note(self, counter: int, headers: Mapping[str, str]) -> None:
        """A counter with a session asked something."""
        said = headers.get("tuangui-waiting", "")
        version = headers.get("user-agent", "")
        self._noted[counter] = {
            "counter": counter,
            "at": self._office.clock(),
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
        if not noted:
            return
        rows = [noted[counter] for counter in sorted(noted)]
        try:
            await self._office.run(self._written, rows)
        except (Busy, Refused):
            self._noted = noted | self._noted
            log.warning("counters not noted", extra={"count": len(rows)})

    def _written(self, rows: list[dict[str, Any]]) -> None:
        with self._office.database.write() as connection:
            upsert(connection, counter_seen, rows)


def since(moment: datetime | None, now: datetime) -> int | None:
    """Whole seconds since a counter was heard."""
    return None if moment is None else max(0, int((now - moment).total_seconds()))
