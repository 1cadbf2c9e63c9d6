"""Locking the counter: who stands there stays signed in, only their PIN unlocks, and it is remembered."""

from app.actions.outcomes import NotAllowed, PinAccepted, PinLocked, PinWrong
from app.domain.identity import StaffId
from tests.actions.conftest import Shop

CASHIER, MANAGER = StaffId(1), StaffId(9)


def test_it_is_remembered_until_the_pin_of_who_stands_here(shop: Shop) -> None:
    assert not shop.desk.start().locked
    shop.desk.lock()
    start = shop.desk.start()
    assert start.locked
    assert start.clerk is not None
    assert start.clerk.id == CASHIER
    assert isinstance(shop.desk.unlock(CASHIER, "111111"), PinAccepted)
    assert not shop.desk.start().locked


def test_somebody_elses_pin_is_right_and_unlocks_nothing_until_they_sign_in(shop: Shop) -> None:
    shop.desk.lock()
    assert isinstance(shop.desk.unlock(MANAGER, "999999"), PinAccepted)
    start = shop.desk.start()
    assert start.locked
    assert start.clerk is not None
    assert start.clerk.id == CASHIER
    shop.desk.sign_in(MANAGER, "999999")
    start = shop.desk.start()
    assert not start.locked
    assert start.clerk is not None
    assert start.clerk.id == MANAGER


def test_signing_out_leaves_nothing_locked(shop: Shop) -> None:
    shop.desk.lock()
    shop.desk.sign_out()
    assert not shop.desk.start().locked


def test_tries_are_counted_as_everywhere(shop: Shop) -> None:
    shop.desk.lock()
    assert isinstance(shop.desk.unlock(StaffId(404), "111111"), NotAllowed)
    assert shop.desk.unlock(CASHIER, "000000") == PinWrong(4)
    assert shop.desk.sign_in(CASHIER, "000000") == PinWrong(3)
    outcomes = [shop.desk.unlock(CASHIER, "000000") for _ in range(3)]
    assert isinstance(outcomes[-1], PinLocked)
    assert isinstance(shop.desk.unlock(CASHIER, "111111"), PinLocked)
    assert shop.desk.start().locked
    shop.clock.forward(minutes=2)
    assert isinstance(shop.desk.unlock(CASHIER, "111111"), PinAccepted)


def test_it_leaves_no_fact(shop: Shop) -> None:
    shop.desk.lock()
    shop.desk.unlock(CASHIER, "111111")
    assert shop.facts() == []
