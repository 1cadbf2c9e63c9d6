"""HQ as its office runs it, without HTTP and event loop: the real core in the real transactions, a clock, backups."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select, update

from sync import wire
from sync.hq import auth, enrolment, problems
from sync.hq.auth import Bearer
from sync.hq.claims import Claim, claim
from sync.hq.feed import Cursor, Seal, read_page, scopes_of
from sync.hq.integrity import scope_sums, without_scope
from sync.hq.keys import Keys, new_epoch, open_keys
from sync.hq.minting import mint
from sync.hq.problems import Refused
from sync.hq.publishing import take_rows
from sync.hq.push import push
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from tests.faults.sim.fuse import Fuse, cut_short
from tests.faults.sim.witness import watched
from tests.rows import member_row, product_row, staff_rows

T = TypeVar("T")
STORES = (1, 2)
"""The first store's first counter holds its grants; the second's are HQ's own."""
PRODUCTS = (1001, 1002, 1003)
WORKERS = 2


@dataclass(frozen=True)
class Reply:
    """What comes back over the line."""

    status: int
    retry_after: str
    body: bytes


class Worker:
    """One process of HQ: what it read at its start, and its own connections."""

    def __init__(self, file: Path, now: datetime) -> None:
        self.database = Database(f"sqlite:///{file}")
        self.database.create()
        with self.database.write() as connection:
            self.keys: Keys = open_keys(connection, now)
        self.seal = Seal(self.keys.cursor)
        self.fuse = Fuse(self.database.engine)


