"""After a hand-over: done, what prints, the points, how long the free undo stands, and who is next."""

from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.receipts import JobState
from app.ui import paper_words, words
from app.ui.counter import rows
from app.ui.counter.state import Did, DoneShown, UndoneShown
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.line_list import LineList
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

_Fact = tuple[str, str]


class DoneCard(Painted):
    """Also shows that a hand-over was taken back."""

    did = Signal(object)
    pointed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tone = Tone.OK
        self._icon = "circle-check-big"
        self._title = ""
        self._order = ""
        self._facts: tuple[_Fact, ...] = ()
        self._next = ""
        self.lines = LineList(look)
        self.lines.clicked.connect(self.pointed)
        self._go_on = ActionButton(look, kind="primary")
        self._undo = ActionButton(look)
        self._reprint = ActionButton(look)
        for button, did in (
            (self._go_on, Did.CONFIRMED),
            (self._undo, Did.ASKED_UNDO),
            (self._reprint, Did.ASKED_REPRINT),
        ):
            button.clicked.connect(lambda _checked=False, did=did: self.did.emit(did))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._go_on, 20)
        buttons.addWidget(self._undo, 13)
        buttons.addWidget(self._reprint, 11)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self.lines, 1)
        self._column.addLayout(buttons)

    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        for button in (self._go_on, self._undo, self._reprint):
            button.set_big(big=not compact)
        self._place()

    def render_done(self, card: DoneShown, now: datetime, paper: JobState | None) -> None:
        """`paper` is how its receipt's print job is."""
        handed = card.handed
        receipt = handed.receipt
        self._tone, self._icon = Tone.OK, "circle-check-big"
        self._title = (
            translate("Done", "{count} handed over").format(count=handed.count)
            if handed.count
            else translate("Done", "Problem reported")
        )
        self._order = words.joined(handed.pickup.order_no, handed.pickup.name)
        facts: list[_Fact] = [("printer", paper_words.sentence(receipt.receipt_no, paper))]
        if handed.member is not None and receipt.points_balance is not None:
            facts.append(
                (
                    "sparkles",
                    translate("Done", "+{points} points · {balance} in all").format(
                        points=f"{handed.points:,}", balance=f"{receipt.points_balance:,}"
                    ),
                )
            )
        if handed.pickup.open:
            facts.append(
                (
                    "package-open",
                    translate("Done", "{count} still to be collected").format(
                        count=handed.pickup.open
                    ),
                )
            )
        if receipt.override:
            facts.append(
                ("shield-check", translate("Done", "Let through by the manager · on record"))
            )
        self._facts = tuple(facts)
        self._show_next(card, now)
        left = int((handed.undo_until - now).total_seconds())
        undo = translate("Done", "Undo")
        if left > 0:
            undo = translate("Done", "Undo ({seconds} s)").format(seconds=left)
        self._undo.say(undo, "Ctrl+Z")
        self._undo.setVisible(handed.count > 0)
        self._reprint.say(translate("Done", "Reprint"), "Ctrl+P")
        self._reprint.setVisible(not self.compact)
        self._place()

    def _show_next(self, card: DoneShown, now: datetime) -> None:
        others = card.others
        self._next = ""
        if others:
            self._next = words.counted(
                len(others),
                translate("Done", "{count} more order of the same customer"),
                translate("Done", "{count} more orders of the same customer"),
            )
        self.lines.show_rows(
            [
                rows.summary_row(index, row, chosen=index == 0, now=now)
                for index, row in enumerate(others)
            ]
        )
        self._go_on.say(
            translate("Done", "Take {order} along").format(order=others[0].order_no)
            if others
            else translate("Done", "Next customer"),
            "Enter",
        )

    def render_undone(self, card: UndoneShown) -> None:
        self._tone, self._icon = Tone.WARN, "undo-2"
        self._title = translate("Done", "Taken back")
        self._order = card.undone.order_no
        self._facts = (
            (
                "package",
                words.counted(
                    card.undone.count,
                    translate("Done", "{count} item back on the order"),
                    translate("Done", "{count} items back on the order"),
                ),
            ),
            (
                "rotate-ccw-clock",
                translate("Done", "The undo is on record; the receipt is void, take it back"),
            ),
        )
        self._next = ""
        self.lines.show_rows([])
        self._go_on.say(translate("Done", "Open the order again"), "Enter")
        self._undo.hide()
        self._reprint.hide()
        self._place()

    def _place(self) -> None:
        top = (94 if self.compact else 132) + 34 * len(self._facts) + (34 if self._next else 0)
        self._column.setContentsMargins(24, top, 18, 16)
        self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area, self._tone)
        left, right = 24.0, area.width() - 18
        deep = f"{self._tone.value}_deep"
        if self.compact:
            ink.icon(self._icon, left, 16, 30, self._tone.value)
            ink.text(QRectF(left + 42, 10, right - left - 42, 40), self._title, "heading", deep)
            ink.text(QRectF(left, 52, right - left, 30), self._order, "number")
        else:
            ink.icon(self._icon, left, 22, 48, self._tone.value)
            room = QRectF(left + 62, 14, right - left - 62, 64)
            ink.text(room, self._title, ink.largest(self._title, room.width()), deep)
            ink.text(QRectF(left, 84, right - left, 32), self._order, "number")
        top = 88.0 if self.compact else 126.0
        for icon, text in self._facts:
            ink.icon(icon, left, top + 4, 20, "ink_soft")
            ink.text(QRectF(left + 30, top, right - left - 30, 28), text, "lead")
            top += 34
        if self._next:
            ink.text(QRectF(left, top + 2, right - left, 26), self._next, "body_bold", "info_deep")
