"""A file as a table of texts: CSV in the encodings Chinese programs write, or XLSX. Knows no column's meaning. Bounded in
bytes, rows, columns and letters, so that no file can eat HQ."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sync.hq.imports.workbooks import MostCells, check_workbook

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 120
MOST_LETTERS: Final = 2_000
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_BLANK: Final = re.compile(r"[\s\u200b\ufeff]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Cell = str | int | float | bool | date | datetime | time | timedelta | None


class BadFile(ValueError):
    """No table that can be read; the message is for people, in Chinese."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is that of the file, from 1, as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All rows that hold anything, each as wide as the widest, cells without the space around them."""

    rows: tuple[Row, ...]
    width: int


def read_table(content: bytes) -> Table:
    """Raises BadFile."""
    if not content.strip():
        raise BadFile("这是一个空文件。")
    if len(content) > MOST_BYTES:
        raise BadFile(f"文件太大,最多 {MOST_BYTES // 1024 // 1024} MB。请分成几份再导入。")
    if content.startswith(_OLD_EXCEL):
        raise BadFile("这是旧版 .xls 文件。请另存为 .xlsx 或 CSV 再导入。")
    records = _workbook(content) if content.startswith(_ZIP) else _csv(content)
    return _table(records)


def _table(records: Sequence[Sequence[str]]) -> Table:
    kept = []
    for number, cells in enumerate(records, start=1):
        clean = tuple(_clean(cell) for cell in cells)
        if any(clean):
            kept.append((number, clean))
    if not kept:
        raise BadFile("文件里没有内容。")
    if len(kept) > MOST_ROWS + 20:
        raise BadFile(f"行数太多,最多 {MOST_ROWS} 行。请分成几份再导入。")
    width = max(_used(cells) for _, cells in kept)
    if width > MOST_COLUMNS:
        raise BadFile(f"列数太多,最多 {MOST_COLUMNS} 列。")
    rows = [
        Row(number, (*cells[:width], *[""] * (width - len(cells[:width]))))
        for number, cells in kept
    ]
    return Table(tuple(rows), width)


def _used(cells: tuple[str, ...]) -> int:
    return max(place for place, cell in enumerate(cells, start=1) if cell)


def _clean(text: str) -> str:
    """Without what programs put around a number so that spreadsheets leave it alone: a tab, an apostrophe, `="…"`."""
    if len(text) > MOST_LETTERS:
        raise BadFile(f"有一格超过 {MOST_LETTERS} 个字。")
    plain = _CONTROL.sub("", text).strip().strip("\u200b\ufeff").strip()
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 2:
        plain = plain[2:-1].strip()
    if plain.startswith("'"):
        plain = plain[1:].strip()
    return "" if _BLANK.fullmatch(plain) else plain


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = text[:8192]
    delimiter = max("\t,;|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise BadFile("这个文件不是完整的 CSV 表格。") from wrong


def _decoded(content: bytes) -> str:
    """What the mark at the beginning says; else UTF-8 if it is that; else GB 18030, which holds GBK and GB 2312."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = [name for mark, name in marks if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadFile("读不出文字:请存成 UTF-8 或 GBK 编码的 CSV,或 .xlsx。")


def _workbook(content: bytes) -> list[list[str]]:
    """The first visible sheet that holds anything; merged cells have their value in each."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    limits = MostCells(rows=MOST_ROWS + 20, columns=MOST_COLUMNS, letters=32 * 1024 * 1024)
    if not check_workbook(content, limits):
        raise BadFile("这个 .xlsx 打不开,或者太大。请另存为 CSV 再导入。")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
                continue
            found = book.get_sheet_by_name(sheet.name)
            records = [
                [_shown(cell) for cell in row] for row in found.to_python(skip_empty_area=False)
            ]
            if any(any(row) for row in records):
                _fill(records, found.merged_cell_ranges or [])
                return records
    except BadFile:
        raise
    except Exception as wrong:
        raise BadFile("这个 .xlsx 打不开。请另存为 CSV 再导入。") from wrong
    except BaseException as wrong:  # a panic of the reader's own language is no Exception
        if type(wrong).__name__ != "PanicException":
            raise
        raise BadFile("这个 .xlsx 打不开。请另存为 CSV 再导入。") from wrong
    raise BadFile("文件里没有内容。")


def _fill(
    records: list[list[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    for (top, left), (bottom, right) in merged:
        if top >= len(records) or left >= len(records[top]):
            continue
        value = records[top][left]
        for row in records[top : bottom + 1]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value


def _shown(cell: Cell) -> str:
    """As a person reads it: a phone kept as a number has no comma and no exponent."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
