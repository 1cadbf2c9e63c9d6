"""One page of changes read ahead: while a page is applied, the next one is already on its way. Whoever pulls owns it and
asks for a page by its cursor; what was read ahead for another cursor, failed, or lay too long, is asked for again."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from sync.errors import SyncError
from sync.wire import ChangesAnswer

STALE_SECONDS: Final = 30.0
"""A page that lay longer is asked for again: it tells HQ's time, among other things."""


class ReadAhead:
    """`ask` gives the page behind a cursor without waiting for news; it runs on a thread of its own, one at a time, and
    ends when its line is cut or closed."""

    def __init__(
        self,
        ask: Callable[[str], ChangesAnswer],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._monotonic = monotonic
        self._thread: threading.Thread | None = None
        self._cursor = ""
        self._came: tuple[ChangesAnswer, float] | None = None

    def begin(self, cursor: str) -> None:
        """Unless a page is still on its way."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._cursor, self._came = cursor, None
        self._thread = threading.Thread(target=self._read, name="sync-read-ahead", daemon=True)
        self._thread.start()

    def page(self, cursor: str) -> ChangesAnswer | None:
        """The page behind this cursor, waited for when it is on its way; None = nobody has read it, ask yourself."""
        if self._thread is None or cursor != self._cursor:
            return None
        self._thread.join()
        self._thread, came, self._came = None, self._came, None
        if came is None or self._monotonic() - came[1] > STALE_SECONDS:
            return None
        return came[0]

    def _read(self) -> None:
        """Every fault of the line is met again by whoever asks again, and told then."""
        with suppress(SyncError):
            self._came = self._ask(self._cursor), self._monotonic()
