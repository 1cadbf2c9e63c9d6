"""What another system's receipt says is read from its text, in any encoding, and garbage is no sale."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Fen, yuan
from app.domain.pos_sales import PosSale, SalePatterns, SaleSource, amount, moment, read_receipt
from app.settings import BridgeSettings

SHOP = ZoneInfo("Asia/Shanghai")
CHOSEN = BridgeSettings()
PATTERNS = SalePatterns(
    total=re.compile(CHOSEN.total), number=re.compile(CHOSEN.number), time=re.compile(CHOSEN.time)
)


def read(text: str, encoding: str = "gb18030") -> PosSale | None:
    return read_receipt(text.encode(encoding), PATTERNS, tz=SHOP)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize(
    ("text", "total", "number", "at"),
    [
        ("单号:A0001\n2026-11-22 17:42:05\n合计  2 件  ￥35.60\n", 3560, "A0001", (17, 42, 5)),
        ("流水号：20261122-0007\n2026/11/22 8:05\n小计 40.00\n应付：35.6\n实收 50.00\n找零 14.40", 3560, "20261122-0007", (8, 5, 0)),
        ("小票号 9\n日期:2026年11月22日 17时42分05\n总计：1,234.00元", 123400, "9", (17, 42, 5)),
        ("Receipt No. 77\nTotal: 12.30\nCash 20.00", 1230, "77", None),
        ("TOTAL   0.99", 99, "", None),
        ("订单号 X-1\n合计 3\n", None, "", None),
        ("欢迎光临\n", None, "", None),
    ],
)  # fmt: skip
def test_receipts_as_shops_print_them(
    text: str,
    total: int | None,
    number: str,
    at: tuple[int, int, int] | None,
    encoding: str,
) -> None:
    sale = read(text, encoding)
    if total is None:
        assert sale is None
        return
    when = None if at is None else datetime(2026, 11, 22, *at, tzinfo=SHOP)
    assert sale == PosSale(SaleSource.RECEIPT, Fen(total), number, when)


def test_what_is_to_be_paid_counts_not_what_leads_to_it() -> None:
    sale = read("合计 40.00\n优惠 -4.40\n应收 35.60\n实收 100.00\n找零 64.40\n")
    assert sale is not None
    assert sale.total == 3560


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sale_or_none(text: bytes) -> None:
    sale = read_receipt(text, PATTERNS, tz=SHOP)
    assert sale is None or len(sale.number) <= 64


@given(st.integers(-100_000_000, 100_000_000).map(Fen))
def test_an_amount_is_read_as_it_is_written(fen: Fen) -> None:
    assert amount(yuan(fen)) == amount(f"￥{yuan(fen)}") == fen


@pytest.mark.parametrize("text", ["", "￥", "1.234", "12a", "1e3", "--1", "1000000.01", "٣.٥"])
def test_what_is_no_amount(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize("text", ["", "2026-13-01 10:00", "2026-11-22", "2026-11-22 25:00"])
def test_what_is_no_time(text: str) -> None:
    assert moment(text, SHOP) is None
