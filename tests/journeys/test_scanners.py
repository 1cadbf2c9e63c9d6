"""Codes come in from a serial scanner and from a picture on a screen, through the same door as the wedge."""

import os
import tty
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.settings import ScannerSettings, load_settings, save_settings
from app.ui.counter.state import NoteShown, PickupOpen
from installer.demo.samples import picture
from installer.demo.shop import PAYMENT_CODE, Shop
from tests.journeys.conftest import Day


@pytest.fixture
def pty_day(shop: Shop) -> Iterator[tuple[Day, int]]:
    """A counter whose scanner is on a serial port."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    settings, _ = load_settings(shop.paths.settings)
    scanner = ScannerSettings(port=os.ttyname(theirs))
    save_settings(shop.paths.settings, replace(settings, scanner=scanner))
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        yield made, ours
    finally:
        made.close()
        os.close(ours)
        os.close(theirs)


def test_a_serial_scan_opens_the_order(pty_day: tuple[Day, int]) -> None:
    day, port = pty_day
    os.write(port, b"]Q1" + day.shop.pickup_code("T-20462").encode() + b"\r\n")
    day.see(PickupOpen)
    card = day.card
    assert isinstance(card, PickupOpen)
    assert card.found.pickup.order_no == "T-20462"


def test_a_payment_code_is_nowhere_in_the_data_directory(pty_day: tuple[Day, int]) -> None:
    day, port = pty_day
    os.write(port, PAYMENT_CODE.encode() + b"\r")
    day.see(NoteShown)
    day.close()
    for file in day.shop.paths.data.rglob("*"):
        if file.is_file():
            assert PAYMENT_CODE.encode() not in file.read_bytes(), file.name
    day.reopen()


def test_the_code_on_a_phones_screen_is_read_from_its_picture(day: Day, tmp_path: Path) -> None:
    code = day.shop.pickup_code("T-20462")
    file = tmp_path / "code.png"
    picture(code).save(file)
    for scale in (1.0, 0.5):
        image = Image.open(file).convert("L")
        image = image.resize((round(image.width * scale), round(image.height * scale)))
        (read,) = zxingcpp.read_barcodes(image)
        assert read.text == code
    day.hands.scan(read.text)
    day.see(PickupOpen)
