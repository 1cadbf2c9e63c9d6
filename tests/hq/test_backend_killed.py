"""kill -9 of PostgreSQL's own process in the middle of a transaction: nothing of it stays, the counter is told to come
again, and then it counts once."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from sync import wire
from tests.hq.counter import Said
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim

T = TypeVar("T")
TRIES = 600
THE_ORDER = "SELECT 1 FROM pickup WHERE order_no = 'T-20473' FOR UPDATE"
THE_FEED = "SELECT 1 FROM feed_scope WHERE scope = 'store:1' FOR UPDATE"
pytestmark = pytest.mark.parametrize("seeded", ["postgresql"], indirect=True)


def killed_while(hq: RunningHq, held: str, ask: Callable[[], object]) -> Said:
    """What HQ answers when the backend that works on this request is killed while it waits for the rows we hold."""
    pool = ThreadPoolExecutor(1)
    own = create_engine(hq.database_url)
    with suppress(OperationalError), own.connect() as holder:
        holder.begin()
        holder.exec_driver_sql(held)
        answer = pool.submit(ask)
        os.kill(_waiting(own), signal.SIGKILL)
        answer.exception(60)
    pool.shutdown()
    own.dispose()
    failed = answer.exception()
    assert isinstance(failed, Said), failed
    return failed


def _waiting(engine: Engine) -> int:
    """The process that waits for a lock of ours."""
    pause = threading.Event()
    for _ in range(TRIES):
        with engine.connect() as connection:
            waits = connection.exec_driver_sql(
                "SELECT pid FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            ).scalars()
            for pid in waits:
                return int(pid)
        pause.wait(0.02)
    raise AssertionError("nobody waits")


def once_it_is_back(ask: Callable[[], T]) -> T:
    """PostgreSQL restarts all its backends after that; HQ says busy until then."""
    pause = threading.Event()
    for _ in range(TRIES):
        try:
            return ask()
        except Said as said:
            if (said.status, said.code) != (503, "busy") or "retry-after" not in said.headers:
                raise
        pause.wait(0.05)
    raise AssertionError("it never came back")


@pytest.mark.parametrize("held", [THE_ORDER, THE_FEED], ids=["at the beginning", "at the end"])
def test_a_push_torn_by_it_is_pushed_again_and_counts_once(hq: RunningHq, held: str) -> None:
    """Before anything was written, and after everything was."""
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    counter.redeem(row, {1: 1}, points=7)
    counter.redeem(row, {2: 1})
    said = killed_while(hq, held, counter.push)
    assert (said.status, said.code) == (503, "busy")
    answer = once_it_is_back(counter.push)
    assert [result.outcome for result in answer.results] == ["applied"] * 2
    assert len(counter.pickup("T-20473").redemptions) == 2
    assert [entry["points"] for entry in hq.operator.look("points")] == [7]


def test_a_claim_torn_by_it_is_asked_again_and_granted_once(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    asked: wire.ClaimRequest = asking(row)
    said = killed_while(hq, THE_FEED, lambda: claim(counter, asked))
    assert (said.status, said.code) == (503, "busy")
    answer = once_it_is_back(lambda: claim(counter, asked))
    assert answer.outcome == "granted"
    assert [each.redemption for each in counter.pickup("T-20473").redemptions] == [asked.claim_id]
