"""One row of a file by the names of its fields: each cell read as what it should be, or Unreadable with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sync.hq.imports.cells import masked_phone, read_code, read_moment, read_money, read_phone
from sync.hq.imports.headings import Columns, Field
from sync.hq.imports.plans import Refused, Wrong
from sync.hq.imports.sheets import Row
from sync.hq.web.phones import without_phones

MOST_TEXT: Final = 80
_NOTHING: Final = {"-", "—", "--", "无", "/"}


class Unreadable(Exception):
    """A cell nobody can read."""

    def __init__(self, why: Wrong, shown: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.shown = shown


def refused_for(row: Row, subject: str, fault: Unreadable) -> Refused:
    shown = without_phones(fault.shown)[:MOST_TEXT]
    return Refused(row.number, without_phones(subject)[:MOST_TEXT], fault.why, shown)


@dataclass(frozen=True, slots=True)
class Fields:
    row: Row
    columns: Columns

    def cell(self, field: Field) -> str:
        """As it stands; "" where the file has no such column."""
        place = self.columns.get(field)
        cells = self.row.cells
        return cells[place] if place is not None and place < len(cells) else ""

    def text(self, field: Field, most: int = MOST_TEXT) -> str:
        """On one line."""
        said = " ".join(self.cell(field).split(" "))
        if len(said) > most:
            raise Unreadable(Wrong.TOO_LONG, said)
        return said

    def code(self, field: Field) -> str:
        said = self.cell(field)
        if not said:
            return ""
        code = read_code(said)
        if code is None:
            raise Unreadable(Wrong.BAD_CODE, said)
        return code

    def phone(self, field: Field) -> str:
        said = self.cell(field)
        if said in _NOTHING or not said:
            return ""
        if masked_phone(said):
            raise Unreadable(Wrong.MASKED_PHONE, said)
        phone = read_phone(said)
        if phone is None:
            raise Unreadable(Wrong.BAD_PHONE, said)
        return phone

    def moment(self, field: Field, now: datetime) -> datetime | None:
        said = self.cell(field)
        if not said or said in _NOTHING:
            return None
        moment = read_moment(said, now)
        if moment is None:
            raise Unreadable(Wrong.BAD_TIME, said)
        return moment

    def money(self, field: Field) -> int | None:
        said = self.cell(field)
        if not said or said in _NOTHING:
            return None
        fen = read_money(said)
        if fen is None:
            raise Unreadable(Wrong.BAD_MONEY, said)
        return fen

    def number(self, field: Field, most: int, why: Wrong) -> int | None:
        """A whole number from 0."""
        said = self.cell(field).replace(",", "").removesuffix(".0").removesuffix(".00")
        if not said or said in _NOTHING:
            return None
        if not said.isascii() or not said.isdigit() or len(said) > 9 or int(said) > most:
            raise Unreadable(why, said)
        return int(said)
