"""The guide on screen: the check list at the left, one question in the middle, at the right how the paper should look or
the code to scan. Decides nothing."""

from typing import assert_never

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.setting_up import Item, Said, SettingUp, Step, Verdict
from app.settings import MAKERS
from app.ui import words
from app.ui.code_field import CodeField
from app.ui.look import Look
from app.ui.settings.field_words import kind_word, maker_word, printer_word
from app.ui.settings.guide_state import Addressed, GuideDid, GuideMoved, GuideRow, GuideState
from app.ui.settings.guide_words import (
    Reply,
    Screen,
    address_screen,
    item_word,
    maker_screen,
    screen_of,
    verdict_look,
    verdict_words,
)
from app.ui.settings.note_words import fault_word
from app.ui.settings.paper_view import PaperView
from app.ui.settings.row_list import LEAST, RowList, SettingRow
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.widgets.strips import Strip
from app.ui.words import translate

LIST_WIDTH = 210
MOST_REPLIES = 4
_PAPER_STEPS = frozenset({Step.PRINTING, Step.CAME_OUT, Step.CHINESE, Step.WIDTH, Step.CUT})
_SCAN_STEPS = frozenset({Step.CODE, Step.NATIVE, Step.SCANNER})
_ROW_STEPS = frozenset({Step.PRINTER, Step.SCANNER, Step.DONE})
_SHEETS = frozenset({GuideDid.SHEET, GuideDid.MAKERS})
LOWEST_ROW = 38.0
LEAST_ICON = 56
_CODE_STEPS = frozenset({Step.DIGITS, Step.LETTERS, Step.LENGTH})


