"""Five wrong PINs are free, then the wait grows."""

from datetime import timedelta

import pytest

from app.domain.pins import locked_until, tries_left
from tests.builders import NOW


@pytest.mark.parametrize(
    ("wrong", "minutes"),
    [(0, None), (4, None), (5, 1), (6, 5), (7, 30), (50, 30)],
)
def test_the_wait_grows(wrong: int, minutes: int | None) -> None:
    expected = NOW + timedelta(minutes=minutes) if minutes is not None else None
    assert locked_until(wrong, NOW) == expected


def test_the_clerk_is_told_how_many_tries_are_left() -> None:
    assert [tries_left(wrong) for wrong in range(7)] == [5, 4, 3, 2, 1, 0, 0]
