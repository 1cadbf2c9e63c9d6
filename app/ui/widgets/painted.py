"""A widget that paints itself from frozen values with the theme's roles, and remembers which words it showed.

One painted widget instead of a dozen styled labels keeps a scan within one frame. It never fetches anything.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.look import Look
from app.ui.theme import Tone

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAP = (
    Qt.TextFlag.TextWordWrap.value
    | Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Words as painted; `cut` = they did not fit, or stand where nothing is painted any more."""

    text: str
    cut: bool


class Ink:
    """A painter that speaks in roles and steps of the type scale. Lives for one paint event."""

    def __init__(self, widget: QWidget, look: Look, painter: QPainter | None = None) -> None:
        self.theme = look.theme
        self.shown: list[Shown] = []
        self._icons = look.icons
        self._box = QRectF(widget.rect())
        self._ratio = widget.devicePixelRatioF()
        self._painter = painter or QPainter(widget)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def end(self) -> None:
        self._painter.end()

    # -- words ------------------------------------------------------------------------------------------------

    def width(self, text: str, kind: str) -> float:
        return self.theme.type(kind).width(text)

    def largest(
        self, text: str, room: float, steps: Sequence[str] = ("refusal", "order", "heading")
    ) -> str:
        """The largest step of the type scale in which a big word fits."""
        return next((step for step in steps if self.width(text, step) <= room), steps[-1])

    def text(
        self,
        area: QRectF,
        text: str,
        kind: str,
        role: str = "ink",
        align: Qt.AlignmentFlag = _LEFT,
        *,
        struck: bool = False,
    ) -> float:
        """One line, cut with … when it does not fit; returns the width it took."""
        if not text:
            return 0.0
        step = self.theme.type(kind)
        width = step.width(text)
        narrow = width > area.width() + 0.5
        fitting = (
            step.metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            if narrow
            else text
        )
        self._painter.setFont(step.font)
        self._painter.setPen(self.theme.colour(role))
        self._painter.drawText(area, align.value, fitting)
        self.shown.append(Shown(text, narrow or self._leaves(area, step.metrics.ascent())))
        taken = min(width, area.width())
        if struck:
            middle = area.center().y() + 1
            left = area.right() - taken if align & Qt.AlignmentFlag.AlignRight else area.left()
            self._painter.drawLine(
                QRectF(left, middle, taken, 0).topLeft(), QRectF(left, middle, taken, 0).topRight()
            )
        return taken

    def parts(self, area: QRectF, parts: Sequence[str], kind: str, role: str = "ink") -> float:
        """Parts with dots between, the most important first; those that do not fit are left out whole."""
        kept = [part for part in parts if part]
        while len(kept) > 1 and self.width(" · ".join(kept), kind) > area.width():
            kept.pop()
        return self.text(area, " · ".join(kept), kind, role)

    def readable(self, area: QRectF, text: str, steps: Sequence[str] = ("body", "caption")) -> str:
        """The largest step of the type scale in which wrapped lines fit `area`."""
        tall = area.height() + 1
        return next(
            (
                step
                for step in steps
                if self.theme.type(step).metrics.boundingRect(area, _WRAP, text).height() <= tall
            ),
            steps[-1],
        )

    def paragraph(self, area: QRectF, text: str, kind: str, role: str = "ink") -> float:
        """Wrapped lines from the top of `area`; returns the height they took."""
        step = self.theme.type(kind)
        needed = step.metrics.boundingRect(area, _WRAP, text)
        self._painter.setFont(step.font)
        self._painter.setPen(self.theme.colour(role))
        self._painter.drawText(area, _WRAP, text)
        cut = needed.height() > area.height() + 1 or needed.bottom() > self._box.bottom() + 1
        self.shown.append(Shown(text.replace("\n", ""), cut))
        return needed.height()

    def _leaves(self, area: QRectF, letters: float) -> bool:
        """Whether letters in the middle of `area` stand outside of the widget, above, below or at a side."""
        middle, half = area.center().y(), letters / 2
        box = self._box
        beside = area.left() < box.left() - 1 or area.left() > box.right() - 1
        return beside or middle - half < box.top() - 1 or middle + half > box.bottom() + 1

    # -- shapes -----------------------------------------------------------------------------------------------

    def box(self, area: QRectF, fill: str, radius: float, edge: str | None = None) -> None:
        """A rounded area, with a one-pixel edge inside it when asked."""
        painter = self._painter
        painter.setBrush(self.theme.colour(fill))
        if edge is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, radius, radius)
        else:
            painter.setPen(QPen(self.theme.colour(edge), 1))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def frame(self, area: QRectF, edge: str, radius: float, width: float) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self.theme.colour(edge), width))
        inset = width / 2
        self._painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)

    def fill(self, area: QRectF, role: str) -> None:
        self._painter.fillRect(area, self.theme.colour(role))

    def rule(self, left: float, right: float, y: float, role: str = "hair") -> None:
        self._painter.fillRect(QRectF(left, y, right - left, 1), self.theme.colour(role))

    def card(self, area: QRectF, tone: Tone | None = None) -> None:
        """A card; with a tone it gets that tone's face and a coloured left edge."""
        radius = self.theme.radius["card"]
        face = f"{tone.value}_card" if tone is not None else "card"
        if tone is None:
            self.box(area, face, radius, "line")
            return
        bar = self.theme.space["bar"]
        with self.clipped(QRectF(area.left(), area.top(), bar, area.height())):
            self.box(QRectF(area.left(), area.top(), radius * 3, area.height()), tone.value, radius)
        with self.clipped(QRectF(area.left() + bar, area.top(), area.width() - bar, area.height())):
            self.box(area.adjusted(bar - radius, 0, 0, 0), face, radius, "line")

    def dot(self, centre_x: float, centre_y: float, radius: float, role: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self.theme.colour(role))
        self._painter.drawEllipse(
            QRectF(centre_x - radius, centre_y - radius, radius * 2, radius * 2)
        )

    def icon(self, name: str, left: float, top: float, size: int, role: str) -> None:
        pixmap = self._icons.pixmap(name, self.theme.colour(role), size, self._ratio)
        self._painter.drawPixmap(QRectF(left, top, size, size), pixmap, QRectF(pixmap.rect()))

    # -- small composed things --------------------------------------------------------------------------------

    def pill_width(self, text: str, *, dot: bool = False, icon: bool = False) -> float:
        return self.width(text, "pill") + 24 + (15 if dot else 0) + (20 if icon else 0)

    def pill(
        self,
        left: float,
        top: float,
        text: str,
        tone: Tone,
        *,
        height: float = 28,
        dot: Tone | None = None,
        icon: str = "",
        most: float = 10_000,
    ) -> float:
        """A rounded word; returns its width, never more than `most`."""
        width = min(most, self.pill_width(text, dot=dot is not None, icon=bool(icon)))
        self.box(QRectF(left, top, width, height), f"{tone.value}_soft", height / 2)
        start = left + 12
        if dot is not None:
            self.dot(start + 4, top + height / 2, 4, dot.value)
            start += 15
        if icon:
            self.icon(icon, start, top + (height - 14) / 2, 14, f"{tone.value}_deep")
            start += 20
        self.text(
            QRectF(start, top, left + width - 12 - start, height),
            text,
            "pill",
            f"{tone.value}_deep",
        )
        return width

    def key_width(self, key: str) -> float:
        return max(22.0, self.width(key, "key") + 14) if key else 0.0

    def key(self, left: float, middle: float, key: str, *, on_accent: bool = False) -> float:
        """A key cap centred on `middle`; returns its width."""
        width = self.key_width(key)
        area = QRectF(left, middle - 10, width, 20)
        if on_accent:
            with self.faint(0.18):
                self.box(area, "on_accent", 5)
            with self.faint(0.45):
                self.frame(area, "on_accent", 5, 1)
            self.text(area, key, "key", "on_accent", Qt.AlignmentFlag.AlignCenter)
        else:
            self.box(area.adjusted(0, 0, 0, 1), "key_line", 5)
            self.box(area, "key_face", 5, "key_line")
            self.text(area, key, "key", "ink_soft", Qt.AlignmentFlag.AlignCenter)
        return width

    @contextmanager
    def faint(self, opacity: float) -> Iterator[None]:
        before = self._painter.opacity()
        self._painter.setOpacity(before * opacity)
        yield
        self._painter.setOpacity(before)

    @contextmanager
    def clipped(self, area: QRectF) -> Iterator[None]:
        self._painter.save()
        self._painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        yield
        self._painter.restore()


class Painted(QWidget):
    """Repaints when the theme or the language changes; subclasses implement `draw`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.shown: tuple[Shown, ...] = ()
        """The words of the last paint, in order."""
        self.compact = False
        """Low windows (150 % on a small screen): smaller headings, 48 px buttons."""
        look.changed.connect(self.update)

    def draw(self, ink: Ink) -> None:
        """Paint everything. Called inside a paint event."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        ink = Ink(self, self.look)
        try:
            self.draw(ink)
        finally:
            ink.end()
        self.shown = tuple(ink.shown)

    def set_compact(self, *, compact: bool) -> None:
        """Called by the page when its height changes; subclasses may rearrange themselves."""
        self.compact = compact
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def box(self) -> QRectF:
        """The whole widget."""
        return QRectF(self.rect())
