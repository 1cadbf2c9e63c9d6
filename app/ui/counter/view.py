"""The counter page on screen: renders one snapshot, tells in the past tense what the clerk did. Decides nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.domain.identity import StoreId
from app.ui.counter import keys
from app.ui.counter.calm_cards import IdleBoard, ListCard
from app.ui.counter.data_panel import DataPanel, MemberPlaceDialog
from app.ui.counter.done_card import DoneCard
from app.ui.counter.drawer_dialog import DrawerDialog
from app.ui.counter.member_card import MemberCard
from app.ui.counter.notices import of_notice
from app.ui.counter.phone_panel import PhonePanel
from app.ui.counter.pickup_card import PickupCard
from app.ui.counter.prompt_card import PromptCard
from app.ui.counter.refused_card import RefusedCard
from app.ui.counter.state import (
    Act,
    Busy,
    Card,
    Choosing,
    CounterState,
    DataTyped,
    Did,
    DoneShown,
    Idle,
    MemberOpen,
    NoteShown,
    PickupOpen,
    PinEntered,
    Pointed,
    ProductShown,
    RefusedOpen,
    Submitted,
    UndoneShown,
)
from app.ui.counter.trouble_bar import TroubleBar
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.pin_dialog import PinDialog
from app.ui.widgets.scan_bar import ScanBar
from app.ui.widgets.strips import NoticeLine

SIDE_WIDTH = 400
LOW = 540
"""Pages lower than this are a small screen at 125 or 150 %."""


class CounterPage(QWidget):
    """`acted` carries an Act. The page itself has the focus, so that no input method stands in the way."""

    acted = Signal(object)

    def __init__(
        self, look: Look, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._now = now
        self._state = CounterState()
        self._home: StoreId | None = None
        self._told = 0
        self._compact = False
        self._rendered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scan_bar = ScanBar(look)
        self.trouble = TroubleBar(look)
        self.idle = IdleBoard(look)
        self.pickup = PickupCard(look)
        self.refused = RefusedCard(look)
        self.list = ListCard(look)
        self.done = DoneCard(look)
        self.prompt = PromptCard(look)
        self.member = MemberCard(look)
        self.notice = NoticeLine(look, self)
        self.pin = PinDialog(look, now=now, parent=self)
        self.drawer = DrawerDialog(look, self)
        self.phone = PhonePanel(look, self)
        self.data = DataPanel(look, self)
        self.places = MemberPlaceDialog(look, self)
        self._lay_out()
        self._connect()
        self.render_state(self._state)

    def _lay_out(self) -> None:
        self._cards = QStackedLayout()
        for card in (self.idle, self.pickup, self.refused, self.list, self.done):
            self._cards.addWidget(card)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(14)
        self._side_column.addWidget(self.prompt)
        self._side_column.addWidget(self.member, 1)
        self._side_column.addStretch(0)
        self._side.setFixedWidth(SIDE_WIDTH)
        self._body = QHBoxLayout()
        self._body.setSpacing(14)
        self._body.addLayout(self._cards, 1)
        self._body.addWidget(self._side)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(14)
        self._column.addWidget(self.scan_bar)
        self._column.addWidget(self.trouble)
        self._column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.scan_bar.submitted.connect(self._submitted)
        self.scan_bar.confirmed.connect(lambda: self._leave_field(Did.CONFIRMED))
        self.scan_bar.left.connect(lambda had: self._leave_field(None if had else Did.CLEARED))
        for card in (self.pickup, self.refused, self.list, self.done, self.prompt, self.trouble):
            card.did.connect(self.acted)
        for choice in (self.pickup, self.list, self.done):
            choice.pointed.connect(lambda at: self.acted.emit(Pointed(at)))
        self.pin.entered.connect(lambda staff, pin: self.acted.emit(PinEntered(staff, pin)))
        self.pin.closed.connect(lambda: self.acted.emit(Did.CLOSED_PIN))
        self.data.typed.connect(lambda key: self.acted.emit(DataTyped(key)))
        self.data.closed.connect(lambda: self.acted.emit(Did.CLOSED_DATA))
        self.places.chose.connect(lambda at: self.acted.emit(DataTyped(str(at + 1))))
        self.places.closed.connect(lambda: self.acted.emit(Did.CLOSED_DATA))
        self.phone.closed.connect(lambda: self.acted.emit(Did.HID_PHONE))
        self.member.did.connect(self.acted)
        self.drawer.chose.connect(self.acted)
        self.drawer.closed.connect(lambda: self.acted.emit(Did.CLOSED_DRAWER))

    def stands_in(self, store: StoreId) -> None:
        """The store of this counter, for 归属本店."""
        self._home = store

    # -- rendering --------------------------------------------------------------------------------------------

    def render_state(self, state: CounterState) -> None:
        """Everything on the page follows from `state` and the time."""
        before, self._state = self._state, state
        now = self._now()
        if _card_of(state) != _card_of(before) or not self._rendered:
            self._cards.setCurrentWidget(self._render_card(state.card, state, now))
        if (state.said, state.member) != (before.said, before.member) or not self._rendered:
            self._render_side(state, now)
        self._rendered = True
        tone = self._tone(state.card)
        self.scan_bar.set_tone(tone, keys.hint_of(state))
        if state.troubles != before.troubles or not before.troubles:
            self.trouble.render_jobs(state.troubles)
        if state.told_count != self._told:
            self._told = state.told_count
            words, notice_tone = of_notice(state.told) if state.told else ("", Tone.NEUTRAL)
            self.notice.say(words, notice_tone)
        elif state.told is None and before.told is not None:
            self.notice.say("", Tone.NEUTRAL)
        self.drawer.render_asked(asked=state.drawer_asks)
        self.phone.render_phone(state.phone)
        self.data.render_data(state.data)
        self.places.render_places(state.data.places if state.data is not None else ())
        self.pin.render_pin(state.pin)

    def _render_card(self, card: Card, state: CounterState, now: datetime) -> QWidget:
        match card:
            case Idle():
                self.idle.render_idle(card, state.last, now, undone=state.last_undone)
                return self.idle
            case PickupOpen():
                self.pickup.render_card(card, state.busy, now)
                return self.pickup
            case RefusedOpen():
                self.refused.render_refusal(card, now)
                return self.refused
            case NoteShown():
                self.refused.render_note(card)
                return self.refused
            case Choosing():
                self.list.render_choice(card, now)
                return self.list
            case MemberOpen():
                self.list.render_member(card, now)
                return self.list
            case ProductShown():
                self.list.render_product(card)
                return self.list
            case DoneShown():
                self.done.render_done(card, now, state.last_paper)
                return self.done
            case UndoneShown():
                self.done.render_undone(card)
                return self.done
            case _:
                assert_never(card)

    def _render_side(self, state: CounterState, now: datetime) -> None:
        self.prompt.setVisible(state.said is not None)
        if state.said is not None:
            self.prompt.render_said(state.said)
        room = not (self._compact and state.said is not None)
        self.member.setVisible(state.member is not None and room)
        if state.member is not None:
            self.member.render_member(state.member, now, self._home)
        self._side.setVisible(state.said is not None or state.member is not None)

    def _tone(self, card: Card) -> Tone | None:
        if isinstance(card, RefusedOpen | NoteShown):
            return self.refused.tone
        return Tone.WARN if isinstance(card, UndoneShown) else None

    def tick(self) -> None:
        """Once a second: what depends on the time."""
        if isinstance(self._state.card, DoneShown):
            card = self._state.card
            self.done.render_done(card, self._now(), self._state.last_paper)
        self.pin.tick()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.trouble.render_jobs(self._state.troubles)
            self._rendered = False
            self.render_state(self._state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        compact = self.height() < LOW
        if compact != self._compact:
            self._compact = compact
            gap = 8 if compact else 14
            self._column.setContentsMargins(
                14 if compact else 18, gap, 14 if compact else 18, gap + 2
            )
            for layout in (self._column, self._body, self._side_column):
                layout.setSpacing(gap)
            for widget in (self.scan_bar, self.pickup, self.refused, self.list, self.done):
                widget.set_compact(compact=compact)
            self._render_side(self._state, self._now())
        self._side.setFixedWidth(max(290, min(SIDE_WIDTH, round(self.width() * 0.31))))
        super().resizeEvent(event)

    # -- keys -------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Take the focus, ready for any key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = keys.act_of(Qt.Key(event.key()), event.text(), control=control, state=self._state)
        if act is not None:
            if not (event.isAutoRepeat() and act is Did.CONFIRMED):
                self.acted.emit(act)
            return
        if not control and event.text() == "/" and keys.hint_of(self._state):
            self.scan_bar.focus()
        elif not control and event.text().isprintable() and event.text().strip():
            self.scan_bar.type_first(event)
        else:
            super().keyPressEvent(event)

    def _submitted(self, text: str) -> None:
        self.rest()
        self.acted.emit(Submitted(text))

    def _leave_field(self, act: Act | None) -> None:
        self.rest()
        if act is not None:
            self.acted.emit(act)

    @property
    def writing(self) -> bool:
        """A hand-over is under way."""
        return self._state.busy is Busy.WRITING


def _card_of(state: CounterState) -> tuple[object, ...]:
    """What a card shows: while only looking up, nothing on it changes."""
    return (state.card, state.busy is Busy.WRITING, state.last, state.last_undone, state.last_paper)
