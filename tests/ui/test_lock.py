"""The lock: after minutes without anybody, or on Ctrl+L, everything is kept and nothing of a customer is seen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from app.actions.outcomes import (
    MemberFound,
    Several,
)
from app.settings import Settings
from app.ui.counter.state import (
    CounterState,
    DoneShown,
)
from app.ui.customer_display.presenter import shown_of
from app.ui.frame.rail import Page
from app.ui.language import Language
from app.ui.look import Look
from app.ui.settings.fields import FIELDS, Section
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing
from tests.ui.lock_hands import (
    CONTROL,
    HELD,
    LIMIT,
    Key,
    everything_readable,
    lock,
    nothing_seen,
    pin,
    real_key,
    wait,
)

pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, lock_minutes=5, has_drawer=True)


def test_five_minutes_without_anybody_lock_it_and_the_pin_shows_what_was_there(
    desktop: Desktop,
) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_P, Key.Key_Down, Key.Key_Minus)
    desktop.press(Key.Key_F8)
    before = desktop.window.at_counter.state
    wait(desktop, LIMIT - 1)
    assert not desktop.window.guard.locked
    assert "王女士" in desktop.text
    wait(desktop, 1)
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert "小周" in desktop.text
    pin(desktop)
    assert desktop.script.asked("unlock") == [(samples.ZHOU.id, "246810")]
    assert not desktop.window.guard.locked
    assert desktop.window.at_counter.state == before
    assert desktop.window.focusWidget() is desktop.window.counter
    assert "王女士" in desktop.text
    assert desktop.script.asked("answer_prompt")[1:] == [], "the sentence was not ended by it"


def test_a_key_a_scan_a_finger_and_the_mouse_are_somebody(desktop: Desktop) -> None:
    handle = desktop.window.windowHandle()
    assert handle is not None

    def move(x: float) -> None:
        at = QPointF(x, 40)
        none = Qt.MouseButton.NoButton
        QCoreApplication.sendEvent(
            handle,
            QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier),
        )

    def click() -> None:
        at = QPointF(300, 20)
        left = Qt.MouseButton.LeftButton
        QCoreApplication.sendEvent(
            handle,
            QMouseEvent(
                QEvent.Type.MouseButtonPress, at, at, left, left, Qt.KeyboardModifier.NoModifier
            ),
        )

    signs: list[Callable[[], None]] = [
        lambda: real_key(desktop, Key.Key_Escape),
        lambda: desktop.window.scanned("T-1"),
        lambda: move(200.0),
        click,
    ]
    for sign in signs:
        wait(desktop, LIMIT - 1)
        assert not desktop.window.guard.locked
        sign()
        settle()
    wait(desktop, LIMIT - 1)
    move(202.0)
    wait(desktop, 1)
    assert desktop.window.guard.locked, "a table that shakes is nobody"


def test_the_first_sign_after_the_pc_slept_locks_it_and_goes_nowhere(desktop: Desktop) -> None:
    """No second hand moves while a PC sleeps: the key that wakes it comes first."""
    desktop.scan(samples.found())
    desktop.time.seconds += 3600
    real_key(desktop, Key.Key_1, "1")
    assert desktop.window.guard.locked
    assert desktop.window.guard.presenter.state.entry.digits == 0, "nor is it a digit of the PIN"
    real_key(desktop, Key.Key_Return, "\r")
    assert desktop.script.asked("redeem_pickup") == []
    nothing_seen(desktop)


def test_a_clock_set_back_or_forward_changes_nothing(desktop: Desktop) -> None:
    desktop.time.moment -= timedelta(days=3)
    wait(desktop, LIMIT - 1)
    assert not desktop.window.guard.locked
    desktop.time.moment += timedelta(days=9)
    wait(desktop, 0)
    assert not desktop.window.guard.locked
    desktop.time.moment -= timedelta(days=9)
    wait(desktop, 1)
    assert desktop.window.guard.locked


def test_zero_minutes_never_lock_by_themselves_but_the_key_does(
    qtbot: QtBot, look: Look, language: Language
) -> None:
    for desktop in showing(qtbot, look, language, lock_minutes=0):
        wait(desktop, 100_000)
        assert not desktop.window.guard.locked
        lock(desktop)


def test_the_minutes_are_a_setting_that_needs_a_manager() -> None:
    (field,) = (one for one in FIELDS[Section.LOOK] if one.name == "lock_minutes")
    assert field.guarded
    assert not field.later
    assert {0, 5} < set(field.values)
    assert Settings().lock_minutes == 5


def test_the_menu_locks_too_and_shows_the_key(desktop: Desktop) -> None:
    desktop.press(Key.Key_F10)
    assert "Ctrl+L" in desktop.text
    desktop.write("4")
    assert desktop.window.guard.locked
    pin(desktop)
    assert not desktop.window.menu.isVisible()


def test_nobody_at_the_counter_is_nothing_to_lock(desktop: Desktop) -> None:
    desktop.script.answers["start"] = replace(samples.START, clerk=None)
    desktop.window.begin()
    settle()
    assert desktop.window.signing_in
    wait(desktop, 10 * LIMIT)
    real_key(desktop, Key.Key_L, "\x0c", CONTROL)
    assert not desktop.window.guard.locked
    assert desktop.window.signing_in


@pytest.mark.parametrize(("minutes", "was_locked"), [(5, False), (0, True)])
def test_a_restart_opens_nothing(
    qtbot: QtBot, look: Look, language: Language, minutes: int, was_locked: bool
) -> None:
    start = replace(samples.START, locked=was_locked)
    for desktop in showing(qtbot, look, language, lock_minutes=minutes, start=start, unlock=False):
        assert desktop.window.guard.locked
        pin(desktop)
        assert not desktop.window.guard.locked


@pytest.mark.parametrize("page", list(Page))
def test_no_page_shows_anything(desktop: Desktop, page: Page) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)
    desktop.window.pages.show(page)
    settle()
    lock(desktop)
    nothing_seen(desktop)
    pin(desktop)
    assert desktop.window.page is page


def test_the_footers_last_order_and_half_typed_words_are_not_seen(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return, Key.Key_Return)
    assert "T-20462" in desktop.text, "the footer's last order"
    desktop.write("1388")
    lock(desktop)
    nothing_seen(desktop)
    assert "1388" not in everything_readable(desktop.window)
    pin(desktop)
    assert "1388" in everything_readable(desktop.window), "half typed, and kept"


def test_every_card_is_gone_and_comes_back(desktop: Desktop) -> None:
    several = Several("1234", (samples.summary(470),), (samples.MEMBER,))
    for outcome in (
        several,
        MemberFound(samples.MEMBER, (samples.summary(475),), samples.PROMPT),
        HELD,
    ):
        desktop.scan(outcome)
        card = desktop.window.at_counter.state.card
        lock(desktop)
        nothing_seen(desktop)
        pin(desktop)
        assert desktop.window.at_counter.state.card == card


def test_a_picture_of_it_is_the_same_whatever_lies_behind(desktop: Desktop) -> None:
    lock(desktop)
    empty = desktop.window.grab().toImage()
    pin(desktop)
    desktop.scan(samples.found())
    lock(desktop)
    assert desktop.window.grab().toImage() == empty


def test_the_customers_screen_serves_nobody(desktop: Desktop) -> None:
    seen: list[CounterState] = []
    desktop.window.counter_shown.connect(seen.append)
    desktop.scan(samples.found())
    assert shown_of(seen[-1]) is not None
    lock(desktop)
    assert shown_of(seen[-1]) is None
    assert seen[-1].member is None, (
        "nor do sales of the till next to us belong to whoever was served"
    )
    count = len(seen)
    desktop.window.prints_changed()
    desktop.window.refreshed()
    settle()
    assert len(seen) == count
    pin(desktop)
    assert shown_of(seen[-1]) is not None
