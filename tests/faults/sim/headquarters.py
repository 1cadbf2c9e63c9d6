"""HQ as its office runs it, without HTTP and event loop: the real core in the real transactions, a clock, backups."""

import shutil
from collections.abc import Callable
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
from tests.faults.sim.fuse import Fuse
from tests.rows import member_row, product_row, staff_rows

T = TypeVar("T")
STORES = (1, 2)
"""The first store's first counter holds its grants; the second's are HQ's own."""
PRODUCTS = (1001, 1002, 1003)


@dataclass(frozen=True)
class Reply:
    """What comes back over the line."""

    status: int
    retry_after: str
    body: bytes


class Headquarters:
    """One database file. Every method is one request; `Died` in one of them is HQ's process gone."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._backup = file.with_suffix(".backup")
        self.clock = clock
        self.restores = 0
        self._open()

    def _open(self) -> None:
        self.database = Database(f"sqlite:///{self._file}")
        self.database.create()
        with self.database.write() as connection:
            self.keys: Keys = open_keys(connection, self.clock())
        self.seal = Seal(self.keys.cursor)
        self.fuse = Fuse(self.database.engine)

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
        """What was not committed is gone; a new process opens the file."""
        self.database.close()
        self._open()

    def back_up(self) -> None:
        self.database.close()
        shutil.copy(self._file, self._backup)
        self._open()

    def restore(self) -> bool:
        """From the last backup, as the operator does it: with a new epoch. False = there is none."""
        if not self._backup.exists():
            return False
        self.database.close()
        for left in self._file.parent.glob(f"{self._file.name}-*"):
            left.unlink()
        shutil.copy(self._backup, self._file)
        self._open()
        self.operate(new_epoch)
        self.keys = self.operate(lambda connection: open_keys(connection, self.clock()))
        self.restores += 1
        return True

    def close(self) -> None:
        self.database.close()

    def operate(self, work: Callable[[Connection], T]) -> T:
        with self.database.write() as connection:
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
            with self.database.write() as connection:
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
            with self.database.write() as connection:
                (answer,), _ = claim(connection, [Claim(bearer, request)], self.clock())
            if isinstance(answer, Refused):
                raise answer
            return answer

        return _replied(work)

    # -- what people do there ----------------------------------------------------------------------------------

    def enrolled(self, store: int, label: int | None) -> wire.EnrolAnswer:
        """A code and its use. The second store keeps its grants at HQ."""

        def work(connection: Connection) -> wire.EnrolAnswer:
            now = self.clock()
            code = enrolment.new_code(connection, self.keys, store=store, label=label, now=now)
            if store == STORES[1]:
                of_store = update(t.store).where(t.store.c.store == store)
                connection.execute(of_store.values(holder=999_999))
            request = wire.EnrolRequest(proto=wire.PROTOCOL, code=code, public_key=b"k" * 32)
            made = enrolment.enrol(
                connection, self.keys, request, origin="", public_url="https://hq", now=now
            )
            if store == STORES[1]:
                connection.execute(of_store.values(holder=0))
            assert made is not None
            return made[0]

        return self.operate(work)

    def current(self, bearer: Bearer) -> bool:
        """Its device key is still the one HQ knows."""

        def work(connection: Connection) -> bool:
            row = connection.execute(
                select(t.counter.c.incarnation).where(t.counter.c.counter == bearer.counter)
            ).one_or_none()
            return row is not None and row.incarnation == bearer.incarnation

        return self.look(work)

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
