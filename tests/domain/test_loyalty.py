"""Points add up whatever way an order is taken home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.loyalty import handed_over_value, pickup_points, value_of
from app.domain.members import masked
from app.domain.money import Fen, half_up, yuan
from app.domain.pickups import Units
from app.domain.staff import Policy
from tests.builders import line, pickup


@pytest.mark.parametrize(
    ("fen", "points"),
    [(0, 0), (100, 2), (7550, 181), (20, 0), (21, 1), (2083, 50), (1_000_000, 24_000), (-5, 0)],
)
def test_a_group_order_picked_up_in_store_earns_2_4_points_a_yuan(fen: int, points: int) -> None:
    assert pickup_points(Fen(fen), Policy()) == points


@given(st.integers(0, 10**6), st.lists(st.integers(1, 7), min_size=1, max_size=6))
def test_the_parts_of_a_line_are_worth_the_whole(amount: int, parts: list[int]) -> None:
    quantity, redeemed, worth = sum(parts), 0, 0
    for part in parts:
        each = line(quantity=quantity, redeemed=redeemed, amount=Fen(amount))
        worth += value_of(each, part)
        redeemed += part
    assert worth == amount


def test_the_value_is_of_the_units_handed_over() -> None:
    order = pickup(line(1, quantity=2, amount=Fen(999)), line(2, amount=Fen(490)))
    assert handed_over_value(order, (Units(1, 1),)) == 499
    assert handed_over_value(order, (Units(1, 2), Units(2, 1))) == 1489


@given(st.integers(0, 10**9), st.integers(1, 10**4))
def test_half_up_never_strays_by_more_than_a_half(numerator: int, denominator: int) -> None:
    nearest = half_up(numerator, denominator)
    assert -denominator <= 2 * (numerator - nearest * denominator) < denominator


def test_money_reads_as_people_write_it() -> None:
    assert [yuan(Fen(fen)) for fen in (0, 5, 2990, 1_234_567, -490)] == [
        "0.00",
        "0.05",
        "29.90",
        "12,345.67",
        "-4.90",
    ]


@given(st.text("0123456789", max_size=20))
def test_a_masked_phone_never_shows_the_middle(phone: str) -> None:
    shown = masked(phone)
    assert sum(sign.isdigit() for sign in shown) <= 7
    assert shown == "138****1234" if phone == "13800001234" else "*" in shown or not phone
