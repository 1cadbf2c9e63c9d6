"""Claims: a model HQ that loses requests and answers, clerks who wait or walk away; no unit leaves twice and none is
lost to its customer."""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.actions.claim_pickup import HeldHere, why_not
from app.actions.outcomes import HandedOver, HandOverRefused
from app.actions.requests import RedeemRequest
from app.domain.grants import Claim, ClaimAnswer, ClaimState, Granted, NotGranted, claimable
from app.domain.identity import CounterId, PickupId, StaffId
from app.domain.pickups import (
    AlreadyRedeemed,
    Cancelled,
    HeldBy,
    HeldElsewhere,
    NotArrived,
    NotEnough,
    Ready,
    Refunded,
    Units,
)
from sync import wire
from tests.actions.conftest import Shop
from tests.builders import line, pickup, place, redemption
from tests.rows import pickup_line, pickup_row

PICKUP = PickupId(20462)
QUANTITY = 4
ELSEWHERE = HeldBy(CounterId(0), 5)


def ask(units: int = 1) -> RedeemRequest:
    return RedeemRequest(PICKUP, (Units(1, units),))


def held_by_hq(shop: Shop, **changes: Any) -> None:
    row = pickup_row(20462, pickup_line(1, QUANTITY), **({"holder": 0, "epoch": 5} | changes))
    shop.told(("pickup", "20462", row))


class TestDecision:
    def test_only_what_the_grant_alone_stops_is_asked_for(self) -> None:
        held = {"grant": ELSEWHERE}
        assert claimable(pickup(line(quantity=3), **held), place(), ()) == Ready((Units(1, 3),))
        assert claimable(pickup(line(quantity=3), **held), place(), (Units(1, 4),)) == NotEnough(
            1, 3
        )
        nothing = pickup(line(arrived=0), **held)
        assert claimable(nothing, place(), ()) == NotArrived(None)
        gone = pickup(line(redeemed=1), redemptions=(redemption(),), **held)
        assert isinstance(claimable(gone, place(), ()), AlreadyRedeemed)

    def test_hqs_word_becomes_the_card_the_clerk_knows(self) -> None:
        known, taken = pickup(grant=ELSEWHERE), (redemption(),)
        assert why_not(known, NotGranted("units_taken", taken)) == AlreadyRedeemed(taken[0])
        assert isinstance(why_not(known, NotGranted("refunded")), Refunded)
        assert isinstance(why_not(known, NotGranted("cancelled")), Cancelled)
        elsewhere = why_not(known, NotGranted("grant_elsewhere", holder=CounterId(7)))
        assert elsewhere == HeldElsewhere(HeldBy(CounterId(7), 5))


class TestVerb:
    def test_granted_is_handed_over_under_the_claims_id_and_epoch(self, shop: Shop) -> None:
        held_by_hq(shop)
        claim = shop.verbs.claim.prepare(ask(2))
        assert isinstance(claim, Claim)
        done = shop.verbs.claim.finish(claim, Granted(6))
        assert isinstance(done, HandedOver)
        assert done.redemption == claim.id
        ((kind, body),) = shop.facts()
        assert (kind, body["redemption"], body["epoch"]) == ("pickup.redeemed", claim.id, 6)
        assert shop.verbs.claim.finish(claim, Granted(6)) is None
        assert len(shop.facts()) == 1

    def test_asking_again_is_the_same_claim_even_after_a_restart(self, shop: Shop) -> None:
        held_by_hq(shop)
        first = shop.verbs.claim.prepare(ask(2))
        second = shop.verbs.claim.prepare(ask(1))
        assert first == second

    def test_who_holds_it_need_not_ask(self, shop: Shop) -> None:
        assert shop.verbs.claim.prepare(ask()) == HeldHere()

    def test_refused_says_why_and_writes_nothing(self, shop: Shop) -> None:
        held_by_hq(shop)
        claim = shop.verbs.claim.prepare(ask())
        assert isinstance(claim, Claim)
        refused = shop.verbs.claim.finish(claim, NotGranted("units_taken", (redemption(),)))
        assert isinstance(refused, HandOverRefused)
        assert isinstance(refused.refusal, AlreadyRedeemed)
        assert shop.facts() == []
        again = shop.verbs.claim.prepare(ask())
        assert isinstance(again, Claim)
        assert again.id != claim.id

    def test_what_was_asked_while_the_clock_was_ahead_is_settled_too(self, shop: Shop) -> None:
        """HQ would hold the goods until that day comes."""
        held_by_hq(shop)
        shop.clock.forward(hours=24)
        claim = shop.verbs.claim.prepare(ask())
        shop.clock.forward(hours=-24)
        assert shop.verbs.claim.abandoned() == (claim,)

    def test_only_what_was_long_unanswered_is_settled(self, shop: Shop) -> None:
        held_by_hq(shop)
        claim = shop.verbs.claim.prepare(ask())
        assert isinstance(claim, Claim)
        assert shop.verbs.claim.abandoned() == ()
        shop.clock.forward(seconds=61)
        assert shop.verbs.claim.abandoned() == (claim,)
        shop.verbs.claim.settle(claim, Granted(6))
        ((kind, body),) = shop.facts()
        assert (kind, body["redemption"]) == ("pickup.undone", claim.id)
        assert shop.verbs.claim.finish(claim, Granted(6)) is None


