"""Files as group-buy tools write them, made up: titles above the headings, merged cells, phones with a tab, GBK."""

import io
from collections.abc import Sequence

import xlsxwriter

KTT_HEADS = ("订单号", "跟团号", "团购标题", "下单人", "支付时间", "商品", "规格", "数量", "商品金额", "订单金额", "收货人", "联系电话", "自提点", "自提点联系电话", "团员备注", "订单状态", "核销码")  # fmt: skip
KTT_ROWS = (
    ("20261124-0001", "1", "周二海鲜团", "王姐", "2026-11-24 20:42:10", "红颜草莓 500g", "", "2", "¥59.80", "¥86.60", "王女士", "\t13900001111", "翠湖路店", "0871-65102233", "放冰箱", "待自提", "KTT900001"),
    ("", "", "", "", "", "活鲈鱼 约 600g", "大份", "1", "¥26.80", "", "", "", "", "", "", "", ""),
    ("20261124-0002", "2", "周二海鲜团", "阿明", "2026/11/24 9:05", "土鸡蛋 15 枚", "", "1份", "18.80元", "18.80", "陈先生", "+86 139-0000-2222", "翠湖路店", "0871-65102233", "", "待自提", "KTT900002"),
    ("20261124-0003", "3", "周二海鲜团", "小李", "2026.11.24 21:00", "红颜草莓 500g", "", "1", "29.90", "29.90", "刘女士", "13900003333", "湖滨店", "0871-65178890", "", "已退款", "KTT900003"),
)  # fmt: skip
YOUZAN_HEADS = ("订单号", "订单状态", "买家付款时间", "收货人/提货人", "收货人手机号/提货人手机号", "商品名称", "商品规格", "商品编码", "商品数量", "商品实际成交金额", "归属网点")  # fmt: skip


def csv_file(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "gb18030",
    above: Sequence[str] = (),
    delimiter: str = ",",
) -> bytes:
    def quoted(cell: str) -> str:
        return f'"{cell}"' if delimiter in cell or "\n" in cell else cell

    lines = [*above, *(delimiter.join(quoted(cell) for cell in row) for row in (heads, *rows))]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_file(
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str = "",
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """`merged`: (first row, column, last row, column) counted from 0 below the headings."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    )
    sheet = book.add_worksheet("订单")
    top = 0
    if title:
        sheet.merge_range(0, 0, 0, len(heads) - 1, title)
        top = 1
    sheet.write_row(top, 0, heads)
    for number, row in enumerate(rows, start=top + 1):
        sheet.write_row(number, 0, row)
    for first, left, last, right in merged:
        sheet.merge_range(top + 1 + first, left, top + 1 + last, right, rows[first][left])
    book.close()
    return content.getvalue()
