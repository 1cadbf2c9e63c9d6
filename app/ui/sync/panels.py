"""What the sync page is made of: four figures, the journal, and the card of what a person must look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.sync.journal_words import FactRow
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

LEAST_ROW, MOST_ROW = 44.0, 50.0
LINE = 30


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure with its label and what stands beside it."""

    label: str
    figure: str
    beside: str
    tone: Tone | None = None
    pill: str = ""


class MetricRow(Painted):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._metrics: tuple[Metric, ...] = ()
        self.setFixedHeight(98)

    def show_metrics(self, metrics: Sequence[Metric]) -> None:
        if tuple(metrics) != self._metrics:
            self._metrics = tuple(metrics)
            self.update()

    def draw(self, ink: Ink) -> None:
        count = len(self._metrics)
        if not count:
            return
        gap = 12.0
        width = (self.width() - gap * (count - 1)) / count
        for index, metric in enumerate(self._metrics):
            area = QRectF(index * (width + gap), 0, width, self.height())
            ink.card(area)
            left, right = area.left() + 18, area.right() - 14
            ink.text(QRectF(left, 14, right - left, 24), metric.label, "body_bold", "ink_soft")
            role = metric.tone.value if metric.tone is not None else "ink"
            taken = ink.text(QRectF(left, 42, right - left, 40), metric.figure, "figure", role)
            left += taken + 10
            if metric.pill and left + 40 < right:
                ink.pill(left, 50, metric.pill, metric.tone or Tone.NEUTRAL, most=right - left)
            elif metric.beside and ink.width(metric.beside, "caption") <= right - left:
                ink.text(QRectF(left, 50, right - left, 28), metric.beside, "caption", "ink_soft")


class Journal(Painted):
    """Facts, newest first, scrolled by the arrow keys or the wheel."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[FactRow, ...] = ()
        self._scroll = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.scroll_by(0)

    def scroll_by(self, rows: float) -> None:
        height = self._row_height()
        most = max(0.0, len(self._rows) * height - self._room())
        self._scroll = min(max(0.0, self._scroll + rows * height), most)
        self.update()

    def _room(self) -> float:
        """Below the names of the columns."""
        return max(0.0, self.height() - 50.0)

    def _row_height(self) -> float:
        """Whole rows only: what does not fit is scrolled to, never cut in the middle."""
        shown = max(1, int(self._room() // LEAST_ROW))
        return min(MOST_ROW, self._room() / max(1, min(shown, len(self._rows))))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(500, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.scroll_by(0)
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self.scroll_by(-event.angleDelta().y() / 60)

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.card(area)
        left, right = 20.0, area.width() - 20
        narrow = area.width() < 640
        who, state = (right - 214, right - 140) if narrow else (right - 320, right - 190)
        first = left + (76 if narrow else 100)
        for x, room, word in (
            (left, first - left, translate("Sync", "Time")),
            (first, who - first - 10, translate("Sync", "What happened")),
            (who, state - who - 8, translate("Sync", "Who")),
            (state, right - state, translate("Sync", "State")),
        ):
            ink.text(QRectF(x, 4, room, 36), word, "pill", "ink_soft")
        ink.fill(QRectF(10, 40, area.width() - 20, 1), "line")
        if not self._rows:
            middle = area.center()
            empty = QRectF(20, middle.y() - 15, area.width() - 40, 30)
            ink.text(
                empty,
                translate("Sync", "Nothing has happened yet"),
                "lead",
                "ink_soft",
                Qt.AlignmentFlag.AlignCenter,
            )
            return
        height = self._row_height()
        with ink.clipped(QRectF(0, 41, area.width(), self._room())):
            for index, row in enumerate(self._rows):
                top = 41 + index * height - self._scroll
                if top + height < 42:
                    continue
                if top > 40 + self._room():
                    break
                place = QRectF(0, top, area.width(), height)
                self._draw_row(ink, row, place, (left, first, who, state, right))

    def _draw_row(
        self,
        ink: Ink,
        row: FactRow,
        area: QRectF,
        columns: tuple[float, float, float, float, float],
    ) -> None:
        left, first, who, state, right = columns
        top, height = area.top(), area.height()
        ink.text(QRectF(left, top, first - left - 4, height), row.time, "body")
        room = who - first - 10
        taken = ink.text(QRectF(first, top, room, height), row.what, "body_bold")
        rest = room - taken - 8
        if ink.width(row.about, "body") <= rest:
            beside = QRectF(first + 8 + taken, top, rest, height)
            ink.text(beside, row.about, "body", "ink_soft")
        ink.text(QRectF(who, top, state - who - 8, height), row.who, "body")
        ink.pill(state, area.center().y() - 14, row.state, row.tone, most=right - state)
        ink.rule(10, self.width() - 10, area.bottom() - 1)


@dataclass(frozen=True, slots=True)
class Attention:
    """One fact a person must look at; `label` says what HQ did with it."""

    label: str
    title: tuple[str, ...]
    here: tuple[str, ...]
    advice: str
    tone: Tone = Tone.DANGER
    """OK = it was one, and is settled."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """How the rows here compared with HQ's: when and whether, each kind and its count, what was fetched anew."""

    head: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    tail: str = ""
    tone: Tone = Tone.OK


