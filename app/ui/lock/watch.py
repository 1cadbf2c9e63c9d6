"""Whether anybody is at the counter: keys, fingers, the mouse, seen at the window before any widget. And the key that locks,
which works wherever the focus is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow

KEY = Qt.Key.Key_L
"""With Ctrl."""
LEAST_MOVE = 4.0
"""A mouse on a table that shakes moves less."""
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class Watch(QObject):
    """`stirred` is told of each sign; when it says True, that sign came too late and goes nowhere. `lock` says whether it
    did."""

    def __init__(
        self, *, stirred: Callable[[], bool], lock: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stirred = stirred
        self._lock = lock
        self._window: QWindow | None = None
        self._mouse = QPointF()

    def over(self, window: QWindow | None) -> None:
        """From now on this one; the same again changes nothing."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            return self._moved(event.globalPosition())
        if kind not in _SIGNS:
            return False
        if self._stirred():
            return True
        return isinstance(event, QKeyEvent) and _is_lock(event) and self._lock()

    def _moved(self, to: QPointF) -> bool:
        if (to - self._mouse).manhattanLength() < LEAST_MOVE:
            return False
        self._mouse = to
        return self._stirred()


def _is_lock(event: QKeyEvent) -> bool:
    return event.key() == KEY and event.modifiers() == Qt.KeyboardModifier.ControlModifier
