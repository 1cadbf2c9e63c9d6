"""How a scanner types is measured from stamps alone; what a scan of a check code says of the scanner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.check_codes import (
    DIGITS,
    LENGTH,
    LETTERS,
    NATIVE_CODE,
    TEST_CODE,
    Read,
    compare,
    is_whole,
)
from app.domain.scan_timing import LineEnd, ScanTiming, gap_for, is_slow, timing_of
from app.domain.wedge import Key, Kind


def keys(*stamps: int, end: str = "") -> list[Key]:
    typed = [Key(at, "A") for at in stamps]
    return [*typed, Key(stamps[-1] + 1, end, Kind.END)] if end else typed


def test_gaps_and_end_are_of_the_keys() -> None:
    assert timing_of(keys(0, 4, 8, 20, 24, 28, end="\r")) == ScanTiming(6, 4, 12, LineEnd.ENTER)
    assert timing_of(keys(0, 9, end="\t")).end is LineEnd.TAB
    assert timing_of(keys(0, 9, end="\n")).end is LineEnd.ENTER
    assert timing_of(keys(5)) == ScanTiming(1, 0, 0, LineEnd.NONE)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.sampled_from(["", "\r"]))
def test_any_stamps_give_a_gap_the_setting_may_have(stamps: list[int], end: str) -> None:
    timing = timing_of(keys(*stamps, end=end))
    assert timing.keys == len(stamps)
    assert 50 <= gap_for(timing) <= 120
    assert is_slow(timing) or 2 * timing.longest_ms <= gap_for(timing)


@pytest.mark.parametrize("wanted", [TEST_CODE, NATIVE_CODE, DIGITS, LETTERS, LENGTH])
def test_a_code_is_known_from_its_scan(wanted: str) -> None:
    assert compare(wanted, wanted) is Read.RIGHT
    assert compare(wanted, f" {wanted}\r") is Read.RIGHT
    assert compare(wanted, f"]Q1{wanted}") is Read.MANGLED
    assert compare(wanted, wanted[: len(wanted) - 4]) is Read.MANGLED
    assert compare(wanted, "6901234567892") is Read.OTHER
    assert compare(wanted, "") is Read.OTHER
    if wanted != DIGITS:
        assert compare(wanted, wanted.swapcase()) is Read.CAPS


def test_the_two_codes_of_the_test_page_are_not_taken_for_each_other() -> None:
    assert compare(TEST_CODE, NATIVE_CODE) is not Read.RIGHT
    assert compare(NATIVE_CODE, TEST_CODE) is not Read.RIGHT
    for wanted, other in ((TEST_CODE, NATIVE_CODE), (NATIVE_CODE, TEST_CODE)):
        assert is_whole(wanted, f"]Q1{wanted.lower()}\r")
        assert not is_whole(wanted, other)
        assert not is_whole(wanted, wanted[:-1])
