"""The QApplication as every start needs it: style, name, no surprises. Made once, before any widget."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


def make_application(argv: Sequence[str]) -> QApplication:
    """Fractional scales are kept as they are (125 %, 150 %); the Fusion style looks the same everywhere."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(argv))
    app.setApplicationName("tuangui")
    app.setApplicationDisplayName("团柜")
    app.setStyle("Fusion")
    return app
