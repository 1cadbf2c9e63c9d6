"""An order the store's other counter holds: on the desk like one of ours, handed over with the same Enter, and calm words when
that counter does not answer."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.actions.outcomes import HandOverRefused, HqNotReached
from app.domain.identity import CounterId
from app.domain.pickups import AlreadyRedeemed, HeldBy, HeldElsewhere, Units
from app.ui.counter.state import AtHq, DoneShown, Idle, PickupOpen, RefusedOpen
from app.ui.theme import Tone
from tests.builders import redemption
from tests.ui import samples
from tests.ui.conftest import Desktop, settle
from tests.ui.desk import Question

Key = Qt.Key
GRANT = HeldBy(CounterId(5), 3, near=2)
NEAR = samples.found(replace(samples.ORDER, grant=GRANT))


def asked(desktop: Desktop) -> Question:
    """Scanned and Enter: the other counter is being asked."""
    desktop.scan(NEAR)
    desktop.press(Key.Key_Return)
    return desktop.script.asked_hq[-1]


def test_enter_hands_over_as_ever(desktop: Desktop) -> None:
    desktop.scan(NEAR)
    card = desktop.window.at_counter.state.card
    assert isinstance(card, PickupOpen)
    assert "2 号柜台" in desktop.text
    desktop.press(Key.Key_Return, Key.Key_Return)
    (question,) = desktop.script.asked_hq
    assert question.request.units == (Units(1, 1), Units(2, 1), Units(3, 1))
    assert "正在问 2 号柜台" in desktop.text
    assert not desktop.script.asked("redeem_pickup")
    question.answer.set_result(samples.handed_over())
    settle()
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)
    assert desktop.heard[-1] is Tone.OK


def test_a_part_is_asked_for_as_it_was_marked_and_again_the_same(desktop: Desktop) -> None:
    desktop.scan(NEAR)
    desktop.press(Key.Key_P, Key.Key_0, Key.Key_Return)
    wanted = desktop.script.asked_hq[-1].request
    assert wanted.units == (Units(2, 1), Units(3, 1))
    desktop.script.asked_hq[-1].answer.set_result(HqNotReached("hub_silent"))
    settle()
    desktop.press(Key.Key_Return)
    assert desktop.script.asked_hq[-1].request == wanted


def test_no_answer_says_which_counter_and_what_to_do(desktop: Desktop) -> None:
    asked(desktop).answer.set_result(HqNotReached("hub_away"))
    settle()
    card = desktop.window.at_counter.state.card
    assert isinstance(card, RefusedOpen)
    assert card.at_hq is AtHq.NOT_REACHED
    assert "2 号柜台没有回答" in desktop.text
    assert "店长放行" in desktop.text
    assert desktop.heard[-1] is Tone.WARN
    desktop.press(Key.Key_Return)
    assert len(desktop.script.asked_hq) == 2
    assert "正在问 2 号柜台" in desktop.text
    desktop.press(Key.Key_Escape)
    desktop.press(Key.Key_M, control=True)
    assert desktop.window.at_counter.state.pin is not None


def test_taken_there_meanwhile_is_the_card_the_clerk_knows(desktop: Desktop) -> None:
    taken = replace(redemption(Units(1, 1)), receipt_no=samples.receipt(0).receipt_no)
    order = replace(samples.ORDER, grant=GRANT)
    asked(desktop).answer.set_result(
        HandOverRefused(order, AlreadyRedeemed(taken), overridable=True)
    )
    settle()
    assert taken.by_name in desktop.text
    assert "0000" not in desktop.text, "its receipt is not known here yet"


def test_escape_and_the_next_customer_leave_the_question(desktop: Desktop) -> None:
    question = asked(desktop)
    desktop.press(Key.Key_Escape)
    assert question.left
    card = desktop.window.at_counter.state.card
    assert isinstance(card, PickupOpen)
    assert not card.asking
    desktop.press(Key.Key_Escape)
    assert isinstance(desktop.window.at_counter.state.card, Idle)
    second = asked(desktop)
    desktop.scan(samples.found())
    assert second.left
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("redeem_pickup")


def test_held_there_and_not_to_be_had_now_is_a_refusal_with_the_same_key(desktop: Desktop) -> None:
    desktop.scan(samples.refused(HeldElsewhere(GRANT)))
    assert "这单在本店 2 号柜台" in desktop.text
    assert "问 2 号柜台" in desktop.text
    desktop.press(Key.Key_Return)
    assert desktop.script.asked_hq[-1].request.pickup == samples.ORDER.id
