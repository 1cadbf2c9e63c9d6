"""The second counter of a shop as its clerk sees it, with the line to HQ cut: the same Enter and the same paper, and plain words
when the first counter's PC is off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.actions.outcomes import PickupRefused
from app.domain.pickups import AlreadyRedeemed
from app.ui.counter.state import AtHq, DoneShown, PickupOpen, RefusedOpen
from installer.demo.line import Fault
from installer.demo.opening import enrolled_shop
from installer.demo.shop import Shop
from tests.journeys.conftest import Day
from tests.journeys.test_two_counters import Till

Key = Qt.Key


@pytest.fixture
def tills() -> list[Till]:
    return []


@pytest.fixture
def shop(tmp_path: Path, qapp: QApplication, tills: list[Till]) -> Iterator[Shop]:
    """Counter 2 was enrolled first: it is the hub."""

    def first(made: Shop) -> None:
        tills.append(Till(made.hq, tmp_path / "hub", 2))

    made = enrolled_shop(tmp_path / "shop", before=first)
    yield made
    for till in tills:
        till.close()
    made.close()


def scanned(day: Day, code: str) -> PickupOpen:
    day.hands.press(Key.Key_Escape)
    day.hands.scan(code)
    day.see(PickupOpen)
    card = day.card
    assert isinstance(card, PickupOpen)
    return card


def handed_over(day: Day) -> None:
    """Enter, and again where a busy machine made the other counter answer too late."""

    def done() -> bool:
        card = day.card
        if (isinstance(card, PickupOpen) and not card.asking) or (
            isinstance(card, RefusedOpen) and card.at_hq is AtHq.NOT_REACHED
        ):
            day.hands.press(Key.Key_Return)
        return isinstance(day.card, DoneShown)

    day.hands.wait(done, "the order to be handed over", 60)


def test_the_same_enter_and_the_same_paper(day: Day, tills: list[Till]) -> None:
    (hub,) = tills
    counter = day.desktop.counter
    assert counter is not None
    day.hands.wait(
        lambda: any(each.hub and each.addresses for each in counter.siblings.everyone()),
        "the address of the hub",
        30,
    )
    codes = [day.shop.pickup_code(order) for order in ("T-20463", "T-20466")]
    day.shop.line.set(Fault.CUT)
    hub.line.set(Fault.CUT)
    assert scanned(day, codes[0]).near == 2
    handed_over(day)
    assert len(day.shop.printer.wait_for_jobs(1, 30)) == 1
    there = hub.scanned("T-20463")
    assert isinstance(there, PickupRefused)
    assert isinstance(there.refusal, AlreadyRedeemed)
    assert there.refusal.last.counter_label == 1
    hub.stop()
    scanned(day, codes[1])
    day.hands.press(Key.Key_Return)
    day.hands.wait(
        lambda: isinstance(day.card, RefusedOpen) and day.card.at_hq is AtHq.NOT_REACHED,
        "the card to say that the other counter does not answer",
        30,
    )
    hub.start()
    day.shop.line.set(Fault.NONE)
    hub.line.set(Fault.NONE)
    day.online(60)
    hub.drained()
    assert set(day.redemptions().values()) == {1}
    assert day.shop.hq.look("conflicts") == []
