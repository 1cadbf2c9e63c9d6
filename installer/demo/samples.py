"""The sample codes of the demo day as data, and one of them as a QR picture. Where they come from is `shop.py`."""

from dataclasses import dataclass

from PIL import Image

QUIET = 4
"""Modules of white around a QR (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """`key` names it in code, `title` and `hint` are for the person, `text` is what the scanner reads."""

    key: str
    title: str
    hint: str
    text: str


def picture(text: str, *, module: int = 4) -> Image.Image:
    """A black and white QR as a phone would show it, `module` pixels a dot."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_L

    code = QRCode(border=QUIET, error_correction=ERROR_CORRECT_L)
    code.add_data(text)
    code.make(fit=True)
    dots = code.get_matrix()
    image = Image.new("1", (len(dots), len(dots)), 1)
    for y, row in enumerate(dots):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x, y), 0)
    return image.resize((len(dots) * module, len(dots) * module), Image.Resampling.NEAREST)
