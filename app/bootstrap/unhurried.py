"""Long work behind the screen in short pieces, with a rest after each, so that hardly any scan finds one before it."""

import threading
from collections.abc import Callable

Cancel = Callable[[], None]
Later = Callable[[float, Callable[[], None]], Cancel]
"""(seconds, what then) → what calls it off."""


def after(seconds: float, then: Callable[[], None]) -> Cancel:
    """On a thread of its own."""
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()
    return timer.cancel


class Unhurried:
    """`behind` puts a piece on the store lane; `piece` says whether there is more."""

    def __init__(
        self,
        behind: Callable[[Callable[[], None]], None],
        piece: Callable[[], bool],
        *,
        rest_s: float,
        later: Later = after,
    ) -> None:
        self._behind = behind
        self._piece = piece
        self._rest_s = rest_s
        self._later = later
        self._lock = threading.Lock()
        self._cancel: Cancel | None = None
        self._going = self._stopped = False

    def begin(self) -> None:
        """From any thread; nothing new while it is still at it."""
        with self._lock:
            if self._going or self._stopped:
                return
            self._going = True
            self._behind(self._once)

    def stop(self) -> None:
        """No further piece is begun; one on the lane ends."""
        with self._lock:
            self._stopped = True
            if self._cancel is not None:
                self._cancel()

    def _once(self) -> None:
        more = False
        try:
            more = self._piece()
        finally:
            with self._lock:
                self._going = False
                if more and not self._stopped:
                    self._cancel = self._later(self._rest_s, self.begin)
