"""What was open when the counter locked, and what answers behind the lock: nothing is seen, nothing takes a key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.actions.export_unsent import ExportPlace
from app.actions.outcomes import (
    UndoNeedsPin,
)
from app.domain.drawer import DrawerEnd
from app.domain.identity import RedemptionId
from app.domain.receipts import PrinterState
from app.ui.counter.state import (
    DoneShown,
    PickupOpen,
)
from app.ui.frame.rail import Page
from app.ui.language import Language
from app.ui.look import Look
from sync.status import Line, SyncStatus
from tests.builders import NOW
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing
from tests.ui.lock_hands import HELD, Key, lock, nothing_seen, pin

pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, lock_minutes=5, has_drawer=True)


def test_a_pin_dialog_is_closed_with_its_digits(desktop: Desktop) -> None:
    desktop.scan(HELD)
    desktop.press(Key.Key_M, control=True)
    dialog = desktop.window.counter.pin
    assert dialog.isVisible()
    desktop.write("8080")
    lock(desktop)
    nothing_seen(desktop)
    pin(desktop)
    assert not dialog.isVisible()
    assert desktop.script.asked("override_refusal") == []
    desktop.press(Key.Key_M, control=True)
    desktop.write("80")
    assert desktop.script.asked("override_refusal") == [], "the first four are forgotten"


def test_the_drawers_question_and_the_places_of_an_export_are_closed(desktop: Desktop) -> None:
    desktop.press(Key.Key_D, control=True)
    assert desktop.window.counter.drawer.isVisible()
    lock(desktop)
    pin(desktop)
    assert not desktop.window.counter.drawer.isVisible()
    places = tuple(ExportPlace(name, Path(name), removable=True) for name in ("A", "B"))
    desktop.script.places = places
    desktop.window.pages.show(Page.SYNC)
    desktop.press(Key.Key_E)
    assert desktop.window.at_sync.state.places == places
    lock(desktop)
    pin(desktop)
    assert desktop.window.at_sync.state.places == ()
    assert desktop.script.asked("open_drawer") == []


def test_a_managers_word_for_the_settings_does_not_outlive_a_lock(desktop: Desktop) -> None:
    desktop.window.pages.show(Page.SETTINGS)
    home = desktop.window.settings
    assert home is not None
    said: list[str] = []
    home.approval._given = True
    home.approval.ask(lambda: said.append("given"))
    assert said == ["given"]
    lock(desktop)
    pin(desktop)
    home.approval.ask(lambda: said.append("again"))
    assert said == ["given"]
    assert home.pin.isVisible()


def test_what_answers_behind_it_changes_what_is_hidden_and_opens_nothing(desktop: Desktop) -> None:
    desktop.scan(HELD)
    desktop.press(Key.Key_Return)
    (question,) = desktop.script.asked_hq
    lock(desktop)
    question.answer.set_result(samples.handed_over())
    desktop.window.drawer_ended(DrawerEnd.TOLD)
    desktop.window.show_sync(SyncStatus(line=Line.OFFLINE, pending=7))
    desktop.window.show_printer(PrinterState.NO_PAPER)
    settle()
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert "待传 7" in desktop.text
    assert "小票机缺纸" in desktop.text
    assert desktop.window.focusWidget() is desktop.window.guard.page
    pin(desktop)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)


def test_a_question_that_comes_up_behind_it_hears_no_digit_of_the_pin(desktop: Desktop) -> None:
    """An undo that is asked for just before the lock, and needs a manager's PIN just after it."""
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.script.answers["undo_redemption"] = UndoNeedsPin("T-20462", RedemptionId("r" * 32))
    desktop.lane.held = True
    desktop.press(Key.Key_Z, control=True)
    lock(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    nothing_seen(desktop)
    assert desktop.window.focusWidget() is desktop.window.guard.page
    pin(desktop)
    assert not desktop.window.guard.locked
    assert desktop.window.counter.pin.isVisible(), "it is asked once somebody is there"
    assert desktop.window.focusWidget() is desktop.window.counter.pin
    assert [args for args in desktop.script.asked("undo_redemption") if args[0]] == []


def test_a_hand_over_being_written_is_written_and_seen_afterwards(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.press(Key.Key_Return)
    lock(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    nothing_seen(desktop)
    pin(desktop)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)


def test_an_offer_that_ended_meanwhile_is_said_no_more(desktop: Desktop) -> None:
    ends = replace(samples.PROMPT, ends_at=NOW + timedelta(minutes=4))
    desktop.scan(samples.found(prompt=ends))
    lock(desktop)
    pin(desktop)
    assert desktop.window.at_counter.state.said is not None
    lock(desktop)
    desktop.time.moment += timedelta(minutes=5)
    pin(desktop)
    assert desktop.window.at_counter.state.said is None
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)
    (reply,) = desktop.script.asked("answer_prompt")[-1]
    assert reply.answer == "unsaid"
