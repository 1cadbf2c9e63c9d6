"""A USB printer on Linux as the kernel's own device file (/dev/usb/lp0, driver usblp): no libusb, no driver detached. Only
Linux has it; elsewhere nothing is reachable this way."""

import os
import stat
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from errno import EACCES, EAGAIN, EBUSY

from app.devices.printers.lines import LineConnection, LineLimits
from app.devices.printers.transports import Connection, NoConnection
from app.domain.receipts import PrintFault

PIECE = 4096
RETRY_SECONDS = 0.05
POLL_SECONDS = 0.02


class UsbTransport:
    """`device` as /dev/usb/lp0, or the name a udev rule gives it."""

    def __init__(self, device: str, *, limits: LineLimits | None = None) -> None:
        self._device = device
        self._limits = limits or LineLimits()

    @contextmanager
    def open(self) -> Generator[Connection]:
        descriptor = self._opened()
        try:
            yield LineConnection(_DeviceLine(descriptor), self._limits)
        finally:
            os.close(descriptor)

    def _opened(self) -> int:
        """One program at a time (usblp says EBUSY); waits a little for the other."""
        end = time.monotonic() + self._limits.open
        while True:
            try:
                return _open_alone(self._device)
            except OSError as shut:
                if shut.errno not in {EACCES, EAGAIN, EBUSY}:
                    raise NoConnection(PrintFault.UNREACHABLE) from shut
                if shut.errno == EACCES or time.monotonic() >= end:
                    raise NoConnection(PrintFault.REFUSED) from shut
            time.sleep(RETRY_SECONDS)


def _open_alone(device: str) -> int:
    """A descriptor nobody else has. Raises OSError, also for a plain file that stands where the printer was."""
    if sys.platform == "win32":
        raise FileNotFoundError(device)
    import fcntl

    descriptor = os.open(device, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(device)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


class _DeviceLine:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: memoryview, *, seconds: float) -> int:
        if not _ready(self._descriptor, seconds, writing=True):
            return 0
        try:
            return os.write(self._descriptor, data[:PIECE])
        except BlockingIOError:
            return 0

    def read(self, *, seconds: float) -> bytes:
        """Some printers send empty packets, which are no answer: asked again until the time is up."""
        end = time.monotonic() + seconds
        while _ready(self._descriptor, max(0.0, end - time.monotonic()), writing=False):
            try:
                if got := os.read(self._descriptor, 256):
                    return got
            except BlockingIOError:
                pass  # another word for an empty packet
            if time.monotonic() >= end:
                break
            time.sleep(POLL_SECONDS)
        return b""

    def drain(self, *, seconds: float) -> bool:  # noqa: ARG002  the Protocol's words
        """usblp hands each write to the printer before it takes the next."""
        return True


def _ready(descriptor: int, seconds: float, *, writing: bool) -> bool:
    """Whether the device can now; OSError when it is gone."""
    if sys.platform == "win32":
        raise FileNotFoundError
    import select

    wanted = select.POLLOUT if writing else select.POLLIN
    watched = select.poll()
    watched.register(descriptor, wanted)
    for _, found in watched.poll(seconds * 1000):
        if found & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
            raise ConnectionResetError("the printer was unplugged")
        return bool(found & wanted)
    return False
