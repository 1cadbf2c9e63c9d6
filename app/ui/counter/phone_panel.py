"""A full phone number, large and for seconds: to be read and dialled, not to be left standing."""

from PySide6.QtCore import QRectF, Qt, Signal

from app.ui.counter.state import PhoneShown
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter


class PhonePanel(Overlay):
    """`closed` on Esc."""

    closed = Signal()
    panel_size = (480, 270)
    _phone: PhoneShown | None = None

    def render_phone(self, phone: PhoneShown | None) -> None:
        """None closes it, and its digits are gone from the screen with it."""
        self._phone = phone
        if phone is None:
            self.shown = ()
            self.close_panel()
            return
        self.open()
        self.update()

    def pressed(self, key: Qt.Key, text: str) -> None:  # noqa: ARG002 - keys without a character
        if key == Qt.Key.Key_Escape:
            self.closed.emit()

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        phone = self._phone
        if phone is None:
            return
        left, width, top = area.left() + 28, area.width() - 56, area.top()
        ink.icon("phone", left, top + 26, 28, "accent")
        ink.text(QRectF(left + 40, top + 20, width - 40, 40), phone.name, "heading")
        number = QRectF(left, top + 78, width, 64)
        ink.box(number, "well", 12, "line")
        ink.text(number, in_threes(phone.digits), "order", "ink", _CENTRE)
        left_words = translate("Phone", "{seconds} s more · it is on record").format(
            seconds=phone.left
        )
        ink.text(QRectF(left, top + 154, width, 26), left_words, "lead", "ink_soft", _CENTRE)
        share = QRectF(left, top + 192, width, 4)
        ink.box(share, "quiet", 2)
        ink.box(QRectF(left, top + 192, width * phone.left / 15, 4), "accent", 2)
        y = area.bottom() - 34
        at = left + ink.key(left, y, "Esc") + 8
        ink.text(QRectF(at, y - 12, 200, 24), translate("Phone", "hide it"), "caption", "ink_soft")


def in_threes(digits: str) -> str:
    """`13812341234` → `138 1234 1234`"""
    if len(digits) != 11:
        return digits
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
