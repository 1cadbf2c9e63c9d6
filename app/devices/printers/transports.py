"""How bytes reach a printer: one connection a job, opened, asked, fed and closed. What the answers mean, and what a job's
end is called, is not decided here."""

import os
import socket
import struct
import sys
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.receipts import PrintFault

MOST_UNASKED = 64
"""Reads of status nobody asked for; a printer that never stops talking does not hold the lane."""

CONNECT_SECONDS = 3.0
"""Until there is a connection, or none."""

SLOWEST_BYTES = 50_000.0
"""Bytes a second of a printer that still makes progress; a long job gets that much more time."""


class NoConnection(Exception):
    """No connection was made, so surely nothing printed."""

    def __init__(self, fault: PrintFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class ConnectionBroke(Exception):
    """The connection ended too early. `sent`: at least one byte of the job had left."""

    def __init__(self, fault: PrintFault, *, sent: bool) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.sent = sent


class Connection(Protocol):
    """One job's way to the printer. Every call blocks for a bounded time and may raise ConnectionBroke."""

    def ask(self, question: int, *, seconds: float) -> int | None:
        """DLE EOT `question`; the byte that came within `seconds`, None if none did."""
        ...

    def send(self, data: bytes) -> None: ...

    def watch(self, seconds: float) -> None:
        """Waits, and raises when the far end goes away meanwhile."""
        ...

    def finish(self) -> None:
        """Says that nothing more comes and lets the far end close first."""
        ...


class Transport(Protocol):
    """Opens a fresh connection a job; nothing is shared between jobs (devices.md §1.5)."""

    def open(self) -> AbstractContextManager[Connection]:
        """Entering may raise NoConnection."""
        ...


@dataclass(frozen=True, slots=True)
class TcpLimits:
    """Seconds. `write` without a byte taken, `job` for all of them, `close` for the far end to close."""

    connect: float = CONNECT_SECONDS
    write: float = 5.0
    job: float = 10.0
    close: float = 0.5


class TcpTransport:
    """Raw TCP, by custom port 9100. Give an address in digits: looking up a name has no time limit."""

    def __init__(self, host: str, port: int = 9100, *, limits: TcpLimits | None = None) -> None:
        self._address = (host, port)
        self._limits = limits or TcpLimits()

    @contextmanager
    def open(self) -> Generator[Connection]:
        try:
            sock = socket.create_connection(self._address, timeout=self._limits.connect)
        except ConnectionRefusedError as refused:
            raise NoConnection(PrintFault.REFUSED) from refused
        except ConnectionError as broke:
            raise NoConnection(PrintFault.BROKE_OFF) from broke
        except OSError as away:
            raise NoConnection(PrintFault.UNREACHABLE) from away
        with sock:
            with suppress(OSError):  # the far end may be gone again; the first question finds out
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                yield _TcpConnection(sock, self._limits)
            except BaseException:
                _throw_away_unsent(sock)
                raise


class _TcpConnection:
    def __init__(self, sock: socket.socket, limits: TcpLimits) -> None:
        self._sock = sock
        self._limits = limits
        self._sent = False

    def ask(self, question: int, *, seconds: float) -> int | None:
        self.watch(0)
        try:
            self._sock.settimeout(self._limits.write)
            self._sock.sendall(bytes((0x10, 0x04, question)))
        except OSError as broke:
            raise self._broke() from broke
        answer = self._read(seconds)
        return answer[-1] if answer else None

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        end = time.monotonic() + self._limits.job + len(data) / SLOWEST_BYTES
        while rest:
            self._sock.settimeout(max(0.01, min(self._limits.write, end - time.monotonic())))
            try:
                taken = self._sock.send(rest)
            except TimeoutError as slow:
                raise ConnectionBroke(PrintFault.TOO_SLOW, sent=self._sent) from slow
            except OSError as broke:
                raise self._broke() from broke
            self._sent = self._sent or taken > 0
            rest = rest[taken:]

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        for _ in range(MOST_UNASKED):
            if self._read(max(0.0, end - time.monotonic())) is None:
                return

    def finish(self) -> None:
        self.watch(0)
        try:
            self._sock.shutdown(socket.SHUT_WR)
            self._sock.settimeout(self._limits.close)
            for _ in range(MOST_UNASKED):
                if not self._sock.recv(256):
                    return
        except TimeoutError:
            return
        except OSError as broke:
            raise self._broke() from broke

    def _read(self, seconds: float) -> bytes | None:
        """What the printer said within the time; None if nothing."""
        try:
            self._sock.settimeout(seconds)
            got = self._sock.recv(256)
        except (TimeoutError, BlockingIOError):
            return None
        except OSError as broke:
            raise self._broke() from broke
        if not got:
            raise self._broke()
        return got

    def _broke(self) -> ConnectionBroke:
        return ConnectionBroke(PrintFault.BROKE_OFF, sent=self._sent)


def _throw_away_unsent(sock: socket.socket) -> None:
    """A broken job must not trickle out of the system's buffer minutes later: close with a reset."""
    linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


class FileTransport:
    """Each job becomes a file `0001.bin`, `0002.bin` … of a folder; it answers no question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def open(self) -> Generator[Connection]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = 1 + max(
                (int(path.stem) for path in self._folder.glob("*.bin") if path.stem.isdigit()),
                default=0,
            )
            file = (self._folder / f"{number:04d}.bin").open("xb", buffering=0)
        except OSError as away:
            raise NoConnection(PrintFault.UNREACHABLE) from away
        with file:
            yield _FileConnection(file.fileno())


class _FileConnection:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._sent = False

    def ask(self, question: int, *, seconds: float) -> int | None:  # noqa: ARG002  the Protocol's words
        return None

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            try:
                taken = os.write(self._descriptor, rest)
            except OSError as broke:
                raise ConnectionBroke(PrintFault.BROKE_OFF, sent=self._sent) from broke
            self._sent = self._sent or taken > 0
            rest = rest[taken:]

    def watch(self, seconds: float) -> None:
        """A file does not go away."""

    def finish(self) -> None:
        """Closed by the transport."""
