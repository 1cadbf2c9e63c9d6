"""The two ends of the bridge as one kind of thing: bytes that come and go without blocking. What they mean is not known here."""

import os
import socket
import struct
import sys
from contextlib import suppress
from typing import Protocol

CHUNK = 65_536


class Wire(Protocol):
    """Never blocks: BlockingIOError when nothing can be done now, any other OSError when the far end is gone."""

    def fileno(self) -> int: ...

    def receive(self) -> bytes:
        """b"" once the far end has said its last."""
        ...

    def send(self, data: bytes | bytearray) -> int: ...

    def done(self) -> None:
        """Nothing more will be sent; the far end may still speak."""
        ...

    def close(self, *, broken: bool) -> None:
        """`broken` tells the far end so, where the medium can: what was sent may be lost."""
        ...


class TcpWire:
    """A TCP connection, made ready for small pieces and for a far end that vanishes."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        sock.settimeout(0)
        with suppress(OSError):  # the far end may be gone already; the first read finds out
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def fileno(self) -> int:
        return self._sock.fileno()

    def receive(self) -> bytes:
        return self._sock.recv(CHUNK)

    def send(self, data: bytes | bytearray) -> int:
        return self._sock.send(data)

    def done(self) -> None:
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)

    def close(self, *, broken: bool) -> None:
        if broken:
            linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            with suppress(OSError):
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._sock.close()


class PtyWire:
    """The far side of a pseudo terminal that plays a serial printer. It has no end of its own: `close` leaves it open
    for the next job."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        if sys.platform != "win32":
            os.set_blocking(descriptor, False)

    def fileno(self) -> int:
        return self._descriptor

    def receive(self) -> bytes:
        return os.read(self._descriptor, CHUNK)

    def send(self, data: bytes | bytearray) -> int:
        return os.write(self._descriptor, data)

    def done(self) -> None:
        """A serial line says no such thing."""

    def close(self, *, broken: bool) -> None:
        """The line stays."""