class GuidePane(Painted):
    """`acted` carries a GuideAct."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._state = GuideState()
        self._screen = Screen("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.strip = Strip(look)
        self.rows = RowList(look, share=0.52)
        self.rows.clicked.connect(lambda row: self.acted.emit(GuideRow(row)))
        self.address = CodeField(self)
        self.address.setFixedHeight(52)
        self.address.setMaxLength(64)
        self.address.setPlaceholderText("192.168.1.50")
        self.address.installEventFilter(self)
        self.side = PaperView(look, whole=True)
        middle = self._middle = QVBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.strip)
        middle.addWidget(self.address)
        middle.addWidget(self.rows, 1)
        self._buttons: list[ActionButton] = []
        for number in range(MOST_REPLIES):
            button = ActionButton(look)
            button.clicked.connect(lambda _checked=False, n=number: self._replied(n))
            self._buttons.append(button)
            middle.addWidget(button)
        middle.addStretch(0)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(middle, 1)
        across.addWidget(self.side)

    def rest(self) -> None:
        focus = self.address if self._state.typing else self
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: GuideState) -> None:
        before, self._state = self._state, state
        at = state.at
        if at is None:
            return
        self._screen = (
            address_screen()
            if state.typing
            else maker_screen()
            if state.choosing_maker
            else screen_of(at, sheet_possible=at.settings.printer.is_set)
        )
        done = at.step is Step.DONE
        left = 0 if done else LIST_WIDTH + 12
        self._middle.setContentsMargins(left + 22, 104 if done else 138, 22, 20 if done else 58)
        self.rows.set_least(LOWEST_ROW if done else LEAST)
        self.rows.show_rows(self._rows(state, at))
        to_choose = state.choosing_maker or bool(self._rows(state, at))
        self.rows.setVisible(at.step in _ROW_STEPS and to_choose and not state.typing)
        self._show_side(state, at)
        self._say(state)
        self._show_replies(state)
        self.address.setVisible(state.typing)
        self.address.setAccessibleName(translate("Guide", "Address of the printer"))
        if state.typing != before.typing:
            self.address.clear()
            self.rest()
        self.update()

    def _replied(self, number: int) -> None:
        self.acted.emit(self._screen.replies[number].act)

    def _show_side(self, state: GuideState, at: SettingUp) -> None:
        paper, code = at.step in _PAPER_STEPS, at.step in _CODE_STEPS
        self.side.setVisible(paper or code)
        self.side.caption = (
            translate("Guide", "How it should look") if paper else translate("Guide", "Scan this")
        )
        self.side.show_png(state.expected if paper else state.code if code else b"")

    def _say(self, state: GuideState) -> None:
        if state.not_kept:
            said = translate("Guide", "Could not be kept: the data folder cannot be written.")
            self.strip.say(said, tone=Tone.DANGER, icon="circle-x")
        elif state.bad_address:
            said = translate("Guide", "That is no address. It looks like 192.168.1.50")
            self.strip.say(said, tone=Tone.WARN, icon="circle-alert")
        elif state.sheet_fault:
            said = words.joined(translate("Guide", "Not printed"), fault_word(state.sheet_fault))
            self.strip.say(said, tone=Tone.WARN, icon="circle-alert")
        elif state.sheet_printed:
            said = translate("Guide", "Sent to the printer. Do what the sheet says, then press R.")
            self.strip.say(said, tone=Tone.OK, icon="circle-check")
        else:
            said = self._screen.trouble
            self.strip.say(said, tone=Tone.WARN, icon="circle-alert")

    def _show_replies(self, state: GuideState) -> None:
        replies = () if state.typing else self._screen.replies
        for n, button in enumerate(self._buttons):
            button.setVisible(n < len(replies))
            if n < len(replies):
                reply = replies[n]
                button.set_kind("primary" if self._is_obvious(reply) else "plain")
                button.say(self._label(reply), reply.key)
                button.setEnabled(not self._busy(reply))

    def _is_obvious(self, reply: Reply) -> bool:
        """What most people answer; where a code is to be scanned that is no key."""
        if reply.act is GuideDid.FINISHED:
            return True
        at = self._state.at
        return reply.act is Said.YES and at is not None and at.step in _PAPER_STEPS

    def _label(self, reply: Reply) -> str:
        state = self._state
        if reply.act is GuideDid.LOOKED and state.looking:
            return translate("Guide", "Looking at 253 addresses …")
        if reply.act in _SHEETS and state.printing_sheet:
            return translate("Guide", "Printing …")
        return reply.label

    def _busy(self, reply: Reply) -> bool:
        looking = reply.act is GuideDid.LOOKED and self._state.looking
        return looking or (reply.act in _SHEETS and self._state.printing_sheet)

    def _rows(self, state: GuideState, at: SettingUp) -> list[SettingRow]:
        if state.choosing_maker:
            return [
                SettingRow(
                    maker_word(each),
                    "",
                    keys=("Enter",),
                    chosen=n == state.row,
                    icon="scan-barcode",
                )
                for n, each in enumerate(MAKERS)
            ]
        match at.step:
            case Step.PRINTER:
                return [
                    SettingRow(
                        printer_word(each),
                        kind_word(each.kind),
                        keys=("Enter",),
                        chosen=n == state.row,
                        icon="printer",
                    )
                    for n, each in enumerate(state.printers or ())
                ]
            case Step.SCANNER:
                return [
                    SettingRow(
                        each.name or each.port,
                        each.port if each.name else translate("Guide", "serial port"),
                        keys=("Enter",),
                        chosen=n == state.row,
                        icon="scan-barcode",
                    )
                    for n, each in enumerate(state.scanners)
                ]
            case Step.DONE:
                return [
                    self._finding(at, item, chosen=n == state.row)
                    for n, (item, _verdict) in enumerate(at.listed)
                ]
            case _:
                return []

    def _finding(self, at: SettingUp, item: Item, *, chosen: bool) -> SettingRow:
        tone, icon = verdict_look(at.verdict(item))
        return SettingRow(
            item_word(item),
            verdict_words(at, item),
            chosen=chosen,
            icon=icon,
            tone=tone,
            keys=("Enter",),
            plain=at.verdict(item) is Verdict.SKIPPED,
        )

    # -- painting ---------------------------------------------------------------------------------------------

    def draw(self, ink: Ink) -> None:
        at = self._state.at
        if at is None:
            return
        left = 0.0
        if at.step is not Step.DONE:
            self._draw_list(ink, at)
            left = LIST_WIDTH + 12.0
        width = self.width() - left
        if self.side.isVisibleTo(self):
            width -= self.side.width() + 12
        area = QRectF(left, 0, width, self.height())
        ink.card(area)
        inner = QRectF(left + 22, 16, width - 44, 0)
        title = self._screen.title
        kind = "heading" if ink.width(title, "heading") <= inner.width() else "number"
        ink.text(QRectF(inner.left(), 16, inner.width(), 44), title, kind)
        text = QRectF(inner.left(), 66, inner.width(), 66)
        ink.paragraph(text, self._screen.text, "lead", "ink_soft")
        if self._is_empty(at):
            words = self._empty_words(at)
            box = QRectF(inner.left(), 160, inner.width(), 80)
            ink.paragraph(box, words, "body", "ink_soft")
        if at.step in _SCAN_STEPS and not self.rows.isVisibleTo(self):
            self._draw_scanner(ink, area)
        if at.step is not Step.DONE:
            y = self.height() - 30.0
            start = inner.left() + ink.key(inner.left(), y, "Esc") + 8
            word = (
                translate("Guide", "back")
                if self._state.typing or self._state.choosing_maker
                else translate("Guide", "skip, come back later")
            )
            ink.text(QRectF(start, y - 12, 300, 24), word, "body", "ink_soft")

    def _draw_scanner(self, ink: Ink, area: QRectF) -> None:
        """Below the answers, as large as there is room."""
        shown = [each.geometry().bottom() for each in self._buttons if each.isVisibleTo(self)]
        top, bottom = max(shown, default=160) + 16, self.height() - 56
        size = min(120, bottom - top)
        if size >= LEAST_ICON:
            left = area.center().x() - size / 2
            ink.icon("scan-barcode", left, (top + bottom - size) / 2, size, "line")

    def _is_empty(self, at: SettingUp) -> bool:
        return at.step is Step.PRINTER and not self._state.printers and not self._state.typing

    def _empty_words(self, _at: SettingUp) -> str:
        if self._state.printers is None:
            return translate("Guide", "Looking what hangs on this PC …")
        return translate(
            "Guide",
            "Nothing hangs on this PC. Is it a printer of the network? Its address stands on the page it prints when switched on with the feed key held.",
        )

    def _draw_list(self, ink: Ink, at: SettingUp) -> None:
        area = QRectF(0, 0, LIST_WIDTH, self.height())
        ink.card(area)
        ink.text(QRectF(18, 16, LIST_WIDTH - 36, 30), translate("Guide", "Check list"), "number")
        now = _item_of(at.step)
        step = min(44.0, (self.height() - 66.0) / len(Item))
        for n, item in enumerate(Item):
            top = 58 + n * step
            tone, icon = verdict_look(at.verdict(item))
            row = QRectF(8, top, LIST_WIDTH - 16, step - 4)
            if item is now:
                ink.box(row, "accent_soft", 10)
            ink.icon(icon, row.left() + 10, row.center().y() - 10, 20, tone.value)
            role = "accent_deep" if item is now else "ink"
            ink.text(
                QRectF(row.left() + 40, top, row.width() - 48, row.height()),
                item_word(item),
                "strong",
                role,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.side.setFixedWidth(max(270, min(440, round(self.width() * 0.3))))
        super().resizeEvent(event)

    # -- keys -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.acted.emit(Addressed(self.address.text()))
                    return True
                case Qt.Key.Key_Escape:
                    self.acted.emit(GuideDid.CANCELLED)
                    return True
                case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        pressed = event.text().upper()
        for reply in self._screen.replies:
            if pressed == reply.key and not self._busy(reply):
                self.acted.emit(reply.act)
                return
        match event.key():
            case Qt.Key.Key_Up:
                self.acted.emit(GuideMoved(-1))
            case Qt.Key.Key_Down:
                self.acted.emit(GuideMoved(1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.acted.emit(GuideDid.CHOSE)
            case Qt.Key.Key_Escape:
                if self._state.choosing_maker:
                    self.acted.emit(GuideDid.CANCELLED)
                    return
                done = self._state.at is not None and self._state.at.step is Step.DONE
                self.acted.emit(GuideDid.FINISHED if done else Said.SKIP)
            case _:
                super().keyPressEvent(event)


def _item_of(step: Step) -> Item | None:
    """Which line of the list a step belongs to."""
    match step:
        case Step.PRINTER | Step.PRINTING | Step.CAME_OUT:
            return Item.PRINTER
        case Step.CHINESE:
            return Item.CHINESE
        case Step.WIDTH:
            return Item.WIDTH
        case Step.CUT:
            return Item.CUT
        case Step.CODE | Step.NATIVE:
            return Item.CODE
        case Step.SCANNER | Step.LENGTH:
            return Item.SCANNER
        case Step.DIGITS:
            return Item.INPUT_METHOD
        case Step.LETTERS:
            return Item.CAPS_LOCK
        case Step.DONE:
            return None
        case _:
            assert_never(step)
