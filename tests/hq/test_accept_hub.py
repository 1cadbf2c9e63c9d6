"""Two counters and an order that one of them holds: whatever comes to HQ first, each unit is redeemed once, and nobody
sees a conflict that nobody made. The rules alone; a small shop plays what truly happened."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from sync import wire
from sync.hq.accept import Applied, Conflict, Duplicate, Granted, Quarantined, Why, accept_claim
from sync.hq.accept_hub import Sibling, accept_claim_granted
from tests.hq.counter import units_of
from tests.hq.hub_model import (
    HUB,
    OWED,
    SECOND,
    Fact,
    Hq,
    Store,
    deed,
    granted,
    override,
    played,
    redeemed,
    ticket,
    undone,
)
from tests.hq.test_accept import order

STEPS = st.lists(
    st.sampled_from(
        [
            ("hub_redeems", 1),
            ("claims", 1),
            ("claims", 2),
            ("hands_over",),
            ("gives_back",),
            ("takes_back",),
            ("tells_the_hub",),
        ]
    ),
    max_size=20,
)
USUAL = (
    "claims hands_over takes_back tells_the_hub hub_redeems",
    "claims gives_back tells_the_hub hub_redeems",
    "claims hands_over takes_back tells_the_hub claims hands_over hub_redeems",
    "claims gives_back hub_redeems tells_the_hub claims hands_over",
    "hub_redeems claims hands_over takes_back tells_the_hub claims gives_back tells_the_hub",
)


@settings(max_examples=200, deadline=None)
@given(STEPS, st.data())
def test_in_every_order_of_arrival_each_unit_is_redeemed_once(
    steps: list[tuple[object, ...]], data: st.DataObject
) -> None:
    store, hq = played(steps), Hq()
    waiting = {counter: list(facts) for counter, facts in store.journals.items()}
    while any(waiting.values()):
        counter = data.draw(st.sampled_from([each for each in waiting if waiting[each]]))
        hq.hear(waiting[counter].pop(0))
    calm(hq, store)


def calm(hq: Hq, store: Store) -> None:
    """HQ has exactly what happened, once, and nobody is bothered with it."""
    assert not [each for each in hq.verdicts if isinstance(each, Conflict | Quarantined)]
    assert hq.standing == store.gone
    assert hq.known.contested == frozenset()
    assert sum(hq.points.values()) == 10 * sum(store.gone.values())
    assert not any(hq.known.awards[name].claimed for name in store.gone)


@pytest.mark.parametrize("script", USUAL)
@pytest.mark.parametrize("units", [1, OWED])
def test_what_happens_every_day_comes_in_every_order_there_is(script: str, units: int) -> None:
    takes = {"claims", "hub_redeems"}
    store = played([(step, units) if step in takes else (step,) for step in script.split()])
    here, there = (len(store.journals[counter]) for counter in (HUB, SECOND))
    for places in itertools.combinations(range(here + there), there):
        hq = Hq()
        waiting = {counter: list(facts) for counter, facts in store.journals.items()}
        for place in range(here + there):
            hq.hear(waiting[SECOND if place in places else HUB].pop(0))
        calm(hq, store)


@settings(max_examples=150, deadline=None)
@given(STEPS, st.integers(1, 3), st.data())
def test_whatever_a_person_forces_no_unit_goes_twice_without_a_conflict(
    steps: list[tuple[object, ...]], overridden: int, data: st.DataObject
) -> None:
    """HQ takes the order back by force, or a manager lets it through elsewhere, in the middle of it all."""
    store, hq = played(steps), Hq()
    waiting = {counter: list(facts) for counter, facts in store.journals.items()}
    forced, hands = data.draw(st.booleans()), dict(store.gone)
    if not forced:
        hands["force"] = overridden
    waiting[9] = [(9, override("force", overridden), None)]
    while any(waiting.values()):
        counter = data.draw(st.sampled_from([each for each in waiting if waiting[each]]))
        fact = waiting[counter].pop(0)
        if counter == 9 and forced:
            row = changed(hq.known.row, holder=0, epoch=hq.known.row.epoch + 1)
            hq.known = replace(hq.known, row=row)
        else:
            hq.hear(fact)
    assert not [each for each in hq.verdicts if isinstance(each, Quarantined)]
    for name in hands:
        assert name in hq.standing or name in hq.known.contested, "goods nobody knows of"
    assert set(hq.standing) <= set(hands) | {
        name for name, award in hq.known.awards.items() if award.claimed
    }


@given(st.lists(st.integers(0, 1), max_size=8))
def test_each_side_told_again_changes_nothing(again: list[int]) -> None:
    facts: list[Fact] = [
        (HUB, granted("x", 2), None),
        (SECOND, redeemed("x", 1), ticket("x", 2)),
    ]
    hq = Hq()
    for fact in (facts[1], facts[0]):
        hq.hear(fact)
    before = hq.known
    for each in again:
        assert isinstance(hq.hear(facts[each]), Duplicate)
    assert hq.known == before
    assert hq.standing == {"x": 1}


def test_an_old_ticket_is_a_conflict_and_brings_nothing_about() -> None:
    """HQ took the grant back by force: the hub did not know, and the goods went out."""
    hq = Hq()
    hq.known = order(OWED, holder=0, epoch=2)
    verdict = hq.hear((SECOND, redeemed("x", 1), ticket("x", 1)))
    assert isinstance(verdict, Conflict)
    assert verdict.why is Why.GRANT_ELSEWHERE
    assert isinstance(hq.hear((HUB, granted("x", 1), None)), Duplicate)
    assert hq.standing == {}


def test_an_old_grant_nobody_used_is_no_conflict() -> None:
    hq = Hq()
    hq.known = order(OWED, holder=0, epoch=2)
    verdict = hq.hear((HUB, granted("x", 1), None))
    assert isinstance(verdict, Applied)
    assert (verdict.detail, hq.standing) == (Why.STALE_EPOCH, {})
    hq.hear((SECOND, undone("x"), ticket("x", 1)))
    assert hq.standing == {}


def test_a_hub_that_lost_its_disk_and_gave_the_units_again_is_seen() -> None:
    hq = Hq()
    hq.hear((HUB, redeemed("again", OWED), None))
    verdict = hq.hear((SECOND, redeemed("x", OWED), ticket("x", OWED)))
    assert isinstance(verdict, Conflict)
    assert verdict.why is Why.UNITS_TAKEN


def test_a_ticket_lets_nobody_else_and_nothing_else_out() -> None:
    good = ticket("x", 1)
    wrong = (
        changed(good, claim="y"),
        changed(good, pickup=8),
        changed(good, counter=3),
        changed(good, store=2),
        changed(good, hub=3),
        changed(good, epoch=2),
        changed(good, units=units_of({1: 1, 2: 1})),
    )
    for each in wrong:
        verdict = Hq().hear((SECOND, redeemed("x", 1), each))
        assert isinstance(verdict, Conflict), each
        assert verdict.why is Why.GRANT_ELSEWHERE
        assert isinstance(Hq().hear((SECOND, undone("x"), each)), Applied | Quarantined)
    assert isinstance(Hq().hear((SECOND, redeemed("x", 2), good)), Conflict)
    assert isinstance(Hq().hear((SECOND, undone("x"), changed(good, counter=3))), Quarantined)


def test_a_hub_grants_nothing_to_a_stranger_or_to_itself() -> None:
    for asker in (None, Sibling(HUB, 1)):
        assert accept_claim_granted(order(OWED), granted("x", 1), deed(HUB), asker) == Quarantined(
            Why.OTHER_COUNTER
        )
    hq = Hq()
    hq.hear((HUB, redeemed("x", 1), None))
    assert hq.hear((HUB, granted("x", 1), None)) == Quarantined(Why.ID_REUSED)


def test_hq_asked_for_what_the_hub_granted_already_says_yes_again() -> None:
    """The hub was revoked before its answer was heard; its fact had come."""
    hq = Hq()
    hq.hear((HUB, granted("x", 2), None))
    hq.known = replace(hq.known, row=changed(hq.known.row, holder=0, epoch=2))
    asked = wire.ClaimRequest(
        proto=1, claim_id="x", pickup_id=7, units=units_of({1: 2}), epoch=1, by=11
    )
    answer = accept_claim(hq.known, asked, deed(SECOND))
    assert isinstance(answer, Granted)
    assert answer.stood
    assert isinstance(hq.hear((SECOND, redeemed("x", 2, epoch=2), None)), Applied)
    assert hq.standing == {"x": 2}


def test_what_a_person_gave_back_stands_after_all_when_it_was_handed_over() -> None:
    """Thinking that the counter was lost; the counter itself never said that it is over."""
    hq = Hq()
    hq.hear((HUB, granted("x", 2), None))
    (claim,) = hq.known.row.redemptions
    row = changed(hq.known.row, redemptions=(changed(claim, undone=True),))
    hq.known = replace(hq.known, row=row)
    assert isinstance(hq.hear((SECOND, redeemed("x", 2), ticket("x", 2))), Applied)
    assert hq.standing == {"x": 2}
