"""Orders of a file as the file says them: lines of one order together, every cell read, what cannot be read refused with its
row. Knows no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sync.hq.codes import MAX_LINES
from sync.hq.imports.cells import plain, read_code, read_count, read_goods
from sync.hq.imports.fields import MOST_TEXT, Fields, Unreadable, refused_for
from sync.hq.imports.headings import Columns, Field, Headed
from sync.hq.imports.plans import Refused, Wrong
from sync.hq.imports.sheets import Row


class Standing(StrEnum):
    """What a tool says of an order."""

    PAID = "paid"
    ARRIVED = "arrived"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    COLLECTED = "collected"
    NOT_PAID = "not_paid"
    PARTLY_REFUNDED = "partly_refunded"


_WORDS: Final = (
    (Standing.PARTLY_REFUNDED, ("部分退款",)),
    (Standing.REFUNDED, ("已退款", "退款成功", "全额退款", "退款完成", "已全额退款")),
    (Standing.CANCELLED, ("已取消", "已关闭", "交易关闭", "订单关闭", "已作废")),
    (Standing.NOT_PAID, ("待付款", "待支付", "未付款", "未支付")),
    (Standing.ARRIVED, ("待自提", "待提货", "待取货", "待核销", "未核销", "已到货", "待使用", "已发货", "待收货", "可提货")),
    (Standing.COLLECTED, ("已核销", "已完成", "交易成功", "已提货", "已自提", "已取货", "已使用", "已签收", "交易完成")),
    (Standing.PAID, ("已付款", "已支付", "待发货", "待配送", "配货中", "备货中", "进行中", "待成团", "已成团", "待处理", "支付成功")),
)  # fmt: skip
"""In this order: 未核销 is looked for before 核销 could be."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """`amount` fen for all units; None = the file does not say."""

    name: str
    number: str
    quantity: int
    amount: int | None


@dataclass(frozen=True, slots=True)
class FileOrder:
    """`row` is where it begins in the file; empty texts and None = the file does not say."""

    row: int
    order_no: str
    store: str
    name: str
    phone: str
    leader: str
    standing: Standing | None
    ordered_at: datetime | None
    expected_at: datetime | None
    expires_at: datetime | None
    codes: tuple[str, ...]
    lines: tuple[FileLine, ...]
    total: int | None


def read_orders(
    table: Headed, columns: Columns, now: datetime
) -> tuple[list[FileOrder], list[Refused]]:
    """Rows with the same order number are one order, wherever they stand. An order one row of which cannot be read is
    refused whole: half an order is none."""
    orders, refused = [], []
    for order_no, rows in _together(table.rows, columns):
        if not order_no:
            refused += [Refused(row.number, "", Wrong.NO_ORDER_NO) for row in rows]
            continue
        faults: list[Refused] = []
        lines: list[FileLine] = []
        heads: list[FileOrder] = []
        for row in rows:
            try:
                head = _head(Fields(row, columns), order_no, now)
                lines += _lines(Fields(row, columns))
            except Unreadable as fault:
                faults.append(refused_for(row, order_no, fault))
            else:
                heads.append(head)
        order = None if faults else _one(heads, lines)
        if isinstance(order, FileOrder):
            orders.append(order)
            continue
        refused += faults or [Refused(rows[0].number, order_no, order or Wrong.SIBLING)]
        told = {fault.row for fault in faults} or {rows[0].number}
        refused += [
            Refused(row.number, order_no, Wrong.SIBLING) for row in rows if row.number not in told
        ]
    return orders, refused


def _together(rows: Sequence[Row], columns: Columns) -> Iterable[tuple[str, list[Row]]]:
    """By order number; a blank one goes on with the order above, as merged cells look when they are saved as text. A
    row that repeats the headings or sums everything up is none."""
    found: dict[str, list[Row]] = {}
    before = ""
    for row in rows:
        fields = Fields(row, columns)
        said = fields.cell(Field.ORDER_NO)
        if plain(said) in {"合计", "总计", "小计", "订单号", "订单编号"}:
            continue
        if not said and not (before and fields.cell(Field.PRODUCT)):
            if any(row.cells) and not plain(row.cells[0]).startswith(
                ("合计", "总计", "备注", "说明")
            ):
                found.setdefault("", []).append(row)
            continue
        before = said or before
        found.setdefault(before, []).append(row)
    return found.items()


def _head(fields: Fields, order_no: str, now: datetime) -> FileOrder:
    if read_code(order_no) is None:
        raise Unreadable(Wrong.BAD_ORDER_NO, order_no)
    codes = []
    for said in re.split("[,\uff0c、;\uff1b\n]", fields.cell(Field.CODE)):
        if said.strip():
            code = read_code(said)
            if code is None:
                raise Unreadable(Wrong.BAD_CODE, said)
            codes.append(code)
    return FileOrder(
        row=fields.row.number,
        order_no=order_no,
        store=fields.text(Field.STORE),
        name=fields.text(Field.NAME),
        phone=fields.phone(Field.PHONE),
        leader=fields.text(Field.LEADER),
        standing=_standing(fields.cell(Field.STATE)),
        ordered_at=fields.moment(Field.ORDERED_AT, now),
        expected_at=fields.moment(Field.EXPECTED_AT, now),
        expires_at=fields.moment(Field.EXPIRES_AT, now),
        codes=tuple(dict.fromkeys(codes)),
        lines=(),
        total=fields.money(Field.TOTAL),
    )


def _one(heads: Sequence[FileOrder], lines: list[FileLine]) -> FileOrder | Wrong:
    """The rows of an order agree where they say anything; what one says counts for all."""
    first = heads[0]
    merged = {}
    for name in ("store", "name", "phone", "leader", "standing", "ordered_at", "expected_at", "expires_at", "total"):  # fmt: skip
        said = list(
            dict.fromkeys(
                value for head in heads if (value := getattr(head, name)) not in {"", None}
            )
        )
        if len(said) > 1 and name in {"store", "phone", "standing"}:
            return Wrong.PHONES_DIFFER
        merged[name] = said[0] if said else getattr(first, name)
    if not 1 <= len(lines) <= MAX_LINES:
        return Wrong.TOO_MANY_LINES
    codes = tuple(dict.fromkeys(code for head in heads for code in head.codes))
    return FileOrder(
        row=first.row,
        order_no=first.order_no,
        codes=codes,
        lines=tuple(_priced(lines, merged["total"])),
        **merged,
    )


def _lines(fields: Fields) -> list[FileLine]:
    goods = fields.text(Field.PRODUCT, most=400)
    if not goods:
        raise Unreadable(Wrong.NO_PRODUCT)
    number = fields.cell(Field.PRODUCT_NO)
    if number and read_code(number) is None:
        raise Unreadable(Wrong.BAD_CODE, number)
    said = fields.cell(Field.QUANTITY)
    several = any(sign in goods for sign in ";\uff1b\n")
    listed = read_goods(goods) if several or not said else None
    if listed is not None:
        return [FileLine(_short(name), "", quantity, None) for name, quantity in listed]
    quantity = read_count(said) if said else 1
    if quantity is None:
        raise Unreadable(Wrong.BAD_QUANTITY, said)
    spec = fields.text(Field.SPEC)
    name = goods if not spec or spec in goods else f"{goods} {spec}"
    amount = fields.money(Field.AMOUNT)
    if amount is None and (price := fields.money(Field.PRICE)) is not None:
        amount = price * quantity
    return [FileLine(_short(name), number, quantity, amount)]


def _priced(lines: list[FileLine], total: int | None) -> list[FileLine]:
    """Lines without an amount share what was paid for the order, by their units, to the last fen."""
    if total is None or any(line.amount is not None for line in lines):
        return lines
    units = sum(line.quantity for line in lines)
    shared, given, counted = [], 0, 0
    for line in lines:
        counted += line.quantity
        upto = total * counted // units
        shared.append(FileLine(line.name, line.number, line.quantity, upto - given))
        given = upto
    return shared


def _standing(said: str) -> Standing | None:
    bare = plain(said)
    if not bare:
        return None
    for standing, words in _WORDS:
        if any(word in bare for word in words):
            return standing
    raise Unreadable(Wrong.UNKNOWN_STATE, said)


def _short(name: str) -> str:
    if len(name) > MOST_TEXT:
        raise Unreadable(Wrong.TOO_LONG, name)
    return " ".join(name.split())
