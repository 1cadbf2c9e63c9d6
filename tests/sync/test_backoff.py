"""Waiting times: bounded, jittered over the whole range, never sooner than HQ asked."""

from hypothesis import given
from hypothesis import strategies as st

from sync.backoff import HQ_WISH_MOST_SECONDS, LEAST_SECONDS, MOST_SECONDS, delay_seconds

ROLLS = st.floats(0, 1, exclude_max=True)


@given(st.integers(-5, 10**9), ROLLS)
def test_between_almost_nothing_and_five_minutes(attempt: int, roll: float) -> None:
    assert LEAST_SECONDS <= delay_seconds(attempt, roll=roll) <= MOST_SECONDS


def test_the_ceiling_doubles_from_one_second_to_five_minutes() -> None:
    ceilings = [round(delay_seconds(n, roll=0.999999)) for n in range(1, 13)]
    assert ceilings == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_the_whole_range_is_used() -> None:
    assert delay_seconds(9, roll=0.0) == LEAST_SECONDS
    assert 120 < delay_seconds(9, roll=0.5) < 136


@given(st.integers(1, 40), ROLLS, st.floats(0, 10**9))
def test_never_sooner_than_hq_asked_within_reason(attempt: int, roll: float, after: float) -> None:
    waited = delay_seconds(attempt, roll=roll, after=after)
    assert waited >= min(after, HQ_WISH_MOST_SECONDS)
    assert waited <= max(MOST_SECONDS, HQ_WISH_MOST_SECONDS * 1.1)
