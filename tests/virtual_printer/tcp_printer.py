"""A printer on the network: one connection at a time, answers DLE EOT as it is told to feel, fails as it is told to fail,
and keeps every job it got."""

import contextlib
import socket
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Self

from PIL import Image

from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import read_job

_POLL = 0.05
_SMALL_BUFFER = 2048
DLE_EOT = b"\x10\x04"


class Condition(Enum):
    """How the printer is: its answers to DLE EOT 1, 2, 3, 4 (Epson's reference); None = it does not answer."""

    OK = (0x12, 0x12, 0x12, 0x12)
    NEAR_END = (0x16, 0x12, 0x12, 0x1E)
    NO_PAPER = (0x1A, 0x32, 0x12, 0x7E)
    COVER_OPEN = (0x1A, 0x16, 0x12, 0x12)
    JAM = (0x1A, 0x52, 0x1A, 0x12)
    OFFLINE = (0x1A, 0x12, 0x12, 0x12)
    SILENT = (None, None, None, None)
    HALF_DEAF = (0x12, None, None, None)
    """Knows only the first question."""

    @property
    def prints(self) -> bool:
        return self not in {
            Condition.NO_PAPER,
            Condition.COVER_OPEN,
            Condition.JAM,
            Condition.OFFLINE,
        }


State = Condition | int
"""An int is a printer that answers every question with that byte (00, FF, 12, 1A, 1E, 72 in the field)."""


@dataclass
class Faults:
    """Scripted accidents of the connections to come, counted in bytes of the job; None = does not happen."""

    hang_up_after: int | None = None
    hang_up_politely: bool = False
    """With FIN, as a printer that restarts; otherwise a reset."""
    stop_reading_after: int | None = None
    state_after: tuple[int, State] | None = None
    """(bytes, state): the paper ends, or jams, in the middle."""


class VirtualPrinter:
    """`start()` gives a loopback port. `jobs` are the jobs printed, `torn` what came of those cut off. Jobs that
    arrive while there is no paper are held and print when there is again, as real printers do."""

    def __init__(
        self, width_dots: int = 384, *, on_job: Callable[[bytes], None] | None = None
    ) -> None:
        self.width_dots = width_dots
        self.on_job = on_job
        self.jobs: list[bytes] = []
        self.torn: list[bytes] = []
        self.held: list[bytes] = []
        self.connections = 0
        self.faults = Faults()
        self._state: State = Condition.OK
        self._changed = threading.Condition()
        self._reading = threading.Event()
        self._reading.set()
        self._stalled = threading.Event()
        self._stopping = threading.Event()
        self._listener: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._port = 0

    def start(self) -> int:
        """Listens; again on the same port after `stop`."""
        self._stopping.clear()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(8)
        listener.settimeout(_POLL)
        self._port = listener.getsockname()[1]
        self._listener = listener
        self._thread = threading.Thread(
            target=self._serve, args=(listener,), name="virtual-printer", daemon=True
        )
        self._thread.start()
        return self._port

    def stop(self) -> None:
        """Nobody listens any more: connections are refused."""
        self._stopping.set()
        self._reading.set()
        if self._thread is not None:
            self._thread.join(10)
        if self._listener is not None:
            self._listener.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        return self._port

    @property
    def state(self) -> State:
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        """Paper back in, cover closed: what was held prints now."""
        self._state = state
        if self._can_print():
            held, self.held = self.held, []
            for job in held:
                self._print(job)

    def read_on(self) -> None:
        """Ends `stop_reading_after`."""
        self.faults.stop_reading_after = None
        self._reading.set()

    def wait_until_stalled(self, seconds: float = 10) -> None:
        """Until `stop_reading_after` has come true."""
        if not self._stalled.wait(seconds):
            raise TimeoutError("the virtual printer never stopped reading")

    def wait_for(self, met: Callable[["VirtualPrinter"], bool], seconds: float = 10) -> None:
        """Until `met(self)`; looked at whenever a connection ended."""
        with self._changed:
            if not self._changed.wait_for(lambda: met(self), seconds):
                raise TimeoutError("the virtual printer waited in vain")

    def wait_for_jobs(self, count: int, seconds: float = 10) -> list[bytes]:
        self.wait_for(lambda printer: len(printer.jobs) >= count, seconds)
        return self.jobs

    def render(self, job: bytes) -> Image.Image:
        """The paper of a job; PaperFault when it is not in the printer's vocabulary."""
        return draw(read_job(job, width_dots=self.width_dots), width_dots=self.width_dots)

    # -- on the printer's own thread --------------------------------------------------------------------------

    def _serve(self, listener: socket.socket) -> None:
        with listener:
            while not self._stopping.is_set():
                try:
                    client, _ = listener.accept()
                except TimeoutError:
                    continue
                self.connections += 1
                with client:
                    self._connection(client)

    def _connection(self, client: socket.socket) -> None:
        job, ended_well = bytearray(), False
        try:
            ended_well = self._receive(client, job)
        except OSError:
            ended_well = False
        finally:
            client.close()
        if job:
            if not ended_well:
                self.torn.append(bytes(job))
            elif self._can_print():
                self._print(bytes(job))
            else:
                self.held.append(bytes(job))
        with self._changed:
            self._changed.notify_all()

    def _receive(self, client: socket.socket, job: bytearray) -> bool:
        """True when the client closed after its last byte."""
        pending = b""
        client.settimeout(_POLL)
        while not self._stopping.is_set():
            if self._accident(client, len(job)):
                return False
            try:
                got = client.recv(512)
            except TimeoutError:
                continue
            if not got:
                job += pending
                return True
            pending = self._sort(client, pending + got, job)
        return False

    def _sort(self, client: socket.socket, got: bytes, job: bytearray) -> bytes:
        """Takes real-time questions out of the stream, wherever they stand, as the manual says; returns the
        start of one that has not wholly arrived."""
        while (place := got.find(DLE_EOT)) >= 0 and place + 2 < len(got):
            job += got[:place]
            self._answer(client, got[place + 2])
            got = got[place + 3 :]
        keep = 2 if got.endswith(DLE_EOT) else 1 if got.endswith(b"\x10") else 0
        job += got[: len(got) - keep]
        return got[len(got) - keep :]

    def _accident(self, client: socket.socket, received: int) -> bool:
        """Lets happen what is scripted for this byte; True when the connection is over."""
        faults = self.faults
        if faults.state_after is not None and received >= faults.state_after[0]:
            self._state = faults.state_after[1]
            faults.state_after = None
        if faults.hang_up_after is not None and received >= faults.hang_up_after:
            if not faults.hang_up_politely:
                linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
                with contextlib.suppress(OSError):
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            return True
        if faults.stop_reading_after is not None and received >= faults.stop_reading_after:
            self._reading.clear()
            self._stalled.set()
            self._reading.wait()
        return False

    def _answer(self, client: socket.socket, question: int) -> None:
        state = self._state
        byte = state if isinstance(state, int) else state.value[question - 1]
        if byte is not None:
            client.sendall(bytes((byte,)))

    def _can_print(self) -> bool:
        return isinstance(self._state, int) or self._state.prints

    def _print(self, job: bytes) -> None:
        self.jobs.append(job)
        if self.on_job is not None:
            self.on_job(job)
        with self._changed:
            self._changed.notify_all()
