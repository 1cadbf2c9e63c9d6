"""A printer that Windows knows by name: its queue takes our bytes as they are (RAW). What Windows says is judged here,
purely; the calls themselves are in `winspool`."""

import struct
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from app.devices.printers.transports import Connection, ConnectionBroke, NoConnection
from app.domain.receipts import PrintFault

TITLE = "Tuangui"
WORK_OFFLINE = 0x400
"""Attribute PRINTER_ATTRIBUTE_WORK_OFFLINE: Windows sets it for a USB printer that is unplugged, and then keeps jobs to
print them whenever it comes back (Microsoft, PRINTER_INFO_2)."""
_POINTERS_BEFORE = 13
_FAULTS = (
    (0x10 | 0x40, PrintFault.NO_PAPER),
    (0x400000, PrintFault.COVER_OPEN),
    (0x2 | 0x8 | 0x100000, PrintFault.PRINTER_ERROR),
    (0x1 | 0x80 | 0x1000, PrintFault.OFFLINE),
)
"""PRINTER_STATUS_*: paper out, paper problem; door open; error, jam, user intervention; paused, offline, not available."""


@dataclass(frozen=True, slots=True)
class SpoolerState:
    """`attributes` and `status` are the bits of PRINTER_INFO_2; `jobs` wait in the queue."""

    attributes: int
    status: int
    jobs: int


class Spooler(Protocol):
    """Both raise OSError."""

    def state(self, printer: str) -> SpoolerState: ...

    def print_raw(self, printer: str, title: str, data: bytes) -> None: ...


def state_of_info(info: bytes, *, pointer: int = struct.calcsize("P")) -> SpoolerState:
    """From the bytes of a PRINTER_INFO_2: 13 pointers, then DWORDs (attributes, 4 of no interest, status, jobs). Raises
    OSError when they are too few."""
    try:
        values = struct.unpack_from("<7I", info, _POINTERS_BEFORE * pointer)
    except struct.error as short:
        raise OSError("no printer information") from short
    return SpoolerState(attributes=values[0], status=values[5], jobs=values[6])


def fault_of(state: SpoolerState) -> PrintFault | None:
    """Why no job should be given to this queue now: it would print minutes or hours later."""
    if state.attributes & WORK_OFFLINE:
        return PrintFault.OFFLINE
    for bits, fault in _FAULTS:
        if state.status & bits:
            return fault
    return None


class SpoolerTransport:
    """`printer` is its name in Windows' list. A job in the queue is "sent": Windows does not say that it printed. Its
    queue is on this PC, so there is no time limit of ours. `alone`: only into an empty queue, for what must not wait."""

    def __init__(
        self, printer: str, open_spooler: Callable[[], Spooler], *, alone: bool = False
    ) -> None:
        self._printer = printer
        self._open_spooler = open_spooler
        self._alone = alone

    @contextmanager
    def open(self) -> Generator[Connection]:
        try:
            spooler = self._open_spooler()
            state = spooler.state(self._printer)
        except OSError as unknown:
            raise NoConnection(PrintFault.UNREACHABLE) from unknown
        if (fault := fault_of(state)) is not None:
            raise NoConnection(fault)
        if self._alone and state.jobs:
            raise NoConnection(PrintFault.REFUSED)
        yield _SpoolerConnection(self._printer, spooler)


class _SpoolerConnection:
    def __init__(self, printer: str, spooler: Spooler) -> None:
        self._printer = printer
        self._spooler = spooler

    def ask(self, question: int, *, seconds: float) -> int | None:  # noqa: ARG002  the Protocol's words
        return None

    def send(self, data: bytes) -> None:
        try:
            self._spooler.print_raw(self._printer, TITLE, data)
        except OSError as broke:
            raise ConnectionBroke(PrintFault.BROKE_OFF, sent=True) from broke

    def watch(self, seconds: float) -> None:
        """A queue does not go away."""

    def finish(self) -> None:
        """The job was ended when it was sent."""
