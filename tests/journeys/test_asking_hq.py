"""A shop whose orders HQ itself holds: the counter's window asks HQ over a line that fails, and each order leaves once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.pickups import HeldElsewhere
from app.ui.counter.state import AtHq, DoneShown, RefusedOpen
from installer.demo.line import Fault
from installer.demo.opening import enrolled_shop
from installer.demo.shop import Shop
from tests.hq.counter import Counter
from tests.journeys.conftest import Day

Key = Qt.Key


@pytest.fixture
def shop(tmp_path: Path, qapp: QApplication) -> Iterator[Shop]:
    """The counter that held the orders of the store was revoked: HQ holds them now, and ours holds none."""
    made = enrolled_shop(tmp_path, before=_a_first_counter)
    counters = made.hq.look("counters")
    first = min(row["counter"] for row in counters)
    made.hq.operate("revoke", {"counter": first})
    yield made
    made.close()


def _a_first_counter(shop: Shop) -> None:
    Counter.enrol(shop.hq.address, shop.hq.enrol_code(1, 2))


def held(day: Day, order_no: str) -> RefusedOpen:
    day.hands.press(Key.Key_Escape)
    day.hands.scan(day.shop.pickup_code(order_no))
    day.see(RefusedOpen)
    card = day.card
    assert isinstance(card, RefusedOpen)
    assert isinstance(card.refused.refusal, HeldElsewhere)
    return card


def at_hq(day: Day, order_no: str) -> int:
    rows: list[dict[str, object]] = day.shop.order(order_no).get("redemptions", [])
    return len([row for row in rows if not row.get("undone")])


def test_enter_asks_hq_and_the_goods_go_out_with_their_receipt(day: Day) -> None:
    held(day, "T-20462")
    day.hands.press(Key.Key_Return)
    day.see(DoneShown)
    assert len(day.shop.printer.wait_for_jobs(1, 30)) == 1
    assert at_hq(day, "T-20462") == 1
    day.online()
    assert day.shop.hq.look("conflicts") == []


def test_a_dead_line_is_told_and_the_same_question_hands_over_once_it_is_back(day: Day) -> None:
    held(day, "T-20463")
    day.shop.line.set(Fault.CUT)
    day.hands.press(Key.Key_Return)
    day.hands.wait(
        lambda: isinstance(day.card, RefusedOpen) and day.card.at_hq is AtHq.NOT_REACHED,
        "the card to say that HQ was not reached",
    )
    assert at_hq(day, "T-20463") == 0
    day.shop.line.set(Fault.NONE)
    day.hands.press(Key.Key_Return)
    day.see(DoneShown)
    day.online(60)
    assert at_hq(day, "T-20463") == 1
    assert set(day.redemptions().values()) == {1}


def test_nobody_waits_for_a_line_that_hangs(day: Day) -> None:
    held(day, "T-20462")
    day.shop.line.set(Fault.HANGING)
    day.hands.press(Key.Key_Return)
    day.hands.wait(
        lambda: isinstance(day.card, RefusedOpen) and day.card.at_hq is AtHq.ASKING, "the question"
    )
    held(day, "T-20463")
    assert at_hq(day, "T-20462") == 0
    day.shop.line.set(Fault.NONE)
