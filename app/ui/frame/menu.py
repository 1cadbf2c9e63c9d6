"""The menu on F10: light or dark, Chinese or English, what this PC may do, and who stands here. Number keys, as
everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.frame.switches import Switch, icon_of, label_of, value_of
from app.ui.language import Language, Tongue
from app.ui.look import Look
from app.ui.theme import Mode
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.words import translate


class Choice(StrEnum):
    MODE = "mode"
    LANGUAGE = "language"
    LOCK = "lock"
    SIGN_OUT = "sign_out"


TOP, ROW, FOOT = 76, 60, 62


@dataclass(frozen=True, slots=True)
class _Row:
    choice: Choice | Switch
    icon: str
    label: str
    value: str


class Menu(Overlay):
    """`chose` carries a Choice; the menu stays open for the looks and the switches, and closes for the others."""

    chose = Signal(object)

    def __init__(
        self, look: Look, language: Language, parent: QWidget, switches: Sequence[Switch] = ()
    ) -> None:
        super().__init__(look, parent)
        self._language = language
        self._switches = switches
        self.signed_in = False

    def _rows(self) -> tuple[_Row, ...]:
        dark = self.look.theme.mode is Mode.DARK
        chinese = self._language.tongue is Tongue.ZH
        rows: tuple[_Row, ...] = (
            _Row(
                Choice.MODE,
                "moon" if dark else "sun",
                translate("Menu", "Appearance"),
                translate("Menu", "dark") if dark else translate("Menu", "light"),
            ),
            _Row(
                Choice.LANGUAGE,
                "languages",
                translate("Menu", "Language"),
                "中文" if chinese else "English",
            ),
        )
        rows += tuple(_row_of(switch) for switch in self._switches)
        if not self.signed_in:
            return rows
        out = translate("Menu", "Sign out, somebody else takes over")
        lock = translate("Menu", "Lock, what is here stays")
        return (
            *rows,
            _Row(Choice.SIGN_OUT, "log-out", out, ""),
            _Row(Choice.LOCK, "lock", lock, "Ctrl+L"),
        )

    def open(self) -> None:
        self.panel_size = (440, TOP + ROW * len(self._rows()) + FOOT)
        super().open()

    def pressed(self, key: Qt.Key, text: str) -> None:
        if key in {Qt.Key.Key_Escape, Qt.Key.Key_F10}:
            self.close_panel()
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self._choose(int(text) - 1)

    def touched(self, x: float, y: float) -> None:  # noqa: ARG002 - rows are as wide as the panel
        self._choose(int((y - TOP) // ROW))

    def _choose(self, index: int) -> None:
        rows = self._rows()
        if 0 <= index < len(rows):
            choice = rows[index].choice
            if isinstance(choice, Switch):
                choice.turn()
            else:
                if choice in {Choice.LOCK, Choice.SIGN_OUT}:
                    self.close_panel()
                self.chose.emit(choice)
            self.update()

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        left, width = area.left() + 24, area.width() - 48
        ink.text(QRectF(left, area.top() + 18, width, 40), translate("Menu", "More"), "heading")
        for index, row in enumerate(self._rows()):
            box = QRectF(left, area.top() + TOP + index * ROW, width, ROW - 8)
            ink.box(box, "well", 12, "line")
            ink.key(box.left() + 12, box.center().y(), str(index + 1))
            ink.icon(row.icon, box.left() + 48, box.center().y() - 10, 20, "ink_soft")
            value = ink.width(row.value, "body") + 2
            ink.text(
                QRectF(box.left() + 80, box.top(), width - 100 - value, ROW - 8),
                row.label,
                "strong",
            )
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            ink.text(
                QRectF(box.right() - 14 - value, box.top(), value, ROW - 8),
                row.value,
                "body",
                "ink_soft",
                end,
            )
        y = area.bottom() - 28
        at = left + ink.key(left, y, "Esc") + 8
        ink.text(QRectF(at, y - 12, 200, 24), translate("Menu", "close"), "caption", "ink_soft")


def _row_of(switch: Switch) -> _Row:
    part, position = switch.part, switch.position()
    return _Row(switch, icon_of(part, position), label_of(part), value_of(part, position))
