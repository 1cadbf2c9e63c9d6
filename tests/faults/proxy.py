"""A proxy between the real client and the real server that does to one request in a few what lines and servers do: cuts it
in the middle, cuts its reply, loses the reply behind the commit, answers 500 itself, or is slow."""

import contextlib
import random
import socket
import threading
from collections import Counter
from enum import StrEnum

from installer.demo.line import CHUNK

ERROR = (
    b"HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/html\r\ncontent-length: 14\r\n"
    b"connection: close\r\n\r\n<h1>sorry</h1>"
)


class Mishap(StrEnum):
    CUT_REQUEST = "cut request"
    CUT_REPLY = "cut reply"
    LOST_REPLY = "lost reply"
    ERROR = "error"
    SLOW = "slow"


class Proxy:
    """Listens on 127.0.0.1:`port`. `target` may change while it runs; `badness` is the share of requests that suffer;
    `suffered` counts them. Each mishap ends its connection, but for SLOW."""

    def __init__(self, target: tuple[str, int], seed: int) -> None:
        self.target = target
        self.badness = 0.0
        self.suffered: Counter[Mishap] = Counter()
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def close(self) -> None:
        self._closed.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError), near:
            far = socket.create_connection(self.target, timeout=5)
            far.settimeout(None)
            with far:
                self._carry(near, far)

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        """Requests on this thread, replies on another, until either side ends or a mishap does it."""
        fate: list[Mishap | None] = [None]
        replies = threading.Thread(target=self._replies, args=(far, near, fate), daemon=True)
        replies.start()
        try:
            while data := near.recv(CHUNK):
                fate[0] = mishap = self._mishap()
                if mishap is Mishap.ERROR:
                    near.sendall(ERROR)
                    return
                if mishap is Mishap.CUT_REQUEST:
                    far.sendall(data[: len(data) // 2])
                    return
                if mishap is Mishap.SLOW:
                    self._closed.wait(0.3)
                far.sendall(data)
        finally:
            for end in (near, far):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            replies.join(5)

    def _replies(self, far: socket.socket, near: socket.socket, fate: list[Mishap | None]) -> None:
        with contextlib.suppress(OSError):
            while data := far.recv(CHUNK):
                if fate[0] is Mishap.LOST_REPLY:
                    break
                if fate[0] is Mishap.CUT_REPLY:
                    near.sendall(data[: len(data) // 2])
                    break
                near.sendall(data)
        for end in (near, far):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _mishap(self) -> Mishap | None:
        with self._lock:
            if self._chance.random() >= self.badness:
                return None
            mishap = self._chance.choice(list(Mishap))
            self.suffered[mishap] += 1
            return mishap
