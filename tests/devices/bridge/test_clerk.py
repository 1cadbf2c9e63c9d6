"""Codes are ready before they are wanted; what takes time or fails never reaches the POS's bytes."""

import threading
from itertools import count

from app.devices.bridge.clerk import KEPT, BridgeClerk
from app.devices.bridge.session import QrBlock, SeenReceipt

PATIENCE = 10


def test_every_block_is_given_once_and_the_next_is_made_meanwhile() -> None:
    numbers = count(1)
    clerk = BridgeClerk(prepare=lambda: QrBlock(b"", next(numbers)), read=lambda _: None)
    clerk.start()
    given = []
    for _ in range(5):
        assert clerk.wait_until_ready(PATIENCE)
        given.append(clerk.block())
    clerk.stop()
    assert given == [QrBlock(b"", number) for number in range(1, 6)]
    assert next(numbers) <= 5 + KEPT + 1, "no number is used up for nothing"


def test_nothing_ready_is_answered_at_once() -> None:
    going = threading.Event()

    def slow() -> QrBlock:
        going.wait(PATIENCE)
        return QrBlock(b"", 1)

    clerk = BridgeClerk(prepare=slow, read=lambda _: None)
    clerk.start()
    assert clerk.block() is None
    going.set()
    assert clerk.wait_until_ready(PATIENCE)
    clerk.stop()


def test_a_code_grown_old_is_not_printed() -> None:
    numbers = count(1)
    made = threading.Event()

    def prepare() -> QrBlock:
        number = next(numbers)
        if number > 3 * KEPT:
            made.set()
        return QrBlock(b"", number)

    clerk = BridgeClerk(prepare=prepare, read=lambda _: None, fresh_seconds=0.01)
    clerk.start()
    assert made.wait(PATIENCE), "old ones are made anew though nobody asked"
    clerk.stop()


def test_receipts_are_read_in_order_whatever_goes_wrong_and_also_at_the_end() -> None:
    read: list[bytes] = []

    def prepare() -> QrBlock:
        raise RuntimeError("no store")

    def look(receipt: SeenReceipt) -> None:
        read.append(receipt.text)
        if receipt.text == b"1":
            raise ValueError(receipt.text)

    clerk = BridgeClerk(prepare=prepare, read=look)
    for number in range(4):
        clerk.on_receipt(SeenReceipt(str(number).encode(), None))
    clerk.start()
    clerk.stop(PATIENCE)
    assert read == [b"0", b"1", b"2", b"3"]
    assert clerk.block() is None
