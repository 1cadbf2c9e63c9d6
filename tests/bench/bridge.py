"""What the receipt bridge costs a POS: from its last byte sent to the last byte at the printer, against a straight line."""

import socket
import time
from collections.abc import Iterator

from app.devices.bridge.bridge import ReceiptBridge, Upstream
from app.devices.bridge.session import QrBlock
from tests.bench.figures import Bench, Better, Figure, percentile
from tests.devices.bridge.pos import qr_block, receipt

TARGET_MS = 20.0
WARM_UP, RECEIPTS = 20, 400
PATIENCE = 10


def measure() -> Iterator[Figure]:
    """Receipts one after the other over one connection, each with a fresh block of ours before its cut."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        port: int = server.getsockname()[1]
        straight = _times(server, port, len(receipt()))
        bridge = ReceiptBridge(
            upstream=Upstream("127.0.0.1", port), block=_block, on_receipt=lambda _: None
        )
        door = bridge.start("127.0.0.1", 0)
        try:
            bridged = _times(server, door, len(_printed()))
        finally:
            bridge.stop()
    usual = percentile(straight, 50)
    added = [took - usual for took in bridged]
    how = (
        f"{RECEIPTS} receipts of {len(receipt())} bytes, each with a {len(qr_block().data)}-byte QR; "
        f"straight p50 {usual:.2f}, bridged p50 {percentile(bridged, 50):.2f}, most {max(bridged):.2f}"
    )
    for row, percent, target in (
        ("bridge-added-p50", 50, None),
        ("bridge-added-p99", 99, TARGET_MS),
    ):
        yield Figure(row, round(percentile(added, percent), 3), "ms", target, Better.LOWER, how)


def _block() -> QrBlock:
    return QrBlock(_READY)


_READY = qr_block().data


def _printed() -> bytes:
    """One receipt as it comes out of the bridge."""
    from app.devices.bridge.stream import ReceiptEnd, ReceiptStream, Through

    out = b""
    for piece in ReceiptStream(384).feed(receipt()):
        match piece:
            case Through(data=data):
                out += data
            case ReceiptEnd(before=before, after=after):
                out += before + _READY + after
    return out


def _times(server: socket.socket, port: int, length: int) -> list[float]:
    """Milliseconds for each receipt after the warm-up."""
    job = receipt()
    halves = (job[: len(job) // 2], job[len(job) // 2 :])
    taken: list[float] = []
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as till:
        till.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        far, _ = server.accept()
        with far:
            far.settimeout(PATIENCE)
            for number in range(WARM_UP + RECEIPTS):
                began = time.perf_counter()
                for half in halves:
                    till.sendall(half)
                _take(far, length)
                if number >= WARM_UP:
                    taken.append((time.perf_counter() - began) * 1000)
    return taken


def _take(sock: socket.socket, count: int) -> None:
    while count:
        got = sock.recv(count)
        if not got:
            raise ConnectionError("the line to the printer closed")
        count -= len(got)


BENCHES = (Bench("bridge", ("bridge-added-p50", "bridge-added-p99"), measure),)
