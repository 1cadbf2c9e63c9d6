"""Orders no counter holds, asked for at the real HQ over a line that fails: handed over once, or given back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.actions.outcomes import HandedOver, HandOverRefused
from app.actions.requests import RedeemRequest
from app.bootstrap.claims import Claiming, HqNotReached
from app.bootstrap.verbs import build_verbs
from app.devices.signatures import device_signer
from app.domain.identity import PickupId
from app.domain.pickups import HeldElsewhere, NotArrived, Pickup
from installer.demo.line import Fault
from sync.http_hq import HttpHq
from tests.fakes import CountingIds, PinIsTheHash, PlainTokens, StillClock
from tests.hq.running import RunningHq
from tests.sync.test_with_real_hq import CLERK, SEED, Shop, hq, until, within
from tests.sync.test_worker import online

__all__ = ["hq"]
ORDER = "T-20462"


class Second:
    """The second counter of a shop whose first was revoked: HQ itself holds the orders."""

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
        self.claiming = Claiming(
            verb=self.verbs.claim,
            redeem=self.verbs.desk.redeem_pickup,
            lane=self.lane,
            open_hq=lambda: HttpHq(self.shop.url, self.shop.identity.counter, device_signer(SEED)),
        )

    @property
    def order(self) -> Pickup:
        with self.shop.store.read() as room:
            found = room.pickups.by_alias(ORDER)
        assert found is not None
        return found

    def ask(self) -> object:
        return self.claiming.ask(RedeemRequest(self.order.id, ())).result(20)

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


def test_a_grant_nobody_waited_for_goes_back_to_the_customer(second: Second) -> None:
    warm = HttpHq(second.shop.url, second.shop.identity.counter, device_signer(SEED))
    second.claiming._hq = warm
    warm.pull("", 0)
    second.shop.line.set(Fault.LOSING_ANSWERS)
    assert isinstance(second.ask(), HqNotReached)
    second.shop.line.set(Fault.NONE)
    until(lambda: len(second.at_hq()) == 1)
    second.clock.forward(seconds=61)
    second.claiming.settle_abandoned().result(20)
    second.drained()
    until(lambda: second.at_hq() == [])
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
    assert not asked.done()
    with within(2):
        second.claiming.close()
    assert isinstance(asked.result(), HqNotReached)


def test_money_given_back_meanwhile_is_refused(second: Second) -> None:
    pickup = second.order.id
    second.shop.worker.stop()
    second.shop.hq.operator.act("order", pickup=pickup, verb="refund", amount=100)
    refused = second.ask()
    assert isinstance(refused, HandOverRefused)
    assert second.at_hq() == []
