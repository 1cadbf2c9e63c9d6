"""Who approves, and their six digits: keys only. The digits are shown as dots and forgotten when they are sent."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.drawer import DrawerReason
from app.domain.staff import Clerk
from app.ui import words
from app.ui.look import Look
from app.ui.pin_asked import PIN_LENGTH, Asks, PinAsked, PinWord
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter


class PinDialog(Overlay):
    """`entered` (staff id, PIN) after the sixth digit, `closed` on Esc."""

    entered = Signal(int, str)
    closed = Signal()
    panel_size = (440, 330)

    def __init__(self, look: Look, *, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(look, parent)
        self._now = now
        self._asked: PinAsked | None = None
        self._chosen: Clerk | None = None
        self._digits = ""

    def render_pin(self, asked: PinAsked | None) -> None:
        """None closes it."""
        before, self._asked = self._asked, asked
        if asked is None:
            self._digits, self._chosen = "", None
            self.close_panel()
            return
        if before is None:
            self._digits = ""
            self._chosen = asked.people[0] if len(asked.people) == 1 else None
            self.open()
        elif asked.tries != before.tries:
            self._digits = ""
        self.update()

    def tick(self) -> None:
        if self._asked is not None and self._asked.until is not None:
            self.update()

    def pressed(self, key: Qt.Key, text: str) -> None:
        asked = self._asked
        if asked is None or asked.checking:
            return
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Backspace:
            if self._digits:
                self._digits = self._digits[:-1]
            elif len(asked.people) > 1:
                self._chosen = None
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self._digit(asked, text)
        self.update()

    def touched(self, x: float, y: float) -> None:  # noqa: ARG002 - rows are as wide as the panel
        if self._asked is None or self._chosen is not None:
            return
        index = int((y - 104) // 52)
        if y >= 104 and index < len(self._asked.people):
            self._chosen = self._asked.people[index]
            self.update()

    def _digit(self, asked: PinAsked, digit: str) -> None:
        if self._chosen is None:
            index = int(digit) - 1
            if 0 <= index < len(asked.people):
                self._chosen = asked.people[index]
            return
        if self._locked():
            return
        self._digits += digit
        if len(self._digits) == PIN_LENGTH:
            pin, self._digits = self._digits, ""
            self.entered.emit(self._chosen.id, pin)

    def _locked(self) -> bool:
        return (
            self._asked is not None
            and self._asked.until is not None
            and self._asked.until > self._now()
        )

    # -- painting ---------------------------------------------------------------------------------------------

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        asked = self._asked
        if asked is None:
            return
        left, width, top = area.left() + 28, area.width() - 56, area.top()
        icon, title = _heading(asked.asks)
        ink.icon(icon, left, top + 26, 28, "accent")
        ink.text(QRectF(left + 40, top + 20, width - 40, 40), title, "heading")
        ink.text(QRectF(left, top + 64, width, 24), self._subject(asked), "body", "ink_soft")
        if not asked.people:
            words_ = translate("Pin", "Nobody who may do this is known at this counter.")
            ink.paragraph(QRectF(left, top + 110, width, 80), words_, "lead")
        elif self._chosen is None:
            self._draw_people(ink, asked, QRectF(left, top + 104, width, area.height() - 160))
        else:
            self._draw_digits(ink, asked, QRectF(left, top + 104, width, 200))
        y = area.bottom() - 34
        at = left + ink.key(left, y, "Esc") + 8
        at += ink.text(
            QRectF(at, y - 12, 120, 24), translate("Pin", "close"), "caption", "ink_soft"
        )
        if self._chosen is not None and len(asked.people) > 1:
            at += 20
            at += ink.key(at, y, "⌫") + 8
            ink.text(
                QRectF(at, y - 12, 200, 24),
                translate("Pin", "somebody else"),
                "caption",
                "ink_soft",
            )

    def _subject(self, asked: PinAsked) -> str:
        match asked.asks:
            case Asks.OVERRIDE:
                return translate(
                    "Pin", "Order {order} · goes on record with the manager's name"
                ).format(order=asked.subject)
            case Asks.UNDO:
                return translate(
                    "Pin", "Order {order} · handed over more than a minute ago"
                ).format(order=asked.subject)
            case Asks.DRAWER:
                return translate("Pin", "{reason} · goes on record with both names").format(
                    reason=words.drawer_reason(DrawerReason(asked.subject))
                )
            case Asks.PHONE:
                return translate("Pin", "{name} · goes on record with both names").format(
                    name=asked.subject
                )
            case Asks.MEMBER_EXPORT:
                return translate("Pin", "To {place} · for the customer, goes on record").format(
                    place=asked.subject
                )
            case Asks.MEMBER_DELETE:
                return translate("Pin", "{name} is deleted from this counter for good").format(
                    name=asked.subject
                )
            case Asks.SETTINGS:
                return translate("Pin", "Receipts hang on it · asked once per visit")
            case Asks.EXPORT:
                return translate("Pin", "To {place} · only for headquarters").format(
                    place=asked.subject
                )
            case _:
                assert_never(asked.asks)

    def _draw_people(self, ink: Ink, asked: PinAsked, area: QRectF) -> None:
        for index, clerk in enumerate(asked.people[:9]):
            row = QRectF(area.left(), area.top() + index * 52, area.width(), 46)
            ink.box(row, "well", 10, "line")
            ink.key(row.left() + 12, row.center().y(), str(index + 1))
            ink.text(QRectF(row.left() + 52, row.top(), 200, 46), clerk.name, "goods")
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            ink.text(
                QRectF(row.right() - 140, row.top(), 126, 46),
                words.role(clerk.role),
                "body",
                "ink_soft",
                end,
            )

    def _draw_digits(self, ink: Ink, asked: PinAsked, area: QRectF) -> None:
        name = self._chosen.name if self._chosen is not None else ""
        ink.text(
            QRectF(area.left(), area.top(), area.width(), 28),
            translate("Pin", "PIN of {name}").format(name=name),
            "strong",
            "ink",
            _CENTRE,
        )
        draw_pin_boxes(
            ink, QRectF(area.left(), area.top() + 40, area.width(), 60), len(self._digits)
        )
        text, role = self._word(asked)
        ink.text(
            QRectF(area.left(), area.top() + 114, area.width(), 28),
            text,
            "body_bold",
            role,
            _CENTRE,
        )

    def _word(self, asked: PinAsked) -> tuple[str, str]:
        return pin_word(asked.word, asked.left, asked.until, self._now(), checking=asked.checking)


def _heading(asks: Asks) -> tuple[str, str]:
    """(icon, title)"""
    match asks:
        case Asks.OVERRIDE:
            return "shield-check", translate("Pin", "Manager lets it through")
        case Asks.UNDO:
            return "undo-2", translate("Pin", "Undo needs a PIN")
        case Asks.DRAWER:
            return "wallet", translate("Pin", "Drawer: whose PIN?")
        case Asks.PHONE:
            return "phone", translate("Pin", "The number needs a manager")
        case Asks.MEMBER_EXPORT:
            return "id-card", translate("Pin", "Their data needs a manager")
        case Asks.MEMBER_DELETE:
            return "id-card", translate("Pin", "Deleting needs a manager")
        case Asks.SETTINGS:
            return "shield-check", translate("Pin", "Settings need a manager")
        case Asks.EXPORT:
            return "hard-drive-download", translate("Pin", "Export needs a manager")
        case _:
            assert_never(asks)


def draw_pin_boxes(ink: Ink, area: QRectF, filled: int, count: int = PIN_LENGTH) -> None:
    """Six boxes or so, a dot in each that has its digit."""
    size, gap = 48.0, 10.0
    left = area.center().x() - (count * size + (count - 1) * gap) / 2
    for index in range(count):
        box = QRectF(left + index * (size + gap), area.top(), size, 56)
        ink.box(box, "well", 10, "line")
        if index == filled:
            ink.frame(box, "accent", 10, 2)
        if index < filled:
            ink.dot(box.center().x(), box.center().y(), 7, "ink")


def pin_word(
    word: PinWord | None, left: int, until: datetime | None, now: datetime, *, checking: bool
) -> tuple[str, str]:
    """What stands below the six boxes, and its role."""
    if checking:
        return translate("Pin", "Checking …"), "ink_soft"
    if word is PinWord.NOT_ALLOWED:
        return translate("Pin", "The PIN is right, but this person may not do this"), "danger"
    if until is not None and until > now:
        return (
            translate("Pin", "Locked after too many tries · again in {span}").format(
                span=words.span(until - now)
            ),
            "danger",
        )
    if word is PinWord.WRONG:
        return words.counted(
            left,
            translate("Pin", "Wrong PIN · one try left"),
            translate("Pin", "Wrong PIN · {count} tries left"),
        ), "danger"
    return translate("Pin", "Six digits"), "ink_soft"
