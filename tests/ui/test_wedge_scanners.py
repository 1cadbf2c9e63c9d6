"""What scanners and keyboards send besides plain characters: Alt codes, the keypad, Shift, Ctrl, GS, a key held down."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from tests.ui.wedge_window import CODE, Desk, focus, opened_desk

QUIET_MS = 100


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with opened_desk(qtbot, qapp) as made:
        yield made


def test_a_scanner_in_alt_mode_is_heard_where_the_system_makes_its_characters(
    desk: Desk, qtbot: QtBot
) -> None:
    """It types each character as Alt and four digits of the keypad, whatever the layout; the digits are nobody's."""
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        for ch in CODE:
            desk.alt_code(ch, after=5)
        desk.key(Qt.Key.Key_Return, after=5)
    assert seen.args == [CODE]
    assert [code for _, code in desk.entry.events if code != Qt.Key.Key_Alt] == []
    desk.alt_code("é", after=500)
    qtbot.waitUntil(lambda: desk.entry.text() == "é")


def test_alt_codes_press_no_enter_where_the_system_makes_nothing_of_them(
    desk: Desk, qtbot: QtBot
) -> None:
    """On X11: a scan all the same, of no text; whoever gets it says that it cannot be read."""
    desk.button.setFocus()
    desk.button.setDefault(True)
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        for ch in CODE:
            desk.alt_code(ch, after=5, made=False)
        desk.key(Qt.Key.Key_Return, after=5)
    assert seen.args == [""]
    assert desk.clicks == []


def test_the_keypad_may_type_a_scan(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        for ch in "6901234010015":
            QTest.keyClick(focus(), ord(ch), Qt.KeyboardModifier.KeypadModifier)
        QTest.keyClick(focus(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert seen.args == ["6901234010015"]
    assert desk.entry.text() == ""


def test_ctrl_chords_pass_and_gs_is_part_of_a_code(desk: Desk, qtbot: QtBot) -> None:
    desk.entry.setText("abc")
    QTest.keyClick(focus(), ord("a"), Qt.KeyboardModifier.ControlModifier)
    assert desk.entry.selectedText() == "abc"
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        for ch in "010690":
            QTest.keyClick(focus(), ord(ch))
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_BracketRight,
            Qt.KeyboardModifier.ControlModifier,
            "\x1d",
        )
        event.setTimestamp(desk.filter._held.keys[-1].at_ms)
        QCoreApplication.sendEvent(focus(), event)
    assert seen.args == ["010690\x1d"]


def test_shift_and_caps_lock_do_not_cut_a_scan(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.key(Qt.Key.Key_CapsLock, after=500)
        for ch in CODE.lower():
            desk.press(Qt.Key.Key_Shift, after=2)
            desk.key(ch, after=2)
            desk.release(Qt.Key.Key_Shift, after=2)
        desk.key(Qt.Key.Key_Return, after=4)
    assert seen.args == [CODE.lower()]


def test_a_key_held_down_is_no_scan(desk: Desk, qtbot: QtBot) -> None:
    desk.press("7", after=500)
    for _ in range(20):
        desk.release("7", after=15, repeat=True)
        desk.press("7", after=15, repeat=True)
    desk.release("7", after=15)
    assert desk.entry.text() == "7" * 21
    qtbot.wait(QUIET_MS)
    assert desk.scans == []
