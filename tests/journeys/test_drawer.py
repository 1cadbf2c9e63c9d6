"""A key of the clerk opens the cash drawer through the printer's line and is on record at HQ; a printer that is off opens
nothing, then or later."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.settings import DrawerSettings, load_settings, save_settings
from app.ui.counter.state import DoneShown, Notice, PickupOpen
from installer.demo.shop import Shop
from tests.journeys.conftest import Day

KICK = b"\x1bp\x01\x3c\x78"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def day(shop: Shop) -> Iterator[Day]:
    settings, _ = load_settings(shop.paths.settings)
    save_settings(shop.paths.settings, replace(settings, drawer=DrawerSettings(pin=5)))
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        yield made
    finally:
        made.close()


def open_drawer(day: Day, reason: Qt.Key) -> None:
    day.hands.press(Qt.Key.Key_D, CONTROL)
    dialog = day.window.counter.drawer
    day.hands.wait(lambda: dialog.isVisible() and dialog.listens, "the dialog to listen")
    day.hands.press(reason)


def told(day: Day, notice: Notice) -> None:
    day.hands.wait(
        lambda: (said := day.window.at_counter.state.told) is not None and said.notice is notice,
        notice.value,
    )


def test_the_drawer_opens_for_a_key_and_never_later(day: Day) -> None:
    printer = day.shop.printer
    open_drawer(day, Qt.Key.Key_1)
    told(day, Notice.DRAWER_TOLD)
    assert printer.wait_for_jobs(1) == [KICK]
    day.online()
    asked = [row["body"] for row in day.shop.hq.look("facts") if row["kind"] == "drawer.asked"]
    assert asked == [{"reason": "change", "approved_by": None}]

    printer.stop()
    open_drawer(day, Qt.Key.Key_3)
    told(day, Notice.DRAWER_AWAY)
    printer.start()
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)
    receipt = printer.wait_for_jobs(2)[1]
    assert KICK not in receipt
    assert printer.jobs.count(KICK) == 1
