"""Codes in a camera's picture. Pure but for the decoder: no camera, no clock, and no code is kept or logged here."""

from collections.abc import Sequence
from typing import Final

GONE_SECONDS: Final = 1.5
"""A code not seen for so long has left the picture: a hand shakes, and single pictures are blurred."""


def read_codes(grey: bytes, width: int, height: int) -> tuple[str, ...]:
    """The texts of all codes in a picture of one byte a pixel, row by row, at any angle; empty texts are none."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, TextMode, read_barcodes

    kinds = [
        BarcodeFormat.QRCode,
        BarcodeFormat.DataMatrix,
        BarcodeFormat.EAN13,
        BarcodeFormat.EAN8,
        BarcodeFormat.UPCA,
        BarcodeFormat.Code128,
    ]
    picture = memoryview(grey)[: width * height].cast("B", (height, width))
    wanted = BarcodeFormats(kinds)
    found = read_barcodes(picture, formats=wanted, try_invert=False, text_mode=TextMode.Plain)
    return tuple(code.text for code in found if code.text)


class InView:
    """Which codes came into the picture just now: one that is held before the lens is one scan."""

    def __init__(self, gone_seconds: float = GONE_SECONDS) -> None:
        self._gone = gone_seconds
        self._seen: dict[str, float] = {}

    def fresh(self, texts: Sequence[str], now: float) -> tuple[str, ...]:
        """`now` in seconds of a clock that never goes back. Each text that was not in the picture shortly before."""
        self._seen = {text: at for text, at in self._seen.items() if now - at < self._gone}
        came = tuple(text for text in dict.fromkeys(texts) if text not in self._seen)
        self._seen |= dict.fromkeys(texts, now)
        return came
