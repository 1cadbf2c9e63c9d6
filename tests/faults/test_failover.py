"""A whole PostgreSQL is killed and its standby takes over, under HQ as it is served: counters are told to come again, and
then go on. In step with its standby nothing acknowledged is lost; out of step, counters tell again what was."""

import subprocess
import sys
import threading
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec
import psutil
import pytest
from sqlalchemy import update

from app.bootstrap.opening import Enrolled
from app.domain.facts import AfterSaleReported
from app.domain.identity import PickupId, StaffId
from sync import wire
from sync.engine import Engine
from sync.errors import Retry
from sync.hq.publishing import take_rows
from sync.hq.store import tables as t
from sync.hq.store.engine import Database
from tests.bench.at_counter import at_counter, line_of, now, operate
from tests.bench.chain import Chain, served
from tests.faults.pair import DATABASE, Pair, Server, pair, until
from tests.hq.counter import Counter, Said, heard, new_id, plain_http, units_of
from tests.rows import pickup_line, pickup_row, product_row

T = TypeVar("T")
ORDERS = (900_001, 900_002, 900_003)
UNITS = 100_000
SOME = 25
"""Hand-overs of each counter before and after."""
TRIES = 6000


def orders_at_hq(url: str) -> None:
    """A store and orders whose grants stay at HQ."""
    database = Database(url)
    database.create()
    orders = [pickup_row(no, pickup_line(1, UNITS), holder=0, epoch=1) for no in ORDERS]
    shop = wire.StoreRow(store=1, name="翠湖路店", address="", phone="")
    with database.write() as connection:
        for row in (shop, product_row(1001), *orders):
            take_rows(connection, [row], store=1, now=now())
        connection.execute(update(t.store).values(holder=999_999))
    database.close()


