"""The lines of an order as one painted, scrolling list: tick, name, where it lies, how many, how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted

LEAST, MOST = 52.0, 64.0


class Mark(StrEnum):
    """The box in front of a line."""

    TAKE = "take"
    PART = "part"
    SKIP = "skip"
    WARN = "warn"
    DONE = "done"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as shown. `chosen` = the clerk's arrow is on it."""

    line_no: int
    name: str
    detail: str
    quantity: str
    amount: str
    mark: Mark
    tone: Tone | None = None
    chosen: bool = False
    key: str = ""
    """A number key that chooses the row."""


_MARKS = {
    Mark.TAKE: ("check", "accent"),
    Mark.PART: ("minus", "accent"),
    Mark.DONE: ("check-check", "neutral"),
    Mark.WARN: ("circle-alert", "warn"),
}


class LineList(Painted):
    """`row_height` 64 where there is room, less where there is not; never below a finger's 48."""

    clicked = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[LineRow, ...] = ()
        self._scroll = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[LineRow]) -> None:
        fresh = tuple(rows)
        if fresh == self._rows:
            return
        if [row.line_no for row in fresh] != [row.line_no for row in self._rows]:
            self._scroll = 0.0
        self._rows = fresh
        self._keep_chosen_visible()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(420, 64 * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 48)

    # -- painting ---------------------------------------------------------------------------------------------

    def _row_height(self) -> float:
        """Whole rows only: what does not fit is scrolled to, never cut in the middle."""
        count = max(1, len(self._rows))
        shown = max(1, int(self.height() // LEAST))
        return self.height() / shown if count > shown else min(MOST, self.height() / count)

    def draw(self, ink: Ink) -> None:
        height = self._row_height()
        for index, row in enumerate(self._rows):
            top = index * height - self._scroll
            if top + height < 1 or top > self.height() - 1:
                continue
            self._draw_row(ink, row, QRectF(0, top, self.width(), height))
        overflow = len(self._rows) * height - self.height()
        if overflow > 1:
            track = self.height()
            thumb = max(40.0, track * track / (track + overflow))
            top = (track - thumb) * self._scroll / overflow
            ink.box(QRectF(self.width() - 4, top, 4, thumb), "key_line", 2)

    def _draw_row(self, ink: Ink, row: LineRow, area: QRectF) -> None:
        face = area.adjusted(0, 1, 0, -1)
        if row.tone is not None:
            ink.box(face, f"{row.tone.value}_soft", 10)
        elif not row.chosen:
            ink.rule(0, area.width(), area.bottom() - 1)
        if row.chosen:
            if row.tone is None:
                ink.box(face, "well", 10)
            ink.frame(face, "accent", 10, 2)
        self._draw_mark(ink, row, area)
        deep = "ink" if row.tone is None else f"{row.tone.value}_deep"
        soft = "ink_soft" if row.tone is None else f"{row.tone.value}_deep"
        faint = row.mark is Mark.SKIP
        amount_width, quantity_width = 104.0, 86.0
        right = area.width() - 10
        if row.mark is Mark.PLAIN:
            amount_width = max(amount_width, ink.width(row.amount, "amount") + 4)
        start = 14.0 if row.mark is Mark.PLAIN and not row.key else 46.0
        names = QRectF(
            start, area.top(), right - start - amount_width - quantity_width, area.height()
        )
        with ink.faint(0.5 if faint else 1.0):
            middle = area.center().y()
            if row.detail:
                ink.text(
                    QRectF(names.left(), middle - 24, names.width(), 26), row.name, "goods", deep
                )
                ink.text(
                    QRectF(names.left(), middle + 2, names.width(), 20), row.detail, "caption", soft
                )
            else:
                ink.text(names, row.name, "goods", deep)
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            ink.text(
                QRectF(
                    right - amount_width - quantity_width, area.top(), quantity_width, area.height()
                ),
                row.quantity,
                "quantity",
                deep,
                Qt.AlignmentFlag.AlignCenter,
            )
            ink.text(
                QRectF(right - amount_width, area.top(), amount_width, area.height()),
                row.amount,
                "amount",
                deep,
                end,
            )

    def _draw_mark(self, ink: Ink, row: LineRow, area: QRectF) -> None:
        if row.key:
            ink.key(10, area.center().y(), row.key)
        if row.mark is Mark.PLAIN:
            return
        top = area.center().y() - 13
        square = QRectF(8, top, 26, 26)
        radius = ink.theme.radius["small"]
        if row.mark is Mark.SKIP:
            ink.box(square, "card", radius, "key_line")
            return
        icon, role = _MARKS[row.mark]
        ink.box(square, role, radius)
        ink.icon(icon, square.left() + 4, square.top() + 4, 18, "on_accent")

    # -- moving -----------------------------------------------------------------------------------------------

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

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self._scroll = min(max(0.0, self._scroll - event.angleDelta().y() / 2), self._most())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = int((event.position().y() + self._scroll) // self._row_height())
        if 0 <= index < len(self._rows):
            self.clicked.emit(self._rows[index].line_no)
