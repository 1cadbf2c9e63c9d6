"""Rounds: what waits is answered together, nobody waits for a full one, too much is told to come again, and a queue of pushes
does not hold up a claim."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync import wire
from sync.hq import office as office_module
from sync.hq.problems import Refused
from sync.hq.push import push
from sync.hq.rounds import Rounds
from sync.hq.store.turns import MOST_IN_A_ROW, Turns
from tests.hq.counter import Counter, Said, heard, new_id, units_of
from tests.hq.running import RunningHq


class Working:
    """Doubles numbers when it is let; -1 is refused, -2 breaks the round."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.go = threading.Semaphore(0)

    def __call__(self, asked: Sequence[int]) -> Sequence[int | Exception]:
        self.rounds.append(list(asked))
        assert self.go.acquire(timeout=20)
        if -2 in asked:
            raise ArithmeticError
        return [ValueError("no") if each == -1 else 2 * each for each in asked]


def test_what_came_meanwhile_is_one_round() -> None:
    async def day(lane: ThreadPoolExecutor) -> None:
        working = Working()
        rounds = Rounds(working, lane=lane, at_once=1, most=3, queue=5)
        asks = [asyncio.create_task(rounds.ask(n)) for n in (1, 2, 3, -1, 5)]
        await asyncio.sleep(0)
        assert rounds.waiting == 4
        busy = asyncio.create_task(rounds.ask(6))
        too_many = asyncio.create_task(rounds.ask(7))
        for _ in range(3):
            working.go.release()
        given = await asyncio.gather(*asks, busy, return_exceptions=True)
        with pytest.raises(Refused, match="busy"):
            await too_many
        assert working.rounds == [[1], [2, 3, -1], [5, 6]]
        assert [repr(each) for each in given] == ["2", "4", "6", "ValueError('no')", "10", "12"]

    with ThreadPoolExecutor(1) as lane:
        asyncio.run(day(lane))


def test_a_round_that_breaks_fails_its_own_and_the_next_one_goes_on() -> None:
    async def day(lane: ThreadPoolExecutor) -> None:
        working = Working()
        rounds = Rounds(working, lane=lane, at_once=1, most=9, queue=9)
        asks = [asyncio.create_task(rounds.ask(n)) for n in (-2, 3)]
        for _ in range(2):
            working.go.release()
        broken, good = await asyncio.gather(*asks, return_exceptions=True)
        assert isinstance(broken, ArithmeticError)
        assert good == 6

    with ThreadPoolExecutor(1) as lane:
        asyncio.run(day(lane))


def test_a_second_round_begins_beside_the_first_only_in_a_crowd() -> None:
    async def day(lane: ThreadPoolExecutor) -> None:
        working = Working()
        rounds = Rounds(working, lane=lane, at_once=2, most=9, queue=99, crowd=3)
        asks = [asyncio.create_task(rounds.ask(n)) for n in range(4)]
        await asyncio.sleep(0)
        assert rounds.waiting == 0, "one went alone, three are a crowd"
        for _ in range(2):
            working.go.release()
        assert await asyncio.gather(*asks) == [0, 2, 4, 6]
        assert sorted(map(len, working.rounds)) == [1, 3]

    with ThreadPoolExecutor(2) as lane:
        asyncio.run(day(lane))


def test_in_a_rush_the_next_round_waits_for_who_was_just_answered() -> None:
    async def day(lane: ThreadPoolExecutor) -> None:
        working = Working()
        rounds = Rounds(working, lane=lane, at_once=1, most=9, queue=99, gather=60.0)

        async def again(n: int) -> int:
            return await rounds.ask(n) + await rounds.ask(n)

        first = asyncio.create_task(rounds.ask(9))
        await asyncio.sleep(0)
        asks = [asyncio.create_task(again(n)) for n in range(3)]
        await asyncio.sleep(0)
        for _ in range(3):
            working.go.release()
        assert await first == 18
        assert await asyncio.wait_for(asyncio.gather(*asks), 30) == [0, 4, 8]
        assert [len(each) for each in working.rounds] == [1, 3, 3]

    with ThreadPoolExecutor(1) as lane:
        asyncio.run(day(lane))


