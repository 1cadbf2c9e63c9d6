"""Lines of text as dots, for printers without a Chinese font (devices.md §1.3). Same cells as the printer's own letters:
12 or 24 dots wide, 24 high, times the size. No printer command."""

from functools import lru_cache
from typing import TYPE_CHECKING

from app.devices.printers.fonts import chinese_font
from app.devices.printers.logo import raster_of
from app.devices.printers.paper import COLUMN_DOTS, Align, Text
from app.devices.printers.qr import Raster

if TYPE_CHECKING:
    from PIL import Image, ImageFont

LETTER_DOTS = 24
_FACE_DOTS = 22
_BASELINE_DOTS = 19
_INK = 110
"""Grey from which a dot is black; thermal heads blur, so thin strokes are kept."""


def line_raster(text: Text, *, paper_dots: int) -> Raster:
    """The line at its place across the paper; the white to its right is left out. Raises NoChineseFont."""
    from PIL import Image

    wide, high = text.size.value
    widths = [COLUMN_DOTS * wide * (1 if char < "\x80" else 2) for char in text.line]
    total = sum(widths)
    left = {Align.LEFT: 0, Align.CENTER: (paper_dots - total) // 2, Align.RIGHT: paper_dots - total}
    x = max(0, left[text.align])
    paper = Image.new("L", (x + total or 1, LETTER_DOTS * high), 255)
    for char, width in zip(text.line, widths, strict=True):
        if char != " ":
            paper.paste(0, (x, 0), _letter(char, wide, high, bold=text.bold))
        x += width
    return raster_of(paper.point(lambda grey: 255 if grey > 255 - _INK else 0).convert("1"))


@lru_cache(maxsize=4096)
def _letter(char: str, wide: int, high: int, *, bold: bool) -> "Image.Image":
    """The ink of one letter. Drawn at the larger of both sizes and squeezed: tall letters are tall."""
    from PIL import Image, ImageDraw

    times = max(wide, high)
    width = (COLUMN_DOTS if char < "\x80" else 2 * COLUMN_DOTS) * times
    ink = Image.new("L", (width, LETTER_DOTS * times), 0)
    ImageDraw.Draw(ink).text(
        (width / 2, _BASELINE_DOTS * times),
        char,
        fill=255,
        font=_face(_FACE_DOTS * times, bold=bold),
        anchor="ms",
    )
    return ink if wide == high else ink.resize((width * wide // times, LETTER_DOTS * high))


@lru_cache(maxsize=16)
def _face(size: int, *, bold: bool) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    file, index = chinese_font(bold=bold)
    return ImageFont.truetype(file, size, index=index)
