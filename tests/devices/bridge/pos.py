"""A POS as these tests play it: a plain TCP client, and receipts as real ones print them."""

import contextlib
import select
import socket
import struct

from app.devices.bridge.bridge import ReceiptBridge, Upstream
from app.devices.bridge.session import BridgeLimits, QrBlock, SeenReceipt
from app.devices.bridge.slip import slip

URL = "HTTPS://HQ.EXAMPLE.COM/R/TRAEAAAAABAAAAAKYBNEDQ7GYPXS3KJ5T2MWLQC4A"
PATIENCE = 10


def receipt(total: str = "35.60", *, cut: bytes = b"\x1dV\x42\x00") -> bytes:
    """A plain Chinese receipt: head in the middle and large, lines, total, cut."""
    return (
        b"\x1b@\x1c&\x1ba\x01\x1d!\x11"
        + "翠湖路店\n".encode("gb18030")
        + b"\x1d!\x00\x1ba\x00"
        + f"单号:A0001 2026-11-22 17:42:05\n红颜草莓 500g  1  29.90\n合计  2 件  ￥{total}\n".encode(
            "gb18030"
        )
        + b"\x1bE\x01\x1ba\x02"
        + "谢谢惠顾\n".encode("gb18030")
        + cut
    )


def qr_block(number: int = 7) -> QrBlock:
    data = slip(URL, ["扫码领 5 元券", "TR4K7Q-2MXA"], width_dots=384)
    assert data is not None
    return QrBlock(data, number)


class Till:
    """One connection to the bridge."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)

    def print(self, job: bytes) -> None:
        self.sock.sendall(job)

    def close(self) -> None:
        """As most do: everything sent, then closed, without looking."""
        self.sock.close()

    def reset(self) -> None:
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def hears(self) -> bytes:
        """What the printer says next; b"" when it has closed."""
        return self.sock.recv(256)

    def is_reset(self) -> bool:
        """Whether the connection is broken off, waited for."""
        select.select([self.sock], [], [], PATIENCE)
        with contextlib.suppress(ConnectionError):
            return self.sock.recv(256) != b"" and self.is_reset()
        return True


def is_turned_away(port: int) -> bool:
    """Whether a POS that comes now is broken off. The reset may arrive before `connect` has even returned."""
    try:
        return Till(port).is_reset()
    except ConnectionError:
        return True


class Seen:
    """What the bridge asked for and told."""

    def __init__(self, block: QrBlock | None = None) -> None:
        self.next = block
        self.receipts: list[SeenReceipt] = []

    def block(self) -> QrBlock | None:
        return self.next

    def on_receipt(self, receipt: SeenReceipt) -> None:
        self.receipts.append(receipt)


def bridge_to(port: int, seen: Seen, limits: BridgeLimits | None = None) -> ReceiptBridge:
    return ReceiptBridge(
        upstream=Upstream("127.0.0.1", port),
        block=seen.block,
        on_receipt=seen.on_receipt,
        limits=limits or BridgeLimits(linger=2, stop=0.5),
    )
