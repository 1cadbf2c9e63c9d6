"""Hands, eyes and patience at the counter: keys and scans through the real window, pictures of it, and waits on what
can be seen, each with a limit. Knows Qt, no shop."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_S: Final = 30.0
LOOK_EVERY_MS: Final = 5
HUMAN_MS: Final = 70
"""Between two keys of a quick typist; slower than any scanner."""
SCANNER_MS: Final = 2
AFTER_SCAN_MS: Final = 250
"""Nobody's finger follows a scan sooner; a key before that is the scanner's second line end."""


class Hands:
    """`window` is the counter's main window, shown."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self._scanned_at = 0.0

    def scan(self, text: str) -> None:
        """As a keyboard-wedge scanner: one key after the other without a pause, then Return."""
        scan_into(self._handle(), text)
        self._scanned_at = time.monotonic()

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key of the keyboard, wherever the focus is; not sooner after a scan than a person could."""
        self._apart(self._scanned_at, AFTER_SCAN_MS)
        self._key(key, _text_of(key), modifiers)

    def type(self, text: str, *, enter: bool = True) -> None:
        """As a person: each key apart from the last, Return at the end."""
        for letter in text:
            self._key(Qt.Key(ord(letter.upper())), letter, Qt.KeyboardModifier.NoModifier)
            self._apart(time.monotonic(), HUMAN_MS)
        if enter:
            self.press(Qt.Key.Key_Return)

    def wait(self, seen: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
        """Until `seen()`; TimeoutError naming `what` after `seconds`."""
        wait_until(seen, what, seconds)

    def picture(self, path: Path, of: QWidget | None = None) -> None:
        """The window as it is, or another one, as a PNG."""
        QCoreApplication.processEvents()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (of or self.window).grab().save(str(path)):
            raise OSError(f"could not write {path.name}")

    def resize(self, width: int, height: int) -> None:
        """Another screen."""
        self.window.resize(width, height)
        self.wait(
            lambda: (self.window.width(), self.window.height()) == (width, height),
            f"{width} × {height}",
        )

    def _handle(self) -> QWindow:
        """The window keys go to: the topmost dialog if one is open, as the operating system would."""
        top = QApplication.activeModalWidget() or self.window
        handle = top.window().windowHandle()
        if handle is None:
            raise RuntimeError("the window was never shown")
        return handle

    def _key(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> None:
        send_key(self._handle(), key, text, int(time.monotonic() * 1000), modifiers)

    def _apart(self, since: float, least_ms: int) -> None:
        self.wait(lambda: time.monotonic() - since >= least_ms / 1000, "a person's pause")


def _text_of(key: Qt.Key) -> str:
    """What a keyboard gives with this key alone."""
    if key is Qt.Key.Key_Return:
        return "\r"
    return chr(key).lower() if 0x20 <= key <= 0x7E else ""


def wait_until(seen: Callable[[], bool], what: str, seconds: float) -> None:
    """Lets Qt work until `seen()`; TimeoutError naming `what` after `seconds`."""
    limit = time.monotonic() + seconds
    tick = QTimer()
    tick.start(LOOK_EVERY_MS)
    while not seen():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited {seconds:g} s in vain for: {what}")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def scan_into(window: QWindow, text: str) -> float:
    """Types `text` into a window at a scanner's pace: the keys carry the times a scanner would have given them.
    Only what a wedge can type: ASCII. Returns when (perf_counter) the line end was sent."""
    at = int(time.monotonic() * 1000) - SCANNER_MS * len(text)
    for letter in text:
        send_key(window, Qt.Key(ord(letter.upper())), letter, at)
        at += SCANNER_MS
    ended = time.perf_counter()
    send_key(window, Qt.Key.Key_Return, "\r", at)
    return ended


def send_key(
    window: QWindow,
    key: Qt.Key,
    text: str,
    at_ms: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and release with their time stamp, to the window as the operating system would give them."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, text)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(window, event)
