"""A refusal or a dead end: a big word, the order, the detail, what to say, and the keys that help."""

from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.outcomes import CodeOfUnknownStore, PickupRefused
from app.domain.pickups import AlreadyRedeemed, Pickup
from app.ui.counter import rows
from app.ui.counter.hq_words import saying_of
from app.ui.counter.state import AtHq, Did, NoteShown, RefusedOpen
from app.ui.look import Look
from app.ui.messages import Saying, of_note
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.line_list import LineList
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate


class RefusedCard(Painted):
    """Every refusal in the same place, so that a clerk's eyes know where to go."""

    did = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._saying: Saying | None = None
        self._order = ""
        self._heading: tuple[str, ...] = ()
        self.lines = LineList(look)
        self._first = ActionButton(look, kind="primary")
        self._reprint = ActionButton(look)
        self._override = ActionButton(look)
        self._first_does = Did.CONFIRMED
        self._first.clicked.connect(lambda: self.did.emit(self._first_does))
        for button, did in (
            (self._reprint, Did.ASKED_REPRINT),
            (self._override, Did.ASKED_OVERRIDE),
        ):
            button.clicked.connect(lambda _checked=False, did=did: self.did.emit(did))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._first, 20)
        buttons.addWidget(self._reprint, 10)
        buttons.addWidget(self._override, 10)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 18, 16)
        self._column.setSpacing(10)
        self._column.addWidget(self.lines, 1)
        self._column.addLayout(buttons)

    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        for button in (self._first, self._reprint, self._override):
            button.set_big(big=not compact)
        self._place()

    def render_refusal(self, card: RefusedOpen, now: datetime) -> None:
        refused = card.refused
        self._saying = saying_of(card, now)
        self._first.set_kind("primary")
        self._first_does = Did.CONFIRMED
        match refused:
            case PickupRefused(pickup=pickup, overridable=overridable):
                self._order = pickup.order_no
                self._heading = rows.heading(pickup, now)
                self._show_lines(pickup if card.looking or card.claimable else None)
                self._say_first(card)
                self._reprint.setVisible(isinstance(refused.refusal, AlreadyRedeemed))
                self._override.setVisible(overridable)
            case CodeOfUnknownStore():
                self._order, self._heading = "", ()
                self._show_lines(None)
                self._first.say(translate("Refused", "Next customer"), "Enter")
                self._first.show()
                self._reprint.hide()
                self._override.hide()
            case _:
                assert_never(refused)
        self._reprint.say(translate("Refused", "Reprint"), "Ctrl+P")
        self._override.say(translate("Refused", "Let it through"), "Ctrl+M")
        self._place()

    def render_note(self, card: NoteShown) -> None:
        self._saying = of_note(card.note)
        self._first.set_kind("primary")
        self._first_does = Did.CONFIRMED
        self._order, self._heading = "", ()
        self._show_lines(None)
        self._first.say(translate("Refused", "Next customer"), "Enter")
        self._first.show()
        self._reprint.hide()
        self._override.hide()
        self._place()

    def _say_first(self, card: RefusedOpen) -> None:
        asking = card.at_hq is AtHq.ASKING
        self._first.set_kind("plain" if asking else "primary")
        self._first_does = Did.CLEARED if asking else Did.CONFIRMED
        if asking:
            self._first.say(translate("Refused", "Stop waiting"), "Esc")
        elif card.at_hq is AtHq.NOT_REACHED:
            self._first.say(translate("Refused", "Ask again"), "Enter")
        elif card.near:
            label = translate("Refused", "Ask counter {number} for it").format(number=card.near)
            self._first.say(label, "Enter")
        elif card.claimable:
            self._first.say(translate("Refused", "Ask headquarters for it"), "Enter")
        elif card.looking:
            self._first.say(translate("Refused", "Hide the order"), "Enter")
        else:
            self._first.say(translate("Refused", "Look at it"), "Enter")
        self._first.show()

    @property
    def tone(self) -> Tone | None:
        return self._saying.tone if self._saying is not None else None

    def _show_lines(self, pickup: Pickup | None) -> None:
        self.lines.show_rows([rows.read_only_row(line) for line in pickup.lines] if pickup else [])

    def _place(self) -> None:
        top = 56 if self.compact else 104
        if self._order:
            top += 32 if self.compact else 72
        top += 36 if self._saying and self._saying.detail else 0
        top += 96 if self._saying and self._saying.say else 0
        self._column.setContentsMargins(24, top, 18, 16)
        self.update()

    def draw(self, ink: Ink) -> None:
        saying = self._saying
        if saying is None:
            return
        area = self.box()
        tone = saying.tone.value
        ink.card(area, saying.tone)
        left, right = 24.0, area.width() - 18
        title = tone if saying.tone is not Tone.NEUTRAL else "ink"
        if self.compact:
            ink.icon(saying.icon, left, 18, 28, tone)
            ink.text(QRectF(left + 40, 12, right - left - 40, 40), saying.title, "heading", title)
            top = 54.0
        else:
            ink.icon(saying.icon, left, 24, 44, tone)
            room = QRectF(left + 58, 14, right - left - 58, 64)
            ink.text(room, saying.title, ink.largest(saying.title, room.width()), title)
            top = 92.0
        if self._order and self.compact:
            taken = ink.text(QRectF(left, top, right - left, 30), self._order, "number")
            rest = QRectF(left + taken + 14, top, right - left - taken - 14, 30)
            ink.parts(rest, self._heading, "caption", "ink_soft")
            top += 32
        elif self._order:
            ink.text(QRectF(left, top, right - left, 42), self._order, "order")
            ink.parts(
                QRectF(left, top + 42, right - left, 22), self._heading, "caption", "ink_soft"
            )
            top += 72
        if saying.detail:
            ink.text(QRectF(left, top, right - left, 28), saying.detail, "lead")
            top += 36
        if saying.say:
            self._draw_say(ink, QRectF(left, top + 2, right - left, 84), saying.say)

    def _draw_say(self, ink: Ink, area: QRectF, say: str) -> None:
        ink.box(area, "card", 12, "line")
        ink.text(
            QRectF(area.left() + 16, area.top() + 8, area.width() - 32, 20),
            translate("Refused", "You can tell the customer"),
            "pill",
            "ink_soft",
        )
        quoted = translate("Refused", "“{sentence}”").format(sentence=say)
        wide = ink.width(quoted, "lead") <= area.width() - 32
        ink.paragraph(
            QRectF(area.left() + 16, area.top() + (34 if wide else 30), area.width() - 32, 50),
            quoted,
            "lead" if wide else "body",
        )
