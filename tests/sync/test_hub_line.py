"""Between counters of one store, over real sockets: whatever comes to the hub's port or from it, both counters go on."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Self

import pytest

from sync.errors import NotSent, Retry
from sync.hub.client import HubLine
from sync.hub.seals import opened_ask, sealed_answer
from sync.hub.server import Busy, HubServer
from tests.sync.test_hub_seals import CLAIM, PEERS, granted, own, peer
from tests.sync.test_with_real_hq import until

Answers = Callable[[bytes], bytes | None]


def answering(body: bytes) -> bytes | None:
    heard = opened_ask(body, own(1), PEERS)
    return sealed_answer(own(1), granted(heard.ask)) if heard is not None else None


@pytest.fixture
def door() -> Iterator[tuple[HubServer, str]]:
    server = HubServer(answering, at_once=4, lives=0.6)
    port = server.start("127.0.0.1", 0)
    yield server, f"127.0.0.1:{port}"
    server.stop()


Door = tuple[HubServer, str]


def connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def still_works(*addresses: str) -> bool:
    """To be asked until it does: a busy machine, or strangers at all places, may take their time."""
    with suppress(Retry):
        return HubLine(own(2), whole_seconds=20).ask(peer(1, *addresses), CLAIM) == granted()
    return False


class TestDoor:
    def test_it_answers_who_may_ask(self, door: Door) -> None:
        until(lambda: still_works(door[1]), 20)

    @pytest.mark.parametrize(
        "sent",
        [
            b"\x00\xff\xfe" * 100,
            b"GET / HTTP/1.1\r\n\r\n",
            b"POST /v1/claims HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
            b"POST /v1/claims HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
            b"POST /v1/claims HTTP/1.1\r\n\r\n",
            b"POST /v1/facts HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            b"POST /v1/claims HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            b"POST /v1/claims HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n",
            b"A" * 100_000,
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        ],
    )
    def test_garbage_at_the_port_hurts_nobody(self, door: Door, sent: bytes) -> None:
        with connected(door[1]) as stranger, suppress(OSError):
            stranger.sendall(sent)
            stranger.shutdown(socket.SHUT_WR)
            while stranger.recv(4096):
                pass
        until(lambda: still_works(door[1]), 20)

    def test_who_drips_in_is_cut_off_and_the_places_are_free_again(self, door: Door) -> None:
        strangers = [connected(door[1]) for _ in range(12)]
        for stranger in strangers:
            with suppress(OSError):
                stranger.sendall(b"POST /v1/claims HTTP/1.1\r\nContent-Length: 5000\r\n\r\n")
        over = threading.Event()

        def drip() -> None:
            while not over.wait(0.05):
                for stranger in strangers:
                    with suppress(OSError):
                        stranger.sendall(b"x")

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        until(lambda: still_works(door[1]), 20)
        over.set()
        dripping.join()
        for stranger in strangers:
            stranger.close()

    def test_too_busy_is_asked_again(self) -> None:
        def busy(_body: bytes) -> bytes | None:
            raise Busy

        server = HubServer(busy)
        address = f"127.0.0.1:{server.start('127.0.0.1', 0)}"
        with pytest.raises(Retry, match="hub_silent"):
            HubLine(own(2)).ask(peer(1, address), CLAIM)
        server.stop()

    def test_our_own_mistake_is_not_the_end(self, caplog: pytest.LogCaptureFixture) -> None:
        tries: list[int] = []

        def once(body: bytes) -> bytes | None:
            tries.append(1)
            return answering(body) if len(tries) > 1 else bytes(1 // 0)

        server = HubServer(once)
        address = f"127.0.0.1:{server.start('127.0.0.1', 0)}"
        with pytest.raises(Retry):
            HubLine(own(2)).ask(peer(1, address), CLAIM)
        until(lambda: still_works(address), 20)
        server.stop()
        assert "was not answered" in caplog.text

    def test_an_occupied_port_is_an_error_of_the_start_alone(self, door: Door) -> None:
        busy = pytest.raises(OSError, match=r"in use|denied|only one usage")
        with socket.create_server(("127.0.0.1", 0)) as other, busy:
            HubServer(answering).start("127.0.0.1", other.getsockname()[1])
        until(lambda: still_works(door[1]), 20)

    def test_stopping_ends_what_hangs(self) -> None:
        server = HubServer(answering)
        address = f"127.0.0.1:{server.start('127.0.0.1', 0)}"
        with connected(address) as stranger:
            stranger.sendall(b"POST /v1/claims HTTP/1.1\r\n")
            server.stop()
            with suppress(ConnectionResetError):
                assert stranger.recv(100) == b""


class Hub:
    """A hub that does what a test says with each connection."""

    def __init__(self, does: Callable[[socket.socket], None]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._does = does
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                end, _ = self._listener.accept()
                with end, suppress(OSError):
                    self._does(end)

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)


def answer_with(body: bytes) -> Callable[[socket.socket], None]:
    def does(end: socket.socket) -> None:
        end.recv(65_536)
        head = f"HTTP/1.0 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        end.sendall(head + body)

    return does


def drips(end: socket.socket) -> None:
    end.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 4000\r\n\r\n")
    while True:
        end.sendall(b"x")
        time.sleep(0.02)


class TestAsking:
    @pytest.mark.parametrize(
        "does",
        [
            lambda end: end.recv(65_536),
            lambda end: end.sendall(b"\x00" * 500),
            drips,
            answer_with(b"{}"),
            answer_with(sealed_answer(own(3), granted())),
            answer_with(b"x" * 600_000),
        ],
    )
    def test_whatever_the_hub_does_it_is_over_soon_and_may_be_asked_again(
        self, does: Callable[[socket.socket], None]
    ) -> None:
        with Hub(does) as hub, pytest.raises(Retry) as said:
            HubLine(own(2), whole_seconds=0.5).ask(peer(1, hub.address), CLAIM)
        assert not isinstance(said.value, NotSent)

    def test_nobody_there_was_told_nothing(self) -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{nobody.getsockname()[1]}"
            for addresses in ((), (address,), ("nonsense", "[::1]:x", ":", "127.0.0.1:999999")):
                with pytest.raises(NotSent):
                    HubLine(own(2)).ask(peer(1, *addresses), CLAIM)

    def test_the_next_address_is_tried(self, door: Door) -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            dead = f"127.0.0.1:{nobody.getsockname()[1]}"
            until(lambda: still_works(dead, door[1]), 20)

    def test_closing_wakes_who_waits(self) -> None:
        reached, go = threading.Event(), threading.Event()

        def hangs(end: socket.socket) -> None:
            reached.set()
            go.wait(20)

        line = HubLine(own(2), whole_seconds=60)
        ended: list[str] = []

        def ask(address: str) -> None:
            with suppress(Retry):
                line.ask(peer(1, address), CLAIM)
            ended.append("over")

        with Hub(hangs) as hub:
            asking = threading.Thread(target=ask, args=(hub.address,), daemon=True)
            asking.start()
            assert reached.wait(20)
            line.close()
            asking.join(20)
            assert ended == ["over"]
            go.set()
