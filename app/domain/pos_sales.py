"""A sale another system made, as we saw it: read from its receipt's text, or from a file it wrote."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final

from app.domain.money import Fen

MOST_FEN: Final = 100_000_000
"""A million yuan: more is a number that is no amount."""
_NUMBER_MOST: Final = 64
_TIME: Final = re.compile(
    r"(?P<year>\d{4})\D{1,2}(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})\D{1,4}"
    r"(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})(?:[:：分](?P<second>\d{2}))?"
)


class SaleSource(StrEnum):
    """Where we saw it."""

    RECEIPT = "receipt"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class PosSale:
    """`number` is the other system's own, "" if none was found. `sold_at` is aware, None if no time was found.
    `receipt_no` is ours: the number inside the code on that receipt, so that HQ can tie code and sale."""

    source: SaleSource
    total: Fen
    number: str = ""
    sold_at: datetime | None = None
    receipt_no: int | None = None


@dataclass(frozen=True, slots=True)
class SalePatterns:
    """Regular expressions; the first group, if there is one, is what is meant. The last match counts: sums and what is
    to be paid stand below what leads to them."""

    total: re.Pattern[str]
    number: re.Pattern[str]
    time: re.Pattern[str]


def read_receipt(
    text: bytes, patterns: SalePatterns, *, tz: tzinfo, receipt_no: int | None = None
) -> PosSale | None:
    """The sale on a receipt in GB18030 or UTF-8; None when no total stands on it. Times are the shop's (`tz`)."""
    said = _decoded(text)
    total = amount(_last(patterns.total, said))
    if total is None:
        return None
    return PosSale(
        source=SaleSource.RECEIPT,
        total=total,
        number=_last(patterns.number, said)[:_NUMBER_MOST],
        sold_at=moment(_last(patterns.time, said), tz),
        receipt_no=receipt_no,
    )


def amount(text: str) -> Fen | None:
    """`1,234.5` yuan, also with ￥, as fen; None for what is no amount, or beyond a million yuan."""
    plain = text.translate(_WIDE).strip().lstrip("¥￥").replace(",", "").strip()
    found = re.fullmatch(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?", plain)
    if found is None:
        return None
    sign, whole, cents = found.groups()
    fen = int(whole) * 100 + int((cents or "0").ljust(2, "0"))
    return Fen(-fen if sign else fen) if fen <= MOST_FEN else None


def moment(text: str, tz: tzinfo) -> datetime | None:
    """`2026-11-22 17:42:05`, `2026/11/22 17:42`, `2026年11月22日 17:42` on the shop's wall; None for no such time."""
    found = _TIME.search(text.translate(_WIDE))
    if found is None:
        return None
    numbers = {name: int(value or 0) for name, value in found.groupdict().items()}
    try:
        return datetime(**numbers, tzinfo=tz)
    except ValueError:
        return None


_WIDE: Final = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
}


def _decoded(text: bytes) -> str:
    """UTF-8 only when all of it is: hardly any GBK text of two characters or more is (RFC 3629)."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("gb18030", errors="replace")


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = ""
    for match in pattern.finditer(text):
        found = match.group(1 if pattern.groups else 0) or ""
    return found.strip()
