"""A file from its bytes to orders: encodings, headings, cells, and every row that cannot be read is told with its reason."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.hq.imports import cells
from sync.hq.imports.headings import Field, Kind, guess, headed
from sync.hq.imports.orders import FileOrder, Standing, read_orders
from sync.hq.imports.plans import SENTENCES, Refused, Wrong
from sync.hq.imports.sheets import MOST_BYTES, BadFile, read_table
from sync.hq.imports.taking import Chosen, open_file
from tests.hq_imports.files import KTT_HEADS, KTT_ROWS, YOUZAN_HEADS, csv_file, xlsx_file

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
WORKBOOK = xlsx_file(KTT_HEADS, KTT_ROWS, title="订单")


def orders(content: bytes) -> tuple[list[FileOrder], list[Refused]]:
    table = headed(read_table(content), Kind.ORDERS)
    return read_orders(table, table.columns, NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_separator_is_the_same_file(encoding: str, delimiter: str) -> None:
    rows = [tuple(cell.replace("¥", "￥") for cell in row) for row in KTT_ROWS]
    found, refused = orders(
        csv_file(
            KTT_HEADS,
            rows,
            encoding=encoding,
            delimiter=delimiter,
            above=("周二海鲜团 订单导出", ""),
        )
    )
    assert refused == []
    assert [order.order_no for order in found] == [
        "20261124-0001",
        "20261124-0002",
        "20261124-0003",
    ]
    first, second, third = found
    assert (first.phone, first.name, first.store) == ("13900001111", "王女士", "翠湖路店")
    assert [(line.name, line.quantity, line.amount) for line in first.lines] == [
        ("红颜草莓 500g", 2, 5980),
        ("活鲈鱼 约 600g 大份", 1, 2680),
    ]
    assert first.codes == ("KTT900001",)
    assert first.ordered_at == datetime(2026, 11, 24, 12, 42, 10, tzinfo=UTC)
    assert (second.phone, second.lines[0].amount) == ("13900002222", 1880)
    assert second.ordered_at == datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
    assert (first.standing, third.standing) == (Standing.ARRIVED, Standing.REFUNDED)


def test_a_workbook_with_a_title_merged_cells_numbers_and_dates() -> None:
    rows = [
        ("E1", "待提货", datetime(2026, 11, 24, 20, 42), "王女士", 13900001111, "草莓", "盒", 2001, 2, 59.8, "翠湖路店"),  # noqa: DTZ001  as a sheet holds it
        ("", "", "", "", "", "鸡蛋", "", "", 1, "￥18.80", ""),
    ]  # fmt: skip
    merged = [(0, place, 1, place) for place in (0, 1, 2, 3, 4, 10)]
    found, refused = orders(xlsx_file(YOUZAN_HEADS, rows, title="有赞订单", merged=merged))
    assert refused == []
    (order,) = found
    assert (order.phone, order.standing, order.store) == (
        "13900001111",
        Standing.ARRIVED,
        "翠湖路店",
    )
    assert order.ordered_at == datetime(2026, 11, 24, 12, 42, tzinfo=UTC)
    assert [(line.name, line.number, line.amount) for line in order.lines] == [
        ("草莓 盒", "2001", 5980),
        ("鸡蛋", "", 1880),
    ]


def test_the_guess_takes_the_right_one_of_two_that_look_alike() -> None:
    columns = guess(KTT_HEADS, Kind.ORDERS)
    assert KTT_HEADS[columns[Field.PHONE]] == "联系电话"
    assert KTT_HEADS[columns[Field.STORE]] == "自提点"
    assert KTT_HEADS[columns[Field.TOTAL]] == "订单金额"
    youzan = guess(YOUZAN_HEADS, Kind.ORDERS)
    assert YOUZAN_HEADS[youzan[Field.NAME]] == "收货人/提货人"
    assert YOUZAN_HEADS[youzan[Field.PHONE]] == "收货人手机号/提货人手机号"
    assert len(set(columns.values())) == len(columns)


def test_all_goods_in_one_cell() -> None:
    heads = ("订单编号", "商品信息", "实付金额(元)", "手机号码")
    found, refused = orders(
        csv_file(heads, [("A1", "草莓 500g x2;鸡蛋×1；面包【3份】", "60", "13900001111")])
    )
    assert refused == []
    assert [(line.name, line.quantity, line.amount) for line in found[0].lines] == [
        ("草莓 500g", 2, 2000),
        ("鸡蛋", 1, 1000),
        ("面包", 3, 3000),
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"联系电话": "138****1234"}, Wrong.MASKED_PHONE),
        ({"联系电话": "1.39E+10"}, Wrong.BAD_PHONE),
        ({"联系电话": "12345"}, Wrong.BAD_PHONE),
        ({"商品金额": "免费"}, Wrong.BAD_MONEY),
        ({"商品金额": "-5"}, Wrong.BAD_MONEY),
        ({"商品金额": "1.005"}, Wrong.BAD_MONEY),
        ({"数量": "0"}, Wrong.BAD_QUANTITY),
        ({"数量": "1.5"}, Wrong.BAD_QUANTITY),
        ({"支付时间": "昨天"}, Wrong.BAD_TIME),
        ({"支付时间": "2026-13-40"}, Wrong.BAD_TIME),
        ({"订单状态": "飞走了"}, Wrong.UNKNOWN_STATE),
        ({"商品": ""}, Wrong.NO_PRODUCT),
        ({"订单号": "A 1"}, Wrong.BAD_ORDER_NO),
        ({"订单号": ""}, Wrong.NO_ORDER_NO),
        ({"核销码": "中文码"}, Wrong.BAD_CODE),
        ({"收货人": "长" * 200}, Wrong.TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(change: dict[str, str], why: Wrong) -> None:
    row = dict(zip(KTT_HEADS, KTT_ROWS[2], strict=True)) | change
    found, refused = orders(csv_file(KTT_HEADS, [tuple(row.values())]))
    assert found == []
    assert [(each.row, each.why) for each in refused] == [(2, why)]
    assert why in SENTENCES


def test_half_an_order_is_none() -> None:
    bad = (*KTT_ROWS[1][:7], "很多", *KTT_ROWS[1][8:])
    found, refused = orders(csv_file(KTT_HEADS, [KTT_ROWS[0], bad, KTT_ROWS[2]]))
    assert [order.order_no for order in found] == ["20261124-0002"]
    assert {each.row: each.why for each in refused} == {2: Wrong.SIBLING, 3: Wrong.BAD_QUANTITY}


def test_rows_of_one_order_must_agree() -> None:
    other = (*KTT_ROWS[0][:11], "13900009999", *KTT_ROWS[0][12:])
    found, refused = orders(csv_file(KTT_HEADS, [KTT_ROWS[0], other]))
    assert found == []
    assert refused[0].why is Wrong.PHONES_DIFFER


def test_sums_and_notes_at_the_end_are_no_orders() -> None:
    total = ("合计", *[""] * 9, *[""] * 7)
    note = ("说明:本表由系统导出", *[""] * 16)
    found, refused = orders(csv_file(KTT_HEADS, [KTT_ROWS[2], total]))
    assert (len(found), refused) == (1, [])
    found, refused = orders(csv_file(KTT_HEADS, [KTT_ROWS[2], note]))
    assert len(found) == 1


def test_refusals_show_no_full_phone() -> None:
    row = (*KTT_ROWS[2][:11], "13900001111转2", *KTT_ROWS[2][12:])
    _, refused = orders(csv_file(KTT_HEADS, [row]))
    assert "13900001111" not in str(refused)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("¥29.90", 2990), ("￥29.9", 2990), ("29.90元", 2990), ("1,234.50", 123450), ("０", 0), ("29", 2900), ("RMB 5", 500), ("29.900", 2990), ("¥-1", None), ("", None), ("1,23", None), ("9999999", None), ("1e5", None), ("NaN", None)],
)  # fmt: skip
def test_money(text: str, fen: int | None) -> None:
    assert cells.read_money(text) == fen


@pytest.mark.parametrize(
    ("text", "iso"),
    [("2026-11-24 20:42:10", "2026-11-24T12:42:10"), ("2026/11/24 20:42", "2026-11-24T12:42:00"), ("2026.11.24", "2026-11-23T16:00:00"), ("2026年11月24日 20时42分", "2026-11-24T12:42:00"), ("20261124204210", "2026-11-24T12:42:10"), ("11-24 20:42", "2026-11-24T12:42:00"), ("1月3日", "2027-01-02T16:00:00"), ("46350.5", "2026-11-24T04:00:00"), ("2026-11-24T20:42:10.123", "2026-11-24T12:42:10"), ("2月30日", None), ("24:00", None), ("1899-01-01", None)],
)  # fmt: skip
def test_moments(text: str, iso: str | None) -> None:
    moment = cells.read_moment(text, NOW)
    assert (moment.isoformat() if moment else None) == (f"{iso}+00:00" if iso else None)


@pytest.mark.parametrize(
    ("text", "phone"),
    [("13900001111", "13900001111"), ("+86 139 0000 1111", "13900001111"), ("1.3900001111E+10", "13900001111"), ("13900001111.0", "13900001111"), ("1.39E+10", None), ("１３９００００１１１１", "13900001111"), ("0871-65102233", None)],
)  # fmt: skip
def test_phones(text: str, phone: str | None) -> None:
    assert cells.read_phone(text) == phone


def test_what_spreadsheets_put_around_a_text_is_taken_off_and_nothing_is_a_formula() -> None:
    heads = ("订单号", "商品", "数量", "手机号")
    rows = [('="A1"', "=HYPERLINK(http://x)", "1", "'13900001111")]
    found, refused = orders(csv_file(heads, rows))
    assert refused == []
    assert (found[0].order_no, found[0].phone) == ("A1", "13900001111")
    assert found[0].lines[0].name == "=HYPERLINK(http://x)", "a text like any other"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"   \r\n", "空文件"),
        (b"x" * (MOST_BYTES + 1), "太大"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, ".xls"),
        (b"PK\x03\x04" + b"\0" * 100, "打不开"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "读不出文字"),
        ("订单号,商品\n".encode() + b"A,B\n" * 10_030, "行数太多"),
        (("a," * 130).encode(), "列数太多"),
        (("订单号,商品\nA," + "长" * 3000).encode(), "超过"),
        ("姓名,年龄\n王,5\n".encode(), "找不到这些列"),
    ],
)
def test_no_table_is_told_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        open_file(content, Chosen(Kind.ORDERS), NOW)


def _sheet(cells_xml: str, strings: str = "") -> bytes:
    """A minimal workbook with these cells."""
    made = io.BytesIO(xlsx_file(("订单号", "商品"), [("A1", "B")]))
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                head, _, tail = content.decode().partition("<sheetData>")
                content = f"{head}<sheetData>{cells_xml}</sheetData>{tail.partition('</sheetData>')[2]}".encode()
            if entry.filename == "xl/sharedStrings.xml" and strings:
                content = strings.encode()
            new.writestr(entry.filename, content)
    return out.getvalue()


LONG = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"长" * 1_000_000}</t></si></sst>'  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        _sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        _sheet('<row r="1">' + '<c r="A1" t="s"><v>0</v></c>' * 100 + "</row>", LONG),
        _sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        _sheet('<!DOCTYPE x [<!ENTITY a "b">]><row r="1"/>'),
        _sheet("<row r='1'><c r='A&#49;048576'><v>1</v></c></row>"),
        _sheet("<row" + "<row" * 5),
    ],
)  # fmt: skip
def test_a_workbook_that_would_grow_is_never_opened(content: bytes) -> None:
    with pytest.raises(BadFile, match="打不开"):
        read_table(content)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (80 * 1024 * 1024))
    with pytest.raises(BadFile, match="打不开"):
        read_table(out.getvalue())


@settings(max_examples=150, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=600),
        st.text(max_size=300).map(lambda text: ("订单号,商品,手机号,数量\n" + text).encode()),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
        st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=8)).map(
            lambda cut: WORKBOOK[: cut[0]] + cut[1] + WORKBOOK[cut[0] + len(cut[1]) :]
        ),
    ),
    kind=st.sampled_from(list(Kind)),
)
def test_garbage_is_read_or_refused_and_nothing_else(content: bytes, kind: Kind) -> None:
    try:
        opened = open_file(content, Chosen(kind), NOW)
    except BadFile:
        return
    for refused in opened.refused:
        assert SENTENCES[refused.why]