class AttentionCard(Painted):
    """One of them in full, the newest first; arrows turn to the others. A calm card when there is none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._all: tuple[Attention, ...] = ()
        self._at = 0

    def show_attention(self, every: Sequence[Attention]) -> None:
        if tuple(every) != self._all:
            self._all = tuple(every)
            self.turn(0)

    def turn(self, by: int) -> None:
        """To the next or the one before; stops at both ends."""
        self._at = max(0, min(len(self._all) - 1, self._at + by))
        self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        first = self._all[self._at] if self._all else None
        if first is None:
            ink.card(area)
            middle = area.center()
            ink.icon("circle-check-big", middle.x() - 24, middle.y() - 54, 48, "ok")
            calm = QRectF(16, middle.y() + 6, area.width() - 32, 30)
            ink.text(
                calm,
                translate("Sync", "Nothing needs a person"),
                "lead",
                "ink_soft",
                Qt.AlignmentFlag.AlignCenter,
            )
            return
        ink.card(area, first.tone)
        left, right = 24.0, area.width() - 18
        ink.pill(
            left,
            16,
            first.label,
            first.tone,
            most=right - left,
        )
        ink.parts(QRectF(left, 52, right - left, 30), first.title, "goods")
        height = 46 + 24 * len(first.here)
        box = QRectF(left, 92, right - left, height)
        ink.box(box, "card", 12, "line")
        ink.text(
            QRectF(left + 14, 100, right - left - 28, 22),
            translate("Sync", "This counter"),
            "pill",
            "ink_soft",
        )
        for index, line in enumerate(first.here):
            ink.text(QRectF(left + 14, 124 + index * 24, right - left - 28, 24), line, "body")
        top = box.bottom() + 14
        below = 40 if len(self._all) > 1 else 12
        advice = QRectF(left, top, right - left, area.height() - top - below)
        ink.paragraph(advice, first.advice, ink.readable(advice, first.advice), "ink_soft")
        if len(self._all) > 1:
            y = area.height() - 26
            at = left + ink.key(left, y, "←") + 6
            at += ink.key(at, y, "→") + 10
            place = translate("Sync", "{number} of {count}").format(
                number=self._at + 1, count=len(self._all)
            )
            ink.text(
                QRectF(at, y - 12, right - at, 24), place, "body_bold", f"{first.tone.value}_deep"
            )


class KnownLine(Painted):
    """Below everything: how old HQ's word is of each kind, whether this counter's own records are whole, and whether both
    have the same rows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._ages: tuple[tuple[str, str], ...] = ()
        self._whole = ""
        self._tone = Tone.OK
        self._same = Sameness()
        self.setFixedHeight(LINE)

    def show_sameness(self, same: Sameness) -> None:
        if same != self._same:
            self._same = same
            self.setFixedHeight(2 * LINE if same.head else LINE)
            self.update()

    def show_facts(self, ages: tuple[tuple[str, str], ...], whole: str, tone: Tone) -> None:
        if (ages, whole, tone) != (self._ages, self._whole, self._tone):
            self._ages, self._whole, self._tone = ages, whole, tone
            self.update()

    def draw(self, ink: Ink) -> None:
        right = float(self.width())
        if self._whole:
            wide = ink.width(self._whole, "caption") + 1
            icon = "shield-check" if self._tone is Tone.OK else "shield-alert"
            role = "ink_soft" if self._tone is Tone.OK else "danger"
            ink.text(QRectF(right - wide, 0, wide, 30), self._whole, "caption", role)
            ink.icon(icon, right - wide - 24, 6, 18, "ok" if self._tone is Tone.OK else "danger")
            right -= wide + 44
        self._draw_pairs(ink, 4.0, right, 0, self._ages)
        if self._same.head:
            self._draw_sameness(ink, LINE)

    def _draw_sameness(self, ink: Ink, top: float) -> None:
        same, right = self._same, float(self.width())
        if same.tail:
            wide = ink.width(same.tail, "caption") + 1
            ink.text(QRectF(right - wide, top, wide, LINE), same.tail, "caption", "ink_soft")
            right -= wide + 24
        good = same.tone is Tone.OK
        ink.icon("equal" if good else "equal-not", 4, top + 6, 18, "ok" if good else "warn")
        role = "ink_soft" if good else "warn_deep"
        left = 28 + ink.text(QRectF(28, top, right - 28, LINE), same.head, "caption", role) + 20
        self._draw_pairs(ink, left, right, top, same.kinds)

    def _draw_pairs(
        self,
        ink: Ink,
        left: float,
        right: float,
        top: float,
        pairs: tuple[tuple[str, str], ...],
    ) -> None:
        for what, said in pairs:
            needed = ink.width(what, "caption") + ink.width(said, "caption") + 6
            if left + needed > right:
                continue
            left += ink.text(QRectF(left, top, right - left, LINE), what, "caption", "ink_soft") + 6
            left += ink.text(QRectF(left, top, right - left, LINE), said, "caption", "ink") + 20
