"""A row of chips with counts, one chosen: painted as one widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    count: int
    tone: Tone


class ChipRow(Painted):
    """`chosen` with the index that was touched."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._chips: tuple[Chip, ...] = ()
        self._current: int | None = None
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_chips(self, chips: Sequence[Chip], current: int | None) -> None:
        fresh = tuple(chips)
        if (fresh, current) == (self._chips, self._current):
            return
        self._chips, self._current = fresh, current
        self.updateGeometry()
        self.update()

    def _width(self, chip: Chip) -> float:
        return self.look.theme.type("pill").width(_text(chip)) + 26

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(sum(self._width(chip) + 8 for chip in self._chips)), 48)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def draw(self, ink: Ink) -> None:
        left, middle = 0.0, self.height() / 2
        for index, chip in enumerate(self._chips):
            width = self._width(chip)
            area = QRectF(left, middle - 16, width, 32)
            if index == self._current:
                ink.box(area, "accent", 16)
                role = "on_accent"
            else:
                ink.box(area, f"{chip.tone.value}_soft", 16)
                role = f"{chip.tone.value}_deep"
            ink.text(area, _text(chip), "pill", role, Qt.AlignmentFlag.AlignCenter)
            left += width + 8

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        left = 0.0
        for index, chip in enumerate(self._chips):
            left += self._width(chip) + 8
            if event.position().x() < left:
                self.chosen.emit(index)
                return


def _text(chip: Chip) -> str:
    return f"{chip.label} {chip.count:,}"
