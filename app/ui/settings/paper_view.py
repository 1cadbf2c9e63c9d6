"""A picture of paper on the screen, as wide as there is room, scrolled to the part that is being changed. Knows nothing of
what is on it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.widgets.painted import Ink, Painted

MARGIN = 12


class PaperView(Painted):
    """`show_png` with the bytes of a PNG; b"" shows none. `whole` fits the paper into the height instead of the width."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(look, parent)
        self._whole = whole
        self._png = b""
        self._image = QImage()
        self._at = 0.0
        self.caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_png(self, png: bytes) -> None:
        if png != self._png:
            self._png = png
            self._image = QImage.fromData(png) if png else QImage()
            self.update()

    @property
    def has_paper(self) -> bool:
        return not self._image.isNull()

    def scroll_to(self, share: float) -> None:
        """0 = the top of the paper, 1 = its end."""
        self._at = min(1.0, max(0.0, share))
        self.update()

    def scroll_by(self, pages: float) -> None:
        target = self._target()
        over = target.height() - self._room()
        if over > 0:
            self.scroll_to(self._at + pages * 0.8 * self._room() / over)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(380, 400)

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.box(area, "quiet", ink.theme.radius["card"])
        if self.caption:
            box = QRectF(MARGIN, 8, area.width() - 2 * MARGIN, 24)
            ink.text(box, self.caption, "pill", "ink_soft", Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = self._top()
        painter.setClipRect(QRectF(0, top, self.width(), self._room()))
        painter.drawImage(self._target(), self._image)
        painter.end()

    def _top(self) -> float:
        return 38.0 if self.caption else float(MARGIN)

    def _room(self) -> float:
        return self.height() - self._top() - MARGIN

    def _target(self) -> QRectF:
        """Never enlarged: a dot of the paper is a pixel at most."""
        wide, high = self._image.width(), self._image.height()
        scale = min(1.0, (self.width() - 2 * MARGIN) / max(1, wide))
        if self._whole:
            scale = min(scale, self._room() / max(1, high))
        width, height = wide * scale, high * scale
        over = max(0.0, height - self._room())
        left = (self.width() - width) / 2
        return QRectF(round(left), round(self._top() - over * self._at), width, height)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self.scroll_by(-event.angleDelta().y() / 600)
