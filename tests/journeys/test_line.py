"""The line to HQ at its worst, seen from the counter's window: nothing is lost, nothing is done twice, nobody waits."""

import time

import pytest
from PySide6.QtCore import Qt

from app.ui.counter.state import DoneShown, PickupOpen, RefusedOpen
from installer.demo.line import Fault
from sync.status import Line as Status
from tests.journeys.conftest import Day


def hand_over(day: Day, order_no: str) -> float:
    """Scan and confirm; seconds from the key to the card that says it is done."""
    day.hands.press(Qt.Key.Key_Escape)
    day.hands.scan(day.shop.pickup_code(order_no))
    day.see(PickupOpen)
    began = time.monotonic()
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)
    return time.monotonic() - began


def at_hq(day: Day, order_no: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = day.shop.order(order_no).get("redemptions", [])
    return [each for each in found if not each.get("undone")]


def test_with_the_line_up_hq_knows_within_a_moment(day: Day) -> None:
    hand_over(day, "T-20462")
    day.hands.wait(lambda: len(at_hq(day, "T-20462")) == 1, "HQ to know", 3)


def test_with_the_cable_out_everything_goes_on_and_hq_hears_it_later(day: Day) -> None:
    codes = {order: day.shop.pickup_code(order) for order in ("T-20462", "T-20463")}
    day.shop.line.set(Fault.CUT)
    day.hands.wait(
        lambda: day.window.at_sync.state.status.line is Status.OFFLINE, "to be offline", 40
    )
    for code in codes.values():
        day.hands.press(Qt.Key.Key_Escape)
        day.hands.scan(code)
        day.see(PickupOpen)
        day.hands.press(Qt.Key.Key_Return)
        day.see(DoneShown)
    day.hands.wait(lambda: day.pending >= 2, "the facts to be counted")
    assert at_hq(day, "T-20462") == []
    day.reopen()
    day.shop.line.set(Fault.NONE)
    assert day.desktop.counter is not None
    day.desktop.counter.retry_sync()
    day.online(60)
    assert [len(at_hq(day, order)) for order in codes] == [1, 1]
    assert set(day.redemptions().values()) == {1}


def test_another_network_is_used_at_once(day: Day) -> None:
    """The old line hangs without a word, as a cable pulled at the switch; nobody waits for its time-outs."""
    day.shop.line.set(Fault.HANGING)
    hand_over(day, "T-20462")
    day.hands.wait(lambda: day.pending >= 1, "the fact to be counted")
    day.shop.line.set(Fault.CUT)
    day.hands.wait(
        lambda: day.window.at_sync.state.status.line is Status.OFFLINE, "to be offline", 40
    )
    day.shop.line.set(Fault.NONE)
    assert day.desktop.counter is not None
    day.desktop.counter.network_changed()
    day.online(30)
    assert len(at_hq(day, "T-20462")) == 1


def test_answers_lost_after_the_commit_double_nothing(day: Day) -> None:
    day.shop.line.set(Fault.LOSING_ANSWERS)
    hand_over(day, "T-20462")
    day.hands.wait(lambda: len(at_hq(day, "T-20462")) == 1, "HQ to have it unheard", 30)
    day.hands.wait(lambda: day.pending >= 1, "the fact to be counted")
    day.shop.line.set(Fault.NONE)
    day.online(90)
    assert len(at_hq(day, "T-20462")) == 1
    assert set(day.redemptions().values()) == {1}


@pytest.mark.parametrize("fault", [Fault.HANGING, Fault.CUT])
def test_nobody_at_the_counter_waits_for_the_line(day: Day, fault: Fault) -> None:
    code = day.shop.pickup_code("T-20462")
    day.shop.line.set(fault)
    day.hands.scan(code)
    day.see(PickupOpen, 2)
    began = time.monotonic()
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown, 2)
    assert time.monotonic() - began < 2, "far under any network time-out"
    day.shop.line.set(Fault.NONE)


def test_what_hq_changes_is_on_this_counter_without_asking(day: Day) -> None:
    """The order on the desk is marked, and the hand-over reads again: the money is back, nothing is handed over."""
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    row = day.shop.order("T-20462")
    day.shop.hq.operate("order", {"pickup": row["pickup"], "verb": "refund", "amount": 990})
    day.hands.wait(
        lambda: isinstance(day.card, PickupOpen) and day.card.changed, "the card to be marked", 5
    )
    day.hands.press(Qt.Key.Key_Return)
    day.see(RefusedOpen)
    assert at_hq(day, "T-20462") == []
