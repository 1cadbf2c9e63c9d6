"""What only the screen knows, for the doctor: sizes, scale, input method. Needs a running QGuiApplication."""

from PySide6.QtGui import QGuiApplication, QScreen

from app.actions.set_up import ScreenFacts
from app.ui.raw_keyboard import keys_seen_first
from app.ui.windows_input import windows_input_method


def screen_facts() -> ScreenFacts:
    """On the GUI thread."""
    method = QGuiApplication.inputMethod()
    return ScreenFacts(
        screens=(
            f"Qt platform {QGuiApplication.platformName()}",
            *(_screen(each) for each in QGuiApplication.screens()),
        ),
        input_method=(
            f"keyboard {method.locale().name()}",
            f"input panel {'shown' if method.isVisible() else 'hidden'}",
            f"keys {'seen' if keys_seen_first() else 'not seen'} before the input method",
            *_of_windows(),
        ),
    )


def _of_windows() -> tuple[str, ...]:
    window = QGuiApplication.focusWindow()
    return windows_input_method(int(window.winId())) if window is not None else ()


def _screen(screen: QScreen) -> str:
    area, room = screen.geometry(), screen.availableGeometry()
    return (
        f"{area.width()} x {area.height()} at {area.x()}, {area.y()}; free {room.width()} x "
        f"{room.height()}; scale {screen.devicePixelRatio():g}; {screen.logicalDotsPerInch():.0f} dpi; "
        f"{screen.refreshRate():.0f} Hz"
    )
