"""The line between a counter and HQ as a thing with a switch: a TCP proxy on loopback that can be cut, hang, be slow
or lose a reply. Standard library only; knows nothing of what travels through it."""

import contextlib
import socket
import struct
import threading
from enum import StrEnum

CHUNK = 64 * 1024


class Fault(StrEnum):
    """What the line does to bytes: carries them, refuses, holds them back, or loses only the answers."""

    NONE = "none"
    CUT = "cut"
    HANGING = "hanging"
    LOSING_ANSWERS = "losing_answers"


class Line:
    """Listens on 127.0.0.1:`port` and carries to `target`. Every method may be called from any thread."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._fault = Fault.NONE
        self._delay = 0.0
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    @property
    def fault(self) -> Fault:
        """What is wrong with the line now."""
        return self._fault

    def set(self, fault: Fault) -> None:
        """From now on; a cut also ends every connection there is, at once and rudely."""
        with self._changed:
            self._fault = fault
            self._changed.notify_all()
        if fault is Fault.CUT:
            self._end_all()

    def slow(self, seconds: float) -> None:
        """Each piece of data waits this long on its way; 0 = not at all."""
        with self._changed:
            self._delay = seconds
            self._changed.notify_all()

    def close(self) -> None:
        """Ends the line for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        _end(self._listener)
        self._end_all()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._fault is Fault.CUT:
                _end(near)
                continue
            try:
                far = socket.create_connection(self._target, timeout=5)
            except OSError:
                _end(near)
                continue
            far.settimeout(None)
            with self._changed:
                self._open |= {near, far}
            for source, sink, answers in ((near, far, False), (far, near, True)):
                threading.Thread(
                    target=self._carry,
                    args=(source, sink),
                    kwargs={"answers": answers},
                    daemon=True,
                ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, *, answers: bool) -> None:
        try:
            while data := source.recv(CHUNK):
                if not self._may_pass(answers=answers):
                    break
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            _end(end)
        with self._changed:
            self._open -= {source, sink}

    def _may_pass(self, *, answers: bool) -> bool:
        """Waits as the line's fault says; False when these bytes are lost with their connection."""
        with self._changed:
            if self._delay:
                self._changed.wait_for(lambda: self._closed, timeout=self._delay)
            self._changed.wait_for(lambda: self._closed or self._fault is not Fault.HANGING)
            lost = self._fault is Fault.CUT or (answers and self._fault is Fault.LOSING_ANSWERS)
            return not (self._closed or lost)

    def _end_all(self) -> None:
        with self._changed:
            sockets, self._open = self._open, set()
        for each in sockets:
            _end(each)


def _end(end: socket.socket) -> None:
    """Closes with a reset, as a pulled plug looks to the next write; a peer that is gone already is fine."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
