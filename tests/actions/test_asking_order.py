"""Whom a counter asks for what it does not hold: the hub first, HQ when the hub surely heard nothing, and nobody else once the
hub may have granted it. What is taken back the hub is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.actions.outcomes import HandedOver, HandOverRefused, HqNotReached, PickupFound, Undone
from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.bootstrap.claims import HUB_AWAY, Claiming
from app.domain.grants import Claim, ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, PickupId
from app.domain.pickups import AlreadyRedeemed, Units
from app.domain.siblings import Sibling
from sync import wire
from sync.errors import NotSent, Retry
from tests.actions.conftest import Shop
from tests.actions.test_answer_claim import counter_row
from tests.builders import NOW, redemption
from tests.rows import pickup_line, pickup_row

PICKUP = PickupId(20462)
WISH = RedeemRequest(PICKUP, ())
HUB = 2


class Asked:
    """The hub and HQ as a test wants them; `heard` is who was asked for which claim, in order."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.back: list[str] = []
        self.hub: Callable[[Claim], ClaimAnswer] = lambda _claim: Granted(1, "ticket")
        self.hq = "granted"
        self.away = False

    def ask(self, claim: Claim, hub: Sibling) -> ClaimAnswer:
        assert hub.id == HUB
        if self.away:
            raise NotSent(HUB_AWAY)
        self.heard.append(("hub", claim.id))
        return self.hub(claim)

    def give_back(self, claim: Claim, hub: Sibling) -> None:
        assert hub.id == HUB
        if self.away:
            raise NotSent(HUB_AWAY)
        self.back.append(claim.id)

    def claim(self, request: wire.ClaimRequest) -> wire.ClaimAnswer:
        self.heard.append(("hq", request.claim_id))
        if self.hq == "silent":
            raise Retry("line_down")
        detail = "" if self.hq == "granted" else self.hq
        outcome = "granted" if self.hq == "granted" else "refused"
        return wire.ClaimAnswer(
            claim_id=request.claim_id,
            outcome=outcome,
            detail=detail,
            holder=HUB,
            epoch=1,
            now=NOW,
        )

    def close(self) -> None:
        pass