class ModelHq:
    """The authority as protocol.md §1 has it: the same claim again is the same answer."""

    def __init__(self) -> None:
        self.answers: dict[str, ClaimAnswer] = {}
        self.standing: dict[str, int] = {}

    @property
    def left(self) -> int:
        return QUANTITY - sum(self.standing.values())

    def claim(self, claim: Claim) -> ClaimAnswer:
        if claim.id not in self.answers:
            units = sum(unit.quantity for unit in claim.units)
            if units <= self.left:
                self.standing[claim.id] = units
                self.answers[claim.id] = Granted(5)
            else:
                self.answers[claim.id] = NotGranted("units_taken", (redemption(),))
        return self.answers[claim.id]

    def hear(self, kind: str, body: dict[str, Any]) -> None:
        if kind == "pickup.redeemed":
            assert body["redemption"] in self.standing, "handed over without HQ's word"
        if kind == "pickup.undone":
            assert self.standing.pop(body["redemption"], 0), "took back what never stood"


class Clerks(RuleBasedStateMachine):
    """`given` is what truly left over this counter."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.shop = Shop(Path(self._folder.name) / "tuangui.db")
        self.shop.told(("pickup", "20462", pickup_row(20462, pickup_line(1, QUANTITY))))
        self.shop.desk.sign_in(StaffId(1), "111111")
        held_by_hq(self.shop)
        self.hq = ModelHq()
        self.given: dict[str, int] = {}
        self.elsewhere = 0
        self.heard = 0

    def teardown(self) -> None:
        self.shop.clock.forward(seconds=3600)
        self.settle(answered=True)
        self.push()
        mine = {key: n for key, n in self.hq.standing.items() if not key.startswith("other")}
        assert mine == self.given
        self.shop.sql.close()
        self._folder.cleanup()

    @rule(
        units=st.integers(1, QUANTITY),
        line_does=st.sampled_from(["answers", "loses the request", "loses the answer"]),
    )
    def ask(self, units: int, line_does: str) -> None:
        claim = self.shop.verbs.claim.prepare(ask(units))
        if not isinstance(claim, Claim) or line_does == "loses the request":
            return
        answer = self.hq.claim(claim)
        if line_does == "answers":
            done = self.shop.verbs.claim.finish(claim, answer)
            assert isinstance(done, HandedOver) == isinstance(answer, Granted)
            if isinstance(done, HandedOver):
                assert claim.id not in self.given
                self.given[claim.id] = done.count

    @rule(answered=st.booleans(), waited=st.sampled_from([1, 61]))
    def settle_later(self, waited: int, *, answered: bool) -> None:
        self.shop.clock.forward(seconds=waited)
        self.settle(answered=answered)

    @rule(units=st.integers(1, 2))
    def another_counter_takes(self, units: int) -> None:
        if units <= self.hq.left:
            self.elsewhere += 1
            self.hq.standing[f"other {self.elsewhere}"] = units

    @rule()
    def push(self) -> None:
        facts = self.shop.facts()
        for kind, body in facts[self.heard :]:
            self.hq.hear(kind, body)
        self.heard = len(facts)

    def settle(self, *, answered: bool) -> None:
        for claim in self.shop.verbs.claim.abandoned():
            answer = self.hq.claim(claim)
            if answered:
                self.shop.verbs.claim.settle(claim, answer)
                with self.shop.sql.read() as room:
                    assert room.claims.state(claim.id) in {
                        ClaimState.GIVEN_BACK,
                        ClaimState.REFUSED,
                    }

    @invariant()
    def no_unit_leaves_twice(self) -> None:
        others = sum(n for key, n in self.hq.standing.items() if key.startswith("other"))
        assert sum(self.given.values()) + others <= QUANTITY


Clerks.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestClerks = Clerks.TestCase


def test_the_wire_carries_the_claim_word_for_word(shop: Shop) -> None:
    from app.bootstrap.claims import answer_of, request_of

    held_by_hq(shop)
    claim = shop.verbs.claim.prepare(ask(2))
    assert isinstance(claim, Claim)
    sent = request_of(claim)
    assert request_of(claim) == sent
    assert (sent.claim_id, sent.epoch, sent.units[0].quantity) == (claim.id, 5, 2)
    granted = wire.ClaimAnswer(claim_id=claim.id, outcome="granted", now=claim.asked_at, epoch=6)
    assert answer_of(granted) == Granted(6)
    assert answer_of(msgspec.structs.replace(granted, outcome="refused")) == NotGranted(
        "units_taken"
    )
