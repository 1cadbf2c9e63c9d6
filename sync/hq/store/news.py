"""News between the processes of one HQ: PostgreSQL carries the names of what changed to whoever listens. On SQLite there
is one process, which rings its own bell.

TRAP: a NOTIFY inside a writing transaction makes all such commits wait for one another, the disk included (PostgreSQL,
`PreCommit_Notify` takes one lock for the whole database). Workers therefore tell after the commit, many at once, on a
connection of their own. A worker that dies in between is covered by the look every second.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL

from sync.hq.store.postgres import PROGRAM, line_of

if TYPE_CHECKING:
    from psycopg import AsyncConnection

CHANNEL: Final = "tuangui"
GATHER_SECONDS: Final = 0.05
"""News of this long travel together."""
AGAIN_SECONDS: Final = 1.0
"""Until a lost connection is tried again."""
EVERYTHING: Final = "*"
"""The name that is everybody's: said after each new connection, for something may have been told while nobody listened."""
_MOST_BYTES: Final = 7000
"""PostgreSQL takes less than 8000 in one notice."""
log = logging.getLogger("tuangui.hq")


class News:
    """Hears what other processes tell, and tells them; on the event loop. `ring` gets the names that are heard. What
    cannot be told now is told later."""

    def __init__(self, url: URL, ring: Callable[[Iterable[str]], None]) -> None:
        self._url = url
        self._ring = ring
        self._self = secrets.token_hex(6)
        """Our own word comes back to us; it was rung before."""
        self._names: set[str] = set()
        self._some = asyncio.Event()

    def tell(self, names: Iterable[str]) -> None:
        self._names.update(names)
        if self._names:
            self._some.set()

    async def run(self) -> None:
        """For ever; a lost connection is made again."""
        await asyncio.gather(
            _for_ever(self._listen, "not listening"), _for_ever(self._carry, "not telling")
        )

    async def _listen(self) -> None:
        async with await _connect(self._url, "listener") as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._ring((EVERYTHING,))
            async for notice in connection.notifies():
                sender, *names = notice.payload.split()
                if sender != self._self:
                    self._ring(names)

    async def _carry(self) -> None:
        async with await _connect(self._url, "carrier") as connection:
            await connection.execute("SET synchronous_commit = off")
            while True:
                await self._some.wait()
                await asyncio.sleep(GATHER_SECONDS)
                names, self._names = self._names, set()
                self._some.clear()
                try:
                    for parcel in _parcels(self._self, sorted(names)):
                        await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, parcel))
                except BaseException:
                    self.tell(names)
                    raise


def _parcels(sender: str, names: Iterable[str]) -> Iterable[str]:
    """The sender, then names, as many as one notice holds."""
    parcel, size = [sender], 0
    for name in names:
        if size + len(name) + 1 > _MOST_BYTES:
            yield " ".join(parcel)
            parcel, size = [sender], 0
        parcel.append(name)
        size += len(name) + 1
    if len(parcel) > 1:
        yield " ".join(parcel)


async def _connect(url: URL, role: str) -> "AsyncConnection[Any]":
    """By the same words SQLAlchemy uses: an address may name several hosts in a way libpq does not read."""
    from psycopg import AsyncConnection

    asked = {**asked_of(url), **line_of(url), "application_name": f"{PROGRAM} {role}"}
    return await AsyncConnection.connect(autocommit=True, **asked)


def asked_of(url: URL) -> dict[str, Any]:
    """psycopg's arguments of an address."""
    dialect = url.get_dialect()()
    _, asked = dialect.create_connect_args(url)
    return {name: value for name, value in asked.items() if name != "context"}


async def _for_ever(work: Callable[[], Any], lost: str) -> None:
    import psycopg

    while True:
        try:
            await work()
        except (psycopg.Error, OSError) as fault:
            log.warning(lost, extra={"why": type(fault).__name__})
        await asyncio.sleep(AGAIN_SECONDS)
