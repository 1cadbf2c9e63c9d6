"""The quiet cards: nothing asked yet, several answers to choose from, a member alone, a product."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.outcomes import HandedOver
from app.actions.ports import PickupSummary
from app.domain.members import masked
from app.ui import words
from app.ui.counter import rows
from app.ui.counter.state import Choosing, Did, Idle, MemberOpen, ProductShown
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.line_list import LineList
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

_CENTRE = Qt.AlignmentFlag.AlignCenter


class IdleBoard(Painted):
    """What can be scanned, today's numbers, the last hand-over."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._card = Idle()
        self._last: HandedOver | None = None
        self._undone = False
        self._now: datetime | None = None

    def render_idle(
        self, card: Idle, last: HandedOver | None, now: datetime, *, undone: bool
    ) -> None:
        self._card, self._last, self._now, self._undone = card, last, now, undone
        self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area)
        height = 330.0 if self._card.counts is not None else 220.0
        top = max(18.0, (area.height() - height) / 2 - 18)
        middle = area.center().x()
        ink.dot(middle, top + 44, 44, "accent_soft")
        ink.icon("scan-qr-code", middle - 22, top + 22, 44, "accent")
        ink.text(
            QRectF(18, top + 100, area.width() - 36, 40),
            translate("Idle", "Ready for the next customer"),
            "heading",
            "ink",
            _CENTRE,
        )
        ink.text(
            QRectF(18, top + 142, area.width() - 36, 28),
            translate(
                "Idle", "Scan the code on the phone · or type the 8 digits, a phone or its last 4"
            ),
            "lead",
            "ink_soft",
            _CENTRE,
        )
        if self._card.counts is not None:
            self._draw_counts(ink, top + 196)
        if self._last is not None and self._now is not None:
            self._draw_last(ink, area.bottom() - 50)

    def _draw_counts(self, ink: Ink, top: float) -> None:
        counts = self._card.counts
        if counts is None:
            return
        columns = (
            (counts.waiting, translate("Idle", "waiting"), "ink"),
            (counts.overdue, translate("Idle", "overdue"), "warn" if counts.overdue else "ink"),
            (counts.not_arrived, translate("Idle", "not arrived"), "ink"),
            (counts.done, translate("Idle", "collected today"), "ink"),
            (counts.problem, translate("Idle", "problems"), "danger" if counts.problem else "ink"),
        )
        width = min(150.0, (self.width() - 60) / len(columns))
        left = (self.width() - width * len(columns)) / 2
        ink.box(QRectF(left - 12, top, width * len(columns) + 24, 92), "well", 12)
        for index, (figure, label, role) in enumerate(columns):
            x = left + index * width
            ink.text(QRectF(x, top + 12, width, 42), f"{figure:,}", "figure", role, _CENTRE)
            ink.text(QRectF(x, top + 56, width, 22), label, "caption", "ink_soft", _CENTRE)

    def _draw_last(self, ink: Ink, top: float) -> None:
        last = self._last
        if last is None:
            return
        sentence = words.joined(
            translate("Idle", "Last: {time}").format(time=words.clock(last.receipt.at)),
            last.pickup.order_no,
            translate("Idle", "taken back") if self._undone else words.items(last.count),
            translate("Idle", "receipt {number}").format(
                number=words.receipt_number(last.receipt.receipt_no)
            ),
        )
        ink.text(QRectF(18, top, self.width() - 36, 28), sentence, "body", "ink_soft", _CENTRE)


class ListCard(Painted):
    """A title, a sentence and rows to choose from: several answers, a member's orders, or a product."""

    did = Signal(object)
    pointed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tone: Tone | None = None
        self._title = ""
        self._detail = ""
        self._figure = ""
        self.lines = LineList(look)
        self.lines.clicked.connect(self.pointed)
        self._open = ActionButton(look, kind="primary")
        self._open.clicked.connect(lambda: self.did.emit(Did.CONFIRMED))
        self._back = ActionButton(look)
        self._back.clicked.connect(lambda: self.did.emit(Did.CLEARED))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._open, 22)
        buttons.addWidget(self._back, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 100, 18, 16)
        column.setSpacing(12)
        column.addWidget(self.lines, 1)
        column.addLayout(buttons)

    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        self._open.set_big(big=not compact)
        self._back.set_big(big=not compact)

    def render_choice(self, card: Choosing, now: datetime) -> None:
        self._tone = Tone.INFO
        self._title = translate("Choose", "Which one?")
        self._figure = ""
        self._detail = translate(
            "Choose", "{count} found for {asked} · press the number, or ↑↓ and Enter"
        ).format(count=len(card.choices), asked=card.several.asked)
        shown = []
        for index, choice in enumerate(card.choices):
            chosen = index == card.cursor
            if isinstance(choice, PickupSummary):
                row = rows.summary_row(index, choice, chosen=chosen, now=now)
            else:
                row = rows.member_row(index, choice, chosen=chosen)
            shown.append(rows.numbered(row, index + 1) if index < 9 else row)
        self.lines.show_rows(shown)
        self._show_buttons(translate("Choose", "Open this one"))

    def render_member(self, card: MemberOpen, now: datetime) -> None:
        member, orders = card.found.member, card.found.pickups
        self._tone = Tone.OK
        self._figure = ""
        self._title = translate("Choose", "{name} · nothing to hand over now").format(
            name=member.name
        )
        self._detail = words.joined(
            masked(member.phone),
            words.counted(
                len(orders),
                translate("Choose", "{count} order on the way"),
                translate("Choose", "{count} orders on the way"),
            )
            if orders
            else translate("Choose", "no open orders"),
        )
        self.lines.show_rows(
            [
                rows.summary_row(index, row, chosen=index == card.cursor, now=now)
                for index, row in enumerate(orders)
            ]
        )
        self._show_buttons(translate("Choose", "Look at this order") if orders else "")

    def render_product(self, card: ProductShown) -> None:
        product = card.found.product
        self._tone = Tone.INFO
        self._title = product.name
        amount = card.found.amount if card.found.amount is not None else product.price
        self._figure = words.price(amount)
        weight = ""
        if card.found.grams is not None:
            weight = translate("Choose", "{grams} g").format(grams=card.found.grams)
        self._detail = words.joined(
            product.category,
            weight,
            translate("Choose", "{count} in stock").format(count=product.on_hand),
            translate("Choose", "no. {number}").format(number=product.no),
        )
        self.lines.show_rows([])
        self._show_buttons("")

    def _show_buttons(self, label: str) -> None:
        self._open.setVisible(bool(label))
        self._open.say(label, "Enter")
        self._back.say(translate("Choose", "Next customer"), "Esc")
        self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area, self._tone)
        left, right = 24.0, area.width() - 18
        figure = ink.width(self._figure, "figure") + 2 if self._figure else 0.0
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        ink.text(QRectF(right - figure, 16, figure, 44), self._figure, "figure", "ink", end)
        ink.text(QRectF(left, 16, right - left - figure - 8, 44), self._title, "heading")
        ink.text(QRectF(left, 60, right - left, 26), self._detail, "body", "ink_soft")
