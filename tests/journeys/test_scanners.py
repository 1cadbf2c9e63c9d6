"""Codes come in from a serial scanner, from a camera and from a picture on a screen, through the same door as the wedge."""

import os
import tty
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.settings import CameraSettings, ScannerSettings, load_settings, save_settings
from app.ui.counter.state import NoteShown, PickupOpen
from installer.demo.samples import picture
from installer.demo.shop import PAYMENT_CODE, Shop
from tests.devices.scanners.test_camera_codes import phone
from tests.journeys.conftest import Day
from tests.ui.camera.test_scanner import Camera, frame_of


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


@pytest.fixture
def crowded_day(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Day, int, Camera]]:
    """A counter with a gun that types, one on a serial port, and a camera."""
    camera = Camera()
    monkeypatch.setattr("app.ui.camera.source.QtSource", lambda _name: camera)
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    settings, _ = load_settings(shop.paths.settings)
    both = replace(
        settings,
        scanner=ScannerSettings(port=os.ttyname(theirs)),
        camera=CameraSettings(on=True),
    )
    save_settings(shop.paths.settings, both)
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        yield made, ours, camera
    finally:
        made.close()
        os.close(ours)
        os.close(theirs)


def opened(day: Day, order_no: str) -> bool:
    card = day.card
    return isinstance(card, PickupOpen) and card.found.pickup.order_no == order_no


def held(day: Day, code: str, order_no: str) -> None:
    """A phone before the lens, picture after picture, until its order is there."""
    scanner, frame = day.desktop.camera.scanner, frame_of(phone(code, angle=11))
    assert scanner is not None

    def seen() -> bool:
        scanner.sink.setVideoFrame(frame)
        return opened(day, order_no)

    day.hands.wait(seen, order_no)


def pill(day: Day) -> str:
    return " ".join(word.text for word in day.window.top_bar._pills)


def test_every_scanner_works_beside_the_others(crowded_day: tuple[Day, int, Camera]) -> None:
    day, port, camera = crowded_day
    day.hands.wait(lambda: camera.opened == 1, "the camera to be opened after the start")
    held(day, day.shop.pickup_code("T-20462"), "T-20462")
    os.write(port, day.shop.pickup_code("T-20466").encode() + b"\r\n")
    day.hands.wait(lambda: opened(day, "T-20466"), "the gun on its line")
    day.hands.scan(day.shop.pickup_code("T-20463"))
    day.hands.wait(lambda: opened(day, "T-20463"), "the gun that types")
    day.hands.wait(lambda: "扫码枪、摄像头" in pill(day), "the live state")
    camera.lost()
    day.hands.wait(lambda: "没找到摄像头" in pill(day), "the word that it is gone")
    os.write(port, day.shop.pickup_code("T-20466").encode() + b"\r\n")
    day.hands.wait(lambda: opened(day, "T-20466"), "the gun on its line, without a camera")
    day.hands.wait(lambda: camera.opened == 2, "the camera to be opened again")
    held(day, day.shop.pickup_code("T-20464"), "T-20464")
    day.hands.wait(lambda: "扫码枪、摄像头" in pill(day), "the live state again")


def test_the_camera_is_given_back_and_stays_so(crowded_day: tuple[Day, int, Camera]) -> None:
    day, _, camera = crowded_day
    day.hands.wait(lambda: camera.opened == 1, "the camera to be opened after the start")
    day.desktop.camera.turn()
    assert camera.closed == 1
    day.hands.wait(
        lambda: not load_settings(day.shop.paths.settings)[0].camera.on, "it to be remembered"
    )
    assert "摄像头" not in pill(day)
    day.desktop.camera.turn()
    day.hands.wait(lambda: camera.opened == 2, "the camera to be opened again")


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
