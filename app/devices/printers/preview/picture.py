"""The paper as a picture at 203 dpi, one pixel a dot. Knows what a reader found on the paper and nothing of how the job was
made. Raises NoChineseFont when this system has none."""

from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

from PIL import Image, ImageDraw, ImageFont

from app.devices.printers.fonts import chinese_font
from app.devices.printers.preview.reader import (
    COLUMN,
    LETTER,
    CutHere,
    DrawerKick,
    Fed,
    Piece,
    PrintedCode,
    PrintedLine,
    PrintedPicture,
)

MARGIN = 24
"""Dots of paper around what the head can reach."""
WHITE, BLACK = 255, 0
_BASELINE = 0.79
_FACE = 21 / 24
"""Share of a cell a letter is drawn in, as in the 24-dot fonts of printers; the rest is air and tails."""


def draw(pieces: Sequence[Piece], *, width_dots: int, margin: int = MARGIN) -> Image.Image:
    """The whole paper, grey as ink on paper is; the cut is where the picture ends or a dotted line if more follows."""
    height = sum(_height(piece) for piece in pieces)
    paper = Image.new("L", (width_dots + 2 * margin, height + 2 * margin), WHITE)
    y = margin
    for place, piece in enumerate(pieces):
        match piece:
            case PrintedLine():
                _draw_line(paper, piece, margin, y, width_dots)
            case PrintedPicture():
                left = margin + _indent(piece.align, piece.width_bytes * 8, width_dots)
                paper.paste(_picture(piece), (left, y))
            case PrintedCode():
                code = _code(piece)
                paper.paste(code, (margin + _indent(piece.align, code.width, width_dots), y))
            case CutHere():
                if place + 1 < len(pieces):
                    for x in range(0, paper.width, 8):
                        paper.putpixel((x, y), BLACK)
            case Fed() | DrawerKick():
                pass
            case _:
                assert_never(piece)
        y += _height(piece)
    return paper


def _height(piece: Piece) -> int:
    match piece:
        case PrintedLine(feed=feed):
            return feed
        case PrintedPicture(rows=rows):
            return len(rows)
        case PrintedCode():
            return _code(piece).height
        case Fed(dots=dots):
            return dots
        case CutHere() | DrawerKick():
            return 0
        case _:
            assert_never(piece)


def _draw_line(paper: Image.Image, line: PrintedLine, margin: int, y: int, width: int) -> None:
    x = margin + _indent(line.align, line.dots, width)
    tallest = max((run.high for run in line.runs), default=1)
    for run in line.runs:
        for char in run.text:
            glyph = _glyph(char, run.wide, run.high, bold=run.bold)
            paper.paste(BLACK, (x, y + (tallest - run.high) * LETTER), glyph)
            x += glyph.width


def _indent(align: int, dots: int, width: int) -> int:
    return (0, (width - dots) // 2, width - dots)[align]


def _picture(piece: PrintedPicture) -> Image.Image:
    size = (piece.width_bytes * 8, len(piece.rows))
    # Pillow's mode 1 has 1 = white, the printer 1 = black
    return Image.frombytes("1", size, bytes(0xFF ^ byte for byte in b"".join(piece.rows))).convert(
        "L"
    )


@lru_cache(maxsize=16)
def _code(piece: PrintedCode) -> Image.Image:
    """As the printer's firmware draws it: without a quiet zone."""
    from qrcode import constants
    from qrcode.main import QRCode

    code = QRCode(
        error_correction=getattr(constants, f"ERROR_CORRECT_{piece.level}"),
        box_size=piece.module,
        border=0,
    )
    code.add_data(piece.content.encode())
    code.make(fit=True)
    matrix = code.get_matrix()
    dots = Image.new("L", (len(matrix), len(matrix)), WHITE)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                dots.putpixel((x, y), BLACK)
    size = len(matrix) * piece.module
    return dots.resize((size, size), Image.Resampling.NEAREST)


@lru_cache(maxsize=4096)
def _glyph(char: str, wide: int, high: int, *, bold: bool) -> Image.Image:
    """How much ink, a cell of 12 or 24 dots width times the size."""
    cell = COLUMN if char < "\x80" else 2 * COLUMN
    times = max(wide, high)
    ink = Image.new("L", (cell * times, LETTER * times), 0)
    ImageDraw.Draw(ink).text(
        (cell * times / 2, LETTER * times * _BASELINE),
        char,
        fill=255,
        font=_font(round(LETTER * times * _FACE), bold=bold),
        anchor="ms",
    )
    return ink if wide == high else ink.resize((cell * wide, LETTER * high))


@lru_cache(maxsize=16)
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    path, index = chinese_font(bold=bold)
    return ImageFont.truetype(path, size, index=index)
