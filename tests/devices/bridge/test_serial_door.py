"""A POS on a serial line: the terminal behind the link is its printer."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from app.devices.bridge.bridge import Upstream
from app.devices.bridge.serial_door import SerialDoor
from app.devices.bridge.session import BridgeLimits, QrBlock
from app.devices.bridge.turns import PrinterTurns
from tests.devices.bridge.pos import Seen, receipt
from tests.virtual_printer import VirtualPrinter

pytestmark = pytest.mark.usefixtures("door")
if sys.platform == "win32":
    pytest.skip("pseudo terminals are a thing of Unix", allow_module_level=True)

LIMITS = BridgeLimits(silence=0.15, linger=2, stop=0.5)


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as running:
        yield running


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "receipt-printer"


@pytest.fixture
def door(printer: VirtualPrinter, link: Path) -> Iterator[SerialDoor]:
    seen = Seen(QrBlock(b"<QR>"))
    door = SerialDoor(
        link,
        upstream=Upstream("127.0.0.1", printer.port),
        block=seen.block,
        on_receipt=seen.on_receipt,
        turns=PrinterTurns(),
        limits=LIMITS,
        retry_seconds=0.05,
    )
    door.start()
    yield door
    door.stop()
    assert not os.path.lexists(link)


def test_receipts_one_after_the_other_each_with_our_block(
    printer: VirtualPrinter, link: Path
) -> None:
    with serial.Serial(str(link), timeout=5) as till:
        for number in (1, 2):
            till.write(receipt())
            job = printer.wait_for_jobs(number)[-1]
            assert job.count(b"<QR>") == 1
            assert job.startswith(receipt()[:-4])
            assert job.endswith(receipt()[-4:])


def test_the_printer_answers_the_serial_pos_and_every_byte_goes_through(
    printer: VirtualPrinter, link: Path
) -> None:
    job = b"\x1bp\x00\x19\xfa" + b"\x1d*\x01\x20" + bytes(range(256)).replace(b"\x10", b"\x00")
    with serial.Serial(str(link), timeout=5) as till:
        till.write(b"\x10\x04\x01")
        assert till.read(1) == b"\x12"
        till.write(job)
        assert b"".join(printer.wait_for_jobs(1)) == job


def test_a_printer_that_is_away_makes_the_pos_wait_and_loses_nothing(
    printer: VirtualPrinter, link: Path
) -> None:
    printer.stop()
    with serial.Serial(str(link), timeout=5) as till:
        till.write(receipt())
    printer.start()
    assert printer.wait_for_jobs(1)[0].startswith(receipt()[:-4])
