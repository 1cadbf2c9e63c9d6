"""The line of the demo shop does what its switch says: carries whole, refuses, hangs, loses answers."""

import socket
import threading
from collections.abc import Iterator

import pytest

from installer.demo.line import Fault, Line


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    """Answers every line with itself."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                end, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(end,), daemon=True).start()

    def answer(end: socket.socket) -> None:
        try:
            while data := end.recv(65536):
                heard.append(data)
                end.sendall(data)
        except OSError:
            end.close()

    heard: list[bytes] = []
    threading.Thread(target=serve, daemon=True).start()
    host, port = listener.getsockname()
    yield host, port
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


@pytest.fixture
def line(echo: tuple[str, int]) -> Iterator[Line]:
    line = Line(echo)
    yield line
    line.close()


def ask(line: Line, text: bytes, timeout: float = 5) -> bytes:
    """What comes back; b"" when the connection ended instead."""
    try:
        with socket.create_connection(("127.0.0.1", line.port), timeout=timeout) as end:
            end.sendall(text)
            return _read(end, len(text))
    except ConnectionError:
        return b""


def _read(end: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count and (data := end.recv(65536)):
        got += data
    return got


def _ends(end: socket.socket) -> bool:
    """The other side is gone: nothing comes any more, politely or not."""
    try:
        return end.recv(1) == b""
    except ConnectionError:
        return True


def test_it_carries_everything_unchanged(line: Line) -> None:
    text = bytes(range(256)) * 2000
    assert ask(line, text) == text


def test_a_cut_line_refuses_and_a_mended_one_carries_again(line: Line) -> None:
    line.set(Fault.CUT)
    assert ask(line, b"hello") == b""
    line.set(Fault.NONE)
    assert ask(line, b"hello") == b"hello"


def test_a_cut_ends_a_connection_in_the_middle(line: Line) -> None:
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as end:
        end.sendall(b"before")
        assert _read(end, 6) == b"before"
        line.set(Fault.CUT)
        assert _ends(end)


def test_a_hanging_line_answers_only_when_it_is_mended(line: Line) -> None:
    line.set(Fault.HANGING)
    with socket.create_connection(("127.0.0.1", line.port), timeout=0.2) as end:
        end.sendall(b"hello")
        with pytest.raises(TimeoutError):
            end.recv(1)
        line.set(Fault.NONE)
        end.settimeout(5)
        assert _read(end, 5) == b"hello"


def test_answers_can_be_lost_after_the_question_arrived(line: Line) -> None:
    line.set(Fault.LOSING_ANSWERS)
    assert ask(line, b"hello") == b""


def test_a_slow_line_is_slow_and_whole(line: Line) -> None:
    line.slow(0.05)
    assert ask(line, b"hello") == b"hello"
