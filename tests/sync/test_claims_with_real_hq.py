"""Orders no counter holds, asked for at the real HQ over a line that fails: handed over once, or given back."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.actions.outcomes import HandedOver, HandOverRefused, HqNotReached, PickupRefused
from app.actions.requests import RedeemRequest
from app.bootstrap.claims import Claiming
from app.bootstrap.verbs import build_verbs
from app.devices.signatures import device_signer
from app.domain.identity import PickupId
from app.domain.pickups import AlreadyRedeemed, HeldElsewhere, NotArrived, Pickup
from installer.demo.line import Fault
from sync.http_hq import HttpHq
from sync.wire import ClaimAnswer, ClaimRequest
from tests.fakes import CountingIds, PinIsTheHash, PlainTokens, StillClock
from tests.hq.running import RunningHq
from tests.sync.test_with_real_hq import CLERK, SEED, Shop, hq, until, within
from tests.sync.test_worker import online

__all__ = ["hq"]


class LateAnswers:
    """HQ over HTTP, whose answers a test may hold back: `claimed` is set when HQ has answered, `go` lets it through."""

    def __init__(self, hq: HttpHq) -> None:
        self._hq = hq
        self.go = threading.Event()
        self.go.set()
        self.claimed = threading.Event()

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        answer = self._hq.claim(request)
        self.claimed.set()
        assert self.go.wait(20)
        return answer

    def close(self) -> None:
        self.go.set()
        self._hq.close()


class Second:
    """The second counter of a shop whose first was revoked: HQ itself holds the orders."""

    order_no = "T-20462"

    def __init__(self, hq: RunningHq, folder: Path) -> None:
        first = hq.enrolled()
        folder.mkdir()
        self.shop = Shop(hq, folder)
        hq.operator.act("revoke", counter=first.identity.counter)
        self.shop.worker.start()
        self.shop.screen.wait(online, 20)
        until(lambda: self.order.grant.counter == 0)
        self.clock = StillClock(datetime.now(UTC))
        self.lane = ThreadPoolExecutor(max_workers=1)
        store = self.shop.store
        with store.write() as room:
            room.staff.sign_in(CLERK, self.clock.now())
        self.verbs = build_verbs(
            store=store,
            clock=self.clock,
            hq_now=self.clock.now,
            ids=CountingIds(),
            tokens=PlainTokens(),
            pins=PinIsTheHash(),
            print_age_limit_s=600,
            committed=self.shop.worker.wake,
        )
        self.hq = LateAnswers(
            HttpHq(self.shop.url, self.shop.identity.counter, device_signer(SEED))
        )
        self.claiming = Claiming(
            verb=self.verbs.claim,
            redeem=self.verbs.desk.redeem_pickup,
            lane=self.lane,
            open_hq=lambda: self.hq,
        )

    @property
    def order(self) -> Pickup:
        with self.shop.store.read() as room:
            found = room.pickups.by_alias(self.order_no)
        assert found is not None
        return found

    def ask(self) -> object:
        return self.claiming.ask(RedeemRequest(self.order.id, ())).answer.result(20)

    def at_hq(self) -> list[str]:
        """Standing redemptions of the order."""
        rows = self.shop.hq.operator.look("redemptions")
        return [
            row["redemption"]
            for row in rows
            if row["pickup"] == self.order.id and not row["undone"]
        ]

    def drained(self) -> None:
        """HQ has every fact of this counter."""
        self.shop.worker.retry_now()
        until(lambda: self._pending() == 0, 20)

    def grant_unheard(self) -> None:
        """HQ grants, and its answer is lost. Asked again until it is so: it is the very same claim, and one may be lost
        on its way there."""
        self.shop.line.set(Fault.LOSING_ANSWERS)

        def unheard() -> bool:
            assert isinstance(self.ask(), HqNotReached)
            return len(self.at_hq()) == 1

        until(unheard)

    def settled(self) -> bool:
        """No claim stands at HQ any more, after one more look at those nobody waits for, as the counter looks every
        minute: a busy machine may miss HQ's answer to the first."""
        self.claiming.settle_abandoned().result(20)
        self.drained()
        return self.at_hq() == []

    def _pending(self) -> int:
        with self.shop.store.read() as room:
            return room.journal.pending()[0]

    def close(self) -> None:
        self.claiming.close()
        self.lane.shutdown()
        self.shop.close()


@pytest.fixture
def second(hq: RunningHq, tmp_path: Path) -> Iterator[Second]:
    made = Second(hq, tmp_path / "second")
    yield made
    made.close()


def test_what_hq_holds_is_asked_for_and_handed_over_once(second: Second) -> None:
    refused = second.verbs.desk.redeem_pickup(RedeemRequest(second.order.id, ()))
    assert isinstance(refused, HandOverRefused)
    assert isinstance(refused.refusal, HeldElsewhere)
    with within(3):
        done = second.ask()
    assert isinstance(done, HandedOver)
    second.drained()
    assert second.at_hq() == [done.redemption]
    assert second.order.ready == 0
    with second.shop.store.read() as room:
        assert [row.outcome for row in room.journal.recent(1)] == ["applied"]
    again = second.ask()
    assert isinstance(again, HandOverRefused)
    assert isinstance(again.refusal, NotArrived)
    assert second.shop.hq.operator.look("conflicts") == []


