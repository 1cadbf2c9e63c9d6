"""The bridge on real sockets, with the virtual printer behind it: our block on every receipt, nothing else changed."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import zxingcpp

from app.devices.bridge.bridge import ReceiptBridge
from app.devices.bridge.session import BridgeLimits, QrBlock, SeenReceipt
from app.devices.bridge.stream import TEAR_FEED
from tests.devices.bridge.pos import (
    PATIENCE,
    URL,
    Seen,
    Till,
    bridge_to,
    is_turned_away,
    qr_block,
    receipt,
)
from tests.virtual_printer import Condition, VirtualPrinter

Open = Callable[..., Till]


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as running:
        yield running


@pytest.fixture
def started() -> Iterator[Callable[[ReceiptBridge], int]]:
    with ExitStack() as stack:

        def start(bridge: ReceiptBridge) -> int:
            stack.callback(bridge.stop)
            return bridge.start("127.0.0.1", 0)

        yield start


def test_the_receipt_comes_out_with_our_code_before_the_cut(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    seen = Seen(qr_block())
    till = Till(started(bridge_to(printer.port, seen)))
    till.print(receipt())
    till.close()
    (job,) = printer.wait_for_jobs(1)
    block = qr_block().data
    plain = b"\x1ba\x00\x1bE\x00"
    restored = b"\x1c&\x1d!\x00\x1bE\x01\x1ba\x02"
    head, cut = receipt()[:-4], receipt()[-4:]
    assert job.removeprefix(head).removesuffix(restored + cut).endswith(block)
    assert sorted(job.removeprefix(head)[: len(plain)]) == sorted(plain)
    (code,) = zxingcpp.read_barcodes(printer.render(job.replace(b"\x1ba\x02", b"\x1ba\x00")))
    assert code.text == URL
    assert [(each.text.decode("gb18030")[:4], each.receipt_no) for each in seen.receipts] == [
        ("翠湖路店", 7)
    ]


def test_a_receipt_without_a_cut_gets_the_code_at_its_end(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(printer.port, Seen(QrBlock(b"<QR>")))))
    till.print(b"receipt\n")
    till.close()
    assert printer.wait_for_jobs(1) == [b"receipt\n<QR>" + TEAR_FEED + b"\x1ba\x00"]


def test_a_till_that_never_closes_and_never_cuts_gets_it_after_a_silence(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    limits = BridgeLimits(silence=0.05, stop=0.5)
    seen = Seen(QrBlock(b"<QR>\x10\x04\x01"))
    till = Till(started(bridge_to(printer.port, seen, limits)))
    for _ in range(2):
        till.print(b"receipt\n")
        assert till.hears() == b"\x12", "the question inside the block was answered: it is printed"
    till.close()
    (job,) = printer.wait_for_jobs(1)
    assert job.count(b"<QR>") == 2


@pytest.mark.parametrize("state", list(Condition), ids=lambda state: state.name.lower())
def test_the_real_printer_answers_for_itself(
    state: Condition, printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    printer.state = state
    till = Till(started(bridge_to(printer.port, Seen(qr_block()))))
    for question, answer in enumerate(state.value, start=1):
        till.print(bytes((0x10, 0x04, question)))
        if answer is not None:
            assert till.hears() == bytes((answer,))
    till.close()


@pytest.mark.parametrize(
    "job",
    [
        b"\x1bp\x00\x19\xfa",
        b"\x1b\xff\x1d\xee\x1c\x00\x1f\x01\x02",
        bytes(range(256)).replace(b"\x10", b""),
        b"\x1b*\x21\xff\xff",
        b"\x1d",
    ],
    ids=["drawer", "unknown commands", "every byte", "a picture cut off", "a lone GS"],
)
def test_what_is_no_receipt_or_no_escpos_goes_through_untouched(
    job: bytes, printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(printer.port, Seen())))
    till.print(job)
    till.close()
    assert printer.wait_for_jobs(1) == [job]


def test_our_own_mistakes_cost_the_pos_nothing(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    class Broken(Seen):
        def block(self) -> QrBlock | None:
            raise RuntimeError("ours")

        def on_receipt(self, receipt: SeenReceipt) -> None:
            raise RuntimeError("ours too")

    till = Till(started(bridge_to(printer.port, Broken())))
    till.print(receipt())
    till.close()
    assert printer.wait_for_jobs(1) == [receipt()]


def test_two_tills_at_once_are_not_mixed(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    port = started(bridge_to(printer.port, Seen(QrBlock(b"<QR>"))))
    one, two = Till(port), Till(port)
    for half in (slice(0, 60), slice(60, None)):
        one.print(receipt("11.11")[half])
        two.print(receipt("22.22")[half])
    two.close()
    one.close()
    jobs = printer.wait_for_jobs(2)
    assert sorted(
        ("11.11" in str(job), "22.22" in str(job), job.count(b"<QR>")) for job in jobs
    ) == [
        (False, True, 1),
        (True, False, 1),
    ]


BIG = b"\x1b@" + (b"\x1dv0\x00\x30\x00\x00\x02" + bytes(range(0x80, 0xB0)) * 512) * 86 + b"\n\x1bi"


def test_two_megabytes_come_out_whole(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(printer.port, Seen())))
    assert len(BIG) > 2_000_000
    till.print(BIG)
    till.close()
    assert printer.wait_for_jobs(1, 60) == [BIG]


def test_a_printer_that_stops_reading_makes_the_till_wait_and_nothing_is_lost(
    printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    printer.faults.stop_reading_after = 10_000
    till = Till(started(bridge_to(printer.port, Seen())))
    job = BIG * 6
    sending = threading.Thread(target=till.print, args=(job,))
    sending.start()
    printer.wait_until_stalled()
    sending.join(0.3)
    assert sending.is_alive(), "12 MB do not fit anywhere between the till and the printer"
    printer.read_on()
    sending.join(60)
    till.close()
    assert printer.wait_for_jobs(1, 60) == [job]


def test_a_printer_that_refuses_is_seen_by_the_till(
    started: Callable[[ReceiptBridge], int],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    assert is_turned_away(started(bridge_to(port, Seen())))


@pytest.mark.parametrize("politely", [True, False])
def test_a_printer_that_hangs_up_in_the_middle_is_seen_by_the_till(
    politely: bool, printer: VirtualPrinter, started: Callable[[ReceiptBridge], int]
) -> None:
    printer.faults.hang_up_after, printer.faults.hang_up_politely = 20, politely
    till = Till(started(bridge_to(printer.port, Seen())))
    till.print(receipt()[:60])
    assert till.hears() == b"" if politely else till.is_reset()
    printer.wait_for(lambda printer: bool(printer.torn))
    printer.faults.hang_up_after = None
    again = Till(started(bridge_to(printer.port, Seen())))
    again.print(receipt())
    again.close()
    assert printer.wait_for_jobs(1) == [receipt()]


class Wiretap:
    """A printer that shows its bytes one connection at a time, as they come."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(PATIENCE)
        self.port: int = self.server.getsockname()[1]

    def answer(self) -> socket.socket:
        sock, _ = self.server.accept()
        sock.settimeout(PATIENCE)
        return sock


