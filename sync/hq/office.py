"""HQ's office: the database, the keys, the clock and the bell in one hand, and the lane that keeps SQL off the event loop.

Handlers ask it; it knows no HTTP.
"""

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final, ParamSpec, TypeVar

from sqlalchemy import Connection, select

from sync import wire
from sync.hq import auth, problems
from sync.hq.auth import Bearer, Sessions
from sync.hq.bell import Bell
from sync.hq.claims import claim
from sync.hq.feed import Cursor, Page, Seal, prune, read_page, scopes_of
from sync.hq.integrity import scope_sums, without_scope
from sync.hq.keys import open_keys
from sync.hq.push import push
from sync.hq.store.engine import Database
from sync.hq.store.tables import feed_scope

Clock = Callable[[], datetime]
P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 8
MOST_WAITING: Final = 64
"""Work queued beyond this is answered 503 + Retry-After instead of piling up."""
LOOK_SECONDS: Final = 1.0
"""How often commits of other processes (a loader, another worker) are looked for while somebody waits."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Office:
    def __init__(self, database: Database, *, public_url: str, clock: Clock = utc_now) -> None:
        """Creates what the database lacks, keys included."""
        self.database = database
        self.public_url = public_url.rstrip("/")
        self.clock = clock
        database.create()
        with database.write() as connection:
            self.keys = open_keys(connection, clock())
            prune(connection, clock())
        self.sessions = Sessions(self.keys.session)
        self.bell = Bell()
        self.page_rows = wire.PULL_CHANGES
        self._seal = Seal(self.keys.cursor)
        self._lane = ThreadPoolExecutor(THREADS, thread_name_prefix="hq")
        self._waiting = 0

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Blocking work on the lane. Raises Refused(busy) when too much waits already."""
        if self._waiting >= MOST_WAITING:
            raise problems.busy()
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._lane, functools.partial(work, *args, **kwargs))
        finally:
            self._waiting -= 1

    async def write(self, work: Callable[[Connection], tuple[T, frozenset[str]]]) -> T:
        """One transaction that answers something and names the feed scopes with news; rings after the commit."""
        answer, scopes = await self.run(self._written, work)
        self.bell.ring(scopes)
        return answer

    async def read(self, work: Callable[[Connection], T]) -> T:
        """One snapshot on the lane."""
        return await self.run(self._seen, work)

    async def take_facts(self, bearer: Bearer, request: wire.PushRequest) -> wire.PushAnswer:
        if request.counter != bearer.counter:
            raise problems.unauthorized()
        if request.incarnation != bearer.incarnation:
            raise problems.forked("this journal has been replaced by a newer enrolment")

        def work(connection: Connection) -> tuple[wire.PushAnswer, frozenset[str]]:
            pushed = push(
                connection,
                request,
                code_keys=self.keys.code_keys,
                server_epoch=self.keys.server_epoch,
                now=self.clock(),
            )
            return pushed.answer, pushed.scopes | {counter_bell(bearer.counter)}

        return await self.write(work)

    async def claim(self, bearer: Bearer, asked: wire.ClaimRequest) -> wire.ClaimAnswer:
        return await self.write(lambda connection: claim(connection, bearer, asked, self.clock()))

    async def changes(self, bearer: Bearer, cursor: str, wait: float) -> wire.ChangesAnswer:
        """The next page; waits up to `wait` seconds for news without holding a thread."""
        deadline = asyncio.get_running_loop().time() + wait
        store = await self.run(self._store_of, bearer)
        while True:
            with self.bell.listening((*scopes_of(store), counter_bell(bearer.counter))) as heard:
                page = await self.run(self._page, bearer, cursor)
                left = deadline - asyncio.get_running_loop().time()
                if page.news or left <= 0:
                    break
                await asyncio.wait((heard,), timeout=left)
        return wire.ChangesAnswer(
            changes=page.changes,
            cursor=self._seal.close(page.cursor),
            more=page.more,
            settled=page.settled,
            server_epoch=self.keys.server_epoch,
            now=self.clock(),
        )

    async def sums(self, bearer: Bearer, cursor: str) -> wire.SumsAnswer:
        """What the rows of this counter's scopes come to, for it to compare."""

        def work(connection: Connection) -> tuple[wire.ScopeSum, ...]:
            opened, store = self._opened(connection, bearer, cursor)
            return scope_sums(connection, opened, scopes_of(store))

        return wire.SumsAnswer(scopes=await self.read(work), now=self.clock())

    async def anew(self, bearer: Bearer, cursor: str, scope: str) -> wire.AnewAnswer:
        """The cursor with one scope at its start."""

        def work(connection: Connection) -> str:
            opened, _ = self._opened(connection, bearer, cursor)
            return self._seal.close(without_scope(opened, scope))

        return wire.AnewAnswer(cursor=await self.read(work), now=self.clock())

    def _opened(self, connection: Connection, bearer: Bearer, cursor: str) -> tuple[Cursor, int]:
        """The cursor and the store of a counter that may have data."""
        caller = auth.caller(connection, bearer)
        if caller.revoked:
            raise problems.revoked()
        epoch = self.keys.server_epoch
        return self._seal.open(cursor, server_epoch=epoch, counter=caller.counter), caller.store

    async def watch(self) -> None:
        """Rings for commits of other processes: one query a second, and only while somebody waits."""
        seen: dict[str, int] = {}
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self.bell.names():
                continue
            now = await self.run(self._heads)
            self.bell.ring(scope for scope, last in now.items() if seen.get(scope) != last)
            seen = now

    def close(self) -> None:
        self._lane.shutdown(wait=True)
        self.database.close()

    def _written(
        self, work: Callable[[Connection], tuple[T, frozenset[str]]]
    ) -> tuple[T, frozenset[str]]:
        with self.database.write() as connection:
            return work(connection)

    def _seen(self, work: Callable[[Connection], T]) -> T:
        with self.database.read() as connection:
            return work(connection)

    def _store_of(self, bearer: Bearer) -> int:
        with self.database.read() as connection:
            return auth.caller(connection, bearer).store

    def _page(self, bearer: Bearer, cursor: str) -> Page:
        with self.database.read() as connection:
            caller = auth.caller(connection, bearer)
            if caller.revoked:
                raise problems.revoked()
            opened = self._seal.open(
                cursor, server_epoch=self.keys.server_epoch, counter=caller.counter
            )
            return read_page(
                connection, opened, scopes_of(caller.store), caller.last_seq, self.page_rows
            )

    def _heads(self) -> dict[str, int]:
        with self.database.read() as connection:
            rows = connection.execute(select(feed_scope.c.scope, feed_scope.c.last))
            return {row.scope: row.last for row in rows}


def counter_bell(counter: int) -> str:
    """What only this counter listens to: its own facts, and its revocation."""
    return f"counter:{counter}"
