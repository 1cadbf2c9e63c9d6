"""The order of answers: late ones, doubled keys, scans in between, and verbs that raise."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.actions.outcomes import HandOverRefused, NotACode, NothingFound, Undone
from app.actions.requests import RedeemRequest
from app.domain.codes import Fault
from app.domain.pickups import AlreadyRedeemed
from app.ui.counter.opened import refused_late
from app.ui.counter.state import Busy, DoneShown, Idle, NoteShown, PickupOpen, RefusedOpen
from app.ui.theme import Tone
from tests.builders import line, pickup, redemption
from tests.ui import samples
from tests.ui.conftest import Desktop, settle
from tests.ui.test_every_outcome import CODE

Key = Qt.Key


def test_the_answer_to_an_older_scan_is_dropped(desktop: Desktop) -> None:
    desktop.lane.held = True
    answers = iter((samples.found(), NothingFound("1", "words")))
    desktop.script.answers["scan_code"] = lambda _text: next(answers)
    desktop.window.scanned("FIRST")
    desktop.window.scanned("SECOND")
    desktop.lane.drain()
    settle()
    assert isinstance(desktop.window.at_counter.state.card, NoteShown)
    assert desktop.heard == [Tone.NEUTRAL]


def test_an_answer_after_escape_is_dropped(desktop: Desktop) -> None:
    desktop.lane.held = True
    desktop.script.answers["scan_code"] = samples.found()
    desktop.window.scanned("FIRST")
    desktop.press(Key.Key_Escape)
    desktop.lane.drain()
    settle()
    assert isinstance(desktop.window.at_counter.state.card, Idle)


def test_enter_twice_hands_over_once(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    desktop.lane.drain()
    settle()
    assert len(desktop.script.asked("redeem_pickup")) == 1


def test_keys_change_nothing_while_it_is_being_written(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.press(Key.Key_Return, Key.Key_Escape, Key.Key_Space, Key.Key_P)
    desktop.press(Key.Key_Z, control=True)
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)
    assert desktop.window.at_counter.state.busy is Busy.WRITING
    desktop.lane.drain()
    settle()
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)
    assert desktop.script.asked("undo_redemption") == []


def test_a_scan_during_a_hand_over_waits_for_its_end(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.press(Key.Key_Return)
    desktop.script.answers["scan_code"] = samples.found(pickup(line(1), order_no="T-2"))
    desktop.window.scanned("NEXT")
    desktop.lane.drain()
    settle()
    desktop.lane.drain()
    settle()
    state = desktop.window.at_counter.state
    assert isinstance(state.card, PickupOpen)
    assert state.last is not None
    assert [verb for verb, _ in desktop.script.calls if verb in {"redeem_pickup", "scan_code"}] == [
        "scan_code",
        "redeem_pickup",
        "scan_code",
    ]


def test_the_same_code_at_once_is_one_scan_even_after_the_hand_over(desktop: Desktop) -> None:
    desktop.script.answers["scan_code"] = samples.found()
    desktop.window.scanned("TPAB")
    settle()
    desktop.window.scanned("tpab")
    settle()
    assert len(desktop.script.asked("scan_code")) == 1
    desktop.press(Key.Key_Return)
    desktop.window.scanned("TPAB")
    settle()
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)
    desktop.time.seconds += 1.6
    desktop.window.scanned("TPAB")
    settle()
    assert len(desktop.script.asked("scan_code")) == 2


def test_the_same_code_after_clearing_is_asked_again(desktop: Desktop) -> None:
    desktop.script.answers["scan_code"] = samples.found()
    desktop.window.scanned("TPAB")
    settle()
    desktop.press(Key.Key_Escape)
    desktop.window.scanned("TPAB")
    settle()
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_refusal_at_the_last_moment_is_the_refusal_card(desktop: Desktop) -> None:
    desktop.script.answers["redeem_pickup"] = HandOverRefused(
        samples.ORDER, AlreadyRedeemed(redemption()), overridable=True
    )
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    assert isinstance(desktop.window.at_counter.state.card, RefusedOpen)
    assert desktop.heard[-1] is Tone.DANGER


def test_a_verb_that_raises_is_told_calmly_and_can_be_tried_again(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.script.answers["redeem_pickup"] = OSError("disk full")
    desktop.press(Key.Key_Return)
    state = desktop.window.at_counter.state
    assert state.busy is Busy.NO
    assert isinstance(state.card, PickupOpen)
    assert "这一步没有做" in desktop.text
    assert "disk full" not in desktop.text
    desktop.script.answers.pop("redeem_pickup")
    desktop.press(Key.Key_Return)
    requests = [request for (request,) in desktop.script.asked("redeem_pickup")]
    assert len(requests) == 2
    assert all(isinstance(request, RedeemRequest) for request in requests)


def test_a_scan_under_a_pin_dialog_is_not_looked_up(desktop: Desktop) -> None:
    desktop.scan(samples.refused(AlreadyRedeemed(redemption())))
    desktop.press(Key.Key_M, control=True)
    asked = len(desktop.script.asked("scan_code"))
    desktop.scan(NotACode(Fault.DAMAGED))
    assert len(desktop.script.asked("scan_code")) == asked
    assert "请先做完,或按 Esc 关闭" in desktop.text


def test_a_scan_during_an_undo_follows_it(desktop: Desktop) -> None:
    desktop.script.answers["undo_redemption"] = Undone(samples.ORDER, "T-20462", 3)
    desktop.script.answers["scan_code"] = samples.found()
    desktop.lane.held = True
    desktop.press(Key.Key_Z, control=True)
    desktop.window.scanned("NEXT")
    desktop.lane.drain()
    settle()
    desktop.lane.drain()
    settle()
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)
    assert desktop.window.at_counter.state.last_undone


def test_a_late_refusal_after_an_override_keeps_the_code(desktop: Desktop) -> None:
    card = replace(samples.refused(AlreadyRedeemed(redemption())), code=CODE)
    late = HandOverRefused(card.pickup, card.refusal, overridable=True)
    assert refused_late(late, RefusedOpen(card), None).code == CODE
