"""A printer on a pty, as a serial port or a USB device file sees it: answers DLE EOT, can be silent, slow, deaf, pulled out
in the middle and plugged in again. A job ends at its cut."""

import contextlib
import errno
import os
import select
import threading
import tty
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.virtual_printer.tcp_printer import DLE_EOT, Condition, State

CUT = b"\x1dVB\x00"
_POLL = 0.02


@dataclass
class LineFaults:
    """Counted in bytes since the plug went in; None = does not happen."""

    pull_after: int | None = None
    stop_reading_after: int | None = None
    bytes_a_read: int = 4096
    pause: float = 0.0
    """Seconds between two reads: a slow printer."""


class PtyPrinter:
    """`path` is a link that leads to the pty plugged in now, as a udev rule's name does. `torn` is what came before the
    plug was pulled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.jobs: list[bytes] = []
        self.torn: list[bytes] = []
        self.state: State = Condition.OK
        self.faults = LineFaults()
        self._received = 0
        self._master = self._slave = -1
        self._changed = threading.Condition()
        self._plugged = threading.Lock()
        self._stopping = threading.Event()
        self._reading = threading.Event()
        self._reading.set()
        self._thread = threading.Thread(target=self._serve, name="pty-printer", daemon=True)

    def __enter__(self) -> Self:
        self.plug_in()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._reading.set()
        self._thread.join(10)
        self.pull()

    def plug_in(self) -> None:
        """The printer's own end keeps the line raw while nobody has it open."""
        with self._plugged:
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._received = 0
            self.path.unlink(missing_ok=True)
            self.path.symlink_to(os.ttyname(self._slave))

    def pull(self) -> None:
        """Whoever has the device open is told that it is gone."""
        with self._plugged:
            if self._master < 0:
                return
            self.path.unlink(missing_ok=True)
            for end in (self._slave, self._master):
                os.close(end)
            self._master = self._slave = -1

    def read_on(self) -> None:
        """Ends `stop_reading_after`."""
        self.faults.stop_reading_after = None
        self._reading.set()

    def wait_for(self, met: Callable[["PtyPrinter"], bool], seconds: float = 10) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: met(self), seconds):
                raise TimeoutError("the pty printer waited in vain")

    # -- on the printer's own thread --------------------------------------------------------------------------

    def _serve(self) -> None:
        job, pending = bytearray(), b""
        while not self._stopping.is_set():
            if self.faults.pull_after is not None and self._received >= self.faults.pull_after:
                self.faults.pull_after = None
                self.pull()
            stop = self.faults.stop_reading_after
            if stop is not None and self._received >= stop:
                self._reading.clear()
                self._reading.wait()
            got = self._read()
            if got is None:
                if job:
                    self._keep(self.torn, bytes(job))
                job, pending = bytearray(), b""
                self._stopping.wait(_POLL)
                continue
            self._received += len(got)
            pending = self._sort(pending + got, job)
            while (end := job.find(CUT)) >= 0:
                self._keep(self.jobs, bytes(job[: end + len(CUT)]))
                del job[: end + len(CUT)]
            if self.faults.pause:
                self._stopping.wait(self.faults.pause)

    def _read(self) -> bytes | None:
        """b"" when nothing came; None when no plug is in."""
        with self._plugged:
            if self._master < 0:
                return None
            if not select.select([self._master], [], [], _POLL)[0]:
                return b""
            try:
                return os.read(self._master, self.faults.bytes_a_read)
            except OSError as error:
                if error.errno in {errno.EAGAIN, errno.EIO}:
                    return b""
                raise

    def _sort(self, got: bytes, job: bytearray) -> bytes:
        """Takes real-time questions out of the stream; returns the start of one that has not wholly arrived."""
        while (place := got.find(DLE_EOT)) >= 0 and place + 2 < len(got):
            job += got[:place]
            self._answer(got[place + 2])
            got = got[place + 3 :]
        keep = 2 if got.endswith(DLE_EOT) else 1 if got.endswith(b"\x10") else 0
        job += got[: len(got) - keep]
        return got[len(got) - keep :]

    def _answer(self, question: int) -> None:
        state = self.state
        byte = state if isinstance(state, int) else state.value[question - 1]
        if byte is None:
            return
        with self._plugged, contextlib.suppress(OSError):
            if self._master >= 0:
                os.write(self._master, bytes((byte,)))

    def _keep(self, where: list[bytes], job: bytes) -> None:
        with self._changed:
            where.append(job)
            self._changed.notify_all()
