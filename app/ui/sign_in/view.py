"""The sign-in page on screen: people with their number keys on the left, six boxes on the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui.look import Look
from app.ui.sign_in.people import ROW, PersonPage, draw_people, first_shown
from app.ui.sign_in.state import Remark, SignInState
from app.ui.widgets.painted import Ink
from app.ui.widgets.pin_dialog import draw_pin_boxes, pin_word
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter


class SignInPage(PersonPage):
    def __init__(
        self, look: Look, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._now = now
        self._state = SignInState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def render_state(self, state: SignInState) -> None:
        self._state = state
        self.update()

    def tick(self) -> None:
        if self._state.until is not None:
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self.take_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        area = self._panel()
        y = event.position().y() - area.top() - 110
        if event.position().x() < area.center().x() and y >= 0:
            self.chose.emit(first_shown(self._state, self._fits()) + int(y // ROW))

    def _panel(self) -> QRectF:
        area = self.box()
        width, height = min(900.0, area.width() - 36), min(520.0, area.height() - 32)
        left, top = (area.width() - width) / 2, (area.height() - height) / 2
        return QRectF(round(left), round(top), round(width), round(height))

    def _fits(self) -> int:
        return max(1, int((self._panel().height() - 130) // ROW))

    def draw(self, ink: Ink) -> None:
        area = self._panel()
        ink.card(area)
        middle = area.left() + area.width() * 0.52
        ink.fill(QRectF(middle, area.top() + 24, 1, area.height() - 48), "line")
        left = area.left() + 28
        ink.text(
            QRectF(left, area.top() + 22, middle - left - 20, 40),
            translate("SignIn", "Who is at the counter?"),
            "heading",
        )
        ink.text(
            QRectF(left, area.top() + 62, middle - left - 20, 26),
            translate("SignIn", "Press the number, or scan the badge"),
            "body",
            "ink_soft",
        )
        rows = QRectF(left, area.top() + 110, middle - left - 28, area.height() - 130)
        draw_people(ink, rows, self._state, self._fits())
        self._draw_pin(
            ink,
            QRectF(middle + 24, area.top() + 22, area.right() - middle - 48, area.height() - 44),
        )

    def _draw_pin(self, ink: Ink, area: QRectF) -> None:
        state = self._state
        top = area.top() + area.height() / 2 - 92
        if state.chosen is None:
            ink.icon("user-round-check", area.center().x() - 28, top + 10, 56, "neutral")
            text = translate("SignIn", "Then your six digits")
            ink.text(
                QRectF(area.left(), top + 78, area.width(), 30), text, "lead", "ink_soft", _CENTRE
            )
        else:
            name = translate("SignIn", "PIN of {name}").format(name=state.people[state.chosen].name)
            ink.text(QRectF(area.left(), top, area.width(), 32), name, "number", "ink", _CENTRE)
            draw_pin_boxes(ink, QRectF(area.left(), top + 50, area.width(), 60), state.digits)
            word, role = pin_word(
                state.word, state.left, state.until, self._now(), checking=state.checking
            )
            ink.text(
                QRectF(area.left(), top + 124, area.width(), 28), word, "body_bold", role, _CENTRE
            )
            self._draw_keys(ink, area)
        if state.remark is not None:
            text = remark_text(state.remark)
            ink.text(
                QRectF(area.left(), area.bottom() - 66, area.width(), 26),
                text,
                "body_bold",
                "warn_deep",
                _CENTRE,
            )

    def _draw_keys(self, ink: Ink, area: QRectF) -> None:
        label = translate("SignIn", "somebody else")
        width = ink.key_width("Esc") + 8 + ink.width(label, "caption")
        at = area.center().x() - width / 2
        at += ink.key(at, area.bottom() - 16, "Esc") + 8
        ink.text(QRectF(at, area.bottom() - 28, width, 24), label, "caption", "ink_soft")


def remark_text(remark: Remark) -> str:
    match remark:
        case Remark.NOT_A_BADGE:
            return translate("SignIn", "Sign in first, then scan")
        case Remark.WENT_WRONG:
            return translate("SignIn", "That did not work. Try again.")
