"""The wedge measures each scan from its stamps: for the guide, and for the doctor; never what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.scan_timing import LineEnd, ScanTiming
from app.domain.wedge import Rule
from app.ui.wedge_filter import TIMINGS_KEPT, WedgeFilter
from installer.demo.hands import send_key


def test_a_scan_is_measured_once_and_typing_is_not(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    handle = window.windowHandle()
    assert handle is not None
    wedge = WedgeFilter(Rule())
    handle.installEventFilter(wedge)
    heard: list[str] = []
    wedge.scanned.connect(heard.append)
    at = 1000
    for letter, gap in zip("TPAB12", (0, 5, 5, 30, 5, 5), strict=True):
        at += gap
        send_key(handle, Qt.Key(ord(letter)), letter, at)
    send_key(handle, Qt.Key.Key_Return, "\r", at + 5)
    qtbot.waitUntil(lambda: heard == ["TPAB12"], timeout=10_000)
    assert wedge.take_timing() == ScanTiming(6, 5, 30, LineEnd.ENTER)
    assert wedge.take_timing() is None
    for number in range(3):
        send_key(handle, Qt.Key.Key_A, "a", 5000 + number * 200)
    send_key(handle, Qt.Key.Key_Return, "\r", 6000)
    assert wedge.take_timing() is None
    assert list(wedge.timings) == [ScanTiming(6, 5, 30, LineEnd.ENTER)]
    assert wedge.timings.maxlen == TIMINGS_KEPT
    handle.removeEventFilter(wedge)
