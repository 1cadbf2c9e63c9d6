"""A counter whose shop's own till prints through it: the sale is tied to the member on screen, and to nobody else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.settings import BridgeSettings, load_settings, save_settings
from app.ui.counter.state import Idle, PickupOpen
from installer.demo.shop import Shop
from tests.devices.bridge.pos import Till, receipt
from tests.journeys.conftest import Day
from tests.virtual_printer import VirtualPrinter


@pytest.fixture
def bridged(shop: Shop) -> Iterator[tuple[Day, int]]:
    """The port the till prints to."""
    with VirtualPrinter() as gone:
        port = gone.port
    settings, _ = load_settings(shop.paths.settings)
    save_settings(shop.paths.settings, replace(settings, bridge=BridgeSettings(port=port)))
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        yield made, port
    finally:
        made.close()


def sales(day: Day) -> dict[str, str | None]:
    """At HQ: who each of the till's sales is tied to, by its total."""
    bodies = [row["body"] for row in day.shop.hq.look("facts") if row["kind"] == "pos_sale.seen"]
    return {str(body["total"]): body["member"] for body in bodies}


def ring_up(day: Day, port: int, total: str) -> None:
    """The till prints its receipt through the counter; waited for until HQ has the sale."""
    fen = total.replace(".", "")
    till = Till(port)
    till.print(receipt(total))
    till.close()
    day.hands.wait(lambda: fen in sales(day), f"the sale of {total} at HQ", 30)


def test_a_sale_of_the_till_is_the_members_who_is_on_screen(bridged: tuple[Day, int]) -> None:
    day, port = bridged
    ring_up(day, port, "11.10")
    day.hands.scan(day.shop.card("T-20463"))
    day.see(PickupOpen)
    member = day.window.at_counter.state.member
    assert member is not None
    ring_up(day, port, "22.20")
    day.hands.press(Qt.Key.Key_Escape)
    day.see(Idle)
    ring_up(day, port, "33.30")
    assert sales(day) == {"1110": None, "2220": member.id, "3330": None}
