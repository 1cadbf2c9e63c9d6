"""Buttons that show their key. They never take the focus, so that a scanner's CR or space cannot press them."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.widgets.painted import Ink, Shown

_KEY_GAP = 10


class PaintedButton(QAbstractButton):
    """What all our buttons share: no focus, hover and press redraw, the words of the last paint."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.shown: tuple[Shown, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def draw(self, ink: Ink) -> None:
        """Paint everything. Called inside a paint event."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        ink = Ink(self, self.look)
        try:
            self.draw(ink)
        finally:
            ink.end()
        self.shown = tuple(ink.shown)


class ActionButton(PaintedButton):
    """`kind`: primary (the one obvious action) | plain | danger. `big` is 60 px high, else 48."""

    def __init__(
        self,
        look: Look,
        *,
        kind: str = "plain",
        big: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._kind = kind
        self._big = big
        self._key = ""
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, label: str, key: str = "", icon: str = "") -> None:
        """Word and key cap; costs nothing when they are the same as before."""
        if (label, key, icon) == (self.text(), self._key, self._icon):
            return
        self._key = key
        self._icon = icon
        self.setText(label)
        self.setAccessibleName(label)
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def set_big(self, *, big: bool) -> None:
        """60 px where there is room, 48 where there is not."""
        if big != self._big:
            self._big = big
            self.updateGeometry()
            self.update()

    def set_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        touch = self.look.theme.touch
        width = self._content_width() + 32
        return QSize(round(width), touch["primary"] if self._big else touch["least"])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(self._content_width() + 20), self.look.theme.touch["least"])

    def _type(self) -> str:
        return "button" if self._big else "button_small"

    def _content_width(self) -> float:
        theme = self.look.theme
        width = theme.type(self._type()).width(self.text())
        if self._key:
            width += max(22.0, theme.type("key").width(self._key) + 14) + _KEY_GAP
        return width + (28 if self._icon else 0)

    def draw(self, ink: Ink) -> None:
        area = QRectF(self.rect())
        radius = ink.theme.radius["button"]
        filled = self._kind in {"primary", "danger"}
        live = self.isEnabled()
        with ink.faint(1.0 if live else 0.45):
            if filled:
                face = "accent" if self._kind == "primary" else "danger"
                hover = "accent_hover" if self._kind == "primary" else "danger"
                ink.box(area, hover if self.underMouse() and live else face, radius)
            else:
                ink.box(area, "well" if self.underMouse() and live else "card", radius, "line")
            role = "on_accent" if filled else "ink"
            left = area.left() + max(10.0, (area.width() - self._content_width()) / 2)
            if self._icon:
                ink.icon(self._icon, left, area.center().y() - 10, 20, role)
                left += 28
            key = ink.key_width(self._key)
            room = area.right() - 10 - left - (key + _KEY_GAP if key else 0)
            left += ink.text(QRectF(left, 0, room, area.height()), self.text(), self._type(), role)
            if key:
                ink.key(left + _KEY_GAP, area.center().y(), self._key, on_accent=filled)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)


class RailButton(PaintedButton):
    """A page of the rail: icon, word, key."""

    def __init__(self, look: Look, *, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon = icon
        self._key = key
        self.setCheckable(True)
        self.setFixedSize(64, 68)

    def say(self, label: str) -> None:
        self.setText(label)
        self.setAccessibleName(label)
        self.setAccessibleDescription(self._key)
        self.update()

    def draw(self, ink: Ink) -> None:
        on = self.isChecked()
        if on or self.underMouse():
            with ink.faint(1.0 if on else 0.5):
                ink.box(QRectF(self.rect()), "rail_on", ink.theme.radius["button"])
        role = "rail_ink_on" if on else "rail_ink"
        ink.icon(self._icon, 21, 8, 22, role)
        centre = Qt.AlignmentFlag.AlignCenter
        ink.text(QRectF(0, 33, 64, 17), self.text(), "caption", role, centre)
        ink.text(QRectF(0, 49, 64, 14), self._key, "tiny", "rail_faint", centre)
