"""The pickups page on screen: chips, search, the table. Decides nothing; a word may be typed with an input method."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.actions.requests import ListFilter
from app.ui.code_field import WordField
from app.ui.look import Look
from app.ui.pickups.rows import rows_of
from app.ui.pickups.state import ORDER, Did, ListChosen, PickupsState, Searched
from app.ui.pickups.table import PickupsModel, column_widths, make_table
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.chinese_button import ChineseButton
from app.ui.widgets.chips import Chip, ChipRow
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

SEARCH_MS = 150


class TableCard(Painted):
    """The card the table lies on; says so when there is nothing in it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.empty = ""

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area)
        if self.empty:
            middle = area.center()
            ink.icon("package-check", middle.x() - 24, middle.y() - 50, 48, "neutral")
            text = QRectF(20, middle.y() + 8, area.width() - 40, 30)
            ink.text(text, self.empty, "lead", "ink_soft", Qt.AlignmentFlag.AlignCenter)


class Title(Painted):
    """The page's name."""

    def __init__(self, look: Look, words: Callable[[], str]) -> None:
        super().__init__(look)
        self._words = words
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, ink: Ink) -> None:
        ink.text(self.box(), self._words(), "heading")


class PickupsPage(QWidget):
    """`acted` carries an Act, `opened` the pickup to show at the counter."""

    acted = Signal(object)
    opened = Signal(object)

    def __init__(
        self, look: Look, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._now = now
        self._state = PickupsState()
        self._overdue_hours = 24
        self.chips = ChipRow(look)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._searched)
        self.search = WordField()
        self.search.setFixedHeight(48)
        self.search.setMaxLength(64)
        self.search.installEventFilter(self)
        self.search.textEdited.connect(lambda _text: self._typing.start(SEARCH_MS))
        self.chinese = ChineseButton(look, self.search, key="/")
        self.sort = ActionButton(look, big=False)
        self.sort.clicked.connect(lambda: self.acted.emit(Did.SORTED))
        self.sort.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.model = PickupsModel()
        self.card = TableCard(look)
        self.table = make_table(look, self.model, self.card)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.chips.chosen.connect(lambda at: self.acted.emit(ListChosen(ORDER[at])))
        look.changed.connect(self.table.viewport().update)
        self._lay_out(look)
        self._retranslate()
        self.render_state(self._state)

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.addWidget(Title(look, lambda: translate("Pickups", "Pickups")), 1)
        head.addWidget(self.chips)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.chinese)
        tools.addWidget(self.sort)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(10, 4, 10, 10)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.card, 1)

    def set_overdue_hours(self, hours: int) -> None:
        self._overdue_hours = hours

    # -- rendering --------------------------------------------------------------------------------------------

    def render_state(self, state: PickupsState) -> None:
        before, self._state = self._state, state
        if state.text != self.search.text().strip() and not self._typing.isActive():
            self.search.setText(state.text)
        self.sort.set_kind("primary" if state.by_slot else "plain")
        lists = state.lists
        counts = lists.counts if lists is not None else None
        current = None if state.text else ORDER.index(state.chosen)
        self.chips.show_chips(
            [
                Chip(
                    _label(one), getattr(counts, one.value) if counts is not None else 0, _tone(one)
                )
                for one in ORDER
            ],
            current,
        )
        if lists is None:
            return
        same = before.lists is lists and before.by_slot == state.by_slot
        if not same or self.model.rowCount() != len(lists.rows):
            self._fill(state)
        self.card.empty = "" if lists.rows else _empty(state)
        self.card.update()

    def _fill(self, state: PickupsState) -> None:
        """Show the rows again and keep the clerk's place among them."""
        if state.lists is None:
            return
        kept = self._current()
        rows = rows_of(
            state.lists, self._now(), overdue_hours=self._overdue_hours, by_slot=state.by_slot
        )
        self.model.show_rows(rows)
        at = next((index for index, row in enumerate(rows) if row.pickup == kept), 0)
        if rows:
            self.table.selectRow(at)

    def _current(self) -> object:
        row = self.model.row(self.table.currentIndex().row())
        return row.pickup if row is not None else None

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(
            translate("Pickups", "Phone / last 4 / initials of the name / pickup number")
        )
        self.search.setAccessibleName(translate("Pickups", "Search orders"))
        self.sort.say(translate("Pickups", "By slot"), "Ctrl+S")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fill(self._state)
            self.render_state(self._state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        for column, width in column_widths(self.width() - 36 - 20).items():
            self.table.setColumnHidden(column, width == 0)
            if width:
                self.table.setColumnWidth(column, width)
        super().resizeEvent(event)

    # -- keys -------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """What is typed and not yet searched for is dropped."""
        self._typing.stop()
        self.search.clear()

    def rest(self) -> None:
        """The table takes the keys; a letter or digit starts the search."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802, ANN401 - Qt's signature
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search:
                return self._key_in_search(event)
            if watched is self.table:
                return self._key_in_table(event)
        return super().eventFilter(watched, event)

    def _key_in_search(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._typing.isActive():
                    self._typing.stop()
                    self._searched()
                    self.rest()
                else:
                    self._open()
            case Qt.Key.Key_Escape:
                self.search.clear()
                self._searched()
                self.rest()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Slash:
                self._ask_chinese()
            case _:
                return self._control_key(event)
        return True

    def _key_in_table(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case Qt.Key.Key_Escape:
                self.search.clear()
                self._searched()
            case Qt.Key.Key_Left:
                self.acted.emit(Did.PREVIOUS_LIST)
            case Qt.Key.Key_Right:
                self.acted.emit(Did.NEXT_LIST)
            case _:
                return self._control_key(event) or self._start_search(event)
        return True

    def _control_key(self, event: QKeyEvent) -> bool:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_S:
            self.acted.emit(Did.SORTED)
            return True
        return False

    def _start_search(self, event: QKeyEvent) -> bool:
        """`/` moves there and lets the input method in, so that it gets every letter of a word."""
        text = event.text()
        if not text.strip() or not text.isprintable():
            return False
        if text == "/":
            self._ask_chinese()
        else:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.insert(text)
            self._typing.start(SEARCH_MS)
        return True

    def _ask_chinese(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.ask_chinese()

    def _step(self, by: int) -> None:
        at = self.table.currentIndex().row() + by
        if 0 <= at < self.model.rowCount():
            self.table.selectRow(at)

    def _searched(self) -> None:
        self.acted.emit(Searched(self.search.text().strip()))

    def _open(self) -> None:
        pickup = self._current()
        if pickup is not None:
            self.opened.emit(pickup)


def _label(one: ListFilter) -> str:
    match one:
        case ListFilter.WAITING:
            return translate("Pickups", "To collect")
        case ListFilter.OVERDUE:
            return translate("Pickups", "Overdue")
        case ListFilter.NOT_ARRIVED:
            return translate("Pickups", "Not arrived")
        case ListFilter.DONE:
            return translate("Pickups", "Collected")
        case ListFilter.PROBLEM:
            return translate("Pickups", "Problem")


def _tone(one: ListFilter) -> Tone:
    match one:
        case ListFilter.WAITING:
            return Tone.OK
        case ListFilter.OVERDUE:
            return Tone.WARN
        case ListFilter.NOT_ARRIVED | ListFilter.DONE:
            return Tone.NEUTRAL
        case ListFilter.PROBLEM:
            return Tone.DANGER


def _empty(state: PickupsState) -> str:
    if state.text:
        return translate("Pickups", "Nothing found for “{text}”").format(text=state.text)
    return translate("Pickups", "Nothing here")
