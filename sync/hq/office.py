"""HQ's office: the database, the keys, the clock and the bell in one hand, and the lane that keeps SQL off the event loop.

Handlers ask it; it knows no HTTP.
"""

import asyncio
import functools
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, ParamSpec, TypeVar

from sqlalchemy import Connection, select

from sync import wire
from sync.hq import auth, problems
from sync.hq.auth import Bearer, Sessions
from sync.hq.bell import Bell
from sync.hq.claims import Claim, claim
from sync.hq.feed import Cursor, Reading, Seal, next_page, publish, scopes_of
from sync.hq.integrity import scope_sums, without_scope
from sync.hq.keys import open_keys, server_epoch
from sync.hq.meters import Meters
from sync.hq.packing import Body, packed
from sync.hq.problems import Refused
from sync.hq.push import push
from sync.hq.rounds import Rounds
from sync.hq.siblings import news_of
from sync.hq.store.claim_rows import Apart
from sync.hq.store.engine import Busy, Database
from sync.hq.store.news import EVERYTHING, News
from sync.hq.store.tables import feed_scope

Clock = Callable[[], datetime]
P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 4
"""For everything but claims and pages, which have threads of their own: whatever else HQ does, they find one free."""
MOST_WAITING: Final = 64
"""Work queued beyond this is answered 503 + Retry-After instead of piling up."""
PUSHES: Final = 3
"""Pushes under way at once; the other threads are for the rest."""
MOST_PUSHES: Final = 32
CLAIM_ROUNDS, CLAIMS_A_ROUND, CLAIMS_CROWD, MOST_CLAIMS = 2, 64, 16, 1024
CLAIMS_GATHER_SECONDS: Final = 0.003
PAGE_ROUNDS, PAGES_A_ROUND, MOST_PAGES = 1, 128, 8192
CONNECTIONS: Final = THREADS + CLAIM_ROUNDS + PAGE_ROUNDS
"""What a worker may have open to the database, beside the one that listens."""
LOOK_SECONDS: Final = 1.0
"""How often commits of other processes are looked for while somebody waits: what was told may have been lost."""
log = logging.getLogger("tuangui.hq")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Poll:
    """A page that is asked for; `packing` = zstd may be used for the answer."""

    bearer: Bearer
    cursor: str
    packing: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """`news` False = the reader may wait for some; `body` is a ChangesAnswer."""

    news: bool
    body: Body


