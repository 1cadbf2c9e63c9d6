"""Tells when no more keys can belong to those that came, whatever this PC is busy with."""

import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

SLACK_MS: Final = 10
"""The timer may fire this much after the gap; later than that the loop had stalled, and keys may be waiting in it."""
_STALLS: Final = 3


class Quiet(QObject):
    """`fell` once after `wait`, unless it is called again or stopped before.

    Not while this thread was stalled: then the next keys may be waiting behind the timer. Nor while they may still be on
    their way: on X11 they come through a thread of Qt's own, which a busy PC may hold up while this one runs. An answer of
    the window system comes the same way, behind all keys that were pressed before it was asked.
    """

    fell = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._gap_ms = 0
        self._due = 0.0
        self._stalls = 0
        self._asked = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._over)

    def wait(self, gap_ms: int) -> None:
        """A key has just come; the next is its own if it comes within the gap."""
        self._gap_ms = gap_ms
        self._stalls, self._asked = 0, False
        self._start(gap_ms + SLACK_MS)

    def stop(self) -> None:
        """Nothing is undecided any more."""
        self._timer.stop()

    def _start(self, wait_ms: int) -> None:
        self._due = time.monotonic() + wait_ms / 1000
        self._timer.start(wait_ms)

    def _over(self) -> None:
        late_ms = (time.monotonic() - self._due) * 1000
        if late_ms > SLACK_MS and self._stalls < _STALLS:
            self._stalls += 1
            self._asked = False
            self._start(self._gap_ms + SLACK_MS)
        elif not self._asked:
            self._asked = True
            QGuiApplication.queryKeyboardModifiers()
            self._start(1)
        else:
            self.fell.emit()
