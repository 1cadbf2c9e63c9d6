"""Facts about money read as what they are, also when parts of them are missing or newer than this app."""

from dataclasses import replace

import pytest

from app.actions.ports import JournalRow
from app.ui.sync.journal_words import fact_words
from tests.builders import NOW

ROW = JournalRow(
    seq=1, kind="pos_sale.seen", at=NOW, by_name="", body={}, outcome="", detail="", acked_at=None
)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("body", "about"),
    [
        ({"total": 3560, "refund": False, "number": "A0001"}, "¥35.60 · A0001"),
        ({"total": 3560, "refund": True, "number": ""}, "¥-35.60"),
        ({}, "¥0.00"),
    ],
)
def test_a_sale_of_the_other_till(body: dict[str, object], about: str) -> None:
    assert fact_words(replace(ROW, body=body)) == ("收银机销售", about)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("body", "about"),
    [
        ({"reason": "count", "approved_by": None}, "清点"),
        ({"reason": "change", "approved_by": 9}, "找零 · 凭 PIN"),
        ({"reason": "of a later version"}, "of a later version"),
        ({}, ""),
    ],
)
def test_an_opened_drawer(body: dict[str, object], about: str) -> None:
    assert fact_words(replace(ROW, kind="drawer.asked", body=body)) == ("开钱箱", about)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("body", "about"),
    [
        ({"member": "b" * 32, "reason": "shown", "approved_by": None}, ""),
        ({"member": "b" * 32, "reason": "shown", "approved_by": 9}, "凭 PIN"),
        ({"member": "b" * 32, "reason": "exported", "approved_by": 9}, "导出给本人 · 凭 PIN"),
        ({}, ""),
    ],
)
def test_a_phone_number_that_was_shown(body: dict[str, object], about: str) -> None:
    assert fact_words(replace(ROW, kind="phone.revealed", body=body)) == ("查看完整手机号", about)
