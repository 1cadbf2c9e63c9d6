"""The fields of one section on screen: rows, the one field that is typed into, buttons with their keys. Decides nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.code_field import CodeField, WordField
from app.ui.look import Look
from app.ui.settings.field_words import (
    label_of,
    section_hint,
    section_word,
    value_words,
)
from app.ui.settings.fields import Field, Section, Shape, fields_of, value_of
from app.ui.settings.note_words import note_words
from app.ui.settings.row_list import RowList, SettingRow
from app.ui.settings.state import Did, Moved, RowChosen, SettingsState, Turned, Written
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.chinese_button import ChineseButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.widgets.strips import Strip
from app.ui.words import translate

_DEEDS = {
    Section.PRINTER: (Did.TESTED, Did.ADDED, Did.REMOVED),
    Section.SCANNER: (Did.SHEET,),
    Section.PAPER: (),
    Section.LOOK: (),
    Section.BRIDGE: (),
    Section.HUB: (),
}
KEYS = {
    Qt.Key.Key_T: Did.TESTED,
    Qt.Key.Key_A: Did.ADDED,
    Qt.Key.Key_Delete: Did.REMOVED,
    Qt.Key.Key_S: Did.SHEET,
}


class FieldsPane(Painted):
    """`acted` carries an Act."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._state = SettingsState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.strip = Strip(look)
        self.rows = RowList(look)
        self.rows.clicked.connect(self._clicked)
        self.code = CodeField(self.rows)
        self.words = WordField(self.rows)
        self.chinese = ChineseButton(look, self.words, key="Tab")
        self.rows.shifted.connect(self._follow)
        for editor in (self.code, self.words):
            editor.setMaxLength(400)
            editor.installEventFilter(self)
            editor.hide()
        self._buttons: dict[Did, ActionButton] = {}
        below = QHBoxLayout()
        below.setSpacing(10)
        for did in (Did.TESTED, Did.SHEET, Did.ADDED, Did.REMOVED):
            button = ActionButton(look, kind="primary" if did is Did.TESTED else "plain")
            button.clicked.connect(lambda _checked=False, did=did: self.acted.emit(did))
            self._buttons[did] = button
            below.addWidget(button)
        below.addWidget(self.chinese, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 84, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addWidget(self.rows, 1)
        column.addLayout(below)

    def rest(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: SettingsState) -> None:
        before, self._state = self._state, state
        fields = fields_of(state.section, state.settings, state.which)
        self.rows.show_rows([self._row(field, n == state.row) for n, field in enumerate(fields)])
        if state.note is None:
            self.strip.say("", tone=Tone.INFO, icon="info")
        else:
            said, tone, icon = note_words(state.note, state.about)
            self.strip.say(said, tone=tone, icon=icon)
        words = state.editing and self._editor(fields[state.row]) is self.words
        self.chinese.setVisible(words)
        self._show_buttons(state, typing=words)
        if state.editing and not before.editing:
            self._edit(fields[state.row])
        elif before.editing and not state.editing:
            self._end_edit()
        self.update()

    def _row(self, field: Field, chosen: bool) -> SettingRow:  # noqa: FBT001 - one caller
        state = self._state
        label, hint = label_of(field)
        value = value_of(state.settings, field, state.which)
        said = value_words(field, value, state.settings.printers)
        switch = bool(value) if field.shape is Shape.SWITCH else None
        keys = ("←", "→") if field.shape in {Shape.CHOICE, Shape.SWITCH} else ("Enter",)
        return SettingRow(
            label, said, hint, switch=switch, keys=keys, chosen=chosen, plain=value == ""
        )

    def _show_buttons(self, state: SettingsState, *, typing: bool) -> None:
        said = {
            Did.TESTED: (translate("Settings", "Print a test page"), "T"),
            Did.SHEET: (translate("Settings", "Print the scanner sheet"), "S"),
            Did.ADDED: (translate("Settings", "Add a printer"), "A"),
            Did.REMOVED: (translate("Settings", "Remove this one"), "Del"),
        }
        none = not state.settings.printers
        for did, button in self._buttons.items():
            button.say(*said[did])
            possible = did in _DEEDS[state.section] and not (none and did is Did.REMOVED)
            button.setVisible(possible and not typing)
            button.setEnabled(not state.busy or did not in {Did.TESTED, Did.SHEET})

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area)
        width = area.width() - 36
        name, _icon = section_word(self._state.section)
        ink.text(area.adjusted(18, 14, -18, 14 + 36 - area.height()), name, "heading")
        place = area.adjusted(18, 50, -18, 50 + 24 - area.height())
        place.setWidth(width)
        ink.text(place, section_hint(self._state.section), "body", "ink_soft")

    # -- the one field ----------------------------------------------------------------------------------------

    def _editor(self, field: Field) -> QLineEdit:
        return self.words if field.shape is Shape.WORDS else self.code

    def _edit(self, field: Field) -> None:
        value = value_of(self._state.settings, field, self._state.which)
        editor = self._editor(field)
        editor.setText(str(value))
        editor.setAccessibleName(label_of(field)[0])
        self._follow()
        editor.show()
        editor.selectAll()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_edit(self) -> None:
        for editor in (self.code, self.words):
            editor.hide()
        self.rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps, Esc leaves it as it was; ↑↓ do nothing while typing. A path has slashes: Tab lets Chinese in."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(watched, QLineEdit):
                    self.acted.emit(Written(watched.text()))
                    return True
                case Qt.Key.Key_Escape:
                    self.acted.emit(Did.CANCELLED)
                    return True
                case Qt.Key.Key_Tab if watched is self.words:
                    self.words.turn_chinese()
                    return True
                case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        for editor in (self.code, self.words):
            editor.setGeometry(self.rows.editor_area())

    # -- keys -------------------------------------------------------------------------------------------------

    def _clicked(self, row: int) -> None:
        self.acted.emit(Did.ENTERED if row == self._state.row else RowChosen(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        match event.key():
            case Qt.Key.Key_Up:
                self.acted.emit(Moved(-1))
            case Qt.Key.Key_Down:
                self.acted.emit(Moved(1))
            case Qt.Key.Key_Left:
                self.acted.emit(Turned(-1))
            case Qt.Key.Key_Right:
                self.acted.emit(Turned(1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.acted.emit(Did.ENTERED)
            case Qt.Key.Key_Escape:
                self.acted.emit(Did.CANCELLED)
            case key if KEYS.get(Qt.Key(key)) in _DEEDS[self._state.section]:
                self.acted.emit(KEYS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)
