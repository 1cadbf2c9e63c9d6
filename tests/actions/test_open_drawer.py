"""The cash drawer opens for the right people alone, is on record before anything moves, and once for each key at most."""

from dataclasses import replace

import pytest

from app.actions.outcomes import (
    DrawerAsked,
    DrawerNeedsPin,
    DrawerTooLate,
    NotAllowed,
    PinLocked,
    PinWrong,
)
from app.actions.requests import DrawerRequest
from app.domain.drawer import DrawerReason
from app.domain.identity import StaffId
from sync import wire
from tests.actions.conftest import Shop

CASHIER, STAFF, MANAGER = StaffId(1), StaffId(5), StaffId(9)
PINS = {CASHIER: "111111", STAFF: "555555", MANAGER: "999999"}


@pytest.fixture(autouse=True)
def helper(shop: Shop) -> None:
    """小马 helps on the floor and handles no money."""
    row = wire.StaffRow(staff=5, name="小马", role="staff", badge_serial=105, pin_hash=PINS[STAFF])
    shop.told(("staff", "5", row))


def ask(shop: Shop, reason: DrawerReason = DrawerReason.COUNT) -> DrawerRequest:
    return DrawerRequest(reason, shop.clock.mono_ms())


def with_pin(shop: Shop, staff: StaffId, pin: str | None = None) -> DrawerRequest:
    return replace(ask(shop), approver=staff, pin=pin or PINS[staff])


@pytest.mark.parametrize("staff", [CASHIER, MANAGER])
@pytest.mark.parametrize("reason", list(DrawerReason))
def test_who_handles_money_opens_it_and_the_reason_is_on_record(
    shop: Shop, staff: StaffId, reason: DrawerReason
) -> None:
    shop.desk.sign_in(staff, PINS[staff])
    shop.commits = 0
    assert shop.desk.open_drawer(ask(shop, reason)) == DrawerAsked()
    assert shop.facts() == [("drawer.asked", {"reason": reason.value, "approved_by": None})]
    assert shop.kicks == [shop.clock.mono_ms() + 3000]
    assert shop.commits == 1


def test_the_record_is_kept_before_the_drawer_moves(shop: Shop) -> None:
    seen: list[object] = []
    shop.on_kick = lambda: seen.append(shop.facts())
    shop.desk.open_drawer(ask(shop))
    assert seen == [[("drawer.asked", {"reason": "count", "approved_by": None})]]


def test_others_need_the_pin_of_somebody_who_may(shop: Shop) -> None:
    shop.desk.sign_in(STAFF, PINS[STAFF])
    assert shop.desk.open_drawer(ask(shop)) == DrawerNeedsPin()
    assert shop.desk.open_drawer(with_pin(shop, STAFF)) == NotAllowed()
    assert shop.desk.open_drawer(with_pin(shop, CASHIER, "000000")) == PinWrong(4)
    assert shop.desk.open_drawer(with_pin(shop, StaffId(404), "404404")) == NotAllowed()
    assert (shop.facts(), shop.kicks) == ([], [])
    assert shop.desk.open_drawer(with_pin(shop, CASHIER)) == DrawerAsked()
    assert shop.facts() == [("drawer.asked", {"reason": "count", "approved_by": CASHIER})]
    assert len(shop.kicks) == 1


def test_guessing_a_pin_locks_and_never_opens(shop: Shop) -> None:
    shop.desk.sign_in(STAFF, PINS[STAFF])
    outcomes = [shop.desk.open_drawer(with_pin(shop, MANAGER, "000000")) for _ in range(6)]
    assert isinstance(outcomes[-1], PinLocked)
    assert isinstance(shop.desk.open_drawer(with_pin(shop, MANAGER)), PinLocked)
    assert (shop.facts(), shop.kicks) == ([], [])


def test_a_wish_that_waited_too_long_for_this_pc_is_dropped_without_a_trace(shop: Shop) -> None:
    old = ask(shop)
    shop.clock.forward(seconds=3.1)
    assert shop.desk.open_drawer(old) == DrawerTooLate()
    assert (shop.facts(), shop.kicks, shop.commits) == ([], [], 0)


def test_a_pin_is_not_in_the_requests_own_words(shop: Shop) -> None:
    assert PINS[MANAGER] not in repr(with_pin(shop, MANAGER))
