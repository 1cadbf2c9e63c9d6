"""Elements on paper as ESC/POS bytes; python-escpos spells the commands it has, text and dots are ours. Pure but for the
font of text drawn as dots. Commands as in Epson's "ESC/POS Command Reference"
(download4.epson.biz/sec_pubs/pos/reference_en/escpos)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from app.devices.printers.encoding import PaperText, gbk
from app.devices.printers.glyphs import line_raster
from app.devices.printers.paper import (
    COLUMN_DOTS,
    MM_58,
    Align,
    Cut,
    Element,
    Feed,
    NativeQr,
    PaperWidth,
    Picture,
    QrRow,
    Rule,
    Size,
    Text,
)
from app.devices.printers.qr import QUIET, Raster, raster

if TYPE_CHECKING:
    from escpos.printer import Dummy

SLICE_ROWS = 128
"""Rows of dots in one `GS v 0`: cheap printers buffer no more (devices.md §1.4)."""
LETTER_DOTS = 24
AIR_DOTS = 8
LINE_DOTS = LETTER_DOTS + AIR_DOTS
"""From line to line; set by us since printers differ in their default (ESC 3)."""
TEAR_LINES = 4
"""From the print head to the tear bar of a printer without a cutter."""
CHINESE_MODE = b"\x1c&"
"""FS &: two-byte characters from now on; python-escpos has no name for it."""
NO_CHINESE_MODE = b"\x1c."
"""FS .: in Chinese mode some printers take the data of a native QR for two-byte characters."""
UTF8_MODE = b"\x1c(C\x02\x000\x02"
"""FS ( C, function 48: text is UTF-8 from now on. Printers that are set to UTF-8 for good ignore it."""


class TextMode(StrEnum):
    """How a printer takes Chinese text; the values are those of the setting."""

    GBK = "gbk"
    UTF8 = "utf8"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """What differs between printers. `cut`: it has a cutter. `fs_amp`: send FS & (some clones print it as `&`).
    `native_qr`: it draws QR codes itself, which the test page has shown."""

    width: PaperWidth = MM_58
    cut: bool = True
    fs_amp: bool = True
    mode: TextMode = TextMode.GBK
    native_qr: bool = False

    @property
    def start(self) -> bytes:
        """What sets the text mode; sent again wherever it was left."""
        match self.mode:
            case TextMode.GBK:
                return CHINESE_MODE if self.fs_amp else b""
            case TextMode.UTF8:
                return UTF8_MODE
            case TextMode.IMAGE:
                return b""
            case _:
                assert_never(self.mode)


def job_bytes(elements: Iterable[Element], setup: PrinterSetup) -> bytes:
    """One print job. Every job starts from a reset printer and leaves nothing set. Raises NoChineseFont in image mode."""
    from escpos.printer import Dummy

    printer = Dummy()
    printer.hw("INIT")
    printer._raw(setup.start)
    printer.line_spacing(LINE_DOTS)
    for element in elements:
        _add(printer, element, setup)
    output: bytes = printer.output
    return output


def _add(printer: "Dummy", element: Element, setup: PrinterSetup) -> None:
    match element:
        case Text():
            _add_text(printer, element, setup)
        case Rule():
            _add_text(printer, Text(PaperText("-" * setup.width.columns)), setup)
        case QrRow(matrices=matrices, module=module):
            count = len(matrices)
            cell = setup.width.dots if count == 1 else setup.width.columns // count * COLUMN_DOTS
            _add_raster(printer, raster(matrices, module=module, cell_dots=cell))
        case NativeQr():
            _add_native_qr(printer, element, setup)
        case Picture():
            printer.set(align=element.align.value)
            _add_raster(printer, element.raster)
            printer.set(align="left")
        case Feed(dots=blank):
            printer._raw(b"\x1bJ" + bytes((blank,)))
        case Cut():
            _add_cut(printer, setup)
        case _:
            assert_never(element)


def _add_cut(printer: "Dummy", setup: PrinterSetup) -> None:
    if setup.cut:
        printer.cut(feed=False)  # GS V 66 0: feeds to the knife by itself
    else:
        printer.print_and_feed(TEAR_LINES)


def _add_text(printer: "Dummy", text: Text, setup: PrinterSetup) -> None:
    match setup.mode:
        case TextMode.GBK:
            _add_line(printer, text, gbk(text.line))
        case TextMode.UTF8:
            _add_line(printer, text, text.line.encode())
        case TextMode.IMAGE:
            if text.line.strip():
                _add_raster(printer, line_raster(text, paper_dots=setup.width.dots))
            else:
                printer._raw(b"\x1bJ" + bytes((LETTER_DOTS,)))
            printer._raw(b"\x1bJ" + bytes((AIR_DOTS,)))
        case _:
            assert_never(setup.mode)


def _add_line(printer: "Dummy", text: Text, encoded: bytes) -> None:
    """Sets what is not normal, prints, sets it back: a lost byte spoils one line, not the receipt."""
    width, height = text.size.value
    if text.align is not Align.LEFT:
        printer.set(align=text.align.value)
    if text.size is not Size.NORMAL:
        printer.set(custom_size=True, width=width, height=height)
        printer.line_spacing(height * LETTER_DOTS + AIR_DOTS)
    if text.bold:
        printer.set(bold=True)
    printer._raw(encoded + b"\n")
    if text.bold:
        printer.set(bold=False)
    if text.size is not Size.NORMAL:
        printer.set(custom_size=True, width=1, height=1)
        printer.line_spacing(LINE_DOTS)
    if text.align is not Align.LEFT:
        printer.set(align="left")


def _add_native_qr(printer: "Dummy", code: NativeQr, setup: PrinterSetup) -> None:
    """GS ( k, level M, with our quiet zone above and below; the paper's middle gives it on both sides."""
    from escpos.constants import QR_ECLEVEL_M

    quiet = b"\x1bJ" + bytes((QUIET * code.module,))
    printer._raw(NO_CHINESE_MODE)
    printer.set(align="center")
    printer._raw(quiet)
    printer.qr(code.content, ec=QR_ECLEVEL_M, size=code.module, native=True)
    printer._raw(quiet)
    printer.set(align="left")
    printer._raw(setup.start)


def _add_raster(printer: "Dummy", picture: Raster) -> None:
    """GS v 0, normal density, in slices."""
    for top in range(0, len(picture.rows), SLICE_ROWS):
        rows = picture.rows[top : top + SLICE_ROWS]
        head = (
            b"\x1dv0\x00"
            + picture.width_bytes.to_bytes(2, "little")
            + len(rows).to_bytes(2, "little")
        )
        printer._raw(head + without_real_time(b"".join(rows)))


def without_real_time(dots: bytes) -> bytes:
    """A printer obeys DLE EOT, DLE ENQ and DLE DC4 wherever they stand, in dots too: there the lone dot of the DLE
    gets a neighbour, which nobody sees."""
    for second in (b"\x04", b"\x05", b"\x14"):
        dots = dots.replace(b"\x10" + second, b"\x18" + second)
    return dots
