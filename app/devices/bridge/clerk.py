"""What the bridge needs that takes time, on a thread of its own: blocks made ahead, receipts read afterwards. The bytes of
the POS never wait for it."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from app.devices.bridge.session import QrBlock, SeenReceipt

log = logging.getLogger(__name__)

KEPT: Final = 2
"""Blocks ready: two receipts may end at once."""
FRESH_SECONDS: Final = 6 * 3600.0
"""The validity printed with a code counts from when it was made."""
RETRY_SECONDS: Final = 30.0
UNREAD_MOST: Final = 200


class BridgeClerk:
    """`prepare` and `read` are called on the clerk's thread and may block and fail; `block` and `on_receipt` are for the
    bridge and answer at once."""

    def __init__(
        self,
        *,
        prepare: Callable[[], QrBlock | None],
        read: Callable[[SeenReceipt], None],
        fresh_seconds: float = FRESH_SECONDS,
    ) -> None:
        self._prepare = prepare
        self._read = read
        self._fresh_seconds = fresh_seconds
        self._changed = threading.Condition()
        self._ready: deque[tuple[float, QrBlock]] = deque()
        self._unread: deque[SeenReceipt] = deque(maxlen=UNREAD_MOST)
        self._stopping = False
        self._not_before = 0.0
        self._thread = threading.Thread(target=self._run, name="bridge-clerk", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """What was seen is read before it ends, if there is time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def block(self) -> QrBlock | None:
        """The oldest ready; None when none is."""
        with self._changed:
            block = self._ready.popleft()[1] if self._ready else None
            self._changed.notify_all()
        return block

    def on_receipt(self, receipt: SeenReceipt) -> None:
        """To be read soon."""
        with self._changed:
            self._unread.append(receipt)
            self._changed.notify_all()

    def wait_until_ready(self, seconds: float) -> bool:
        """Whether there is a block, waited for."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._ready), seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._unread and not self._stopping and (pause := self._pause()) > 0:
                    self._changed.wait(pause)
                if self._unread:
                    receipt = self._unread.popleft()
                elif self._stopping:
                    return
                else:
                    receipt = None
            if receipt is None:
                self._make()
            else:
                self._look_at(receipt)

    def _pause(self) -> float:
        """Seconds until a block has to be made."""
        now = time.monotonic()
        while self._ready and now - self._ready[0][0] >= self._fresh_seconds:
            self._ready.popleft()
        if len(self._ready) < KEPT:
            return max(0.0, self._not_before - now)
        return self._ready[0][0] + self._fresh_seconds - now

    def _make(self) -> None:
        try:
            block = self._prepare()
        except Exception:
            log.exception("no code could be made for the POS's receipts")
            block = None
        with self._changed:
            if block is None:
                self._not_before = time.monotonic() + RETRY_SECONDS
            else:
                self._ready.append((time.monotonic(), block))
            self._changed.notify_all()

    def _look_at(self, receipt: SeenReceipt) -> None:
        try:
            self._read(receipt)
        except Exception:
            log.exception("a receipt of the POS could not be read")
