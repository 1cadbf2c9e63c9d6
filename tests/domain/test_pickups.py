"""The one decision: every refusal of the rules, and that no sequence of hand-overs gives more than was ordered."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import CounterId, StoreId
from app.domain.money import Fen
from app.domain.pickups import (
    AlreadyRedeemed,
    BlindRefused,
    Cancelled,
    Expired,
    HeldBy,
    HeldElsewhere,
    Line,
    NotArrived,
    NotEnough,
    OtherStore,
    Pickup,
    Ready,
    Refunded,
    Refusal,
    State,
    UndoRight,
    Units,
    choose,
    judge,
    overridable,
    undo_right,
)
from tests.builders import NOW, line, pickup, place, redemption

LONG_AGO = NOW - timedelta(days=3)
GONE = line(redeemed=1)

REFUSED: list[tuple[Pickup, Refusal, bool]] = [
    (pickup(GONE, redemptions=(redemption(),)), AlreadyRedeemed(redemption()), True),
    (
        pickup(state=State.REFUNDED, ended_at=NOW, refunded=Fen(990)),
        Refunded(NOW, Fen(990)),
        False,
    ),
    (pickup(state=State.CANCELLED, ended_at=NOW), Cancelled(NOW), False),
    (pickup(store=StoreId(2)), OtherStore(StoreId(2), None), False),
    (pickup(line(arrived=0), expected_at=NOW), NotArrived(NOW), True),
    (pickup(expires_at=LONG_AGO), Expired(LONG_AGO), True),
    (pickup(state=State.EXPIRED), Expired(None), True),
    (
        pickup(grant=HeldBy(CounterId(2), 1)),
        HeldElsewhere(HeldBy(CounterId(2), 1)),
        True,
    ),
    (pickup(grant=HeldBy(CounterId(0), 0)), HeldElsewhere(HeldBy(CounterId(0), 0)), True),
]


@pytest.mark.parametrize(("order", "refusal", "may_override"), REFUSED)
def test_each_refusal_is_named(order: Pickup, refusal: Refusal, may_override: bool) -> None:
    assert judge(order, place()) == refusal
    assert overridable(refusal) is may_override


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        ("allow", Ready((Units(1, 1),))),
        ("override", BlindRefused(overridable=True)),
        ("refuse", BlindRefused(overridable=False)),
    ],
)
def test_a_blind_pickup_follows_the_policy(policy: str, verdict: Ready | Refusal) -> None:
    blind = pickup(blind=True, grant=HeldBy(CounterId(0), 0))
    assert judge(blind, place(blind_pickup=policy)) == verdict


def test_an_undone_redemption_does_not_count_as_taken() -> None:
    order = pickup(line(), redemptions=(redemption(undone=True),))
    assert judge(order, place()) == Ready((Units(1, 1),))


def test_a_refund_is_said_even_when_it_was_taken_before() -> None:
    order = pickup(GONE, state=State.REFUNDED, redemptions=(redemption(),))
    assert isinstance(judge(order, place()), Refunded)


def test_what_did_not_arrive_waits_and_the_rest_goes() -> None:
    order = pickup(line(1, quantity=3, arrived=2), line(2, arrived=0), line(3))
    assert judge(order, place()) == Ready((Units(1, 2), Units(3, 1)))


def test_more_than_ready_is_refused_even_in_two_wishes() -> None:
    ready = Ready((Units(1, 2),))
    assert choose(ready, (Units(1, 1), Units(1, 2))) == NotEnough(1, 2)
    assert choose(ready, (Units(9, 1),)) == NotEnough(9, 0)
    assert choose(ready, (Units(1, -1),)) == NotEnough(1, 2)
    assert choose(ready, (Units(1, 2), Units(1, 0))) == Ready((Units(1, 2),))


lines = st.builds(
    lambda no, quantity, arrived, short: line(
        no, quantity=quantity, arrived=min(arrived, quantity), short=min(short, quantity)
    ),
    st.integers(1, 5),
    st.integers(1, 9),
    st.integers(0, 9),
    st.integers(0, 9),
)


@given(
    st.lists(lines, min_size=1, max_size=5, unique_by=lambda each: each.line_no),
    st.lists(st.lists(st.builds(Units, st.integers(0, 6), st.integers(-2, 12)), max_size=4)),
)
def test_no_sequence_of_wishes_hands_over_more_than_was_ordered(
    ordered: list[Line], wishes: list[list[Units]]
) -> None:
    order = pickup(*ordered)
    for wish in wishes:
        verdict = judge(order, place())
        if not isinstance(verdict, Ready):
            continue
        chosen = choose(verdict, tuple(wish))
        if isinstance(chosen, Ready):
            given_now = {unit.line_no: unit.quantity for unit in chosen.units}
            order = pickup(
                *(
                    line(
                        each.line_no,
                        quantity=each.quantity,
                        arrived=each.arrived,
                        short=each.short,
                        redeemed=each.redeemed + given_now.get(each.line_no, 0),
                    )
                    for each in order.lines
                )
            )
        assert all(
            each.redeemed <= each.quantity - each.short for each in order.lines if each.redeemed
        )
        assert all(each.redeemed <= each.arrived for each in order.lines)


@pytest.mark.parametrize(
    ("seconds", "same", "right"),
    [
        (0, True, UndoRight.FREE),
        (60, True, UndoRight.FREE),
        (60.5, True, UndoRight.PIN),
        (5, False, UndoRight.PIN),
        (3600, True, UndoRight.PIN),
        (3601, True, UndoRight.TOO_LATE),
        (3601, False, UndoRight.TOO_LATE),
        (-30, True, UndoRight.FREE),
    ],
)
def test_the_right_to_undo_fades(seconds: float, same: bool, right: UndoRight) -> None:
    given_right = undo_right(
        redeemed_at=NOW,
        now=NOW + timedelta(seconds=seconds),
        same_clerk=same,
        free_seconds=60,
        pin_seconds=3600,
    )
    assert given_right is right
