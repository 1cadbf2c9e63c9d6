"""Which screen the customer's window is on: another one than the clerk's, as long as there is one. A screen may go at any
moment and come back; the window hides and returns, and the counter notices nothing."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


class Place(Protocol):
    """A screen, as far as it matters here: QScreen is one."""

    def geometry(self) -> QRect: ...


def second_of(screens: Sequence[Place], clerks: Place | None) -> Place | None:
    """The first screen that is not the clerk's; None when there is no other."""
    return next((screen for screen in screens if screen is not clerks), None)


class SecondScreen(QObject):
    """Keeps `window` there. `clerks` says which screen the counter's own window is on."""

    def __init__(
        self,
        window: QWidget,
        *,
        screens: Callable[[], Sequence[Place]],
        clerks: Callable[[], Place | None],
    ) -> None:
        super().__init__()
        self._window = window
        self._screens = screens
        self._clerks = clerks
        self._on: Place | None = None

    @property
    def there(self) -> bool:
        """There is a second screen, and the window is on it."""
        return self._on is not None

    def follow(self, application: QGuiApplication) -> None:
        """From now on, whatever happens to the screens."""
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._removed)
        application.primaryScreenChanged.connect(self._added)

    def unfollow(self, application: QGuiApplication) -> None:
        application.screenAdded.disconnect(self._added)
        application.screenRemoved.disconnect(self._removed)
        application.primaryScreenChanged.disconnect(self._added)

    def place(self, gone: Place | None = None) -> None:
        """Where the window belongs now; `gone` is leaving and may still be listed."""
        listed = [screen for screen in self._screens() if screen is not gone]
        before, self._on = self._on, second_of(listed, self._clerks())
        if self._on is None:
            self._window.hide()
            return
        if isinstance(self._on, QScreen) and self._on is not before:
            self._window.setScreen(self._on)
            self._on.geometryChanged.connect(self._window.setGeometry)
        self._window.setGeometry(self._on.geometry())
        self._window.show()

    def _added(self, _screen: QScreen | None = None) -> None:
        self.place()

    def _removed(self, screen: QScreen) -> None:
        """Before Qt moves its windows to the clerk's screen."""
        self.place(gone=screen)
