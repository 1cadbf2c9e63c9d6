"""Files of sales as other systems write them: every row is a sale with a lasting id, or refused with a reason."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Fen
from app.domain.pos_sale_files import RowFault, read_sales
from app.domain.pos_sales import PosSale, SaleSource

SHOP = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 17, 42, 5, tzinfo=SHOP)
ONE = PosSale(SaleSource.FILE, Fen(3560), "A0001", AT)

SAME = [
    ("a.csv", "单号,金额,时间\nA0001,￥35.60,2026-11-22 17:42:05\n".encode("gb18030")),
    ("b.CSV", "\ufeffTime;Cashier;Total;No\r\n2026/11/22 17:42:05;x;35.6;A0001\r\n\r\n".encode()),
    ("c.csv", b'no\ttotal\ttime\n"A0001"\t"35.60"\t2026-11-22T09:42:05Z\n'),
    ("d.json", '[{"单号": "A0001", "金额": 35.60, "时间": "2026-11-22T17:42:05+08:00", "x": []}]'.encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), SAME, ids=[name for name, _ in SAME])
def test_the_same_sale_in_any_form_is_the_same_sale(name: str, data: bytes) -> None:
    ((sale,), rejected) = read_sales(name, data, tz=SHOP)
    assert rejected == ()
    assert sale.sale == ONE
    assert sale.id == read_sales(*SAME[0], tz=SHOP)[0][0].id


def test_bad_rows_are_refused_one_by_one() -> None:
    text = "no,total,time\n1,1.00,\n2,,\n3,1.00,yesterday\n" + "9" * 65 + ",1.00,\n5,2.00,\n"
    sales, rejected = read_sales("x.csv", text.encode(), tz=SHOP)
    assert [each.sale.number for each in sales] == ["1", "5"]
    assert [(each.row, each.why) for each in rejected] == [
        (2, RowFault.BAD_TOTAL),
        (3, RowFault.BAD_TIME),
        (4, RowFault.BAD_NUMBER),
    ]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.csv", b"\0\0", RowFault.NOT_TEXT),
        ("x.csv", b"\xff\xff", RowFault.NOT_TEXT),
        ("x.csv", b"a,b\n1,2\n", RowFault.NO_COLUMNS),
        ("x.csv", b"", RowFault.NO_COLUMNS),
        ("x.csv", b'no,total\n"1,2\n', RowFault.NO_COLUMNS),
        ("x.json", b"{}", RowFault.NO_COLUMNS),
        ("x.json", b"[1]", RowFault.NO_COLUMNS),
        ("x.json", b"[" * 100_000, RowFault.NO_COLUMNS),
    ],
)
def test_a_file_that_is_none_is_refused_whole(name: str, data: bytes, why: RowFault) -> None:
    sales, (rejected,) = read_sales(name, data, tz=SHOP)
    assert (sales, rejected.row, rejected.why) == ((), 0, why)


def test_equal_rows_without_a_number_are_sales_of_their_own_and_keep_their_ids() -> None:
    once = read_sales("x.csv", b"total\n1.00\n1.00\n", tz=SHOP)[0]
    more = read_sales("y.csv", b"total\n2.00\n1.00\n1.00\n1.00\n", tz=SHOP)[0]
    assert len({each.id for each in once}) == 2
    assert {each.id for each in once} <= {each.id for each in more}
    assert len({each.id for each in more}) == 4


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.json"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    sales, rejected = read_sales(name, data, tz=SHOP)
    assert all(len(each.id) == 32 for each in sales)
    assert all(each.why in RowFault for each in rejected)


rows = st.lists(
    st.tuples(st.text("0123456789A-", max_size=9), st.integers(0, 10**6)), min_size=1, max_size=20
)


@given(rows)
def test_csv_and_json_of_the_same_rows_are_the_same_sales(rows: list[tuple[str, int]]) -> None:
    listed = [{"no": number, "total": f"{fen / 100:.2f}"} for number, fen in rows]
    lines = "".join(f"{each['no']},{each['total']}\n" for each in listed)
    from_csv = read_sales("x.csv", f"no,total\n{lines}".encode(), tz=SHOP)
    assert from_csv == read_sales("x.json", json.dumps(listed).encode(), tz=SHOP)
    assert len(from_csv[0]) == len(rows)
