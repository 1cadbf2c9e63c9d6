"""The hub's door on the shop's own network: one short question a connection, so many connections at once and no more,
each with its time. Whatever else comes to the port is closed without a word."""

import logging
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

from sync.hub.client import PATH
from sync.wire.hub import MOST_ASK_BYTES

AT_ONCE: Final = 16
LIVES_SECONDS: Final = 5.0
"""From the first byte to the last: nobody keeps a connection longer."""
LOOKS_SECONDS: Final = 0.25
log = logging.getLogger(__name__)


class Busy(Exception):
    """The counter cannot answer now; the same may be asked again."""


Answer = Callable[[bytes], bytes | None]
"""The sealed question → the sealed answer; None = nobody who may ask. Raises Busy. Called on the door's threads."""


class HubServer:
    """Listens between `start` and `stop`."""

    def __init__(
        self, answer: Answer, *, at_once: int = AT_ONCE, lives: float = LIVES_SECONDS
    ) -> None:
        self._answer = answer
        self._at_once = at_once
        self._lives = lives
        self._door: _Door | None = None
        self._thread: threading.Thread | None = None

    def start(self, host: str, port: int) -> int:
        """The port listened on (`port` 0 = any). Raises OSError when it cannot be had."""
        door = self._door = _Door(host, port, self._answer, self._at_once, self._lives)
        self._thread = threading.Thread(
            target=door.serve_forever, args=(LOOKS_SECONDS,), name="hub-door", daemon=True
        )
        self._thread.start()
        return int(door.server_address[1])

    def stop(self) -> None:
        """Nobody is let in any more; what is being answered is cut off, and asked again."""
        if self._door is not None and self._thread is not None:
            self._door.shutdown()
            self._thread.join()
            self._door.server_close()
            self._door.cut(older_than=0.0)


class _Door(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"
    """There it would let two programs share the port."""

    def __init__(self, host: str, port: int, answer: Answer, at_once: int, lives: float) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.answer = answer
        self._lives = lives
        self._room = threading.BoundedSemaphore(at_once)
        self._open: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        super().__init__((host, port), _Question)

    def server_bind(self) -> None:
        """Without asking a name server who we are, as HTTPServer does."""
        socketserver.TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        request.settimeout(self._lives)
        with self._lock:
            self._open[request] = time.monotonic()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.pop(request, None)
            self._room.release()

    def service_actions(self) -> None:
        self.cut(older_than=self._lives)

    def cut(self, *, older_than: float) -> None:
        """Who drips in byte after byte has had their time."""
        before = time.monotonic() - older_than
        with self._lock:
            old = [request for request, since in self._open.items() if since <= before]
        for request in old:
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002 - as socketserver has it
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            log.error("a question on the shop's network was not answered", exc_info=fault)


class _Question(BaseHTTPRequestHandler):
    """One, then the connection is closed."""

    server: _Door
    server_version = "tuangui"
    sys_version = ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        known = length.isascii() and length.isdecimal() and len(length) < 8
        if self.path != PATH or not known or not 0 < int(length) <= MOST_ASK_BYTES:
            self._say(404, b"")
            return
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return
        try:
            answer = self.server.answer(body)
        except Busy:
            self._say(503, b"")
            return
        self._say(403 if answer is None else 200, answer or b"")

    def _say(self, status: int, body: bytes) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as http.server has it
        """Nothing: strangers' words do not go into our log."""
