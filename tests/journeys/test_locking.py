"""The real app locked and opened: an order under somebody's hands is kept, a scan waits for the PIN, and a wrong one five times
makes even the right one wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.counter.state import DoneShown, Idle, PickupOpen
from app.ui.lock.state import Remark
from app.ui.pin_asked import PinWord
from tests.journeys.conftest import Day

CONTROL = Qt.KeyboardModifier.ControlModifier


def words_on(day: Day) -> str:
    day.window.grab()
    return "\n".join(
        one.text
        for widget in day.window.findChildren(QWidget)
        if widget.isVisible()
        for one in getattr(widget, "shown", ())
    )


def lock(day: Day) -> None:
    day.hands.press(Qt.Key.Key_L, CONTROL)
    day.hands.wait(lambda: day.window.guard.locked, "the lock")


def test_an_order_is_kept_while_the_counter_is_locked(day: Day) -> None:
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    day.hands.press(Qt.Key.Key_P)
    day.hands.press(Qt.Key.Key_Minus)
    day.hands.wait(
        lambda: isinstance(card := day.card, PickupOpen) and card.marks[0].take == 0,
        "one line less",
    )
    before = day.window.at_counter.state
    assert isinstance(before.card, PickupOpen)
    lock(day)
    assert "T-20462" not in words_on(day)
    assert before.card.found.pickup.name not in words_on(day)
    day.hands.press(Qt.Key.Key_Return)
    day.unlock()
    assert day.window.at_counter.state.card == before.card
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)
    day.hands.wait(lambda: bool(day.redemptions()), "headquarters to have it")
    assert len(day.redemptions()) == 1


def test_a_scan_waits_for_the_pin(day: Day) -> None:
    lock(day)
    day.hands.scan(day.shop.pickup_code("T-20462"))
    page = day.window.guard.presenter
    day.hands.wait(lambda: page.state.remark is Remark.KEPT, "the scan to be kept")
    assert isinstance(day.card, Idle)
    day.unlock()
    day.see(PickupOpen)


def test_five_wrong_pins_make_the_right_one_wait_also_after_a_restart(day: Day) -> None:
    lock(day)
    page = day.window.guard.presenter
    for wrong in range(1, 6):
        day.hands.type("111111", enter=False)
        day.hands.wait(
            lambda: page.entry.state.word is not None and not page.entry.state.checking,
            f"try {wrong}",
        )
    assert page.entry.state.word is PinWord.LOCKED
    day.restart()
    day.hands.wait(lambda: day.window.guard.locked, "the lock page")
    day.hands.type("246810", enter=False)
    entry = day.window.guard.presenter.entry
    day.hands.wait(lambda: entry.state.word is PinWord.LOCKED, "the minute not over")
    assert day.window.guard.locked


def test_after_the_minutes_it_locks_by_itself(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the lock jumps ahead, as when the PC slept."""
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    guard = day.window.guard.presenter
    before = guard._steady
    monkeypatch.setattr(guard, "_steady", lambda: before() + 301)
    day.hands.wait(lambda: guard.locked, "the counter to lock")
    assert "T-20462" not in words_on(day)
