"""Sales in a file another system wrote (CSV or JSON), row by row: a sale with an id of its own, or why it is none. Pure."""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Final

from app.domain.pos_sales import PosSale, SaleSource, amount, moment

MOST_ROWS: Final = 100_000
_NUMBER_MOST: Final = 64
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("number", "no", "单号", "小票号", "流水号", "订单号"),
    "total": ("total", "amount", "金额", "实收", "应收", "合计", "总额"),
    "time": ("time", "sold_at", "时间", "销售时间", "交易时间", "日期"),
}
"""What a column may be called, without regard to case."""


class RowFault(StrEnum):
    """Why a row, or with row 0 the whole file, is no sale."""

    NOT_TEXT = "not_text"
    NO_COLUMNS = "no_columns"
    """No column for the total, or the JSON is no list of objects."""
    TOO_MANY = "too_many_rows"
    BAD_TOTAL = "bad_total"
    BAD_TIME = "bad_time"
    BAD_NUMBER = "bad_number"


@dataclass(frozen=True, slots=True)
class FileSale:
    """`id`: 32 hex digits, the same whenever the same row is read again, from whatever file. Numbered rows with the same
    number, total and time are one sale; unnumbered ones are as many as stand in one file."""

    id: str
    sale: PosSale


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """`row` counts from 1 without the heading."""

    row: int
    why: RowFault
    content: str


def read_sales(
    name: str, data: bytes, *, tz: tzinfo
) -> tuple[tuple[FileSale, ...], tuple[RejectedRow, ...]]:
    """`name` ends in .json or is taken for CSV; GB18030 or UTF-8. Times without a zone are the shop's (`tz`)."""
    rows = _rows(name, data)
    if isinstance(rows, RowFault):
        return (), (RejectedRow(0, rows, ""),)
    sales, rejected = list[FileSale](), list[RejectedRow]()
    seen = Counter[str]()
    for number, row in enumerate(rows, start=1):
        found = _sale(row, tz)
        if isinstance(found, RowFault):
            rejected.append(RejectedRow(number, found, " ".join(filter(None, row.values()))))
            continue
        content = f"{found.number}\n{found.total}\n{_utc(found.sold_at)}"
        place = 0 if found.number else seen[content]
        seen[content] += 1
        digest = hashlib.sha256(f"{content}\n{place}".encode()).hexdigest()
        sales.append(FileSale(digest[:32], found))
    return tuple(sales), tuple(rejected)


def _rows(name: str, data: bytes) -> Sequence[Mapping[str, str]] | RowFault:
    text = _text(data)
    if text is None:
        return RowFault.NOT_TEXT
    try:
        rows = list(_json_rows(text) if name.lower().endswith(".json") else _csv_rows(text))
    except (ValueError, TypeError, csv.Error, RecursionError):
        return RowFault.NO_COLUMNS
    if len(rows) > MOST_ROWS:
        return RowFault.TOO_MANY
    return rows


def _text(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _csv_rows(text: str) -> Iterator[dict[str, str]]:
    """Comma, semicolon or TAB, whichever the heading has most of; the heading must name the total."""
    heading = text.split("\n", 1)[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True
    )
    columns = [_known(each) for each in next(lines, [])]
    if "total" not in columns:
        raise ValueError(columns)
    for line in lines:
        if any(cell.strip() for cell in line):
            yield {
                column: cell.strip() for column, cell in zip(columns, line, strict=False) if column
            }


def _json_rows(text: str) -> Iterator[dict[str, str]]:
    found = json.loads(text, parse_float=str, parse_int=str)
    if not isinstance(found, list):
        raise TypeError(type(found))
    for each in found:
        if not isinstance(each, dict):
            raise TypeError(type(each))
        yield {
            column: value.strip() if isinstance(value, str) else ""
            for key, value in each.items()
            if (column := _known(key))
        }


def _known(heading: str) -> str:
    """number | total | time, or "" for a column that is not ours."""
    plain = heading.strip().lower()
    return next((name for name, names in _NAMES.items() if plain in names), "")


def _sale(row: Mapping[str, str], tz: tzinfo) -> PosSale | RowFault:
    total = amount(row.get("total", ""))
    if total is None:
        return RowFault.BAD_TOTAL
    number = row.get("number", "")
    if len(number) > _NUMBER_MOST or not number.isprintable():
        return RowFault.BAD_NUMBER
    said = row.get("time", "")
    at = _moment(said, tz)
    if said and at is None:
        return RowFault.BAD_TIME
    return PosSale(source=SaleSource.FILE, total=total, number=number, sold_at=at)


def _moment(text: str, tz: tzinfo) -> datetime | None:
    """RFC 3339 with its own zone, or the shop's wall time in any form a receipt has."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return moment(text, tz)
    if at.tzinfo is not None:
        return at
    return at.replace(tzinfo=tz) if len(text) > len("2026-11-22") else None


def _utc(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at is not None else ""
