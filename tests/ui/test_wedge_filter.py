"""Scans through real windows: swallowed wherever the focus is, and a person's keys arrive as they were."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.wedge_window import CODE, Desk, focus, opened_desk

QUIET_MS = 100
"""Longer than any gap with its slack: nothing can still be held."""


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with opened_desk(qtbot, qapp) as made:
        yield made


def test_a_scan_never_reaches_the_field_under_the_cursor(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.scan(CODE)
    assert seen.args == [CODE]
    assert desk.entry.text() == ""
    assert desk.entry.events == []


@pytest.mark.parametrize("end", [Qt.Key.Key_Tab, Qt.Key.Key_Enter, None])
def test_tab_enter_or_a_pause_end_a_scan(desk: Desk, qtbot: QtBot, end: Qt.Key | None) -> None:
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.scan(CODE, end=end)
    assert seen.args == [CODE]
    assert desk.entry.hasFocus()
    assert desk.entry.events == []


def test_a_scan_with_a_space_and_cr_clicks_no_button(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    desk.button.setDefault(True)
    desk.scan(f"{CODE} {CODE}")
    desk.key(Qt.Key.Key_Return, after=10)
    desk.scan(f"{CODE} ", end=None)
    qtbot.waitUntil(lambda: len(desk.scans) == 2)
    assert desk.scans == [f"{CODE} {CODE}", f"{CODE} "]
    assert desk.clicks == []
    assert not desk.button.isDown()


def test_a_scan_with_a_dialog_open_leaves_it_open(desk: Desk, qtbot: QtBot) -> None:
    dialog = QDialog(desk.window)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok, parent=dialog)
    box.accepted.connect(dialog.accept)
    QVBoxLayout(dialog).addWidget(box)
    with qtbot.waitActive(dialog):
        dialog.open()
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.scan(CODE)
    assert seen.args == [CODE]
    assert dialog.isVisible()
    desk.press(Qt.Key.Key_Return, after=900)
    assert not dialog.isVisible()


def test_no_digit_of_a_scan_runs_a_shortcut_and_a_person_enter_does(
    desk: Desk, qtbot: QtBot
) -> None:
    """Through Qt's own window system queue, where shortcuts come before key presses."""
    ran: list[str] = []
    for name in ("7", "Return", "F8"):
        shortcut = QShortcut(QKeySequence(name), desk.window)
        shortcut.activated.connect(lambda name=name: ran.append(name))
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        for ch in "TPAB77":
            QTest.keyClick(focus(), ord(ch))
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert seen.args == ["TPAB77"]
    assert ran == []
    with qtbot.waitSignal(desk.entry.textChanged):
        QTest.keyClick(focus(), ord("a"))
    QTest.keyClick(focus(), Qt.Key.Key_F8)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert ran == ["F8", "Return"]
    assert desk.entry.text() == "a"


def test_a_thousand_scans_none_lost_none_doubled(desk: Desk, qtbot: QtBot) -> None:
    wanted = [f"{CODE}{number:06d}" for number in range(1000)]
    for number, text in enumerate(wanted):
        desk.scan(text, gap=number % 20, end=Qt.Key.Key_Return if number % 3 else Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(desk.scans) >= len(wanted))
    assert desk.scans == wanted
    assert desk.entry.events == []


def test_a_person_types_as_ever(desk: Desk, qtbot: QtBot) -> None:
    for ch in "lin xiaoyu 13":
        desk.key(ch, after=80)
    desk.key(Qt.Key.Key_Backspace, after=80)
    qtbot.waitUntil(lambda: desk.entry.text() == "lin xiaoyu 1")
    assert desk.scans == []
    presses = [code for kind, code in desk.entry.events if kind == "press"]
    releases = [code for kind, code in desk.entry.events if kind == "release"]
    assert presses == releases


def test_typing_that_waited_out_a_stall_is_still_typing(desk: Desk, qtbot: QtBot) -> None:
    """All delivered at once; only their time stamps tell."""
    for ch in "zhangsan":
        desk.key(ch, after=120)
    desk.key(Qt.Key.Key_Return, after=120)
    assert desk.entry.text() == "zhangsan"
    qtbot.wait(QUIET_MS)
    assert desk.scans == []


def test_a_scan_cut_by_a_stall_is_still_one_scan(desk: Desk, qtbot: QtBot) -> None:
    """The timer is overdue when the loop runs again, while the rest of the scan waits behind it."""
    desk.key("T", after=4)
    time.sleep(0.15)  # the stall itself
    QCoreApplication.processEvents()
    assert desk.entry.text() == ""
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.scan(CODE[1:])
    assert seen.args == [CODE]


