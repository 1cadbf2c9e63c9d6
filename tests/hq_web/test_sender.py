"""The gateway that brings codes to phones: what it is told, and what a customer is told when it is down."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sync.hq.web.sender import GatewaySender, NotSent
from tests.hq.running import Clock, RunningHq
from tests.hq_web.phones import Browser, messages


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it is told; answers `status`."""

    told: list[tuple[str | None, dict[str, str]]]
    status: int

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.told.append((self.headers["authorization"], json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  named by http.server
        """Says nothing."""


@pytest.fixture
def gateway() -> Iterator[tuple[str, type[Gateway]]]:
    class Fresh(Gateway):
        told: list[tuple[str | None, dict[str, str]]] = []  # noqa: RUF012  one for each test
        status = 202

    server = ThreadingHTTPServer(("127.0.0.1", 0), Fresh)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/send", Fresh
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_a_gateway_is_told(gateway: tuple[str, type[Gateway]]) -> None:
    url, kept = gateway
    GatewaySender(url, "key").send("13900005555", "012345", Clock()())
    assert kept.told == [("Bearer key", {"phone": "13900005555", "code": "012345"})]
    for status in (400, 500):
        kept.status = status
        with pytest.raises(NotSent):
            GatewaySender(url, "key").send("13900005555", "012345", Clock()())
    with pytest.raises(NotSent):
        GatewaySender("http://127.0.0.1:1/", "key").send("13900005555", "012345", Clock()())


@pytest.mark.parametrize(
    "url", ["http://sms.example/", "file:///etc/passwd", "", "http://localhost.evil.example/"]
)
def test_a_gateway_is_reached_over_tls(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        GatewaySender(url, "key")


def test_a_customer_hears_when_it_is_down(hq: RunningHq, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise NotSent("down")

    monkeypatch.setattr("sync.hq.web.sender.DeskSender.send", down)
    answer = Browser(hq).ask_for_code("/m", "13900005555")
    assert answer.status_code == 422
    assert "短信没有发出去" in answer.text
    assert messages(hq) == []
