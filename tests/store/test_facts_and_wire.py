"""app/domain/facts.py and sync/wire's bodies are the same thing said twice; this holds the two together."""

import dataclasses
from typing import get_args

import msgspec
import pytest

from app.domain import facts
from app.domain.pickups import Units
from sync import wire

SAMPLES: tuple[facts.Fact, ...] = (
    facts.PickupRedeemed(
        redemption="a" * 32,
        pickup=2**62,
        epoch=3,
        units=(Units(1, 2), Units(4, 1)),
        receipt_no=7,
        member="b" * 32,
        points=72,
        code="TPAAAA",
        ticket="WzEs",
    ),
    facts.HandedOutByOverride(
        redemption="a" * 32,
        pickup=5,
        refusal="NotArrived",
        units=(Units(1, 1),),
        receipt_no=8,
        approved_by=9,
        member=None,
    ),
    facts.RedemptionUndone(redemption="a" * 32, pickup=5, approved_by=None, member=None, points=0),
    facts.AfterSaleReported(
        pickup=5, line_no=1, quantity=2, problem="shortage", redemption="c" * 32
    ),
    facts.PromptAnswered(
        prompt=1, variant="A", member=None, pickup=5, product_no=1001, outcome="declined"
    ),
    facts.ReceiptReprinted(receipt_no=3, count=2),
    facts.SignedIn(staff=1, way="badge"),
    facts.GrantReturned(pickup=5, epoch=3),
    facts.ClaimGranted(
        claim="e" * 32,
        pickup=5,
        units=(Units(2, 1),),
        epoch=3,
        counter=2,
        incarnation=1,
        by=11,
    ),
    facts.ClaimReturned(claim="e" * 32, pickup=5, counter=2),
    facts.PosSaleSeen(
        sale="d" * 32,
        source="receipt",
        total=3560,
        refund=False,
        number="A0001",
        sold_at="2026-11-22T17:42:05+08:00",
        receipt_no=41,
        member=None,
    ),
    facts.DrawerAsked(reason="count", approved_by=9),
    facts.PhoneRevealed(member="b" * 32, approved_by=9, reason=facts.SHOWN),
)


def test_every_fact_has_a_sample_and_a_body() -> None:
    assert {type(sample) for sample in SAMPLES} == set(get_args(facts.Fact))
    assert {(sample.kind, sample.v) for sample in SAMPLES} == set(wire.BODIES)


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_a_fact_is_decoded_strictly_into_the_same_values(fact: facts.Fact) -> None:
    body_type = wire.BODIES[fact.kind, fact.v]
    names = [field.name for field in dataclasses.fields(fact)]
    assert names == list(body_type.__struct_fields__)
    body = msgspec.json.decode(msgspec.json.encode(fact), type=body_type, strict=True)
    for name in names:
        ours, theirs = getattr(fact, name), getattr(body, name)
        if name == "units":
            ours = tuple((unit.line_no, unit.quantity) for unit in ours)
            theirs = tuple((unit.line_no, unit.quantity) for unit in theirs)
        assert theirs == ours
