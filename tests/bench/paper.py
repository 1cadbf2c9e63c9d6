"""What the receipt of ui/receipt.png costs: its bytes for both papers (at 9600 baud each kB takes a second), the time to
make them in each text mode, and the time until a printer on the network has them."""

import socket
import threading
import time
from collections.abc import Iterator
from itertools import product

from app.devices.printers.escpos_bytes import PrinterSetup, TextMode
from app.devices.printers.paper import MM_58, MM_80
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.transports import TcpTransport
from app.domain.identity import ReceiptNo
from app.domain.receipts import JobState, PickupReceipt, ReceiptCode
from tests.bench.figures import Bench, Better, Figure, over_rounds
from tests.devices.printers.receipts import JOIN_URL, REFERRAL_URL, SHOP_TIME, printer, receipt

BYTES = {"receipt-bytes-58mm": MM_58, "receipt-bytes-80mm": MM_80}
COMPOSE = {mode: f"receipt-compose-{mode}-p99" for mode in TextMode}
SINK = "receipt-to-tcp-p99"
COMPOSE_MS, SINK_MS = 100.0, 150.0
WARM_UP, ROUNDS, RECEIPTS = 5, 3, 60


def measure_bytes() -> Iterator[Figure]:
    """No target: two QR codes drawn by us cost what they cost; the figure is here so that it is not lost sight of."""
    for row, width in BYTES.items():
        job = printer(9100, width=width).job(receipt())
        how = f"4 lines, 2 QR codes as {width.dots}-dot raster, {len(job) * 10 / 9600:.1f} s at 9600 baud"
        yield Figure(row, len(job), "bytes", None, Better.LOWER, how)


def fresh(number: int) -> PickupReceipt:
    """A receipt whose codes nobody has drawn before, as at the counter."""
    urls = (f"{REFERRAL_URL[:-5]}{number:05d}", f"{JOIN_URL[:-5]}{number:05d}")
    codes = tuple(
        ReceiptCode(code.purpose, url, code.short, code.amount)
        for code, url in zip(receipt().codes, urls, strict=True)
    )
    return receipt(receipt_no=ReceiptNo(number), codes=codes)


def measure_compose() -> Iterator[Figure]:
    """From the receipt as data to its bytes: template, layout, two new QR codes, encoding."""
    for mode in TextMode:
        ours = EscposPrinter(TcpTransport("127.0.0.1"), setup=PrinterSetup(mode=mode), tz=SHOP_TIME)
        rounds: list[list[float]] = []
        for number in range(WARM_UP):
            ours.job(fresh(number))
        for round_ in range(ROUNDS):
            rounds.append([])
            for number in range(RECEIPTS):
                of = fresh((round_ + 1) * 1000 + number)
                began = time.perf_counter()
                ours.job(of)
                rounds[-1].append((time.perf_counter() - began) * 1000)
        how = "58 mm, 4 lines, 2 new QR codes"
        yield over_rounds(COMPOSE[mode], rounds, 99, unit="ms", target=COMPOSE_MS, how=how)


def measure_sink() -> Iterator[Figure]:
    """From print_receipt to the last byte at a printer on loopback that is ready and answers at once."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        arrived: list[float] = []
        took = threading.Semaphore(0)
        sink = threading.Thread(target=_swallow, args=(server, arrived, took), daemon=True)
        sink.start()
        ours = printer(server.getsockname()[1])
        rounds: list[list[float]] = []
        for round_, number in product(range(ROUNDS), range(RECEIPTS)):
            if number == 0:
                rounds.append([])
            of = fresh((round_ + 10) * 1000 + number)
            began = time.perf_counter()
            ended = ours.print_receipt(of)
            if ended.state is not JobState.CONFIRMED or not took.acquire(timeout=10):
                raise RuntimeError(f"the sink did not get a receipt: {ended}")
            rounds[-1].append((arrived[-1] - began) * 1000)
    how = "58 mm, composed, asked 4 times, sent; loopback"
    yield over_rounds(SINK, rounds, 99, unit="ms", target=SINK_MS, how=how)


def _swallow(server: socket.socket, arrived: list[float], took: threading.Semaphore) -> None:
    """Answers every question with "ready" and notes when the cut came."""
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            tail = b""
            while data := client.recv(65536):
                if b"\x1dVB\x00" in tail[-3:] + data:
                    arrived.append(time.perf_counter())
                    took.release()
                questions = (tail[-2:] + data).count(b"\x10\x04")
                if questions:
                    client.sendall(b"\x12" * questions)
                tail = data[-3:]


BENCHES = (
    Bench("receipt-bytes", tuple(BYTES), measure_bytes),
    Bench("receipt-compose", tuple(COMPOSE.values()), measure_compose),
    Bench("receipt-to-tcp", (SINK,), measure_sink),
)
