"""The bridge's door for a POS that prints to a serial port: a pseudo terminal under a name of its own. Linux only."""

import logging
import os
import select
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

from app.devices.bridge.bridge import Upstream
from app.devices.bridge.session import Block, BridgeLimits, OnReceipt, Session
from app.devices.bridge.stream import ReceiptStream
from app.devices.bridge.turns import PrinterTurns
from app.devices.bridge.wires import PtyWire

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


class SerialDoor:
    """`start` puts a link to the terminal at `link`; the POS opens it as its printer's port. A printer that is away
    makes the POS wait, as a serial printer that is not ready does; nothing is lost meanwhile."""

    def __init__(
        self,
        link: Path,
        *,
        upstream: Upstream,
        block: Block,
        on_receipt: OnReceipt,
        turns: PrinterTurns,
        limits: BridgeLimits | None = None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._link = link
        self._upstream = upstream
        self._block = block
        self._on_receipt = on_receipt
        self._turns = turns
        self._limits = limits or BridgeLimits()
        self._retry_seconds = retry_seconds
        self._stop_reads, self._stop_writes = socket.socketpair()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Raises OSError when there can be no terminal or no link."""
        if sys.platform == "win32":
            raise OSError("this system has no pseudo terminals")
        import tty

        ours, theirs = os.openpty()
        try:
            tty.setraw(theirs)
            draft = self._link.with_name(self._link.name + ".new")
            draft.unlink(missing_ok=True)
            draft.symlink_to(os.ttyname(theirs))
            draft.replace(self._link)
        except OSError:
            os.close(ours)
            os.close(theirs)
            raise
        # their end stays open here too: a terminal nobody holds forgets what was written to it
        self._thread = threading.Thread(
            target=self._run, args=(ours, theirs), name="bridge-serial", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """A job under way gets `limits.stop` to end."""
        self._stop_writes.close()
        if self._thread is not None:
            self._thread.join(self._limits.stop + 2)
            with suppress(OSError):
                self._link.unlink()

    def _run(self, ours: int, theirs: int) -> None:
        try:
            while not self._stopped(ours, None):
                try:
                    self._job(ours)
                except OSError as away:
                    log.warning("the serial POS's printer is not there: %s", type(away).__name__)
                    if self._stopped(None, self._retry_seconds):
                        return
        finally:
            os.close(ours)
            os.close(theirs)

    def _stopped(self, ours: int | None, seconds: float | None) -> bool:
        """Waits for bytes on `ours` or for the time to pass; True when the door closes."""
        stop = self._stop_reads.fileno()
        waited = [stop] if ours is None else [stop, ours]
        return stop in select.select(waited, [], [], seconds)[0]

    def _job(self, ours: int) -> None:
        with self._turns.of_pos():
            printer = self._upstream.connect(self._limits.connect)
            Session(
                pos=PtyWire(ours),
                printer=printer,
                stream=ReceiptStream(self._upstream.dots),
                block=self._block,
                on_receipt=self._on_receipt,
                limits=self._limits,
                stopping=self._stop_reads.fileno(),
                ends_on_silence=True,
            ).run()
