"""The set-up sheet of every maker on every paper: its codes read back as a scanner would, far enough apart, and never one that
no source states."""

from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image

from app.devices.printers.bars import QUIET, bars_raster, modules
from app.devices.printers.escpos_bytes import PrinterSetup, TextMode, job_bytes
from app.devices.printers.layout import lay_out
from app.devices.printers.paper import PaperWidth
from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import PrintedLine, read_job
from app.devices.printers.preview.samples import CHECK_CODES
from app.devices.printers.template import Kind
from app.devices.printers.templates import Templates
from app.devices.scanners.makers import maker_of, scanner_makers
from app.domain.receipts import ScannerSheet
from app.domain.scanner_makers import ScannerMaker, SetsTo, SetupCode, Symbol
from app.settings import MAKERS
from tests.devices.printers.receipts import SHOP_TIME, WIDTHS

DOTS_PER_MM = 8
APART_MM = 20
CHECKS = [code.url for code in CHECK_CODES]


def job(maker: ScannerMaker | None, width: PaperWidth, mode: TextMode = TextMode.GBK) -> bytes:
    sheet = ScannerSheet("翠湖路店", maker, CHECK_CODES)
    template = Templates().get(Kind.SCANNER_SHEET)
    elements = lay_out(sheet, template, width=width, tz=SHOP_TIME, native_qr=True)
    return job_bytes(elements, PrinterSetup(width=width, mode=mode, native_qr=True))


def paper(maker: ScannerMaker | None, width: PaperWidth, mode: TextMode) -> Image.Image:
    pieces = read_job(job(maker, width, mode), width_dots=width.dots)
    return draw(pieces, width_dots=width.dots)


def read(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """From the top of the paper to its end."""
    return sorted(zxingcpp.read_barcodes(picture), key=lambda code: code.position.top_left.y)


@pytest.mark.parametrize("width", WIDTHS, ids=lambda one: f"{one.columns}")
@pytest.mark.parametrize("key", ["", *MAKERS])
@pytest.mark.parametrize("mode", [TextMode.GBK, TextMode.IMAGE])
def test_every_code_of_a_sheet_is_read_and_stands_alone(
    key: str, width: PaperWidth, mode: TextMode
) -> None:
    maker = maker_of(key)
    found = read(paper(maker, width, mode))
    wanted = {code.content: code for code in (maker.codes if maker else ())}
    assert {code.text for code in found} == {*wanted, *CHECKS}
    for code in found:
        setting = wanted.get(code.text)
        fnc3 = setting is not None and setting.symbol is Symbol.CODE128_FNC3
        assert ("ReaderInit" in str(code.extra)) is fnc3, code.text
    for above, below in pairwise(found):
        if {above.text, below.text} & set(wanted):
            gap = below.position.top_left.y - above.position.bottom_left.y
            assert gap >= APART_MM * DOTS_PER_MM, "a hand covers the other one"


def test_the_way_back_is_the_last_code_of_a_sheet() -> None:
    for maker in scanner_makers():
        if maker.codes:
            found = read(paper(maker, WIDTHS[0], TextMode.GBK))
            by_content = {code.content: code.sets_to for code in maker.codes}
            assert by_content[found[0].text] is SetsTo.SERIAL
            assert by_content[found[-1].text] in {SetsTo.KEYBOARD, SetsTo.RESET}


def test_a_maker_has_codes_from_a_source_or_words_and_always_a_way_back() -> None:
    makers = scanner_makers()
    assert tuple(maker.key for maker in makers) == MAKERS
    for maker in makers:
        assert bool(maker.codes) is not bool(maker.steps), maker.key
        turns_to = {code.sets_to for code in maker.codes}
        if maker.codes:
            assert any("http" in source for source in maker.sources), maker.key
            assert SetsTo.SERIAL in turns_to
            assert turns_to & {SetsTo.KEYBOARD, SetsTo.RESET}, maker.key


@pytest.mark.parametrize("width", WIDTHS, ids=lambda one: f"{one.columns}")
def test_where_no_source_has_the_codes_the_sheet_says_where_they_stand(width: PaperWidth) -> None:
    for maker in scanner_makers():
        lines = [
            piece.text
            for piece in read_job(job(maker, width), width_dots=width.dots)
            if isinstance(piece, PrintedLine)
        ]
        said = "".join(lines)
        assert maker.name in said
        for step in maker.steps:
            assert step.name in said
            assert step.text[:6] in said


def test_nobody_s_sheet_has_the_checks_alone() -> None:
    assert maker_of("") is None
    assert [code.text for code in read(paper(None, WIDTHS[0], TextMode.GBK))] == CHECKS


def test_fnc3_is_the_first_character_after_the_start() -> None:
    """Code 128 value 96 in sets A and B (ISO/IEC 15417, table 1): 114311."""
    for content in ("$P,HA47,P\r", "011991501"):
        with_it, without = modules(content, fnc3=True), modules(content, fnc3=False)
        assert with_it[11:22] == "10111100010"
        assert without[11:22] != "10111100010"
        assert with_it.endswith("1100011101011"), "the stop pattern"
        assert len(with_it) == len(without) + 11


def test_bars_too_wide_for_the_paper_are_not_printed_too_fine() -> None:
    code = SetupCode(SetsTo.SERIAL, "$P,HA47,P\r", Symbol.CODE128_FNC3)
    needed = 2 * (len(modules(code.content, fnc3=True)) + 2 * QUIET)
    assert bars_raster(code, dots=needed) is not None
    assert bars_raster(code, dots=needed - 1) is None
