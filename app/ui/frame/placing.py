"""How a window lies on the screen there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def keep_on_screen(window: QWidget) -> None:
    """A small screen gets the whole screen; a large one a window of the size the pages are drawn for."""
    screen = window.screen()
    room = screen.availableGeometry()
    if room.width() <= window.width() or room.height() <= window.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)
