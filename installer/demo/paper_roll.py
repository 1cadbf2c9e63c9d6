"""The paper as it comes out of the printer: newest receipt on top, older ones below, nothing else."""

from PIL import Image
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

KEPT = 20


def as_pixmap(image: Image.Image) -> QPixmap:
    """A PIL picture for Qt."""
    grey = image.convert("L")
    width, height = grey.size
    return QPixmap.fromImage(
        QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
    )


class PaperRoll(QScrollArea):
    """`put` may be called from the printer's thread; the paper appears on the GUI thread."""

    _arrived = Signal(object)

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper_width = width
        self._sheets: list[QLabel] = []
        self.setObjectName("roll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("rollInside")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(10)
        self._empty = QLabel("还没有小票\n核销一单就会打出来")
        self._empty.setObjectName("hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def put(self, paper: Image.Image) -> None:
        """One piece of paper, as a picture of it."""
        self._arrived.emit(paper)

    def _show(self, paper: Image.Image) -> None:
        self._empty.hide()
        sheet = QLabel()
        sheet.setObjectName("sheet")
        sharp = as_pixmap(paper)
        sheet.setPixmap(
            sharp.scaledToWidth(self._paper_width, Qt.TransformationMode.SmoothTransformation)
        )
        self._column.insertWidget(0, sheet, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._sheets.insert(0, sheet)
        for old in self._sheets[KEPT:]:
            old.deleteLater()
        del self._sheets[KEPT:]
        self.verticalScrollBar().setValue(0)
