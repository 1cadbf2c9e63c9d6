"""The order on the desk: number, customer, lines with their ticks, and the one obvious button."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import words
from app.ui.counter import rows
from app.ui.counter.state import Busy, Did, PickupOpen
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.line_list import LineList
from app.ui.widgets.painted import Ink, Painted
from app.ui.widgets.strips import KeyHints, Strip
from app.ui.words import translate

HEAD = 116


class PickupCard(Painted):
    """`did` for buttons, `pointed` with a line number."""

    did = Signal(object)
    pointed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._card: PickupOpen | None = None
        self._now: datetime | None = None
        self.lines = LineList(look)
        self.lines.clicked.connect(self.pointed)
        self._others = Strip(look)
        self._changed = Strip(look)
        self._hints = KeyHints(look)
        self._redeem = ActionButton(look, kind="primary")
        self._part = ActionButton(look)
        self._problem = ActionButton(look)
        self._redeem_does = Did.CONFIRMED
        self._redeem.clicked.connect(lambda: self.did.emit(self._redeem_does))
        for button, did in (
            (self._part, Did.WENT_PARTIAL),
            (self._problem, Did.REPORTED_PROBLEM),
        ):
            button.clicked.connect(lambda _checked=False, did=did: self.did.emit(did))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._redeem, 22)
        buttons.addWidget(self._part, 10)
        buttons.addWidget(self._problem, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, HEAD, 18, 16)
        column.setSpacing(8)
        column.addWidget(self.lines, 1)
        column.addWidget(self._hints)
        column.addWidget(self._changed)
        column.addWidget(self._others)
        column.addSpacing(2)
        column.addLayout(buttons)

    def set_compact(self, *, compact: bool) -> None:
        for button in (self._redeem, self._part, self._problem):
            button.set_big(big=not compact)
        super().set_compact(compact=compact)

    def render_card(self, card: PickupOpen, busy: Busy, now: datetime) -> None:
        self._card, self._now = card, now
        pickup = card.found.pickup
        marks = {mark.line_no: mark for mark in card.marks}
        self.lines.show_rows(
            [
                rows.line_row(line, marks[line.line_no], chosen=line.line_no == card.cursor)
                for line in pickup.lines
            ]
        )
        self._render_strips(card)
        writing = busy is Busy.WRITING
        if card.asking:
            label = translate("Pickup", "Asking counter {number} …").format(number=card.near)
        elif writing:
            label = translate("Pickup", "Handing over …")
        elif card.count:
            label = translate("Pickup", "Hand over {count} and print").format(count=card.count)
        elif card.troubled:
            label = translate("Pickup", "Report the problem")
        else:
            label = translate("Pickup", "Nothing chosen")
        self._redeem.say(label, "Esc" if card.asking else "Enter")
        self._redeem_does = Did.CLEARED if card.asking else Did.CONFIRMED
        self._redeem.setEnabled(not writing and bool(card.count or card.troubled))
        self._part.say(
            translate("Pickup", "Take all") if card.partial else translate("Pickup", "Take part"),
            "P",
        )
        self._problem.say(translate("Pickup", "Problem"), "W")
        self.update()

    def _render_strips(self, card: PickupOpen) -> None:
        steering = card.partial or card.cursor is not None
        self._hints.setVisible(steering)
        if steering:
            digits = (("0–9", translate("Pickup", "quantity")),) if card.partial else ()
            self._hints.show_hints(
                (
                    ("↑↓", translate("Pickup", "line")),
                    ("Space", translate("Pickup", "take or leave")),
                    ("+ −", translate("Pickup", "quantity")),
                    *digits,
                    ("W", translate("Pickup", "missing, bad, fine")),
                )
            )
        self._changed.say(
            translate(
                "Pickup", "Headquarters changed something meanwhile; it is checked again on Enter"
            )
            if card.changed
            else "",
            tone=Tone.WARN,
            icon="refresh-cw",
        )
        others = card.found.others
        self._others.say(
            words.counted(
                len(others),
                translate("Pickup", "One more order to take along? It follows this one: {orders}"),
                translate(
                    "Pickup", "{count} more orders to take along? They follow this one: {orders}"
                ),
                orders="、".join(
                    words.joined(row.order_no, words.items(row.ready)) for row in others[:3]
                ),
            )
            if others
            else "",
            tone=Tone.INFO,
            icon="layers",
        )

    def draw(self, ink: Ink) -> None:
        card, now = self._card, self._now
        if card is None or now is None:
            return
        pickup = card.found.pickup
        area = self.box()
        ink.card(area, Tone.WARN if pickup.blind else Tone.OK)
        left, right = 24.0, area.width() - 18
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        count = str(card.count)
        pcs = translate("Pickup", "pcs")
        if card.count != pickup.open:
            pcs = translate("Pickup", "of {count} pcs").format(count=pickup.open)
        count_width = ink.width(count, "count") + 6 + ink.width(pcs, "goods")
        where = rows.whereabouts(pickup, now)
        where_width = ink.pill_width(where) if where else 0.0
        room = right - left - max(count_width, min(where_width, (right - left) * 0.46)) - 12
        if pickup.blind:
            ink.pill(
                left,
                14,
                translate("Pickup", "Not on this counter yet · goods as signed in the code"),
                Tone.WARN,
                icon="cloud-off",
                height=26,
                most=room,
            )
        else:
            ink.icon("check", left, 18, 18, "ok_deep")
            ink.text(QRectF(left + 22, 14, room - 22, 26), _how(card), "body_bold", "ok_deep")
        ink.text(QRectF(left, 38, room, 46), pickup.order_no, "order")
        heading = rows.heading(pickup, now)
        if not any(heading) and pickup.blind:
            heading = (translate("Pickup", "Headquarters checks it when the line is back"),)
        ink.parts(QRectF(left, 84, room, 22), heading, "caption", "ink_soft")
        pcs_width = ink.width(pcs, "goods")
        ink.text(QRectF(right - pcs_width, 34, pcs_width, 34), pcs, "goods", "ink", end)
        ink.text(
            QRectF(right - count_width, 14, count_width - pcs_width - 6, 56),
            count,
            "count",
            "ink",
            end,
        )
        if where:
            width = min(where_width, right - left - room)
            ink.pill(right - width, 76, where, Tone.INFO, most=width)


def _how(card: PickupOpen) -> str:
    held = ""
    if card.near:
        held = translate("Pickup", "counter {number} holds it").format(number=card.near)
    if card.found.code is not None:
        return words.joined(translate("Pickup", "Pickup code valid"), held)
    return words.joined(translate("Pickup", "Ready to hand over"), held)
