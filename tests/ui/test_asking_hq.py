"""An order held by HQ or another counter: Enter asks, nothing waits, and what HQ says is the card the clerk knows."""

from PySide6.QtCore import Qt

from app.actions.outcomes import HandOverRefused, HqNotReached
from app.domain.identity import CounterId
from app.domain.pickups import AlreadyRedeemed, HeldBy, HeldElsewhere, NotArrived, Units
from app.ui.counter.state import AtHq, Busy, DoneShown, Idle, PickupOpen, RefusedOpen, UndoneShown
from app.ui.theme import Tone
from tests.builders import line, pickup, redemption
from tests.ui import samples
from tests.ui.conftest import Desktop, settle
from tests.ui.desk import Question

Key = Qt.Key
HELD = samples.refused(HeldElsewhere(HeldBy(CounterId(0), 5)))


def asking(desktop: Desktop) -> Question:
    """Scanned, refused, Enter: the question is on its way."""
    desktop.scan(HELD)
    desktop.press(Key.Key_Return)
    return desktop.script.asked_hq[-1]


def at_hq(desktop: Desktop) -> AtHq:
    card = desktop.window.at_counter.state.card
    assert isinstance(card, RefusedOpen)
    return card.at_hq


def test_enter_asks_once_and_the_order_is_shown_meanwhile(desktop: Desktop) -> None:
    desktop.scan(HELD)
    assert "问总部" in desktop.text
    assert samples.ORDER.lines[0].name in desktop.text
    desktop.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    (question,) = desktop.script.asked_hq
    assert question.request.pickup == samples.ORDER.id
    assert at_hq(desktop) is AtHq.ASKING
    assert "正在问总部" in desktop.text
    assert desktop.window.at_counter.state.busy is Busy.NO


def test_granted_is_a_hand_over_like_any_other(desktop: Desktop) -> None:
    question = asking(desktop)
    question.answer.set_result(samples.handed_over())
    settle()
    state = desktop.window.at_counter.state
    assert isinstance(state.card, DoneShown)
    assert state.last == samples.handed_over()
    assert desktop.heard[-1] is Tone.OK


def test_refused_says_who_where_and_when(desktop: Desktop) -> None:
    question = asking(desktop)
    taken = AlreadyRedeemed(redemption(Units(1, 4)))
    question.answer.set_result(HandOverRefused(samples.ORDER, taken, overridable=True))
    settle()
    card = desktop.window.at_counter.state.card
    assert isinstance(card, RefusedOpen)
    assert card.refused.refusal == taken
    assert taken.last.by_name in desktop.text
    desktop.press(Key.Key_Return)
    assert len(desktop.script.asked_hq) == 1, "there is nothing to ask any more"


def test_not_reached_says_so_and_offers_again_and_a_manager(desktop: Desktop) -> None:
    asking(desktop).answer.set_result(HqNotReached("timeout"))
    settle()
    assert at_hq(desktop) is AtHq.NOT_REACHED
    assert "总部没有回答" in desktop.text
    assert "店长放行" in desktop.text
    desktop.press(Key.Key_Return)
    assert at_hq(desktop) is AtHq.ASKING
    assert len(desktop.script.asked_hq) == 2
    desktop.script.asked_hq[-1].answer.set_result(HqNotReached("line_down"))
    settle()
    desktop.press(Key.Key_M, control=True)
    assert desktop.window.at_counter.state.pin is not None


def test_escape_leaves_and_a_late_answer_changes_nothing(desktop: Desktop) -> None:
    question = asking(desktop)
    desktop.press(Key.Key_Escape)
    assert question.left
    assert at_hq(desktop) is AtHq.NOT_ASKED
    question.answer.set_result(HqNotReached("left"))
    settle()
    assert at_hq(desktop) is AtHq.NOT_ASKED
    desktop.press(Key.Key_Escape)
    assert isinstance(desktop.window.at_counter.state.card, Idle)


def test_the_next_customer_need_not_wait(desktop: Desktop) -> None:
    question = asking(desktop)
    desktop.scan(samples.found())
    assert question.left
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_too_late_to_leave_is_shown_before_anything_else(desktop: Desktop) -> None:
    question = asking(desktop)
    question.handing_over = True
    desktop.press(Key.Key_Escape)
    assert desktop.window.at_counter.state.busy is Busy.WRITING
    desktop.scan(samples.found(pickup(line(1), order_no="T-2")))
    desktop.press(Key.Key_Z, control=True)
    assert not desktop.script.asked("undo_redemption")
    question.answer.set_result(samples.handed_over())
    settle()
    state = desktop.window.at_counter.state
    assert state.last == samples.handed_over()
    assert isinstance(state.card, PickupOpen), "the scan that waited came next"


def test_a_hand_over_that_ended_elsewhere_meanwhile_frees_the_keys(desktop: Desktop) -> None:
    question = asking(desktop)
    question.handing_over = True
    desktop.press(Key.Key_Escape)
    question.answer.set_result(HqNotReached("settled"))
    settle()
    assert desktop.window.at_counter.state.busy is Busy.NO
    assert at_hq(desktop) is AtHq.NOT_REACHED


def test_a_fault_of_ours_is_told_calmly(desktop: Desktop) -> None:
    asking(desktop).answer.set_exception(RuntimeError("database"))
    settle()
    assert at_hq(desktop) is AtHq.NOT_ASKED
    assert desktop.heard[-1] is Tone.DANGER


def test_an_undo_turns_away_from_the_question(desktop: Desktop) -> None:
    from app.actions.outcomes import Undone

    question = asking(desktop)
    desktop.script.answers["undo_redemption"] = Undone(samples.ORDER, "T-20462", 3)
    desktop.press(Key.Key_Z, control=True)
    assert question.left
    assert isinstance(desktop.window.at_counter.state.card, UndoneShown)


def test_signing_out_leaves_it(desktop: Desktop) -> None:
    question = asking(desktop)
    desktop.window.at_counter.leave()
    assert question.left


def test_other_refusals_are_only_looked_at(desktop: Desktop) -> None:
    desktop.scan(samples.refused(NotArrived(None)))
    desktop.press(Key.Key_Return)
    assert desktop.script.asked_hq == []
    card = desktop.window.at_counter.state.card
    assert isinstance(card, RefusedOpen)
    assert card.looking