def test_keys_that_are_still_on_their_way_belong_to_the_scan(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of a scan is at the window system long before the gap is over, and comes before its next answer."""

    def answer() -> Qt.KeyboardModifier:
        monkeypatch.undo()
        QTimer.singleShot(0, lambda: desk.scan(CODE[1:]))
        return Qt.KeyboardModifier.NoModifier

    monkeypatch.setattr(QGuiApplication, "queryKeyboardModifiers", answer)
    with qtbot.waitSignal(desk.filter.scanned) as seen:
        desk.key("T", after=500)
    assert seen.args == [CODE]
    assert desk.entry.events == []


def test_space_clicks_a_button_once_and_holding_holds(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    with qtbot.waitSignal(desk.button.clicked):
        desk.key(Qt.Key.Key_Space, after=500)
    with qtbot.waitSignal(desk.button.pressed):
        desk.press(Qt.Key.Key_Space, after=500)
    assert desk.button.isDown()
    desk.release(Qt.Key.Key_Space, after=300)
    assert desk.clicks == ["click", "click"]


def test_enter_esc_and_f_keys_come_at_once_and_in_order(desk: Desk) -> None:
    desk.key("a", after=500)
    desk.key("b", after=10)
    desk.key(Qt.Key.Key_F8, after=10)
    assert desk.entry.text() == "ab"
    desk.key(Qt.Key.Key_Escape, after=10)
    desk.key(Qt.Key.Key_Return, after=500)
    assert [code for kind, code in desk.entry.events if kind == "press"] == [
        Qt.Key.Key_A,
        Qt.Key.Key_B,
        Qt.Key.Key_F8,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
    ]


def test_a_dialog_opened_by_a_typed_key_still_scans(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    """The replayed space runs a nested loop; the filter must be awake inside it."""
    dialog = QDialog(desk.window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    desk.button.clicked.connect(dialog.exec)
    desk.filter.scanned.connect(lambda _text: dialog.reject())
    dialog.finished.connect(lambda: desk.clicks.append("closed"))

    def scan_when_open(window: QWindow | None) -> None:
        if window is not None and window is dialog.windowHandle():
            desk.scan(CODE)

    qapp.focusWindowChanged.connect(scan_when_open)
    desk.button.setFocus()
    desk.key(Qt.Key.Key_Space, after=500)
    qtbot.waitUntil(lambda: desk.clicks == ["click", "closed"])
    qapp.focusWindowChanged.disconnect(scan_when_open)
    assert desk.scans == [CODE]


def test_a_key_that_waits_while_the_customers_screen_opens_is_not_lost(
    desk: Desk, qtbot: QtBot
) -> None:
    """Some systems give a new window the keys for a moment, also one that takes none."""
    desk.key("a", after=500)
    customers = QWidget(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
    qtbot.addWidget(customers)
    with qtbot.waitActive(customers):
        customers.show()
    qtbot.waitUntil(lambda: not desk.filter.holding)
    assert desk.entry.text() == "a"


def test_a_key_typed_after_a_scan_that_had_it_too_keeps_its_release(desk: Desk) -> None:
    """The scan ends by the pause alone, so that this very press is what decides it."""
    desk.scan("AAAAAA", end=None)
    desk.press("a", after=100)
    desk.release("a", after=10)
    assert desk.entry.events == []
    desk.key(Qt.Key.Key_F8, after=500)
    pressed = [("press", Qt.Key.Key_A), ("release", Qt.Key.Key_A)]
    assert desk.entry.events[:2] == pressed
    assert desk.entry.text() == "a"


steps = st.lists(
    st.tuples(st.sampled_from("abc7"), st.integers(0, 60), st.integers(1, 45), st.booleans()),
    max_size=25,
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps)
def test_no_release_without_its_press_and_no_key_lost(
    desk: Desk, qtbot: QtBot, presses: list[tuple[str, int, int, bool]]
) -> None:
    """Keys roll over each other as fingers do: a release may come after the next presses."""
    desk.at += 10_000
    desk.entry.clear()
    desk.entry.events.clear()
    desk.scans.clear()
    moments = list[tuple[int, int, str, str]]()
    at, busy = 0, dict[str, int]()
    for order, (ch, gap, hold, _) in enumerate(presses):
        at = max(at + gap, busy.get(ch, 0))
        moments += [(at, order * 2, "press", ch), (at + hold, order * 2 + 1, "release", ch)]
        busy[ch] = at + hold + 1
    now = 0
    for moment, _, kind, ch in sorted(moments):
        getattr(desk, kind)(ch, after=moment - now)
        now = moment
    desk.key(Qt.Key.Key_F8, after=500)
    QCoreApplication.sendPostedEvents()
    typed = "".join(ch for ch, *_ in presses)
    got = desk.entry.text() + "".join(desk.scans)
    assert sorted(got) == sorted(typed)
    down = set[int]()
    for kind, code in desk.entry.events:
        if kind == "press":
            down.add(code)
        else:
            assert code in down, "a release without its press"
            down.discard(code)
    assert down == set()
