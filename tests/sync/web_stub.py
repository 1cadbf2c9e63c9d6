"""A web server that answers from a script, as HQ, a captive portal, a broken proxy or a dying machine would."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Reply:
    """`hang` keeps silent until the server closes; `drip` sends the body a byte at a time and never ends."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    drop: bool = False
    drip: bool = False


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    token: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def message(status: int = 200, /, **fields: Any) -> Reply:
    return Reply(status, json.dumps(fields).encode())


def problem(status: int, code: str, *, expected: int | None = None, after: str = "") -> Reply:
    body = {"code": code, "message": "said HQ"} | ({"expected": expected} if expected else {})
    return Reply(status, json.dumps(body).encode(), {"Retry-After": after} if after else {})


def push_answer(acked: int = 0) -> Reply:
    return message(acked_through=acked, results=[], server_epoch="e1", now=NOW.isoformat())


def page(**more: Any) -> Reply:
    fields = {"changes": [], "cursor": "c1", "more": False, "settled": 0, "server_epoch": "e1"}
    return message(**(fields | {"now": NOW.isoformat()} | more))


CHALLENGE = message(challenge="YWJj", now=NOW.isoformat())


def session(token: str) -> Reply:
    return message(token=token, expires_in=900, now=NOW.isoformat())


class WebStub:
    """Answers in order; after the script every answer is a 500. `requests` is what arrived."""

    def __init__(self, *script: Reply, wrap: Callable[[Any], Any] | None = None) -> None:
        self.script = list(script)
        self.requests: list[Request] = []
        self.arrived = threading.Semaphore(0)
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if wrap is not None:
            self._server.socket = wrap(self._server.socket)
        scheme = "https" if wrap else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def next_reply(self, request: Request) -> Reply:
        self.requests.append(request)
        reply = self.script.pop(0) if self.script else Reply(500, b"oops")
        self.arrived.release()
        return reply


def _handler(stub: WebStub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
            """Quiet."""

        def _answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            reply = stub.next_reply(
                Request(method, self.path, token, body, dict(self.headers.items()))
            )
            if reply.hang:
                stub.closing.wait(30)
            if reply.hang or reply.drop:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = 10_000_000 if reply.drip else len(reply.body)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(reply.body)
            while reply.drip and not stub.closing.wait(0.01):
                self.wfile.write(b" ")

    return Handler
