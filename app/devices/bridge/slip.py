"""Our block on another system's receipt: one QR in the middle and two short lines, in commands that reset nothing."""

from collections.abc import Sequence
from typing import Final

from app.devices.printers.encoding import columns, gbk, paper_text, wrap
from app.devices.printers.escpos_bytes import CHINESE_MODE, SLICE_ROWS
from app.devices.printers.paper import COLUMN_DOTS
from app.devices.printers.qr import Raster, largest_module, matrix, raster

CENTRE: Final = b"\x1ba\x01"


def slip(
    content: str, lines: Sequence[str], *, width_dots: int, chinese: bool = True
) -> bytes | None:
    """Command bytes of the QR of `content` with `lines` below it; None when it does not fit this paper at a module a
    phone can read. Everything is set plain before it (app.devices.bridge.modes). `chinese` False: the printer is always
    in two-byte mode and would print FS & as `&`."""
    code = matrix(content)
    module = largest_module([code], width_dots) if code is not None else None
    if code is None or module is None:
        return None
    most = width_dots // COLUMN_DOTS
    below = [part for line in lines for part in wrap(paper_text(line), most) if columns(part)]
    dots = raster([code], module=module, cell_dots=(code.size + 8) * module)
    text = b"".join(gbk(line) + b"\n" for line in below)
    return CENTRE + _pictures(dots) + (CHINESE_MODE if chinese else b"") + text


def _pictures(dots: Raster) -> bytes:
    """GS v 0 in slices."""
    out = bytearray()
    for top in range(0, len(dots.rows), SLICE_ROWS):
        rows = dots.rows[top : top + SLICE_ROWS]
        out += b"\x1dv0\x00" + dots.width_bytes.to_bytes(2, "little")
        out += len(rows).to_bytes(2, "little") + b"".join(rows)
    return bytes(out)