class Headquarters:
    """One database file and two workers who take turns. Every method is one request; `Died` in one of them is the
    process of its worker gone."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._backups = 0
        self.clock = clock
        self.restores = 0
        self._starts = 0
        self._open()

    def _open(self) -> None:
        self._workers = [Worker(self._file, self.clock()) for _ in range(WORKERS)]
        self._starts += 1

    def next_worker(self) -> None:
        """Whoever answers what comes now is not who answered last."""
        self._workers.append(self._workers.pop(0))

    @property
    def database(self) -> Database:
        return self._workers[0].database

    @property
    def keys(self) -> Keys:
        return self._workers[0].keys

    @property
    def seal(self) -> Seal:
        return self._workers[0].seal

    @property
    def fuse(self) -> Fuse:
        return self._workers[0].fuse

    @property
    def stamp(self) -> tuple[int, int]:
        """Another one when something may have been written."""
        return self._starts, sum(worker.fuse.commits for worker in self._workers)

    def furnish(self) -> None:
        """Two stores with people, goods and one member."""
        rows: list[tuple[int, wire.Struct]] = []
        for store in STORES:
            name = f"{store} 号店"
            rows.append((store, wire.StoreRow(store=store, name=name, address="", phone="")))
        rows += [(1, product_row(number)) for number in PRODUCTS]
        for store in STORES:
            rows += [(store, row) for _, _, row in staff_rows()]
            rows += [(store, wire.PolicyRow()), (store, member_row(home_store=store))]
        with self.database.write() as connection:
            for store, row in rows:
                take_rows(connection, [row], store=store, now=self.clock())

    def die(self) -> None:
        """The machine of both workers loses its power: what was not committed is gone."""
        cut_short(self._file, self.close)
        self._open()

    def back_up(self) -> None:
        self.close()
        shutil.copy(self._file, self._backup(self._backups))
        self._backups += 1
        self._open()

    def _backup(self, number: int) -> Path:
        return self._file.with_suffix(f".backup{number}")

    def restore(self, chance: random.Random) -> bool:
        """From any backup, as the operator does it: with a new epoch. False = there is none."""
        if not self._backups:
            return False
        self.close()
        for left in self._file.parent.glob(f"{self._file.name}-*"):
            left.unlink()
        shutil.copy(self._backup(chance.randrange(self._backups)), self._file)
        self._open()
        with self.database.write() as connection:
            new_epoch(connection)
        self.close()
        self._open()
        self.restores += 1
        return True

    def close(self) -> None:
        for worker in self._workers:
            worker.database.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, and the witness looks on."""
        with self.database.write() as connection, watched(connection, self.fuse):
            yield connection

    def operate(self, work: Callable[[Connection], T]) -> T:
        with self._writing() as connection:
            return work(connection)

    def look(self, work: Callable[[Connection], T]) -> T:
        with self.database.read() as connection:
            return work(connection)

    # -- what counters ask -------------------------------------------------------------------------------------

    def facts(self, bearer: Bearer, body: bytes) -> Reply:
        def work() -> wire.Struct:
            request = msgspec.json.decode(body, type=wire.PushRequest)
            if request.incarnation != bearer.incarnation:
                raise problems.forked("replaced")
            with self._writing() as connection:
                return push(
                    connection,
                    request,
                    code_keys=self.keys.code_keys,
                    server_epoch=self.keys.server_epoch,
                    now=self.clock(),
                ).answer

        return _replied(work)

    def changes(self, bearer: Bearer, cursor: str, rows: int) -> Reply:
        def work() -> wire.Struct:
            with self.database.read() as connection:
                caller = self._caller(connection, bearer)
                epoch = self.keys.server_epoch
                opened = self.seal.open(cursor, server_epoch=epoch, counter=caller.counter)
                page = read_page(connection, opened, scopes_of(caller.store), caller.last_seq, rows)
            return wire.ChangesAnswer(
                changes=page.changes,
                cursor=self.seal.close(page.cursor),
                more=page.more,
                settled=page.settled,
                server_epoch=epoch,
                now=self.clock(),
            )

        return _replied(work)

    def sums(self, bearer: Bearer, cursor: str) -> Reply:
        def work() -> wire.Struct:
            with self.database.read() as connection:
                opened, store = self._opened(connection, bearer, cursor)
                scopes = scope_sums(connection, opened, scopes_of(store))
            return wire.SumsAnswer(scopes=scopes, now=self.clock())

        return _replied(work)

    def anew(self, bearer: Bearer, cursor: str, scope: str) -> Reply:
        def work() -> wire.Struct:
            with self.database.read() as connection:
                opened, _ = self._opened(connection, bearer, cursor)
            closed = self.seal.close(without_scope(opened, scope))
            return wire.AnewAnswer(cursor=closed, now=self.clock())

        return _replied(work)

    def _opened(self, connection: Connection, bearer: Bearer, cursor: str) -> tuple[Cursor, int]:
        caller = self._caller(connection, bearer)
        epoch = self.keys.server_epoch
        return self.seal.open(cursor, server_epoch=epoch, counter=caller.counter), caller.store

    def _caller(self, connection: Connection, bearer: Bearer) -> auth.Caller:
        caller = auth.callers(connection, [bearer]).get(bearer)
        if caller is None:
            raise problems.unauthorized()
        if caller.revoked:
            raise problems.revoked()
        return caller

    def claims(self, bearer: Bearer, body: bytes) -> Reply:
        def work() -> wire.Struct:
            request = msgspec.json.decode(body, type=wire.ClaimRequest)
            with self._writing() as connection:
                (answer,), _ = claim(connection, [Claim(bearer, request)], self.clock())
            if isinstance(answer, Refused):
                raise answer
            return answer

        return _replied(work)

    # -- what people do there ----------------------------------------------------------------------------------

    def enrolled(
        self, store: int, label: int | None, public_key: bytes = b"k" * 32
    ) -> wire.EnrolAnswer:
        """A code and its use. The second store keeps its grants at HQ."""

        def work(connection: Connection) -> wire.EnrolAnswer:
            now = self.clock()
            code = enrolment.new_code(connection, self.keys, store=store, label=label, now=now)
            if store == STORES[1]:
                of_store = update(t.store).where(t.store.c.store == store)
                connection.execute(of_store.values(holder=999_999))
            request = wire.EnrolRequest(proto=wire.PROTOCOL, code=code, public_key=public_key)
            made = enrolment.enrol(
                connection, self.keys, request, origin="", public_url="https://hq", now=now
            )
            if store == STORES[1]:
                connection.execute(of_store.values(holder=0))
            assert made is not None
            return made[0]

        return self.operate(work)

    def knows(self, bearer: Bearer) -> bool:
        """Its device key is still the one HQ has."""
        return self.look(lambda connection: bearer in auth.callers(connection, [bearer]))

    def key_of(self, bearer: Bearer) -> bytes | None:
        key = select(t.incarnation.c.public_key).where(
            t.incarnation.c.counter == bearer.counter,
            t.incarnation.c.incarnation == bearer.incarnation,
        )
        return self.look(lambda connection: connection.execute(key).scalar_one_or_none())

    def code_of(self, order_no: str) -> str:
        return self.look(
            lambda connection: mint(
                connection,
                self.keys.mint,
                kind="pickup",
                subject=order_no,
                serial=1,
                now=self.clock(),
            )
        )


def _replied(work: Callable[[], wire.Struct]) -> Reply:
    try:
        return Reply(200, "", wire.encode(work()))
    except Refused as refused:
        told = refused.refusal
        body = wire.Problem(
            code=told.code, message=told.message, expected=told.expected, scope=told.scope
        )
        return Reply(told.status, str(told.retry_after or ""), wire.encode(body))
