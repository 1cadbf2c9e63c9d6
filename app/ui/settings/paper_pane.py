"""The paper editor on screen: what stands on a paper at the left, the paper itself at the right. Decides nothing."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.receipt_styles import ON, LogoFile, StyleItem, StyleKind
from app.ui.code_field import WordField
from app.ui.look import Look
from app.ui.settings.field_words import paper_word
from app.ui.settings.paper_view import PaperView
from app.ui.settings.row_list import RowList, SettingRow
from app.ui.settings.style_state import (
    PAPERS,
    StyleDid,
    StyleMoved,
    StyleRowChosen,
    StyleState,
    StyleTyped,
    StyleWritten,
)
from app.ui.settings.style_words import (
    fault_words,
    for_people,
    from_people,
    item_label,
    item_value,
    logo_flaw_words,
    logo_words,
    note_words,
    paper_name,
)
from app.ui.theme import Tone
from app.ui.widgets.chinese_button import ChineseButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.widgets.strips import KeyHints, Strip
from app.ui.words import translate

TYPING_MS = 120
"""After the last key; the paper takes some 50 ms."""
_KEYS = {
    Qt.Key.Key_Left: StyleDid.PREVIOUS_PAPER,
    Qt.Key.Key_Right: StyleDid.NEXT_PAPER,
    Qt.Key.Key_W: StyleDid.OTHER_WIDTH,
    Qt.Key.Key_R: StyleDid.LOOKED_AGAIN,
    Qt.Key.Key_Backspace: StyleDid.BACK_TO_OURS,
    Qt.Key.Key_Return: StyleDid.ENTERED,
    Qt.Key.Key_Enter: StyleDid.ENTERED,
    Qt.Key.Key_Escape: StyleDid.CANCELLED,
}


class PaperPane(Painted):
    """`acted` carries a StyleAct."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._state = StyleState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.strip = Strip(look)
        self.rows = RowList(look, share=0.46)
        self.rows.clicked.connect(self._clicked)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._typed)
        self.editor = WordField(self.rows)
        self.chinese = ChineseButton(look, self.editor, key="Tab")
        self.chinese.hide()
        self.editor.setMaxLength(400)
        self.editor.installEventFilter(self)
        self.editor.textEdited.connect(lambda _text: self._typing.start(TYPING_MS))
        self.editor.hide()
        self.rows.shifted.connect(self._follow)
        self.hints = KeyHints(look)
        self.paper_hints = KeyHints(look)
        self.paper = PaperView(look)
        left = QVBoxLayout()
        left.setContentsMargins(18, 60, 18, 12)
        left.setSpacing(8)
        left.addWidget(self.strip)
        left.addWidget(self.rows, 1)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.chinese)
        below.addWidget(self.hints, 1)
        left.addLayout(below)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(left, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.paper, 1)
        right.addWidget(self.paper_hints)
        across.addLayout(right)

    def rest(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: StyleState) -> None:
        before, self._state = self._state, state
        self.rows.show_rows(
            [self._row(one, n == state.row) for n, one in enumerate(state.items)]
            if state.logos is None
            else [self._logo(one, n == state.logo_row) for n, one in enumerate(state.logos)]
        )
        if state.logos is not None:
            self.paper.scroll_to(0)
        self.paper.caption = paper_word(state.width)
        self.paper.show_png(state.picture)
        if (state.row, state.paper) != (before.row, before.paper):
            self.paper.scroll_to(state.row / max(1, len(state.items) - 1))
        self._say(state)
        self._show_hints(state)
        self.paper_hints.show_hints(
            (
                ("W", translate("Style", "width")),
                ("PgUp PgDn", translate("Style", "scroll the paper")),
            )
        )
        if state.editing and not before.editing:
            self._edit(state)
        elif before.editing and not state.editing:
            self._typing.stop()
            self.editor.hide()
            self.rest()
        self.update()

    def _show_hints(self, state: StyleState) -> None:
        """What the keys do now; in a field they are typed."""
        self.chinese.setVisible(state.editing)
        if state.editing:
            self.hints.show_hints(
                (
                    ("Enter", translate("Style", "keep")),
                    ("Esc", translate("Style", "cancel")),
                )
            )
            return
        if state.logos is not None:
            self.hints.show_hints(
                (
                    ("Enter", translate("Style", "take it")),
                    ("R", translate("Style", "look again")),
                    ("Esc", translate("Style", "cancel")),
                )
            )
            return
        self.hints.show_hints(
            (
                ("←→", translate("Style", "another paper")),
                ("Enter", translate("Style", "change")),
                ("⌫", translate("Style", "as shipped")),
            )
        )

    def _say(self, state: StyleState) -> None:
        """A mistake first: it is about what stands on the screen now."""
        logo = state.logo
        if logo is not None and logo.flaw is not None:
            said = logo_flaw_words(logo.flaw)[1]
            self.strip.say(said, tone=Tone.WARN, icon="circle-alert")
        elif state.logos is not None and len(state.logos) == 1:
            said = translate("Style", "No picture: plug in a stick, press R.")
            self.strip.say(said, tone=Tone.INFO, icon="info")
        elif state.faults:
            self.strip.say(fault_words(state.faults[0]), tone=Tone.WARN, icon="circle-alert")
        elif state.note is not None:
            said, tone, icon = note_words(state.note)
            self.strip.say(said, tone=tone, icon=icon)
        else:
            self.strip.say("", tone=Tone.INFO, icon="info")

    def _row(self, item: StyleItem, chosen: bool) -> SettingRow:  # noqa: FBT001 - one caller
        code = item.kind is StyleKind.CODE
        changed = item.value != item.ours
        return SettingRow(
            item_label(item),
            item_value(item),
            translate("Style", "changed by the shop") if changed else "",
            switch=item.value == ON if code else None,
            keys=("Enter",),
            chosen=chosen,
            plain=not item.value,
        )

    def _logo(self, logo: LogoFile, chosen: bool) -> SettingRow:  # noqa: FBT001 - one caller
        name, where, about = logo_words(logo)
        return SettingRow(
            name, about, where, keys=("Enter",), chosen=chosen, plain=logo.flaw is not None
        )

    def draw(self, ink: Ink) -> None:
        width = self.width() - self.paper.width() - 12
        ink.card(QRectF(0, 0, width, self.height()))
        state = self._state
        name = paper_name(state.paper)
        taken = ink.text(QRectF(18, 12, width - 120, 40), name, "heading")
        count = f"{PAPERS.index(state.paper) + 1}/{len(PAPERS)}"
        ink.text(QRectF(18 + taken + 12, 17, 60, 34), count, "body", "ink_soft")

    # -- the one field ----------------------------------------------------------------------------------------

    def _edit(self, state: StyleState) -> None:
        item = state.item
        if item is None:
            return
        self.editor.setText(for_people(item.value))
        self.editor.setAccessibleName(item_label(item))
        self._follow()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self.acted.emit(StyleTyped(from_people(self.editor.text())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._typing.stop()
                    self.acted.emit(StyleWritten(from_people(self.editor.text())))
                    return True
                case Qt.Key.Key_Escape:
                    self._typing.stop()
                    self.acted.emit(StyleDid.CANCELLED)
                    return True
                case Qt.Key.Key_Tab:
                    self.editor.turn_chinese()
                    return True
                case Qt.Key.Key_Backtab:
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        for part in (self.paper, self.paper_hints):
            part.setFixedWidth(max(300, min(480, round(self.width() * 0.42))))
        super().resizeEvent(event)

    def _follow(self) -> None:
        self.editor.setGeometry(self.rows.editor_area())

    # -- keys -------------------------------------------------------------------------------------------------

    def _clicked(self, row: int) -> None:
        state = self._state
        at = state.row if state.logos is None else state.logo_row
        self.acted.emit(StyleDid.ENTERED if row == at else StyleRowChosen(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        match event.key():
            case Qt.Key.Key_Up:
                self.acted.emit(StyleMoved(-1))
            case Qt.Key.Key_Down:
                self.acted.emit(StyleMoved(1))
            case Qt.Key.Key_PageDown:
                self.paper.scroll_by(1)
            case Qt.Key.Key_PageUp:
                self.paper.scroll_by(-1)
            case key if Qt.Key(key) in _KEYS:
                self.acted.emit(_KEYS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)
