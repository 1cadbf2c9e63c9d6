"""A counter that locks, for tests: real keys, time that goes by, and everything that can be read off a window."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.identity import CounterId
from app.domain.pickups import HeldBy, HeldElsewhere
from tests.builders import WANG_PHONE
from tests.ui import samples
from tests.ui.conftest import Desktop, settle

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LIMIT = 5 * 60
HELD = samples.refused(HeldElsewhere(HeldBy(CounterId(0), 5)))
SECRET = (
    WANG_PHONE,
    WANG_PHONE[-4:],
    "王女士",
    "王姐",
    "T-20462",
    "草莓",
    "鲈鱼",
    "酸奶",
    "4827",
    "138****",
)
"""What of the sample order, its member and its sentence nobody may read off a locked counter."""


def real_key(desktop: Desktop, key: Key, text: str = "", modifiers: object = None) -> None:
    """As the operating system gives it: to the window."""
    handle = desktop.window.windowHandle()
    assert handle is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        held = CONTROL if modifiers else Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, held, text))
    settle()


def lock(desktop: Desktop) -> None:
    real_key(desktop, Key.Key_L, "\x0c", CONTROL)
    assert desktop.window.guard.locked


def wait(desktop: Desktop, seconds: float) -> None:
    """Time goes by and the window's own second hand moves."""
    desktop.time.seconds += seconds
    desktop.window._tick()
    settle()


def pin(desktop: Desktop, digits: str = "246810") -> None:
    for digit in digits:
        real_key(desktop, Key(ord(digit)), digit)


def everything_readable(root: QWidget) -> str:
    """All words any visible widget shows or says: painted, typed, labelled, and what a screen reader would be told."""
    root.grab()
    found: list[str] = [root.windowTitle()]
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        found += [one.text for one in getattr(widget, "shown", ())]
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLineEdit):
            found += [widget.text(), widget.placeholderText()]
        if isinstance(widget, QLabel):
            found.append(widget.text())
    return "\n".join(found)


def nothing_seen(desktop: Desktop) -> None:
    readable = everything_readable(desktop.window)
    assert [secret for secret in SECRET if secret in readable] == []
    assert [
        each for each in desktop.window.guard.frame.findChildren(QWidget) if each.isVisible()
    ] == []
