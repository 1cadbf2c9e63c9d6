"""The sections at the left of the settings page with their number keys, and below them what helps: the guide, the doctor."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui.look import Look
from app.ui.settings.field_words import section_word
from app.ui.settings.fields import Section
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

ROW = 58.0
TOP = 10.0
SECTIONS = tuple(Section)


class SectionList(Painted):
    """`chosen` carries a Section, `guided` and `examined` stand for their keys."""

    chosen = Signal(object)
    guided = Signal()
    examined = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._section = Section.PRINTER

    def show_section(self, section: Section) -> None:
        if section is not self._section:
            self._section = section
            self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area)
        for index, section in enumerate(SECTIONS):
            name, icon = section_word(section)
            on = section is self._section
            self._draw_row(ink, TOP + index * ROW, (str(index + 1), icon, name), on=on)
        for index, (key, icon, name) in enumerate(self._below()):
            self._draw_row(ink, self._below_top() + index * ROW, (key, icon, name), on=False)
        ink.rule(14, area.width() - 14, self._below_top() - 8, "line")

    def _below(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("G", "wand-sparkles", translate("Settings", "Set-up guide")),
            ("D", "stethoscope", translate("Settings", "Doctor")),
        )

    def _below_top(self) -> float:
        return self.height() - TOP - 2 * ROW

    def _draw_row(self, ink: Ink, top: float, row: tuple[str, str, str], *, on: bool) -> None:
        key, icon, name = row
        area = QRectF(8, top, self.width() - 16, ROW - 6)
        if on:
            ink.box(area, "accent_soft", 10)
        role = "accent_deep" if on else "ink"
        middle = area.center().y()
        ink.icon(icon, area.left() + 10, middle - 11, 22, "accent" if on else "ink_soft")
        cap = ink.key_width(key)
        ink.key(area.right() - 10 - cap, middle, key)
        room = area.width() - 40 - cap - 22
        ink.text(QRectF(area.left() + 42, area.top(), room, area.height()), name, "strong", role)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        y = event.position().y()
        if y >= self._below_top():
            (self.examined if y >= self._below_top() + ROW else self.guided).emit()
            return
        index = int((y - TOP) // ROW)
        if 0 <= index < len(SECTIONS):
            self.chosen.emit(SECTIONS[index])
