"""A panel over the whole window that takes every key until it is closed: no default button, deaf for 300 ms."""

import time

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui.look import Look
from app.ui.widgets.painted import Ink, Painted

GUARD_SECONDS = 0.3
"""Keys within this time after opening belong to what was before (devices.md §2.3)."""


class Ground(QWidget):
    """What overlays lie over and are gone with: all of a window that is ever hidden at once."""


class Overlay(Painted):
    """Subclasses paint into `panel` and handle `pressed`. It covers the ground its parent stands on, else the window."""

    panel_size = (420, 380)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._home = parent
        self._opened_at = 0.0
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open(self) -> None:
        """Cover the window and take the keys."""
        if not self.isHidden():
            return
        ground = self._ground()
        if self.parentWidget() is not ground:
            self.setParent(ground)
            ground.installEventFilter(self)
        before = ground.focusWidget()
        self._before = before._before if isinstance(before, Overlay) else before
        self._opened_at = time.monotonic()
        self.setGeometry(ground.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def seen_again(self) -> None:
        """It was hidden with its ground and is there again: as if just opened, deaf for a moment."""
        self._opened_at = time.monotonic()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Give the keys to the panel that is on top now, else back to who had them before any."""
        if self.isHidden():
            return
        self.hide()
        to = self._on_top() or self._before
        if to is not None:
            to.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_top(self) -> "Overlay | None":
        ground = self.parentWidget()
        over = ground.findChildren(Overlay) if ground is not None else []
        return next((each for each in reversed(over) if each.isVisible()), None)

    def _ground(self) -> QWidget:
        at: QWidget | None = self._home
        while at is not None and not isinstance(at, Ground):
            at = at.parentWidget()
        return at or self._home.window()

    def panel(self) -> QRectF:
        area = self.box()
        width = min(self.panel_size[0], area.width() - 20)
        height = min(self.panel_size[1], area.height() - 20)
        return (
            QRectF((area.width() - width) / 2, (area.height() - height) / 2, width, height)
            .toRect()
            .toRectF()
        )

    @property
    def listens(self) -> bool:
        """The guard is over: a key is meant for this panel."""
        return time.monotonic() - self._opened_at >= GUARD_SECONDS

    def pressed(self, key: Qt.Key, text: str) -> None:
        """A key that is meant for the panel."""

    def touched(self, x: float, y: float) -> None:
        """A finger or mouse on the panel, in the panel's coordinates."""

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        """Paint what is inside."""

    def draw(self, ink: Ink) -> None:
        ink.fill(self.box(), "scrim")
        area = self.panel()
        ink.card(area)
        self.draw_panel(ink, area)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        if self.listens and not event.isAutoRepeat():
            self.pressed(Qt.Key(event.key()), event.text())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        area = self.panel()
        at = event.position()
        if area.contains(at):
            self.touched(at.x() - area.left(), at.y() - area.top())

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802, FBT001 - Qt's signature
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)
