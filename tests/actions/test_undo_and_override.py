"""Undo fades and never deletes; an override is one manager's PIN for one refusal, loud and counted."""

from app.actions.outcomes import (
    HandedOver,
    HandOverRefused,
    NotAllowed,
    NothingToUndo,
    PinLocked,
    PinWrong,
    Undone,
    UndoNeedsPin,
)
from app.actions.requests import OverrideRequest, RedeemRequest
from app.domain.identity import PickupId, StaffId
from app.domain.pickups import Refunded, UndoRight, Units
from tests.actions.conftest import Shop
from tests.builders import WANG
from tests.rows import pickup_line, pickup_row

T20462 = PickupId(20462)
ALL = RedeemRequest(T20462, (Units(1, 1),))
MANAGER = StaffId(9)


def points(shop: Shop) -> int:
    with shop.store.read() as room:
        member = room.members.get(WANG)
    assert member is not None
    return member.points


def test_an_undo_within_the_minute_is_free_and_gives_everything_back(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.clock.forward(seconds=59)
    undone = shop.desk.undo_redemption(None, "")
    assert isinstance(undone, Undone)
    assert [kind for kind, _ in shop.facts()] == ["pickup.redeemed", "pickup.undone"]
    assert points(shop) == 1286
    assert isinstance(shop.desk.redeem_pickup(ALL), HandedOver)
    assert points(shop) == 1310


def test_an_undo_is_never_done_twice(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.desk.undo_redemption(None, "")
    assert shop.desk.undo_redemption(None, "") == NothingToUndo()
    assert points(shop) == 1286


def test_after_the_minute_a_pin_is_asked_and_after_the_hour_nothing_helps(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.clock.forward(seconds=61)
    assert isinstance(shop.desk.undo_redemption(None, ""), UndoNeedsPin)
    assert shop.desk.undo_redemption(StaffId(2), "222222") == NotAllowed()
    assert shop.desk.undo_redemption(StaffId(1), "000000") == PinWrong(4)
    shop.clock.forward(hours=1)
    assert shop.desk.undo_redemption(MANAGER, "999999") == NothingToUndo(UndoRight.TOO_LATE)


def test_a_manager_may_undo_what_another_clerk_did(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.desk.sign_in(StaffId(2), "222222")
    assert isinstance(shop.desk.undo_redemption(None, ""), UndoNeedsPin)
    assert isinstance(shop.desk.undo_redemption(MANAGER, "999999"), Undone)


def test_an_override_is_a_different_fact_with_the_manager_and_the_refusal(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    outcome = shop.desk.override_refusal(OverrideRequest(T20462, MANAGER, "999999"))
    assert isinstance(outcome, HandedOver)
    assert outcome.receipt.override
    kind, body = shop.facts()[-1]
    assert kind == "handout.override"
    assert (body["refusal"], body["approved_by"]) == ("AlreadyRedeemed", 9)
    assert [kind for kind, _ in shop.facts()].count("pickup.redeemed") == 1


def test_what_never_arrived_by_the_book_can_be_let_through(shop: Shop) -> None:
    shop.told(("pickup", "9", pickup_row(9, pickup_line(1, 2, arrived=0), state="paid")))
    outcome = shop.desk.override_refusal(OverrideRequest(PickupId(9), MANAGER, "999999"))
    assert isinstance(outcome, HandedOver)
    assert outcome.count == 2


def test_a_cashiers_pin_lets_nothing_through(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    before = shop.facts()
    assert shop.desk.override_refusal(OverrideRequest(T20462, StaffId(2), "222222")) == NotAllowed()
    assert shop.facts() == before


def test_money_given_back_cannot_be_let_through(shop: Shop) -> None:
    shop.told(("pickup", "9", pickup_row(9, state="refunded", refunded=990)))
    outcome = shop.desk.override_refusal(OverrideRequest(PickupId(9), MANAGER, "999999"))
    assert isinstance(outcome, HandOverRefused)
    assert isinstance(outcome.refusal, Refunded)


def test_five_wrong_pins_lock_and_the_lock_survives(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    wrong = OverrideRequest(T20462, MANAGER, "123456")
    answers = [shop.desk.override_refusal(wrong) for _ in range(5)]
    assert answers[:4] == [PinWrong(4), PinWrong(3), PinWrong(2), PinWrong(1)]
    assert isinstance(answers[4], PinLocked)
    asked = shop.pins.asked
    right = OverrideRequest(T20462, MANAGER, "999999")
    assert isinstance(shop.desk.override_refusal(right), PinLocked)
    assert shop.pins.asked == asked, "a locked PIN is not even compared"
    shop.clock.forward(seconds=61)
    assert isinstance(shop.desk.override_refusal(right), HandedOver)
    assert shop.desk.sign_in(MANAGER, "999999") is not None
