"""How a customer is called where strangers can read it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.members import called


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("王女士", "王女士"),
        ("欧阳先生", "欧阳先生"),
        ("王芳女士", "王女士"),
        ("欧阳小明先生", "欧阳先生"),
        ("李阿姨", "李阿姨"),
        ("王姐", "王姐"),
        ("王小明", "王**"),
        ("王五", "王**"),
        ("欧阳修", "欧阳**"),
        ("豆豆妈妈", "豆**"),
        ("John Smith", "J**"),
        ("  王女士 ", "王女士"),
        ("王138女士", ""),
        ("13800001234", ""),
        ("１３８", ""),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_title_stays_and_a_given_name_goes(name: str, read: str) -> None:
    assert called(name) == read


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_name_shows_a_digit_or_more_than_a_surname(name: str) -> None:
    read = called(name)
    assert not any(char.isdigit() for char in read)
    assert len(read) <= 4
    rest = name.strip()[2:]
    if len(rest) > 2:
        assert rest not in read