class Clerk:
    """A counter that asks for one unit after the other, hands it over and tells HQ, and comes again when HQ is busy."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.granted: Tally[int] = Tally()
        self.ids: set[str] = set()
        self.acked = 0
        self.busy = 0
        self._stop = threading.Event()

    def work(self) -> None:
        turn = 0
        while not self._stop.is_set():
            self._hand_over(ORDERS[turn % len(ORDERS)])
            turn += 1

    def stop(self) -> None:
        self._stop.set()

    def _hand_over(self, order: int) -> None:
        asked = wire.ClaimRequest(
            proto=wire.PROTOCOL,
            claim_id=new_id(),
            pickup_id=order,
            units=units_of({1: 1}),
            epoch=1,
            by=11,
        )
        answer = self._patiently(lambda: self._claim(asked))
        assert answer.outcome == "granted", answer
        self.ids.add(asked.claim_id)
        self.granted[order] += 1
        row = pickup_row(order, pickup_line(1, UNITS), member=None)
        self.counter.redeem(row, {1: 1}, epoch=answer.epoch, redemption=asked.claim_id)
        told = self._patiently(lambda: self.counter.push(self.acked + 1))
        assert told.acked_through == len(self.counter.facts)
        assert [each.outcome for each in told.results] in (["applied"], ["duplicate"])
        self.acked = told.acked_through

    def _claim(self, asked: wire.ClaimRequest) -> wire.ClaimAnswer:
        counter = self.counter
        reply = counter.http.post("/v1/claims", content=wire.encode(asked), headers=counter.headers)
        return heard(reply, wire.ClaimAnswer)

    def _patiently(self, ask: Callable[[], T]) -> T:
        """Only 503 with Retry-After may come between, whatever dies behind HQ."""
        pause = threading.Event()
        for _ in range(TRIES):
            try:
                return ask()
            except Said as said:
                if (said.status, said.code) != (503, "busy") or "retry-after" not in said.headers:
                    raise
                self.busy += 1
            pause.wait(0.02)
        raise AssertionError("HQ never came back")


@contextmanager
def at_work(clerks: list[Clerk]) -> Iterator[list[Future[None]]]:
    with ThreadPoolExecutor(len(clerks)) as pool:
        working = [pool.submit(clerk.work) for clerk in clerks]
        try:
            yield working
        finally:
            for clerk in clerks:
                clerk.stop()
    for each in working:
        each.result()


@contextmanager
def hq_over(url: str, log: Path) -> Iterator[Chain]:
    with served(url, 2, log) as (address, process, token):
        yield Chain(address, url, psutil.Process(process.pid), None, token)


def moved_on(clerks: list[Clerk], working: list[Future[None]], by: int) -> None:
    goal = [clerk.acked + by for clerk in clerks]

    def met() -> bool:
        for each in working:
            if each.done():
                each.result()
        return all(clerk.acked >= least for clerk, least in zip(clerks, goal, strict=True))

    until(met, f"{by} more facts of each counter")


@pytest.mark.timeout(300)
def test_in_step_with_its_standby_nothing_acknowledged_is_lost_and_nothing_counts_twice(
    tmp_path: Path,
) -> None:
    with pair(orders_at_hq) as both:
        both.in_step()
        with hq_over(both.url, tmp_path / "hq.log") as hq:
            codes = [str(operate(hq, "enrol-code", store=1)["code"]) for _ in range(2)]
            clerks = [Clerk(Counter.enrol(hq.url, code)) for code in codes]
            with at_work(clerks) as working:
                moved_on(clerks, working, SOME)
                both.first.kill()
                until(lambda: all(clerk.busy for clerk in clerks), "HQ says that it is busy")
                with plain_http(hq.url) as http:
                    assert http.get("/healthz").status_code == 200
                    assert http.get("/readyz").status_code == 503
                both.promote()
                moved_on(clerks, working, SOME)
            until(lambda: listening(both) == 2, "both workers listen to the new one")
            changes_are_heard(hq, clerks)
        one_story(both, clerks)


@pytest.mark.timeout(300)
def test_out_of_step_what_the_standby_never_heard_is_told_again_and_counts_once(
    tmp_path: Path,
) -> None:
    with (
        pair(orders_at_hq) as both,
        hq_over(both.url_by_host, tmp_path / "hq.log") as hq,
        at_counter(hq, label=1) as data,
        line_of(data) as engine,
    ):
        both.in_step()
        report_short(data, SOME)
        engine.run_once()
        both.out_of_step()
        both.part()
        report_short(data, SOME)
        engine.run_once()
        assert engine.pending() == 0
        epoch = data.store.sync_store().position().server_epoch
        told = ids_at(both.first)
        both.first.kill()
        report_short(data, 1)
        with pytest.raises(Retry, match="busy"):
            engine.run_once()
        both.promote()
        assert ids_at(both.second) == told[:SOME], "the rest went down with the first"
        command = [sys.executable, "-m", "sync.hq", "new-epoch", "--database", both.url]
        subprocess.run(command, check=True, capture_output=True)
        until(lambda: rested(engine, data, without=epoch), "everything is told again")
        until(lambda: listening(both) == 2, "both workers listen to the new one")
        kept = ids_at(both.second)
        assert kept[: len(told)] == told
        assert len(kept) == 2 * SOME + 1
        (line,) = orders_at(both.second)[ORDERS[0]].lines
        assert line.short == len(kept)


def report_short(data: Enrolled, count: int) -> None:
    """So many facts, each of which changes the order."""
    body = AfterSaleReported(PickupId(ORDERS[0]), 1, 1, "shortage", None)
    for _ in range(count):
        with data.store.write() as room:
            room.journal.append(body, at=now(), mono_ms=0, by=StaffId(11))


def ids_at(server: Server) -> list[tuple[object, ...]]:
    return server.ask("SELECT id FROM fact ORDER BY seq", DATABASE)


def orders_at(server: Server) -> dict[int, wire.PickupRow]:
    rows = server.ask("SELECT row FROM pickup", DATABASE)
    orders = [msgspec.json.decode(bytes(row), type=wire.PickupRow) for (row,) in rows]
    return {row.pickup: row for row in orders}


def rested(engine: Engine, data: Enrolled, *, without: str) -> bool:
    """A round went well, under another epoch than that, and what HQ has is what is here."""
    with suppress(Retry):
        engine.run_once()
    position = data.store.sync_store().position()
    return position.server_epoch != without and position.acked == position.newest


def listening(both: Pair) -> int:
    """Connections of HQ that wait for news of other workers."""
    ((count,),) = both.second.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN tuangui'"
    )
    return int(count)


def changes_are_heard(hq: Chain, clerks: list[Clerk]) -> None:
    """Long polls at both workers are answered by a change that one of them made."""
    for clerk in clerks:
        clerk.counter.pull_all()
    with ThreadPoolExecutor(8) as pool:
        lines = [plain_http(hq.url) for _ in range(8)]

        def poll(place: int) -> wire.ChangesAnswer:
            counter = clerks[place % 2].counter
            asked = {"cursor": counter.cursor, "wait": "30"}
            reply = lines[place].get("/v1/changes", params=asked, headers=counter.headers)
            return heard(reply, wire.ChangesAnswer)

        polls = [pool.submit(poll, place) for place in range(len(lines))]
        row = msgspec.to_builtins(pickup_row(900_009, pickup_line(1, 1), holder=0, epoch=1))
        operate(hq, "put", entity="pickup", row=row, store=1)
        for each in polls:
            assert [change.key for change in each.result().changes] == ["900009"]
        for line in lines:
            line.close()


def one_story(both: Pair, clerks: list[Clerk]) -> None:
    """Read behind HQ's back from the new one: what the counters did is there, each thing once."""
    kept = both.second.ask("SELECT counter, seq, id, outcome FROM fact ORDER BY seq", DATABASE)
    for clerk in clerks:
        number = clerk.counter.identity.counter
        told = [(number, each.seq, each.id, "applied") for each in clerk.counter.facts]
        assert [row for row in kept if row[0] == number] == told
    orders = orders_at(both.second)
    given = {order: orders[order].redemptions for order in ORDERS}
    for order, redemptions in given.items():
        ids = Tally(each.redemption for each in redemptions)
        assert set(ids.values()) == {1}
        units = sum(unit.quantity for each in redemptions for unit in each.units)
        assert units == sum(clerk.granted[order] for clerk in clerks)
    everything = {each.redemption for redemptions in given.values() for each in redemptions}
    assert everything == set().union(*(clerk.ids for clerk in clerks))
