"""QR codes as our own dots: the matrix from the qrcode library, module size and raster from us. No printer command."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004); cheap drivers' 1 is not read by many phones (devices.md §1)."""
LEAST_MODULE = 4
"""Dots; 0.5 mm at 203 dpi, less is not read from thermal paper (devices.md §1.4)."""
LARGEST_MODULE = 5
"""Dots; 0.6 mm is read with ease, more only costs paper, bytes and time."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR without its quiet zone: `rows[y][x]` is dark."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Modules along an edge, without the quiet zone."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Raster:
    """1-bit picture, one bytes object a row of dots, most significant bit left, 1 = black."""

    width_bytes: int
    rows: tuple[bytes, ...]


@lru_cache(maxsize=16)
def matrix(content: str) -> Matrix | None:
    """None when no QR holds `content`. Level M (15 % may be lost to folds and smudges): Q would need the next
    version for our tokens and so a second row on 58 mm."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(content.encode())
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        # ValueError: qrcode 8 raises it where its table of versions ends
        return None
    return Matrix(tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix()))


def largest_module(matrices: Sequence[Matrix], cell_dots: int) -> int | None:
    """The largest module, in dots, at which each code with its quiet zone fits a cell; None when 4 is too much."""
    widest = max(matrix.size for matrix in matrices) + 2 * QUIET
    module = min(LARGEST_MODULE, cell_dots // widest)
    return module if module >= LEAST_MODULE else None


def raster(matrices: Sequence[Matrix], *, module: int, cell_dots: int) -> Raster:
    """Each code in the middle of its cell, cells from left to right; the white at the right is left out."""
    height = max(matrix.size for matrix in matrices) + 2 * QUIET
    lefts = [
        cell * cell_dots + (cell_dots - matrix.size * module) // 2
        for cell, matrix in enumerate(matrices)
    ]
    width = lefts[-1] + (matrices[-1].size + QUIET) * module
    width_bytes = (width + 7) // 8
    rows: list[bytes] = []
    for y in range(height):
        dots = 0
        for left, matrix in zip(lefts, matrices, strict=True):
            dots |= _row_dots(matrix, y - QUIET, module) << (
                width_bytes * 8 - left - matrix.size * module
            )
        rows += [dots.to_bytes(width_bytes, "big")] * module
    return Raster(width_bytes, tuple(rows))


def _row_dots(matrix: Matrix, y: int, module: int) -> int:
    """Row `y` as a number whose lowest bit is the rightmost dot; rows of the quiet zone are white."""
    if not 0 <= y < matrix.size:
        return 0
    black = (1 << module) - 1
    dots = 0
    for dark in matrix.rows[y]:
        dots = dots << module | (black if dark else 0)
    return dots
