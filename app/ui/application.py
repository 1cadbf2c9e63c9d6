"""The QApplication as every start needs it: style, name, no surprises. Made once, before any widget."""

import os
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


def platforms_to_try(environment: Mapping[str, str]) -> str | None:
    """None: Qt's own choice. A Wayland desktop gives keys to the input method before any program sees them; beside it stands
    an X server that does not, and ibus is reached from there as well."""
    modules = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE") or ""
    both = {"WAYLAND_DISPLAY", "DISPLAY"} <= environment.keys()
    if both and "QT_QPA_PLATFORM" not in environment and "ibus" in modules.split(";"):
        return "xcb;wayland"
    return None


def make_application(argv: Sequence[str]) -> QApplication:
    """Fractional scales are kept as they are (125 %, 150 %); the Fusion style looks the same everywhere."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    platforms = platforms_to_try(os.environ)
    if platforms is not None:
        os.environ["QT_QPA_PLATFORM"] = platforms
    app = QApplication(list(argv))
    app.setApplicationName("tuangui")
    app.setApplicationDisplayName("团柜")
    app.setStyle("Fusion")
    return app
