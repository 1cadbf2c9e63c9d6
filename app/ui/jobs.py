"""Work off the GUI thread: a callable goes to the injected executor, its result comes back on the GUI thread.

The executor is the store lane (one thread, first in first out); tests inject their own. No verb is known here.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

log = logging.getLogger(__name__)
T = TypeVar("T")


class Jobs(QObject):
    """`crashed` is for the calm sentence on screen; the log gets the whole story."""

    crashed = Signal()
    _ended = Signal(object)

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._closed = False
        self._behind: list[Callable[[], None]] = []
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._catch_up)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """`work` on the lane, `then(result)` here. When `work` raises: logged, `failed()` and `crashed`."""
        if not self._closed:
            self._catch_up()
            self.hear(self._executor.submit(work), then, failed)

    def hear(
        self,
        future: Future[T],
        then: Callable[[T], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """The same for what another thread works on already."""
        future.add_done_callback(lambda done: self._hop((done, then, failed)))

    def run_behind(self, work: Callable[[], None]) -> None:
        """`work` on the lane in its order, nobody waiting, once what is stale on screen is painted: Python runs one thread
        at a time, and work begun now would slow the very paint that a clerk is waiting for."""
        if not self._closed:
            self._behind.append(work)
            self._rest.start(0)

    def close(self) -> None:
        """Work that stood behind is handed on; answers still on their way are dropped: the screens are gone."""
        self._catch_up()
        self._closed = True

    def _catch_up(self) -> None:
        behind, self._behind = self._behind, []
        for work in behind:
            self.hear(self._executor.submit(work), lambda _done: None)

    def _hop(self, ended: object) -> None:
        if not self._closed:
            self._ended.emit(ended)

    def _deliver(
        self, ended: tuple[Future[T], Callable[[T], None], Callable[[], None] | None]
    ) -> None:
        future, then, failed = ended
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            then(future.result())
            return
        log.error("a job on the store lane failed", exc_info=error)
        if failed is not None:
            failed()
        self.crashed.emit()
