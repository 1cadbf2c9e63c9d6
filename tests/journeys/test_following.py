"""What is changed in the settings is true for the next receipt and the next scan, without a restart; nothing is lost between."""

import os
import time
import tty
from dataclasses import replace

from PySide6.QtCore import Qt
from serial import Serial

from app.settings import ScannerSettings, load_settings
from app.ui.counter.state import DoneShown, PickupOpen
from installer.demo.scene import DEAF_S
from tests.journeys.conftest import Day
from tests.virtual_printer import VirtualPrinter


def hand_over(day: Day) -> None:
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)
    day.hands.press(Qt.Key.Key_Escape)


def scan_until_heard(day: Day, gun: int, code: str) -> None:
    """As a clerk does with a scanner just plugged in: what it sends before the port is open is thrown away."""
    sent = 0.0

    def heard() -> bool:
        nonlocal sent
        if time.monotonic() - sent > 3:
            os.write(gun, code.encode() + b"\r\n")
            sent = time.monotonic()
        return isinstance(day.card, PickupOpen)

    day.hands.wait(heard, "the scan", 60)


def test_printer_and_scanner_follow_the_settings(day: Day) -> None:
    counter = day.desktop.counter
    assert counter is not None
    settings, _ = load_settings(day.shop.paths.settings)
    counter.follow(replace(settings, printers=()))
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    hand_over(day)
    assert day.shop.printer.jobs == [], "without a printer the receipt waits"
    with VirtualPrinter() as other:
        elsewhere = replace(settings.printer, port=other.port)
        counter.follow(replace(settings, printers=(elsewhere,)))
        day.hands.wait(lambda: len(other.jobs) == 1, "the receipt that waited")
        assert day.shop.printer.jobs == []
        ours, theirs = os.openpty()
        try:
            tty.setraw(theirs)
            serial = ScannerSettings(port=os.ttyname(theirs))
            counter.follow(replace(settings, printers=(elsewhere,), scanner=serial))
            scan_until_heard(day, ours, day.shop.pickup_code("T-20466"))
            hand_over(day)
            day.hands.wait(lambda: len(other.jobs) == 2, "the next receipt")
            counter.follow(replace(settings, printers=(elsewhere,)))
            Serial(os.ttyname(theirs), exclusive=True).close()  # nobody holds the port any more
            day.hands.scan(day.shop.pickup_code("T-20472"))
            day.see(PickupOpen)
        finally:
            os.close(ours)
            os.close(theirs)


def test_the_page_and_the_menu_turn_the_same_things(day: Day) -> None:
    def kept(mute: bool) -> None:
        def is_kept() -> bool:
            return load_settings(day.shop.paths.settings)[0].mute is mute

        day.hands.wait(is_kept, f"mute {mute} to be kept")

    window, hands = day.window, day.hands
    before = day.desktop._sounds.muted
    kept(mute=before)
    hands.press(Qt.Key.Key_F12)
    hands.wait(lambda: window.settings is not None, "the settings")
    hands.type("4", enter=False)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        hands.press(key)
    kept(mute=not before)
    assert day.desktop._sounds.muted is not before
    hands.press(Qt.Key.Key_F10)
    opened = time.monotonic()
    hands.wait(lambda: time.monotonic() - opened > DEAF_S, "the menu to listen")
    hands.type("3", enter=False)
    kept(mute=before)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_F12)
    home = window.settings
    assert home is not None
    hands.wait(lambda: home.at_fields.state.settings.mute is before, "the page to know")