def test_who_is_in_a_hurry_goes_before_who_waits_longer() -> None:
    turns, order = Turns(), list[str]()
    began, waiting = threading.Event(), threading.Semaphore(0)

    def take(name: str, *, hurry: bool) -> None:
        waiting.release()
        with turns.turn(hurry=hurry):
            order.append(name)

    def first() -> None:
        with turns.turn(hurry=False):
            began.set()
            for _ in range(3):
                assert waiting.acquire(timeout=10)
            while turns.hurried < 1:
                threading.Event().wait(0.001)

    with ThreadPoolExecutor(4) as pool:
        pool.submit(first)
        assert began.wait(10)
        for n in range(2):
            pool.submit(take, f"push {n}", hurry=False)
        pool.submit(take, "claim", hurry=True)
    assert order[0] == "claim"
    assert len(order) == 3


def test_who_waits_is_not_passed_for_ever() -> None:
    """A rush of claims that never ends: the push has its turn all the same."""
    turns, order = Turns(), list[str]()
    began = threading.Event()

    def take(name: str, *, hurry: bool) -> None:
        with turns.turn(hurry=hurry):
            order.append(name)

    def first() -> None:
        with turns.turn(hurry=True):
            began.set()
            while turns.hurried < 12 or turns.patient < 1:
                threading.Event().wait(0.001)

    with ThreadPoolExecutor(14) as pool:
        pool.submit(first)
        assert began.wait(10)
        pool.submit(take, "push", hurry=False)
        for _ in range(12):
            pool.submit(take, "claim", hurry=True)
    assert order.index("push") == MOST_IN_A_ROW
    assert len(order) == 13


def claim(counter: Counter, row: wire.PickupRow) -> wire.ClaimAnswer:
    request = wire.ClaimRequest(
        proto=1, claim_id=new_id(), pickup_id=row.pickup, units=units_of({1: 1}), epoch=0
    )
    answer = counter.http.post("/v1/claims", content=wire.encode(request), headers=counter.headers)
    return heard(answer, wire.ClaimAnswer)


def test_a_queue_of_pushes_starves_no_claim_and_what_is_too_much_comes_again(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every push is held up inside HQ; claims, polls and sign-ins go on, and the push too many is told when to come."""
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    pushers = [hq.enrolled() for _ in range(4)]
    monkeypatch.setattr(office_module, "MOST_PUSHES", 3)
    let_go, inside = threading.Event(), threading.Semaphore(0)

    def held(*arguments: object, **named: object) -> object:
        inside.release()
        assert let_go.wait(30)
        return push(*arguments, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(office_module, "push", held)
    if not hq.database.is_shared:
        monkeypatch.setattr(hq.database, "_turns", Turns())
    with ThreadPoolExecutor(4) as pool:
        for pusher in pushers:
            pusher.write(wire.SignedIn(staff=11, way="pin"))
        pushes = [pool.submit(pusher.push) for pusher in pushers[:3]]
        assert inside.acquire(timeout=20)
        while hq.office.pushing < 3:
            threading.Event().wait(0.001)
        with pytest.raises(Said) as busy:
            pushers[3].push()
        assert (busy.value.status, busy.value.code) == (503, "busy")
        assert int(busy.value.headers["retry-after"]) >= 1
        if hq.database.is_shared:
            assert claim(counter, row).outcome == "granted"
        assert counter.pull().more is False
        counter.sign_in()
        let_go.set()
        assert [push.result(timeout=30).acked_through for push in pushes] == [1, 1, 1]
    assert claim(counter, row).outcome in {"granted", "already_redeemed"}
    assert pushers[3].push().acked_through == 1
