"""The side of the counter the customer sees: nothing of it is loaded before it is wanted. Its codes are made and drawn on
a thread of their own, so that no scan waits for one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.ui.frame.switches import Position
from app.ui.jobs import Jobs
from app.ui.look import Look
from app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from app.bootstrap.counter import Counter
    from app.ui.customer_display.display import CustomerDisplay
    from app.ui.customer_display.state import Invitation

OFF, SECOND = "off", "second"
"""The values of the setting."""


class CustomerSide:
    """`wanted` as the settings say; `remember` keeps a change made in the menu. GUI thread only."""

    def __init__(self, look: Look, *, wanted: bool, remember: Callable[[str], None]) -> None:
        self._look = look
        self._wanted = wanted
        self._remember = remember
        self._window: MainWindow | None = None
        self._counter: Counter | None = None
        self._lane: ThreadPoolExecutor | None = None
        self._jobs: Jobs | None = None
        self.display: CustomerDisplay | None = None

    def begin(self, window: MainWindow, counter: "Counter") -> None:
        """The counter is ready: from now on the display may be shown."""
        self._window, self._counter = window, counter
        if self._wanted:
            self._open()

    @property
    def position(self) -> Position:
        """For the menu's switch."""
        if not self._wanted:
            return Position.OFF
        there = self.display is not None and self.display.there
        return Position.ON if there else Position.ABSENT

    def turn(self) -> None:
        self._wanted = not self._wanted
        self._remember(SECOND if self._wanted else OFF)
        if self._wanted:
            self._open()
        else:
            self.close()

    def close(self) -> None:
        """Hidden and forgotten; what was being made for it is dropped."""
        if self.display is None or self._window is None:
            return
        self._window.counter_shown.disconnect(self.display.counter_changed)
        self.display.close()
        self.display = None
        if self._jobs is not None:
            self._jobs.close()
        if self._lane is not None:
            self._lane.shutdown(wait=True, cancel_futures=True)

    def _open(self) -> None:
        window, counter = self._window, self._counter
        if window is None or counter is None:
            return
        from app.ui.customer_display.display import CustomerDisplay

        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="customer")
        self._jobs = Jobs(self._lane)
        self.display = CustomerDisplay(
            look=self._look,
            jobs=self._jobs,
            store=counter.identity.store.name,
            counter=window,
            fresh=lambda: invitation(counter),
            now=lambda: datetime.now(UTC),
        )
        window.counter_shown.connect(self.display.counter_changed)
        self.display.begin(window.at_counter.state)


def invitation(counter: "Counter") -> "Invitation | None":
    """A code for one person with its dots; None when no QR holds it."""
    from app.devices.printers.qr import matrix
    from app.ui.customer_display.state import Invitation

    code = counter.fresh_group_code()
    drawn = matrix(code.url)
    return Invitation(drawn.rows, code.amount) if drawn is not None else None