class Office:
    def __init__(self, database: Database, *, public_url: str, clock: Clock = utc_now) -> None:
        """Creates what the database lacks, keys included."""
        self.meters = Meters()
        self.database = database
        self.public_url = public_url.rstrip("/")
        self.clock = clock
        database.create()
        with database.write() as connection:
            self.keys = open_keys(connection, clock())
        with database.write() as connection:
            publish(connection, news_of(connection, None), clock())
        self.sessions = Sessions(self.keys.session)
        self.bell = Bell()
        self.page_rows = wire.PULL_CHANGES
        self._seal = Seal(self.keys.cursor)
        self._lane = ThreadPoolExecutor(THREADS, thread_name_prefix="hq")
        self._first = ThreadPoolExecutor(CLAIM_ROUNDS + PAGE_ROUNDS, thread_name_prefix="hq-first")
        self._waiting = 0
        self.pushing = 0
        """Pushes HQ has taken on and not answered."""
        self._push_turns = asyncio.Semaphore(PUSHES)
        self._claims = Rounds(
            self._claimed,
            lane=self._first,
            at_once=CLAIM_ROUNDS,
            most=CLAIMS_A_ROUND,
            queue=MOST_CLAIMS,
            crowd=CLAIMS_CROWD,
            gather=CLAIMS_GATHER_SECONDS,
        )
        self._pages = Rounds(
            self._paged, lane=self._first, at_once=PAGE_ROUNDS, most=PAGES_A_ROUND, queue=MOST_PAGES
        )
        url = database.engine.url
        self._news = News(url, self.bell.ring) if database.is_shared else None

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
        self._ring(scopes)
        return answer

    async def read(self, work: Callable[[Connection], T]) -> T:
        """One snapshot on the lane."""
        return await self.run(self._seen, work)

    async def take_facts(self, bearer: Bearer, request: wire.PushRequest) -> wire.PushAnswer:
        """Raises Refused: busy when so many push that others would wait."""
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
                store=bearer.store,
            )
            return pushed.answer, pushed.scopes | {counter_bell(bearer.counter)}

        if self.pushing >= MOST_PUSHES:
            raise problems.busy()
        self.pushing += 1
        try:
            async with self._push_turns:
                answer = await self.write(work)
        finally:
            self.pushing -= 1
        self.meters.facts(Counter(result.outcome for result in answer.results))
        return answer

    async def claim(self, bearer: Bearer, asked: wire.ClaimRequest) -> wire.ClaimAnswer:
        """Answered together with the other claims that came meanwhile."""
        answer, scopes = await self._claims.ask(Claim(bearer, asked))
        self._ring(scopes)
        if isinstance(answer, Refused):
            raise answer
        self.meters.claim(answer.outcome)
        return answer

    async def changes(self, bearer: Bearer, cursor: str, wait: float, *, packing: bool) -> Body:
        """The next page, a ChangesAnswer; waits up to `wait` seconds for news without holding a thread."""
        deadline = asyncio.get_running_loop().time() + wait
        poll = _Poll(bearer, cursor, packing)
        names = (*scopes_of(bearer.store), counter_bell(bearer.counter))
        while True:
            with self.bell.listening(names) as heard:
                page = await self._pages.ask(poll)
                left = deadline - asyncio.get_running_loop().time()
                if page.news or left <= 0:
                    return page.body
                with self.meters.polling():
                    await asyncio.wait((heard,), timeout=left)

    async def listen(self) -> None:
        """Rings for what other processes of this HQ tell, and tells them; for ever."""
        if self._news is not None:
            await self._news.run()

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
        caller = auth.callers(connection, [bearer]).get(bearer)
        if caller is None:
            raise problems.unauthorized()
        if caller.revoked:
            raise problems.revoked()
        epoch = self.keys.server_epoch
        return self._seal.open(cursor, server_epoch=epoch, counter=caller.counter), caller.store

    async def watch(self) -> None:
        """A look every second, for ever: at the epoch, and, while somebody waits, for commits nobody told us of. A
        database that is away is looked at again."""
        seen: dict[str, int] = {}
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.meters.look(
                in_use=self.database.connections_in_use(),
                size=CONNECTIONS,
                claims_waiting=self._claims.waiting,
            )
            try:
                self._take_up(await self.run(self._epoch))
                if not self.bell.names():
                    continue
                now = await self.run(self._heads)
            except (Busy, Refused) as fault:
                log.warning("not looking", extra={"why": str(fault)})
                continue
            self.bell.ring(scope for scope, last in now.items() if seen.get(scope) != last)
            seen = now

    def _take_up(self, epoch: str) -> None:
        """Somebody gave this HQ a new epoch: whoever waits starts over."""
        if epoch != self.keys.server_epoch:
            log.warning("new epoch")
            self.keys = replace(self.keys, server_epoch=epoch)
            self.bell.ring((EVERYTHING,))

    def _ring(self, scopes: frozenset[str]) -> None:
        self.bell.ring(scopes)
        if self._news is not None:
            self._news.tell(scopes)

    def close(self) -> None:
        self._lane.shutdown(wait=True)
        self._first.shutdown(wait=True)
        self.database.close()

    def _written(
        self, work: Callable[[Connection], tuple[T, frozenset[str]]]
    ) -> tuple[T, frozenset[str]]:
        with self.database.write() as connection:
            return work(connection)

    def _seen(self, work: Callable[[Connection], T]) -> T:
        with self.database.read() as connection:
            return work(connection)

    def _claimed(
        self, claims: Sequence[Claim]
    ) -> list[tuple[wire.ClaimAnswer | Refused, frozenset[str]] | Exception]:
        """One round; each alone when one of them spoils it for the others."""
        try:
            return self._claimed_together(claims)
        except Busy as fault:
            return [fault] * len(claims)
        except Apart:
            pass
        except Exception as fault:
            if len(claims) == 1:
                return [fault]
            log.exception("a round of claims failed")
        return [each for one in claims for each in self._claimed([one])]

    def _claimed_together(
        self, claims: Sequence[Claim]
    ) -> list[tuple[wire.ClaimAnswer | Refused, frozenset[str]] | Exception]:
        with self.database.write(hurry=True) as connection:
            answers, scopes = claim(connection, claims, self.clock())
        return [(answer, frozenset() if n else scopes) for n, answer in enumerate(answers)]

    def _paged(self, polls: Sequence[_Poll]) -> list[_Read | Exception]:
        """One snapshot for all of them."""
        read: list[_Read | Exception] = []
        with self.database.read() as connection:
            callers = auth.callers(connection, [poll.bearer for poll in polls])
            reading = Reading(connection)
            reading.look_at(
                scope for caller in callers.values() for scope in scopes_of(caller.store)
            )
            for poll in polls:
                try:
                    read.append(self._page(reading, poll, callers.get(poll.bearer)))
                except Refused as refused:
                    read.append(refused)
        return read

    def _page(self, reading: Reading, poll: _Poll, caller: auth.Caller | None) -> _Read:
        if caller is None:
            raise problems.unauthorized()
        if caller.revoked:
            raise problems.revoked()
        opened = self._seal.open(
            poll.cursor, server_epoch=self.keys.server_epoch, counter=caller.counter
        )
        page = next_page(reading, opened, scopes_of(caller.store), caller.last_seq, self.page_rows)
        answer = wire.ChangesAnswer(
            changes=page.changes,
            cursor=self._seal.close(page.cursor),
            more=page.more,
            settled=page.settled,
            server_epoch=self.keys.server_epoch,
            now=self.clock(),
        )
        return _Read(page.news, packed(wire.encode(answer), packing=poll.packing))

    def _epoch(self) -> str:
        with self.database.read() as connection:
            return server_epoch(connection)

    def _heads(self) -> dict[str, int]:
        with self.database.read() as connection:
            rows = connection.execute(select(feed_scope.c.scope, feed_scope.c.last))
            return {row.scope: row.last for row in rows}


def counter_bell(counter: int) -> str:
    """What only this counter listens to: its own facts, and its revocation."""
    return f"counter:{counter}"
