"""One TCP connection by itself: what the far end did before we looked is seen."""

import select
import socket
from collections.abc import Iterator

import pytest

from app.devices.printers.transports import ConnectionBroke, TcpTransport
from app.domain.receipts import PrintFault


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        yield server


def arrived(connection: object) -> None:
    """Waits until the system has something for us from the far end."""
    ours = connection._sock  # type: ignore[attr-defined]
    assert select.select([ours], [], [], 10)[0]


def test_status_nobody_asked_for_is_not_taken_for_the_answer(listener: socket.socket) -> None:
    with TcpTransport("127.0.0.1", listener.getsockname()[1]).open() as connection:
        far, _ = listener.accept()
        with far:
            far.sendall(b"\x14\x00\x00\x0f")  # automatic status back, as some printers greet
            arrived(connection)
            assert connection.ask(1, seconds=0.05) is None
            assert far.recv(16) == b"\x10\x04\x01"
            far.sendall(b"\x12")
            arrived(connection)
            assert connection.ask(4, seconds=0.05) is None, "a late answer to 1 is none to 4"


def test_a_far_end_that_closed_politely_after_the_last_byte_is_noticed(
    listener: socket.socket,
) -> None:
    """It took every byte and went: nobody knows whether it printed."""
    with TcpTransport("127.0.0.1", listener.getsockname()[1]).open() as connection:
        far, _ = listener.accept()
        connection.send(b"receipt")
        assert far.recv(16) == b"receipt"
        far.close()
        arrived(connection)
        with pytest.raises(ConnectionBroke) as broke:
            connection.finish()
    assert (broke.value.fault, broke.value.sent) == (PrintFault.BROKE_OFF, True)


def test_a_printer_that_never_stops_talking_does_not_hold_the_lane(
    listener: socket.socket,
) -> None:
    with TcpTransport("127.0.0.1", listener.getsockname()[1]).open() as connection:
        far, _ = listener.accept()
        with far:
            far.sendall(b"\x14\x00\x00\x0f" * 8192)
            arrived(connection)
            connection.watch(0)
            connection.send(b"receipt")
            connection.finish()
