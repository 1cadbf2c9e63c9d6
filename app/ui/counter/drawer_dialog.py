"""Why the cash drawer is to be opened: number keys, as everywhere. Esc closes it and nothing has happened."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.drawer import DrawerReason
from app.ui import words
from app.ui.look import Look
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.words import translate

REASONS = tuple(DrawerReason)
TOP, ROW, GAP = 116, 56, 8
_ICONS = {
    DrawerReason.CHANGE: "coins",
    DrawerReason.COUNT: "calculator",
    DrawerReason.SHIFT: "users",
    DrawerReason.OTHER: "ellipsis",
}


class DrawerDialog(Overlay):
    """`chose` carries a DrawerReason."""

    chose = Signal(object)
    closed = Signal()
    panel_size = (440, TOP + len(REASONS) * (ROW + GAP) + 48)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._asked = False

    def render_asked(self, *, asked: bool) -> None:
        if asked is self._asked:
            return
        self._asked = asked
        if asked:
            self.open()
        else:
            self.close_panel()

    def pressed(self, key: Qt.Key, text: str) -> None:
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self._choose(int(text) - 1)

    def touched(self, x: float, y: float) -> None:  # noqa: ARG002 - rows are as wide as the panel
        if y >= TOP:
            self._choose(int((y - TOP) // (ROW + GAP)))

    def _choose(self, index: int) -> None:
        if 0 <= index < len(REASONS):
            self.chose.emit(REASONS[index])

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        left, width = area.left() + 24, area.width() - 48
        ink.icon("wallet", left, area.top() + 26, 28, "accent")
        ink.text(
            QRectF(left + 40, area.top() + 20, width - 40, 40),
            translate("Drawer", "Open the cash drawer"),
            "heading",
        )
        ink.text(
            QRectF(left, area.top() + 68, width, 28),
            translate("Drawer", "What for? It goes on record with your name."),
            "body",
            "ink_soft",
        )
        for index, reason in enumerate(REASONS):
            box = QRectF(left, area.top() + TOP + index * (ROW + GAP), width, ROW)
            ink.box(box, "well", 12, "line")
            ink.key(box.left() + 14, box.center().y(), str(index + 1))
            ink.icon(_ICONS[reason], box.left() + 52, box.center().y() - 11, 22, "ink_soft")
            word = words.drawer_reason(reason)
            ink.text(QRectF(box.left() + 88, box.top(), width - 100, ROW), word, "goods")
        y = area.bottom() - 28
        at = left + ink.key(left, y, "Esc") + 8
        ink.text(QRectF(at, y - 12, 200, 24), translate("Drawer", "close"), "caption", "ink_soft")
