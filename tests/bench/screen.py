"""The real app window without a screen, and one scan timed: from the scanner's line end to the painted card."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from app.bootstrap.desktop import Desktop
from app.paths import Paths
from app.settings import load_settings
from app.ui.application import make_application
from app.ui.counter.state import Busy
from app.ui.main_window import MainWindow
from installer.demo.hands import scan_into, wait_until

LIMIT_S = 10.0


class Painted(QObject):
    """Notices the paint that shows what was asked for: a window gets UpdateRequest and paints all that changed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._counter = window.at_counter
        self._before = self._counter.state.card
        self.seen = False
        window.installEventFilter(self)

    def look_for_the_next(self) -> None:
        """A card other than the one that is there now."""
        self._before = self._counter.state.card
        self.seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.UpdateRequest and not self.seen:
            state = self._counter.state
            self.seen = state.card is not self._before and state.busy is Busy.NO
        return False


class Screen:
    """A counter's window on a data directory where somebody is signed in."""

    def __init__(self, window: MainWindow, lane: ThreadPoolExecutor) -> None:
        self.window = window
        self._lane = lane
        self._painted = Painted(window)

    def scan(self, text: str) -> float:
        """Seconds from the terminator's key event to the end of the paint that shows the answer."""
        handle = self.window.windowHandle()
        if handle is None:
            raise RuntimeError("the window was never shown")
        self._painted.look_for_the_next()
        began = scan_into(handle, text)
        while not self._painted.seen:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - began > LIMIT_S:
                raise TimeoutError("the card was never painted")
        return time.perf_counter() - began

    def settle(self) -> None:
        """Until nothing is left to do from the last scan, as in the seconds between two customers."""
        for _ in range(2):
            QCoreApplication.processEvents()
            self._lane.submit(lambda: None).result(LIMIT_S)
        QCoreApplication.processEvents()


@contextmanager
def screen(paths: Paths) -> Iterator[Screen]:
    """The app as its own start makes it, ready for scans."""
    if not isinstance(QApplication.instance(), QApplication):
        make_application(["bench"])
    settings, _ = load_settings(paths.settings)
    lane = ThreadPoolExecutor(1, thread_name_prefix="store-lane")
    desktop = Desktop(paths=paths, settings=settings, mono=time.monotonic, lane=lane)
    ready: list[bool] = []
    desktop.ready.connect(lambda: ready.append(True))
    desktop.open()
    wait_until(lambda: bool(ready), "the counter to be ready", 60)
    window = desktop.window
    if window is None:
        raise RuntimeError("ready without a window")
    window.resize(1366, 768)
    window.activateWindow()
    wait_until(lambda: not window.signing_in, "the signed-in clerk", 10)
    try:
        yield Screen(window, lane)
    finally:
        window.close()
        desktop.close()
        window.deleteLater()
        QCoreApplication.processEvents()
