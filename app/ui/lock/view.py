"""The locked counter on screen: the time, how the shop is, who stands here and six boxes. Nothing of a customer."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui import words
from app.ui.frame.top_bar import data_age_word, line_word, printer_word
from app.ui.lock.state import LockState, Remark
from app.ui.look import Look
from app.ui.sign_in.people import ROW, PersonPage, draw_people, first_shown
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink
from app.ui.widgets.pin_dialog import draw_pin_boxes, pin_word
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter
_PEOPLE_TOP = 96.0


class LockPage(PersonPage):
    def __init__(
        self, look: Look, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._now = now
        self._state = LockState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def render_state(self, state: LockState) -> None:
        self._state = state
        self.update()

    def tick(self) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Every key ends here: none reaches what lies behind."""
        event.accept()
        self.take_key(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        area = self._panel()
        y = event.position().y() - area.top() - _PEOPLE_TOP
        if self._state.chosen is None and event.position().x() < area.center().x() and y >= 0:
            self.chose.emit(first_shown(self._state.entry, self._fits()) + int(y // ROW))

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802, FBT001 - Qt's signature
        return False

    # -- painting ---------------------------------------------------------------------------------------------

    def _panel(self) -> QRectF:
        area = self.box()
        width, height = min(940.0, area.width() - 36), min(460.0, area.height() - 48)
        left, top = (area.width() - width) / 2, (area.height() - height) / 2
        return QRectF(round(left), round(top), round(width), round(height))

    def _fits(self) -> int:
        return max(1, int((self._panel().height() - _PEOPLE_TOP - 20) // ROW))

    def draw(self, ink: Ink) -> None:
        ink.fill(self.box(), "paper")
        area = self._panel()
        ink.card(area)
        middle = area.left() + area.width() * 0.5
        ink.fill(QRectF(middle, area.top() + 24, 1, area.height() - 48), "line")
        left = QRectF(area.left() + 32, area.top(), middle - area.left() - 60, area.height())
        right = QRectF(middle + 28, area.top(), area.right() - middle - 56, area.height())
        if self._state.chosen is None:
            self._draw_choice(ink, left)
        else:
            self._draw_shop(ink, left)
        self._draw_entry(ink, right)

    def _draw_shop(self, ink: Ink, area: QRectF) -> None:
        now, state = self._now(), self._state
        top = area.top() + 40
        here = words.local(now)
        day = words.joined(here.strftime("%m-%d"), words.weekday(here.weekday()))
        ink.text(QRectF(area.left(), top, area.width(), 84), words.clock(now), "lock_time")
        ink.text(QRectF(area.left(), top + 90, area.width(), 30), day, "lead", "ink_soft")
        if state.identity is not None:
            counter = translate("Frame", "Counter {number}").format(number=state.identity.label)
            where = words.joined(state.identity.store.name, counter)
            ink.text(QRectF(area.left(), top + 146, area.width(), 30), where, "strong")
        pills = [line_word(state.sync, now), data_age_word(state.sync, now)]
        pills.append(printer_word(state.printer))
        at, y = area.left(), top + 188
        for pill in pills:
            if pill is None:
                continue
            width = ink.pill_width(pill.text, dot=True)
            if at + width > area.right() and at > area.left():
                at, y = area.left(), y + 38
            ink.pill(at, y, pill.text, pill.tone, dot=pill.dot, most=area.width())
            at += width + 10
        if state.hands_over:
            return
        kept = translate("Lock", "What lies on the counter is kept. Printing and sync go on.")
        ink.paragraph(
            QRectF(area.left(), area.bottom() - 88, area.width(), 56), kept, "body", "ink_soft"
        )

    def _draw_choice(self, ink: Ink, area: QRectF) -> None:
        title = translate("SignIn", "Who is at the counter?")
        ink.text(QRectF(area.left(), area.top() + 20, area.width(), 40), title, "heading")
        hint = translate("SignIn", "Press the number, or scan the badge")
        ink.text(QRectF(area.left(), area.top() + 58, area.width(), 26), hint, "body", "ink_soft")
        rows = QRectF(
            area.left(), area.top() + _PEOPLE_TOP, area.width(), area.height() - _PEOPLE_TOP
        )
        draw_people(ink, rows, self._state.entry, self._fits())

    def _draw_entry(self, ink: Ink, area: QRectF) -> None:
        state, entry = self._state, self._state.entry
        top = area.top() + 44
        centre = area.center().x()
        ink.icon("lock", centre - 22, top, 44, "accent" if entry.word is None else "danger")
        top += 60
        chosen = state.chosen
        if chosen is None:
            text = translate("SignIn", "Then your six digits")
            ink.text(
                QRectF(area.left(), top + 60, area.width(), 30), text, "lead", "ink_soft", _CENTRE
            )
        else:
            who = words.joined(chosen.name, words.role(chosen.role))
            ink.text(QRectF(area.left(), top, area.width(), 34), who, "number", "ink", _CENTRE)
            how = translate("Lock", "Type your PIN to go on")
            if state.hands_over:
                how = translate("Lock", "Type your PIN to take over the counter")
            ink.text(
                QRectF(area.left(), top + 36, area.width(), 26), how, "body", "ink_soft", _CENTRE
            )
            draw_pin_boxes(ink, QRectF(area.left(), top + 80, area.width(), 60), entry.digits)
            word, role = pin_word(
                entry.word, entry.left, entry.until, self._now(), checking=entry.checking
            )
            ink.text(
                QRectF(area.left(), top + 150, area.width(), 28), word, "body_bold", role, _CENTRE
            )
        self._draw_remark(ink, QRectF(area.left(), top + 190, area.width(), 56))
        self._draw_keys(ink, area)

    def _draw_remark(self, ink: Ink, area: QRectF) -> None:
        state = self._state
        if state.said is not None:
            text, tone = remark_words(state.said)
            width = min(area.width(), ink.pill_width(text, icon=True))
            ink.pill(
                area.center().x() - width / 2,
                area.top(),
                text,
                tone,
                height=34,
                icon="scan-line",
                most=area.width(),
            )
        if state.hands_over and state.clerk is not None:
            text = translate(
                "Lock", "What {name} had open is put away; nothing of it is handed over."
            ).format(name=state.clerk.name)
            top = area.top() + (44 if state.said is not None else 4)
            line = QRectF(area.left(), top, area.width(), 26)
            if ink.width(text, "body") <= area.width():
                ink.text(line, text, "body", "warn_deep", _CENTRE)
            else:
                ink.paragraph(line.adjusted(0, 0, 0, 26), text, "body", "warn_deep")

    def _draw_keys(self, ink: Ink, area: QRectF) -> None:
        if self._state.chosen is None:
            return
        label = translate("SignIn", "somebody else")
        width = ink.key_width("Esc") + 8 + ink.width(label, "caption")
        at = area.center().x() - width / 2
        at += ink.key(at, area.bottom() - 32, "Esc") + 8
        ink.text(QRectF(at, area.bottom() - 44, width, 24), label, "caption", "ink_soft")


def remark_words(remark: Remark) -> tuple[str, Tone]:
    match remark:
        case Remark.KEPT:
            return translate("Lock", "Scanned: shown after your PIN"), Tone.OK
        case Remark.PAYMENT:
            return translate("Lock", "This is a payment code; it was not kept"), Tone.WARN
        case Remark.NO_CODE:
            return translate("Lock", "Not a code we know: scan it again after your PIN"), Tone.WARN
        case Remark.WENT_WRONG:
            return translate("SignIn", "That did not work. Try again."), Tone.WARN
        case _:
            assert_never(remark)
