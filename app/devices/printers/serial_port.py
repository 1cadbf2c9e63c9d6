"""A printer on a serial port, real or USB: pyserial with time limits on everything. A job is not over before its last byte
has left this PC, and what a broken job left in the buffers is thrown away."""

import logging
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.devices.printers.lines import LineConnection, LineLimits, PartlyTaken
from app.devices.printers.transports import CONNECT_SECONDS, Connection, NoConnection
from app.domain.receipts import PrintFault

if TYPE_CHECKING:
    from serial import Serial

log = logging.getLogger(__name__)

BITS_A_BYTE = 10
SLACK = 1.5
"""A printer under flow control takes longer than its line."""
POLL_SECONDS = 0.02
RETRY_SECONDS = 0.05
FLOWS = {"none": {}, "rts": {"rtscts": True}, "dtr": {"dsrdtr": True}, "xon": {"xonxoff": True}}
"""What pyserial calls each kind of flow control."""


class SerialTransport:
    """`port` as /dev/ttyUSB0 or COM3. `flow`: none | rts | dtr | xon, as the printer's switches say."""

    def __init__(
        self,
        port: str,
        *,
        baud: int = 9600,
        flow: str = "none",
        patience: float = CONNECT_SECONDS,
        limits: LineLimits | None = None,
    ) -> None:
        self._port = port
        self._baud = baud
        self._flow = FLOWS[flow]
        line_speed = baud / BITS_A_BYTE / SLACK
        self._limits = limits or LineLimits(open=patience, bytes_per_second=line_speed)

    @contextmanager
    def open(self) -> Generator[Connection]:
        port = self._opened()
        try:
            yield LineConnection(_SerialLine(port, self._baud), self._limits)
        except BaseException:
            _throw_away_unsent(port)
            raise
        finally:
            with suppress(OSError):
                port.close()

    def _opened(self) -> "Serial":
        """Waits a little while another job or program holds the port."""
        from serial import Serial

        end = time.monotonic() + self._limits.open
        while True:
            try:
                return Serial(self._port, self._baud, timeout=0, exclusive=True, **self._flow)
            except (
                OSError,
                ValueError,
            ) as shut:  # pyserial: ValueError for a baud the port has not
                if not _is_busy(shut):
                    raise NoConnection(PrintFault.UNREACHABLE) from shut
                if time.monotonic() >= end:
                    raise NoConnection(PrintFault.REFUSED) from shut
            time.sleep(RETRY_SECONDS)


def _throw_away_unsent(port: "Serial") -> None:
    """A broken job must not trickle out later. Of a port that is gone, pyserial lets through termios.error, which is no
    OSError and does not exist on Windows."""
    try:
        port.reset_output_buffer()
    except Exception:
        log.info("nothing could be thrown away: the port is gone", exc_info=True)


def _is_busy(error: Exception) -> bool:
    """pyserial tells a held port on Linux by flock's EAGAIN or the system's EBUSY, on Windows by "access is denied"."""
    from errno import EACCES, EAGAIN, EBUSY

    said = str(error)
    held = "exclusively lock" in said or "PermissionError" in said or "Access is denied" in said
    return held or getattr(error, "errno", None) in {EACCES, EAGAIN, EBUSY}


class _SerialLine:
    def __init__(self, port: "Serial", baud: int) -> None:
        self._port = port
        self._piece = max(16, baud // BITS_A_BYTE // 2)

    def write(self, data: memoryview, *, seconds: float) -> int:
        """Half a second's worth at a time: pyserial does not say what a write that failed has sent."""
        from serial import SerialTimeoutException

        piece = bytes(data[: self._piece])
        self._port.write_timeout = max(0.01, seconds)
        try:
            self._port.write(piece)
        except SerialTimeoutException as stuck:
            raise TimeoutError from stuck
        except OSError as gone:
            raise PartlyTaken from gone
        return len(piece)

    def read(self, *, seconds: float) -> bytes:
        """The first byte within the time and what came with it."""
        self._port.timeout = seconds
        first: bytes = self._port.read(1)
        if not first:
            return b""
        more: bytes = self._port.read(min(self._port.in_waiting, 255))
        return first + more

    def drain(self, *, seconds: float) -> bool:
        """Asked again and again: the system's own way of waiting has no time limit."""
        end = time.monotonic() + seconds
        while self._port.out_waiting:
            if time.monotonic() >= end:
                return False
            time.sleep(POLL_SECONDS)
        return True
