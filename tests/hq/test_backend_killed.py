"""kill -9 of PostgreSQL's own process in the middle of a transaction: nothing of it stays, the counter is told to come
again, and then it counts once."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import event

from sync import wire
from tests.hq.counter import Said
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim

T = TypeVar("T")
TRIES = 600
pytestmark = pytest.mark.parametrize("seeded", ["postgresql"], indirect=True)


class Killer:
    """Kills the backend that runs the next statement beginning so."""

    def __init__(self, hq: RunningHq) -> None:
        self._at = ""
        self.killed = threading.Event()
        event.listen(hq.database.engine, "before_cursor_execute", self._before)

    def at(self, statement: str) -> None:
        self.killed.clear()
        self._at = statement

    def _before(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if self._at and statement.startswith(self._at):
            self._at = ""
            os.kill(connection.connection.driver_connection.info.backend_pid, signal.SIGKILL)
            self.killed.set()


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


@pytest.mark.parametrize(
    "statement", ["INSERT INTO fact", "INSERT INTO redemption", "UPDATE feed_scope"]
)
def test_a_push_torn_by_it_is_pushed_again_and_counts_once(hq: RunningHq, statement: str) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    counter.redeem(row, {1: 1}, points=7)
    counter.redeem(row, {2: 1})
    killer = Killer(hq)
    killer.at(statement)
    with pytest.raises(Said) as said:
        counter.push()
    assert (said.value.status, said.value.code) == (503, "busy")
    assert killer.killed.is_set()
    answer = once_it_is_back(counter.push)
    assert [result.outcome for result in answer.results] == ["applied"] * 2
    assert len(counter.pickup("T-20473").redemptions) == 2
    assert [entry["points"] for entry in hq.operator.look("points")] == [7]


def test_a_claim_torn_by_it_is_asked_again_and_granted_once(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    asked: wire.ClaimRequest = asking(row)
    killer = Killer(hq)
    killer.at("INSERT INTO claim")
    with pytest.raises(Said, match="busy"):
        claim(counter, asked)
    answer = once_it_is_back(lambda: claim(counter, asked))
    assert answer.outcome == "granted"
    assert [each.redemption for each in counter.pickup("T-20473").redemptions] == [asked.claim_id]
