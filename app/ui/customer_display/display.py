"""The customer display put together: presenter, window and screen. Made after the counter is ready, when it is wanted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.ui.counter.state import CounterState
from app.ui.customer_display.presenter import DisplayPresenter
from app.ui.customer_display.screens import SecondScreen
from app.ui.customer_display.state import Invitation, Welcome
from app.ui.customer_display.view import CustomerWindow
from app.ui.jobs import Jobs
from app.ui.look import Look

TICK_MS = 1000


class CustomerDisplay:
    """`counter` is the clerk's window; `fresh` makes a code for one person, off the GUI thread."""

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        store: str,
        counter: QWidget,
        fresh: Callable[[], Invitation | None],
        now: Callable[[], datetime],
    ) -> None:
        self.window = CustomerWindow(look, Welcome(store))
        self.window.activated.connect(counter.activateWindow, Qt.ConnectionType.QueuedConnection)
        self._counter = counter
        self.presenter = DisplayPresenter(
            store=store, jobs=jobs, fresh=fresh, now=now, changed=self.window.render_state
        )
        self._timer = QTimer()
        self._timer.timeout.connect(self.presenter.tick)
        self._screen = SecondScreen(
            self.window, screens=QGuiApplication.screens, clerks=self._clerks_screen
        )

    def begin(self, state: CounterState) -> None:
        """Shows itself when there is a second screen, and from now on follows the screens."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self._screen.follow(application)
        self.presenter.begin()
        self.presenter.counter_changed(state)
        self._screen.place()
        self._timer.start(TICK_MS)

    def counter_changed(self, state: CounterState) -> None:
        self.presenter.counter_changed(state)

    @property
    def there(self) -> bool:
        """On a second screen."""
        return self._screen.there

    def close(self) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self._screen.unfollow(application)
        self._timer.stop()
        self.window.close()
        self.window.deleteLater()

    def _clerks_screen(self) -> QScreen | None:
        return self._counter.screen()