class Second:
    """Counter 1 of the tests, beside its store's hub."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.asked = shop, Asked()
        shop.told(counter_row(1, hub=False), counter_row(HUB, hub=True, addresses=("x:1",)))
        self.held_by(HUB)
        self.lane = ThreadPoolExecutor(1)
        self.claiming = Claiming(
            verb=shop.verbs.claim,
            redeem=shop.desk.redeem_pickup,
            lane=self.lane,
            open_hq=lambda: self.asked,
            near=self.asked,
        )

    def held_by(self, holder: int, **changes: Any) -> None:
        row = pickup_row(20462, pickup_line(1, 4), **({"holder": holder} | changes))
        self.shop.told(("pickup", "20462", row))

    def ask(self, wish: RedeemRequest = WISH) -> object:
        return self.claiming.ask(wish).answer.result(20)

    def told(self) -> None:
        """What was to be told to the hub is, or could not be."""
        self.claiming.give_back()
        self.claiming._thread.submit(lambda: None).result(20)

    def later(self) -> None:
        """Nobody waits any more."""
        self.shop.clock.forward(seconds=61)
        self.claiming.settle_abandoned().result(20)

    def close(self) -> None:
        self.claiming.close()
        self.lane.shutdown()


@pytest.fixture
def second(shop: Shop) -> Iterator[Second]:
    made = Second(shop)
    yield made
    made.close()


def test_the_hub_is_asked_and_its_ticket_is_in_the_fact(second: Second) -> None:
    found = second.shop.desk.open_pickup(PICKUP)
    assert isinstance(found, PickupFound)
    assert found.pickup.grant.near == HUB
    assert isinstance(second.ask(), HandedOver)
    ((who, claim),) = second.asked.heard
    ((kind, body),) = second.shop.facts()
    assert (who, kind) == ("hub", "pickup.redeemed")
    assert (body["redemption"], body["ticket"]) == (claim, "ticket")


def test_a_hub_that_heard_nothing_leaves_it_to_hq(second: Second) -> None:
    """The grant has moved, and this counter has not heard of it."""
    second.asked.away = True
    assert isinstance(second.ask(), HandedOver)
    assert [who for who, _ in second.asked.heard] == ["hq"]
    ((_, body),) = second.shop.facts()
    assert body["ticket"] is None


def test_neither_says_that_the_hub_is_away_and_the_next_question_is_a_new_one(
    second: Second,
) -> None:
    second.asked.away, second.asked.hq = True, "grant_elsewhere"
    assert second.ask() == HqNotReached(HUB_AWAY)
    second.asked.away = False
    assert isinstance(second.ask(), HandedOver)
    (_, first), (who, again) = second.asked.heard
    assert who == "hub"
    assert first != again


def test_what_the_hub_may_have_granted_only_the_hub_can_tell(second: Second) -> None:
    def silent(_claim: Claim) -> ClaimAnswer:
        raise Retry("hub_silent")

    second.asked.hub = silent
    assert second.ask() == HqNotReached("hub_silent")
    second.asked.away = True
    assert second.ask() == HqNotReached(HUB_AWAY)
    second.later()
    second.asked.away, second.asked.hub = False, lambda _claim: Granted(1, "t")
    assert isinstance(second.ask(), HandedOver)
    assert [who for who, _ in second.asked.heard] == ["hub", "hub"]
    assert len({claim for _, claim in second.asked.heard}) == 1


def test_when_the_grant_has_left_the_hub_hq_is_asked_the_very_same(second: Second) -> None:
    def silent(_claim: Claim) -> ClaimAnswer:
        raise Retry("hub_silent")

    second.asked.hub = silent
    second.ask()
    second.held_by(0, epoch=2)
    assert isinstance(second.ask(), HandedOver)
    assert [who for who, _ in second.asked.heard] == ["hub", "hq"]
    assert len({claim for _, claim in second.asked.heard}) == 1


def test_a_blocked_hub_is_not_asked(second: Second) -> None:
    second.shop.told(counter_row(HUB, hub=False, revoked=True))
    second.ask()
    assert [who for who, _ in second.asked.heard] == ["hq"]


def test_taken_there_is_the_card_the_clerk_knows(second: Second) -> None:
    taken = redemption(Units(1, 4))
    second.asked.hub = lambda _claim: NotGranted("units_taken", (taken,), CounterId(HUB))
    refused = second.ask()
    assert isinstance(refused, HandOverRefused)
    assert refused.refusal == AlreadyRedeemed(taken)
    assert second.shop.facts() == []


def test_what_is_taken_back_the_hub_is_told_once_as_soon_as_it_can_be(second: Second) -> None:
    done = second.ask()
    assert isinstance(done, HandedOver)
    second.told()
    assert second.asked.back == []
    assert isinstance(second.shop.desk.undo_redemption(None, ""), Undone)
    second.asked.away = True
    second.told()
    second.asked.away = False
    second.told()
    second.told()
    assert second.asked.back == [done.redemption]


def test_granted_when_nobody_waited_goes_back_by_a_fact_with_its_ticket(second: Second) -> None:
    def silent(_claim: Claim) -> ClaimAnswer:
        raise Retry("hub_silent")

    second.asked.hub = silent
    second.ask()
    second.asked.hub = lambda _claim: Granted(1, "its ticket")
    second.later()
    ((kind, body),) = second.shop.facts()
    assert (kind, body["ticket"]) == ("pickup.undone", "its ticket")
    assert second.asked.back == [body["redemption"]]


def test_missing_units_are_asked_for_too_so_that_nobody_else_looks_for_them(
    second: Second,
) -> None:
    claims: list[Claim] = []

    def grants(claim: Claim) -> ClaimAnswer:
        claims.append(claim)
        return Granted(1, "t")

    second.asked.hub = grants
    problem = LineProblem(1, 1, Problem.SHORTAGE)
    done = second.ask(RedeemRequest(PICKUP, (Units(1, 2),), (problem,)))
    assert isinstance(done, HandedOver)
    assert (claims[0].units, claims[0].given) == ((Units(1, 3),), (Units(1, 2),))
    assert [kind for kind, _ in second.shop.facts()] == ["pickup.redeemed", "after_sale.reported"]
    assert done.count == 2
    bad = LineProblem(1, 1, Problem.SHORTAGE)
    only = second.ask(RedeemRequest(PICKUP, (), (bad,)))
    assert isinstance(only, HandedOver)
    assert only.count == 0
    told = [kind for kind, _ in second.shop.facts()][2:]
    assert told == ["pickup.undone", "after_sale.reported"], "claimed units are not missing at HQ"


def test_units_that_are_missing_are_not_offered_to_the_hub(second: Second) -> None:
    """It would look for them: only HQ can tell it what is missing."""
    problem = LineProblem(1, 1, Problem.SHORTAGE)
    second.ask(RedeemRequest(PICKUP, (), (problem,)))
    done = second.ask(RedeemRequest(PICKUP, (Units(1, 2),), (problem,)))
    assert isinstance(done, HandedOver)
    assert isinstance(second.shop.desk.undo_redemption(None, ""), Undone)
    second.told()
    assert second.asked.back == []
    assert second.shop.verbs.claim.due_back() == ()
