"""A window with a field and a button under the wedge filter, and keys for it as the platform sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.wedge import Rule
from app.ui.wedge_filter import WedgeFilter

CODE = "TPAB23CDEF"
RULE = Rule(gap_ms=20)


class Recorder(QLineEdit):
    """A line edit that also notes every key event it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[str, int]] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.events.append(("press", event.key()))
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.events.append(("release", event.key()))
        super().keyReleaseEvent(event)


@dataclass
class Desk:
    """A window with a field and a button, the filter on it, and what came of the keys. `at` is the keyboard's clock."""

    window: QWidget
    entry: Recorder
    button: QPushButton
    filter: WedgeFilter
    scans: list[str] = field(default_factory=list)
    clicks: list[str] = field(default_factory=list)
    at: int = 1_000_000

    def key(self, ch: str | Qt.Key, *, after: int, repeat: bool = False) -> None:
        """Press and release, as the platform sends them: the shortcut question first, to whatever has the focus."""
        self.press(ch, after=after, repeat=repeat)
        self.release(ch, after=1, repeat=repeat)

    def press(self, ch: str | Qt.Key, *, after: int, repeat: bool = False) -> None:
        self.at += after
        question = self._event(QEvent.Type.ShortcutOverride, ch, repeat=repeat)
        question.ignore()
        QCoreApplication.sendEvent(focus(), question)
        QCoreApplication.sendEvent(focus(), self._event(QEvent.Type.KeyPress, ch, repeat=repeat))

    def release(self, ch: str | Qt.Key, *, after: int, repeat: bool = False) -> None:
        self.at += after
        QCoreApplication.sendEvent(focus(), self._event(QEvent.Type.KeyRelease, ch, repeat=repeat))

    def scan(self, text: str, *, gap: int = 4, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        for ch in text:
            self.key(ch, after=gap)
        if end is not None:
            self.key(end, after=gap)

    def alt_code(self, ch: str, *, after: int, made: bool = True) -> None:
        """As Windows gives it: Alt held, four digits of the keypad, and the character when Alt is let go (qtbase
        `qwindowskeymapper.cpp`: a key without a code)."""
        self.press(Qt.Key.Key_Alt, after=after)
        alt = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
        for digit in f"{ord(ch):04d}":
            self.at += 2
            for kind in (
                QEvent.Type.ShortcutOverride,
                QEvent.Type.KeyPress,
                QEvent.Type.KeyRelease,
            ):
                event = QKeyEvent(kind, Qt.Key(ord(digit)), alt, digit)
                event.setTimestamp(self.at)
                QCoreApplication.sendEvent(focus(), event)
        self.release(Qt.Key.Key_Alt, after=2)
        if not made:
            return
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, ch)
            event.setTimestamp(self.at)
            QCoreApplication.sendEvent(focus(), event)

    def _event(self, kind: QEvent.Type, ch: str | Qt.Key, *, repeat: bool) -> QKeyEvent:
        texts = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Space: " "}
        code = Qt.Key(ord(ch.upper())) if isinstance(ch, str) else ch
        text = ch if isinstance(ch, str) else texts.get(ch, "")
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text, repeat)
        event.setTimestamp(self.at)
        return event


def focus() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window


@contextmanager
def opened_desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    window = QWidget()
    layout = QVBoxLayout(window)
    made = Desk(window, Recorder(), QPushButton("go"), WedgeFilter(RULE))
    layout.addWidget(made.entry)
    layout.addWidget(made.button)
    qtbot.addWidget(window)
    made.filter.scanned.connect(made.scans.append)
    made.button.clicked.connect(lambda: made.clicks.append("click"))
    made.filter.install(qapp)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.entry.setFocus()
    yield made
    made.filter.uninstall(qapp)
    made.filter.deleteLater()
