"""A key of the clerk opens the cash drawer through the printer's line and is on record at HQ; a printer that is off opens
nothing, then or later."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from app.settings import load_settings
from app.ui.counter.state import DoneShown, Notice, PickupOpen
from app.ui.settings.fields import Section, fields_of
from installer.demo.scene import DEAF_S
from installer.demo.shop import MANAGER_PIN, Shop
from tests.journeys.conftest import Day

KICK = b"\x1bp\x01\x3c\x78"
CONTROL = Qt.KeyboardModifier.ControlModifier


def hang_on(day: Day) -> None:
    """Pin 5, on the settings page, by keys."""
    window, hands = day.window, day.hands
    hands.press(Qt.Key.Key_F12)
    hands.wait(lambda: window.settings is not None, "the settings")
    home = window.settings
    assert home is not None
    hands.type("1", enter=False)
    names = [each.name for each in fields_of(Section.PRINTER, home.at_fields.state.settings, 0)]
    for _ in range(names.index("drawer.pin")):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Left)
    hands.wait(home.pin.isVisible, "the manager to be asked for")
    opened = time.monotonic()
    hands.wait(lambda: time.monotonic() - opened > DEAF_S, "the dialog to listen")
    hands.type(MANAGER_PIN, enter=False)
    hands.wait(lambda: load_settings(day.shop.paths.settings)[0].drawer.pin == 5, "it to be kept")
    hands.wait(lambda: not home.at_fields.state.busy, "the machines to follow")
    hands.press(Qt.Key.Key_F1)


@pytest.fixture
def day(shop: Shop) -> Iterator[Day]:
    """A drawer is hung on the printer while the counter runs; it needs no restart."""
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        hang_on(made)
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