def test_offline_nothing_is_handed_over_and_asking_later_is_the_same_claim(second: Second) -> None:
    second.shop.line.set(Fault.CUT)
    assert isinstance(second.ask(), HqNotReached)
    assert second.order.open > 0
    second.shop.line.set(Fault.NONE)
    done = second.ask()
    assert isinstance(done, HandedOver)
    second.drained()
    assert second.at_hq() == [done.redemption]


def test_an_answer_lost_after_hq_granted_is_heard_at_the_next_try(second: Second) -> None:
    second.shop.line.set(Fault.LOSING_ANSWERS)
    assert isinstance(second.ask(), HqNotReached)
    second.shop.line.set(Fault.NONE)
    done = second.ask()
    assert isinstance(done, HandedOver)
    second.drained()
    assert second.at_hq() == [done.redemption]
    assert second.shop.hq.operator.look("conflicts") == []


def test_a_grant_whose_answer_was_lost_is_not_taken_for_a_hand_over(second: Second) -> None:
    """HQ's news say that all units are gone, to this very counter; the customer is scanned again and gets them."""
    second.order_no = "T-20463"
    second.hq._hq.pull("", 0)
    second.grant_unheard()
    second.shop.line.set(Fault.NONE)
    until(lambda: second.order.open == 0, 20)
    scanned = second.verbs.desk.open_pickup(second.order.id)
    assert isinstance(scanned, PickupRefused)
    assert isinstance(scanned.refusal, HeldElsewhere)
    done = second.ask()
    assert isinstance(done, HandedOver)
    again = second.verbs.desk.open_pickup(second.order.id)
    assert isinstance(again, PickupRefused)
    assert isinstance(again.refusal, AlreadyRedeemed)
    second.drained()
    assert second.at_hq() == [done.redemption]


def test_a_grant_nobody_waited_for_goes_back_to_the_customer(second: Second) -> None:
    second.hq._hq.pull("", 0)
    second.grant_unheard()
    second.shop.line.set(Fault.NONE)
    second.clock.forward(seconds=61)
    until(second.settled)
    until(lambda: second.order.ready > 0)
    done = second.ask()
    assert isinstance(done, HandedOver)
    second.drained()
    assert second.at_hq() == [done.redemption]
    assert second.shop.hq.operator.look("quarantine") == []


def test_the_store_lane_never_waits_for_the_line(second: Second) -> None:
    second.shop.line.set(Fault.HANGING)
    asked = second.claiming.ask(RedeemRequest(second.order.id, ()))
    with within(1):
        second.lane.submit(second.verbs.desk.open_pickup, PickupId(second.order.id)).result()
    assert not asked.answer.done()
    with within(2):
        second.claiming.close()
    assert isinstance(asked.answer.result(), HqNotReached)


def test_money_given_back_meanwhile_is_refused(second: Second) -> None:
    pickup = second.order.id
    second.shop.worker.stop()
    second.shop.hq.operator.act("order", pickup=pickup, verb="refund", amount=100)
    refused = second.ask()
    assert isinstance(refused, HandOverRefused)
    assert second.at_hq() == []


def test_what_is_granted_after_the_clerk_left_goes_back(second: Second) -> None:
    second.hq.go.clear()
    asked = second.claiming.ask(RedeemRequest(second.order.id, ()))
    assert second.hq.claimed.wait(20)
    assert len(second.at_hq()) == 1
    assert asked.leave()
    second.hq.go.set()
    assert isinstance(asked.answer.result(20), HqNotReached)
    second.drained()
    assert second.at_hq() == []
    with second.shop.store.read() as room:
        assert [row.kind for row in room.journal.recent(1)] == ["pickup.undone"]
        assert not list(room.print_jobs.troubled())


def test_who_leaves_and_asks_again_at_once_gets_the_same_grant(second: Second) -> None:
    second.hq.go.clear()
    first = second.claiming.ask(RedeemRequest(second.order.id, ()))
    assert second.hq.claimed.wait(20)
    assert first.leave()
    again = second.claiming.ask(RedeemRequest(second.order.id, ()))
    second.hq.go.set()
    assert isinstance(first.answer.result(20), HqNotReached)
    done = again.answer.result(20)
    assert isinstance(done, HandedOver)
    second.drained()
    assert second.at_hq() == [done.redemption]


def test_once_it_is_handed_over_nobody_can_leave(second: Second) -> None:
    asked = second.claiming.ask(RedeemRequest(second.order.id, ()))
    assert isinstance(asked.answer.result(20), HandedOver)
    assert not asked.leave()


def test_closing_while_nobody_answered_leaves_no_question_open(second: Second) -> None:
    second.shop.line.set(Fault.HANGING)
    asks = [second.claiming.ask(RedeemRequest(second.order.id, ())) for _ in range(3)]
    second.claiming.close()
    assert all(each.answer.done() for each in asks)
    assert second.claiming.ask(RedeemRequest(second.order.id, ())).answer.cancelled()
