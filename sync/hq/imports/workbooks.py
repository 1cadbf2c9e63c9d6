"""Is an XLSX file safe to open? Looks at its parts with a parser that expands nothing, before any reader lays out cells:
a file of a few bytes may claim a million rows, or one long text in each of them. Decides, reads nothing."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

MOST_PART_BYTES: Final = 64 * 1024 * 1024
MOST_PARTS: Final = 400
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_TEXTS: Final = "xl/sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class MostCells:
    """`letters`: of all texts as often as cells name them."""

    rows: int
    columns: int
    letters: int


class _Unsafe(Exception):
    pass


def check_workbook(content: bytes, limits: MostCells) -> bool:
    """True = its cells, texts and parts are within the limits, and nothing in it expands."""
    try:
        parts = _parts(content)
        texts = _text_lengths(parts[_TEXTS]) if _TEXTS in parts else []
        for name, part in parts.items():
            if _SHEET.fullmatch(name):
                _SheetCheck(texts, limits).check(part)
            elif name.endswith((".xml", ".rels")) and name != _TEXTS:
                _parser().Parse(part, True)  # noqa: FBT003  expat's own order
    except (
        _Unsafe,
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        EOFError,
        OSError,
    ):
        return False
    return True


def _parts(content: bytes) -> dict[str, bytes]:
    """Every part unpacked for real: what a part says of its own size may be a lie."""
    parts, left = {}, MOST_PART_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_PARTS:
            raise _Unsafe
        for entry in entries:
            with archive.open(entry) as part:
                read = part.read(left + 1)
            left -= len(read)
            if left < 0 or entry.filename in parts:
                raise _Unsafe
            parts[entry.filename] = read
    return parts


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")

    def declared(*_: object) -> None:
        raise _Unsafe

    parser.StartDoctypeDeclHandler = declared
    parser.buffer_text = True
    return parser


def _text_lengths(part: bytes) -> list[int]:
    """How long each shared text is, in their order."""
    lengths: list[int] = []
    parser = _parser()

    def start(name: str, _attributes: dict[str, str]) -> None:
        if _local(name) == "si":
            lengths.append(0)

    def letters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = letters
    parser.Parse(part, True)  # noqa: FBT003  expat's own order
    return lengths


class _SheetCheck:
    """Counts rows and cells as they come, and the letters of the shared texts they name."""

    def __init__(self, texts: list[int], limits: MostCells) -> None:
        self._texts = texts
        self._limits = limits
        self._shared = False
        self._value = ""
        self._letters = self._rows = self._cells = 0

    def check(self, part: bytes) -> None:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.EndElementHandler = self._end
        parser.Parse(part, True)  # noqa: FBT003  expat's own order

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self._row(attributes.get("r", "1"))
            case "c":
                self._cell(attributes.get("r", "A1"))
                self._shared, self._value = attributes.get("t") == "s", ""
            case "mergeCell":
                corners = attributes.get("ref", "A1").split(":")
                if not all(_within(corner, self._limits) for corner in corners):
                    raise _Unsafe
            case _:
                pass

    def _row(self, number: str) -> None:
        self._rows, self._cells = self._rows + 1, 0
        if not number.isdecimal() or max(int(number[:8]), self._rows) > self._limits.rows:
            raise _Unsafe

    def _cell(self, corner: str) -> None:
        self._cells += 1
        if self._cells > self._limits.columns or not _within(corner, self._limits):
            raise _Unsafe

    def _text(self, said: str) -> None:
        if self._shared:
            self._value += said

    def _end(self, name: str) -> None:
        if _local(name) != "c" or not self._shared:
            return
        self._shared = False
        place = self._value.strip()
        if not place.isdecimal() or int(place[:9]) >= len(self._texts):
            raise _Unsafe
        self._letters += self._texts[int(place[:9])]
        if self._letters > self._limits.letters:
            raise _Unsafe


def _within(corner: str, limits: MostCells) -> bool:
    found = _CELL.fullmatch(corner)
    if found is None:
        return False
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column <= limits.columns and 0 < int(found[2]) <= limits.rows


def _local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]
