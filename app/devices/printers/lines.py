"""A job's way over anything that takes bytes one after the other: what a serial port and a USB printer have in common.
Limits and honesty live here; how a byte leaves is the line's own."""

import time
from dataclasses import dataclass
from typing import Protocol

from app.devices.printers.transports import CONNECT_SECONDS, MOST_UNASKED, ConnectionBroke
from app.domain.receipts import PrintFault

DLE_EOT = b"\x10\x04"


class PartlyTaken(OSError):
    """The printer is gone, and nobody knows how much of this write it has."""


class Line(Protocol):
    """Every call ends within the given seconds and may raise OSError: the printer is gone and this write never left."""

    def write(self, data: memoryview, *, seconds: float) -> int:
        """How many bytes were taken; 0 = none in time. TimeoutError = none or some, nobody knows."""
        ...

    def read(self, *, seconds: float) -> bytes:
        """What came; b"" = nothing in time."""
        ...

    def drain(self, *, seconds: float) -> bool:
        """Whether everything taken has left this PC."""
        ...


@dataclass(frozen=True, slots=True)
class LineLimits:
    """Seconds. `open` while another program holds the device, `write` without a byte taken, `job` for all of them and on
    top of what `bytes_per_second`, the slowest honest line, needs."""

    open: float = CONNECT_SECONDS
    write: float = 5.0
    job: float = 10.0
    bytes_per_second: float = 50_000.0

    def whole(self, size: int) -> float:
        """The time limit of a job of `size` bytes."""
        return self.job + size / self.bytes_per_second


class LineConnection:
    """`Connection` over a line; the transport opens and closes it."""

    def __init__(self, line: Line, limits: LineLimits) -> None:
        self._line = line
        self._limits = limits
        self._sent = False

    def ask(self, question: int, *, seconds: float) -> int | None:
        """Anything other than one answer byte (a greeting, XON) is the printer's own talk; the last byte counts."""
        self.watch(0)
        asked = DLE_EOT + bytes((question,))
        self._write(asked, end=time.monotonic() + self._limits.write, job=False)
        answer = self._read(seconds)
        return answer[-1] if answer else None

    def send(self, data: bytes) -> None:
        end = time.monotonic() + self._limits.whole(len(data))
        self._write(data, end=end, job=True)
        try:
            drained = self._line.drain(seconds=max(0.0, end - time.monotonic()))
        except OSError as gone:
            raise self._broke() from gone
        if not drained:
            raise ConnectionBroke(PrintFault.TOO_SLOW, sent=True)

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        for _ in range(MOST_UNASKED):
            if not self._read(max(0.0, end - time.monotonic())):
                return

    def finish(self) -> None:
        """A line has no end to say; a printer that is gone by now is still noticed."""
        self.watch(0)

    def _write(self, data: bytes, *, end: float, job: bool) -> None:
        rest = memoryview(data)
        while rest:
            patience = max(0.0, min(self._limits.write, end - time.monotonic()))
            try:
                taken = self._line.write(rest, seconds=patience)
            except TimeoutError as stuck:
                raise ConnectionBroke(PrintFault.TOO_SLOW, sent=self._sent or job) from stuck
            except PartlyTaken as torn:
                raise ConnectionBroke(PrintFault.BROKE_OFF, sent=self._sent or job) from torn
            except OSError as gone:
                raise self._broke() from gone
            if not taken:
                raise ConnectionBroke(PrintFault.TOO_SLOW, sent=self._sent)
            self._sent = self._sent or job
            rest = rest[taken:]

    def _read(self, seconds: float) -> bytes:
        try:
            return self._line.read(seconds=seconds)
        except OSError as gone:
            raise self._broke() from gone

    def _broke(self) -> ConnectionBroke:
        return ConnectionBroke(PrintFault.BROKE_OFF, sent=self._sent)
