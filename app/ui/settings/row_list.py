"""Rows of settings as one painted, scrolling list: what it is, what it is now, and the key that changes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted

LEAST, MOST = 50.0, 58.0
GAP = 16.0
"""Between a label and its value, at least."""
SWITCH = 46.0
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class SettingRow:
    """`switch` None = a value in words. `keys` are shown on the row the arrow is on. `icon` with `tone` stands before the
    label where a row is a finding. `plain` values are quiet."""

    label: str
    value: str
    hint: str = ""
    switch: bool | None = None
    keys: tuple[str, ...] = ()
    chosen: bool = False
    plain: bool = False
    icon: str = ""
    tone: Tone = Tone.NEUTRAL


class RowList(Painted):
    """`clicked` carries the row; `shifted` = a field that lies over the chosen row has to follow."""

    clicked = Signal(int)
    shifted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, share: float = 0.5) -> None:
        super().__init__(look, parent)
        self._least = LEAST
        self._rows: tuple[SettingRow, ...] = ()
        self._share = share
        """Of the width, that a label may take."""
        self._scroll = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[SettingRow]) -> None:
        fresh = tuple(rows)
        if fresh == self._rows:
            return
        self._rows = fresh
        self._keep_chosen_visible()
        self.update()

    def set_least(self, height: float) -> None:
        """Lower rows where they are only looked at."""
        self._least = height
        self._keep_chosen_visible()

    def editor_area(self) -> QRect:
        """Where a field lies over the value of the chosen row, in this widget's coordinates."""
        height = self._row_height()
        index = next((n for n, row in enumerate(self._rows) if row.chosen), 0)
        left = self.width() * self._share
        top = index * height - self._scroll
        return QRectF(left, top + 3, self.width() - left - 10, height - 6).toRect()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(360, round(MOST * max(1, len(self._rows))))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, round(LEAST))

    # -- painting ---------------------------------------------------------------------------------------------

    def draw(self, ink: Ink) -> None:
        height = self._row_height()
        for index, row in enumerate(self._rows):
            top = index * height - self._scroll
            if top + height > 1 and top < self.height() - 1:
                self._draw_row(ink, row, QRectF(0, top, self.width() - self._bar(), height))
        overflow = self._most()
        if overflow > 1:
            track = float(self.height())
            thumb = max(40.0, track * track / (track + overflow))
            top = (track - thumb) * self._scroll / overflow
            ink.box(QRectF(self.width() - 4, top, 4, thumb), "key_line", 2)

    def _draw_row(self, ink: Ink, row: SettingRow, area: QRectF) -> None:
        face = area.adjusted(0, 1, 0, -1)
        if row.chosen:
            ink.box(face, "well", 10)
            ink.frame(face, "accent", 10, 2)
        else:
            ink.rule(0, area.width(), area.bottom() - 1)
        left = 14.0
        if row.icon:
            ink.icon(row.icon, left, area.center().y() - 11, 22, row.tone.value)
            left += 34
        middle = area.center().y()
        right = area.right() - 14
        for key in reversed(row.keys if row.chosen else ()):
            right -= ink.key_width(key)
            ink.key(right, middle, key)
            right -= 6
        if row.chosen and row.keys:
            right -= 6
        wide = SWITCH if row.switch is not None else ink.width(row.value, "amount")
        room = max(area.width() * self._share - 8, right - wide - GAP) - left
        kind = ink.largest(row.label, room, ("strong", "body_bold", "caption"))
        label = max(ink.width(row.label, kind), ink.width(row.hint, "caption"))
        if row.hint:
            ink.text(QRectF(left, middle - 22, room, 24), row.label, kind)
            ink.text(QRectF(left, middle + 1, room, 19), row.hint, "caption", "ink_soft")
        else:
            ink.text(QRectF(left, area.top(), room, area.height()), row.label, kind)
        if row.switch is not None:
            _draw_switch(ink, QRectF(right - SWITCH, middle - 13, SWITCH, 26), on=row.switch)
            return
        start = left + min(room, label) + GAP
        role = "ink_soft" if row.plain else "ink"
        _draw_value(ink, QRectF(start, area.top(), right - start, area.height()), row.value, role)

    # -- moving -----------------------------------------------------------------------------------------------

    def _row_height(self) -> float:
        """Whole rows only: what does not fit is scrolled to, never cut in the middle."""
        count = max(1, len(self._rows))
        shown = max(1, int(self.height() // self._least))
        return self.height() / shown if count > shown else min(MOST, self.height() / count)

    def _bar(self) -> float:
        return 10.0 if self._most() > 1 else 0.0

    def _most(self) -> float:
        return max(0.0, len(self._rows) * self._row_height() - self.height())

    def _keep_chosen_visible(self) -> None:
        height = self._row_height()
        for index, row in enumerate(self._rows):
            if row.chosen:
                top = index * height
                self._scroll = min(self._scroll, top)
                self._scroll = max(self._scroll, top + height - self.height())
        self._scroll = min(max(0.0, self._scroll), self._most())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._keep_chosen_visible()
        super().resizeEvent(event)
        self.shifted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        rows = -event.angleDelta().y() // 60
        self._scroll = min(max(0.0, self._scroll + rows * self._row_height()), self._most())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = int((event.position().y() + self._scroll) // self._row_height())
        if 0 <= index < len(self._rows):
            self.clicked.emit(index)


def _draw_value(ink: Ink, box: QRectF, value: str, role: str) -> None:
    """Beside the label as large as it fits; a long one on two lines, in small letters."""
    for kind in ("amount", "body"):
        if ink.width(value, kind) <= box.width():
            ink.text(box, value, kind, role, _END)
            return
    lines = two_lines(value, lambda text: ink.width(text, "caption") <= box.width())
    for line, middle in zip(lines, (-10, 10), strict=True):
        at = QRectF(box.left(), box.center().y() + middle - 10, box.width(), 20)
        ink.text(at, line, "caption", role, _END)


def two_lines(text: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    """A pair between its halves; anything else as late as the first line allows, between two words if it has any."""
    left, bar, right = text.partition(" | ")
    if bar and fits(left + bar) and fits(right):
        return left + bar, right
    most = next((end for end in range(len(text), 0, -1) if fits(text[:end])), 1)
    space = text.rfind(" ", 0, most + 1)
    end = space if space > most // 2 else most
    return text[:end].rstrip(), text[end:].lstrip()


def _draw_switch(ink: Ink, area: QRectF, *, on: bool) -> None:
    ink.box(area, "accent" if on else "key_line", area.height() / 2)
    x = area.right() - 13 if on else area.left() + 13
    ink.dot(x, area.center().y(), 10, "card")