@pytest.fixture
def tap() -> Iterator[Wiretap]:
    tap = Wiretap()
    with tap.server:
        yield tap


def exactly(sock: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = sock.recv(count - len(got))
        assert more, f"closed after {got!r}"
        got += more
    return got


def test_bytes_flow_as_they_come_and_a_lone_escape_is_let_go(
    tap: Wiretap, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(tap.port, Seen(QrBlock(b"<QR>")))))
    with tap.answer() as far:
        for part in (b"half a li", b"ne\n", b"\x1d", b"V\x00"):
            till.print(part)
            assert exactly(far, len(part)) == part
        till.close()
        assert far.recv(1) == b"", "its cut was torn apart in time: no block, nothing else either"


def test_a_till_that_breaks_off_gets_printed_what_it_sent_and_no_block(
    tap: Wiretap, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(tap.port, Seen(QrBlock(b"<QR>")))))
    with tap.answer() as far:
        till.print(b"half a receipt\x1b")
        assert exactly(far, 14) == b"half a receipt"
        till.reset()
        assert exactly(far, 1) == b"\x1b"
        assert far.recv(1) == b""


def test_a_till_may_close_its_half_and_still_hear_the_printer(
    tap: Wiretap, started: Callable[[ReceiptBridge], int]
) -> None:
    till = Till(started(bridge_to(tap.port, Seen())))
    with tap.answer() as far:
        till.print(b"receipt\n")
        till.sock.shutdown(socket.SHUT_WR)
        assert exactly(far, 8) == b"receipt\n"
        assert far.recv(1) == b""
        far.sendall(b"\x12")
        assert till.hears() == b"\x12"
    assert till.hears() == b""


def test_stopping_ends_what_is_idle_and_refuses_from_then_on(
    tap: Wiretap,
) -> None:
    bridge = bridge_to(tap.port, Seen(), BridgeLimits(stop=0.05))
    port = bridge.start("127.0.0.1", 0)
    till = Till(port)
    with tap.answer() as far:
        bridge.stop()
        assert till.is_reset()
        assert far.recv(1) == b""
    with pytest.raises(ConnectionError):
        Till(port)


def test_a_port_somebody_else_has_is_told_at_once(tap: Wiretap) -> None:
    bridge = bridge_to(9100, Seen())
    with pytest.raises(OSError, match=r"\d"):
        bridge.start("127.0.0.1", tap.port)
    bridge.stop()
