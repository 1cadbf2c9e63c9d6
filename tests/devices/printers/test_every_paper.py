"""Every template on every paper in every text mode: understood by the strict reader, drawn, and its codes read from the
picture at full and at half resolution. With TUANGUI_PICTURES=folder the pictures are kept to be looked at."""

import os
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter, ImageStat

from app.devices.printers.escpos_bytes import PrinterSetup, TextMode
from app.devices.printers.paper import PaperWidth
from app.devices.printers.preview.reader import (
    CutHere,
    PrintedCode,
    PrintedLine,
    PrintedPicture,
    read_job,
)
from app.devices.printers.preview.samples import sample
from app.devices.printers.preview.show import paper_png
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.template import Kind
from app.devices.printers.templates import Templates
from app.devices.printers.transports import TcpTransport
from tests.devices.printers.receipts import SHOP_TIME, WIDTHS

KEPT = os.environ.get("TUANGUI_PICTURES", "")
EVERY = [*product(Kind, WIDTHS, TextMode, (False, True))]


def name(value: object) -> str:
    if isinstance(value, PaperWidth):
        return f"{value.columns}"
    return f"native-{value}" if isinstance(value, bool) else str(value)


def codes_of(kind: Kind) -> set[str]:
    return {code.url for code in getattr(sample(kind), "codes", ())}


def picture(kind: Kind, setup: PrinterSetup) -> Image.Image:
    png = paper_png(kind, templates=Templates(), setup=setup, tz=SHOP_TIME)
    assert isinstance(png, bytes), png
    return Image.open(BytesIO(png))


@pytest.mark.parametrize(("kind", "width", "mode", "native"), EVERY, ids=name)
def test_every_paper_is_drawn_and_its_codes_are_read(
    kind: Kind, width: PaperWidth, mode: TextMode, *, native: bool
) -> None:
    drawn = picture(kind, PrinterSetup(width=width, mode=mode, native_qr=native))
    if KEPT and not native:
        Path(KEPT).mkdir(parents=True, exist_ok=True)
        drawn.save(Path(KEPT) / f"{kind}-{width.columns}-{mode}.png")
    for smaller in (1, 2):
        found = {code.text for code in zxingcpp.read_barcodes(drawn.reduce(smaller))}
        assert found >= codes_of(kind)


@pytest.mark.parametrize(("kind", "width"), [*product(Kind, WIDTHS)], ids=name)
def test_the_words_are_the_same_in_gbk_and_utf8_and_look_the_same_as_dots(
    kind: Kind, width: PaperWidth
) -> None:
    gbk, utf8, image = (_pieces(kind, width, mode) for mode in TextMode)
    assert gbk == utf8
    assert isinstance(image[-1], CutHere)
    assert not [piece for piece in image if isinstance(piece, PrintedLine)]
    by_printer, by_us = (
        picture(kind, PrinterSetup(width=width, mode=mode)).filter(ImageFilter.BoxBlur(6))
        for mode in (TextMode.GBK, TextMode.IMAGE)
    )
    assert by_printer.size == by_us.size, "the same lines at the same places"
    other = ImageStat.Stat(
        Image.eval(
            Image.blend(by_printer, Image.eval(by_us, lambda grey: 255 - grey), 0.5),
            lambda grey: abs(grey - 127),
        )
    )
    assert other.mean[0] < 6, "the same ink at the same places"


@pytest.mark.parametrize("width", WIDTHS, ids=name)
@pytest.mark.parametrize("mode", TextMode)
def test_a_printer_draws_the_codes_itself_only_when_told(width: PaperWidth, mode: TextMode) -> None:
    told = _pieces(Kind.PICKUP, width, mode, native=True)
    by_printer = [piece for piece in told if isinstance(piece, PrintedCode)]
    assert {code.content for code in by_printer} == codes_of(Kind.PICKUP)
    assert all(code.module >= 4 and code.align == 1 and code.level == "M" for code in by_printer)
    for piece in _pieces(Kind.PICKUP, width, mode):
        assert not isinstance(piece, PrintedCode)


def test_the_test_page_shows_both_ways_to_draw_a_code() -> None:
    for native in (False, True):
        page = _pieces(Kind.TEST_PAGE, WIDTHS[0], TextMode.GBK, native=native)
        assert [type(piece) for piece in page if isinstance(piece, PrintedPicture | PrintedCode)][
            -1
        ] is PrintedCode
        assert any(isinstance(piece, PrintedPicture) for piece in page)


def test_the_ruler_of_the_test_page_is_as_wide_as_the_paper() -> None:
    for width in WIDTHS:
        lines = [
            piece
            for piece in _pieces(Kind.TEST_PAGE, width, TextMode.GBK)
            if isinstance(piece, PrintedLine)
        ]
        assert max(line.dots for line in lines) == width.columns * 12


@pytest.mark.parametrize("mode", TextMode)
def test_no_command_a_printer_obeys_at_once_hides_in_the_dots(mode: TextMode) -> None:
    for kind, width in product(Kind, WIDTHS):
        job = _job(kind, width, mode)
        for trap in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
            assert trap not in job


def _job(kind: Kind, width: PaperWidth, mode: TextMode, *, native: bool = False) -> bytes:
    setup = PrinterSetup(width=width, mode=mode, native_qr=native)
    return EscposPrinter(TcpTransport("127.0.0.1"), setup=setup, tz=SHOP_TIME).job(sample(kind))


def _pieces(
    kind: Kind, width: PaperWidth, mode: TextMode, *, native: bool = False
) -> tuple[object, ...]:
    return read_job(_job(kind, width, mode, native=native), width_dots=width.dots)
