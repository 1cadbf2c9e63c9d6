"""A shop's logo as dots: any picture Pillow reads, scaled down to the paper, dithered once and kept. No printer command."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.devices.printers.qr import Raster

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

MOST_PIXELS = 20_000_000
"""A larger file is a mistake or a trap (decompression bomb)."""
FLAT_SHADES, FLAT_SHARE, DARK = 6, 0.85, 150
"""A drawing has most of its dots in so few shades of grey; below `DARK` of 256 they are ink."""


def is_picture(path: Path) -> bool:
    """Whether it can become a logo."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            return 0 < picture.width * picture.height <= MOST_PIXELS
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError):
        return False


def logo_raster(path: Path, *, width: int, height: int) -> Raster | None:
    """At most `width` × `height` dots, never enlarged; None (and a line in the log) when the file is gone or broken: a
    receipt without a logo is still a receipt. Drawn anew only when the file changed."""
    try:
        about = path.stat()
        return _drawn(path, width, height, about.st_mtime_ns, about.st_size)
    except (OSError, ValueError) as broken:
        log.warning("the logo is left out: %s", type(broken).__name__)
        return None


@lru_cache(maxsize=8)
def _drawn(path: Path, width: int, height: int, _mtime: int, _size: int) -> Raster:
    grey = flattened(path)
    grey.thumbnail((width, height))
    return raster_of(_in_black(grey))


def _in_black(grey: "Image") -> "Image":
    """A drawing of few shades with clean edges: what is darker than half is black. A photo, or what would vanish that way,
    in dots."""
    shades = sorted(grey.histogram(), reverse=True)
    if sum(shades[:FLAT_SHADES]) >= FLAT_SHARE * sum(shades):
        sharp = grey.point([0] * DARK + [255] * (256 - DARK), "1")
        if sharp.getextrema() != (255, 255):
            return sharp
    return grey.convert("1")


def flattened(path: Path) -> "Image":
    """Grey, what is transparent as white as the paper below it. Raises OSError, ValueError."""
    from PIL import Image

    with Image.open(path) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("L")


def is_blank(path: Path) -> bool:
    """Whether nothing of it would be seen on paper: all white, or white on nothing. Raises OSError, ValueError."""
    grey = flattened(path)
    grey.thumbnail((384, 384))
    return grey.convert("1").getextrema() == (255, 255)


def raster_of(picture: "object") -> Raster:
    """A Pillow picture of mode 1, in which 1 is white, as dots, in which 1 is black."""
    from PIL import Image

    if not isinstance(picture, Image.Image) or picture.mode != "1":
        raise ValueError("not a black and white picture")
    width_bytes = (picture.width + 7) // 8
    wide = Image.new("1", (width_bytes * 8, picture.height), 1)
    wide.paste(picture, (0, 0))
    data = bytes(0xFF ^ byte for byte in wide.tobytes())
    rows = tuple(data[at : at + width_bytes] for at in range(0, len(data), width_bytes))
    return Raster(width_bytes, rows)
