"""Code 128 as our own dots: the bars from zxing-cpp, how wide and how high from us. No printer command."""

from functools import lru_cache
from typing import Any

from app.devices.printers.qr import Raster
from app.domain.scanner_makers import SetupCode, Symbol

QUIET = 10
"""Modules of white at both sides (ISO/IEC 15417)."""
LEAST_MODULE = 2
"""Dots; 0.25 mm at 203 dpi, what every scanner reads of a thermal printer."""
LARGEST_MODULE = 3
HEIGHT = 96
"""Dots; 12 mm, so that a hand that shakes still crosses all of it."""


def bars_raster(code: SetupCode, *, dots: int) -> Raster | None:
    """The bars with their quiet zones; None when the paper is too narrow for them."""
    row = modules(code.content, fnc3=code.symbol is Symbol.CODE128_FNC3)
    whole = len(row) + 2 * QUIET
    module = min(LARGEST_MODULE, dots // whole)
    if module < LEAST_MODULE:
        return None
    wide = "".join(bar * module for bar in row.join(("0" * QUIET, "0" * QUIET)))
    width_bytes = (len(wide) + 7) // 8
    line = int(wide.ljust(width_bytes * 8, "0"), 2).to_bytes(width_bytes, "big")
    return Raster(width_bytes, (line,) * HEIGHT)


@lru_cache(maxsize=16)
def modules(content: str, *, fnc3: bool) -> str:
    """From the first bar to the last, "1" for a dark module. FNC3 in front is what zxing-cpp calls reader_init. Raises
    ValueError for what Code 128 cannot say."""
    from zxingcpp import BarcodeFormat, create_barcode

    code = create_barcode(content, BarcodeFormat.Code128, reader_init=fnc3)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(picture).tolist()
    return "".join("1" if grey < 128 else "0" for grey in rows[0])
