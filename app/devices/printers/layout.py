"""A template filled with what a paper has to say, as elements on paper of a given width (ui/receipt.png). Pure but for the
logo's file: no bytes, no printer, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import tzinfo
from itertools import zip_longest
from typing import assert_never

from app.devices.printers.bars import bars_raster
from app.devices.printers.content import Content, Saying, content_of, whole_yuan
from app.devices.printers.encoding import (
    PaperText,
    at_both_ends,
    centred,
    columns,
    paper_text,
    wrap,
)
from app.devices.printers.logo import logo_raster
from app.devices.printers.paper import (
    COLUMN_DOTS,
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
from app.devices.printers.qr import Matrix, largest_module, matrix
from app.devices.printers.template import (
    PLACEHOLDER,
    Block,
    Caption,
    CodesBlock,
    Line,
    LogoBlock,
    RowsBlock,
    RuleBlock,
    Style,
    Template,
    TextBlock,
)
from app.domain.check_codes import NATIVE_CODE, TEST_CODE
from app.domain.receipts import Paper, ReceiptCode
from app.domain.scanner_makers import SetupCode, Symbol

APART = 64
"""Dots between our code and the printer's own on the test page: a scanner held at one must not read the other."""
_SMALLER = {Size.HUGE: Size.BIG, Size.BIG: Size.TALL}
"""A text too long for its size on one line takes the next smaller one; tall text wraps."""


def lay_out(
    paper: Paper,
    template: Template,
    *,
    width: PaperWidth,
    tz: tzinfo,
    native_qr: bool = False,
) -> tuple[Element, ...]:
    """The whole paper from top to cut. Times are shown in `tz`, the shop's own. `native_qr`: the printer draws codes."""
    content = content_of(paper, Saying(tz, template.time, template.clock), columns=width.columns)
    layout = _Layout(_as_chosen(content, template), width, native_qr)
    elements: list[Element] = []
    rule_due = False
    for block in template.blocks:
        if isinstance(block, RuleBlock):
            rule_due = bool(elements)
        elif found := list(layout.block(block)):
            elements += [Rule(), *found] if rule_due else found
            rule_due = False
    return (*elements, Cut())


def filled(text: str, texts: Mapping[str, str]) -> str:
    """`text` with its fields filled; "" when it names fields and all of them are empty."""
    named = PLACEHOLDER.findall(text)
    if named and not any(texts[name] for name in named):
        return ""
    return PLACEHOLDER.sub(lambda found: texts[found.group(1)], text)


def _as_chosen(content: Content, template: Template) -> Content:
    """Without the codes no block prints; without codes nothing is said of how long they are valid."""
    chosen = {
        purpose
        for block in template.blocks
        if isinstance(block, CodesBlock)
        for purpose in block.codes
    }
    codes = tuple(code for code in content.codes if code.purpose in chosen)
    if codes or "codes_valid_days" not in content.texts:
        return replace(content, codes=codes)
    return replace(content, codes=(), texts={**content.texts, "codes_valid_days": ""})


class _Layout:
    def __init__(self, content: Content, width: PaperWidth, native_qr: bool) -> None:  # noqa: FBT001  one caller
        self._content = content
        self._width = width
        self._native = native_qr

    def block(self, block: Block) -> Iterator[Element]:
        """The block with its space above it, or nothing at all."""
        match block:
            case RuleBlock():
                return
            case TextBlock():
                found = self._text_block(block)
            case RowsBlock():
                found = self._rows_block(block)
            case CodesBlock():
                found = self._codes_block(block)
            case LogoBlock():
                found = self._logo(block)
            case _:
                assert_never(block)
        elements = list(found) if self._is_wanted(block.style.when) else []
        if elements and block.style.space:
            yield Feed(block.style.space)
        yield from elements

    def _is_wanted(self, when: str) -> bool:
        content = self._content
        if not when:
            return True
        if when == "codes":
            return bool(content.codes)
        return bool(content.lists[when] if when in content.lists else content.texts[when])

    def _text_block(self, block: TextBlock) -> Iterator[Element]:
        if not block.joined:
            for line in block.lines:
                yield from self._line(line, self._content.texts, block.style)
            return
        said = [
            paper_text(filled(part, self._content.texts)).strip()
            for line in block.lines
            for part in line
        ]
        parts = [part for part in said if part]
        joined = " · ".join(parts)
        fits = columns(paper_text(joined)) * block.style.size.value[0] <= self._width.columns
        for part in [joined] if fits else parts:
            yield from self._one(part, block.style)

    def _rows_block(self, block: RowsBlock) -> Iterator[Element]:
        for item in self._content.lists[block.each]:
            yield from self._line(block.rows[item.variant], item.texts, block.style)

    def _logo(self, block: LogoBlock) -> Iterator[Element]:
        raster = logo_raster(block.file, width=self._width.dots, height=block.height)
        if raster is not None:
            yield Picture(raster, Align.CENTER)

    # -- lines ------------------------------------------------------------------------------------------------

    def _line(self, line: Line, texts: Mapping[str, str], style: Style) -> Iterator[Element]:
        """A pair is left out when its right part had something to say and has not: a label alone says nothing."""
        left = filled(line[0], texts)
        if len(line) == 1:
            yield from self._one(left, style)
            return
        right = filled(line[1], texts)
        if line[1] and not right and not PLACEHOLDER.search(line[0]):
            return
        wide = style.size.value[0]
        room = self._width.columns // wide
        for text in at_both_ends(paper_text(left), paper_text(right), room):
            yield Text(text, size=style.size, bold=style.bold)

    def _one(self, text: str, style: Style) -> Iterator[Element]:
        clean = paper_text(text)
        size = style.size
        while size in _SMALLER and columns(clean) * size.value[0] > self._width.columns:
            size = _SMALLER[size]
        for line in wrap(clean, self._width.columns // size.value[0]):
            yield Text(line, size=size, bold=style.bold, align=style.align)

    # -- codes ------------------------------------------------------------------------------------------------

    def _codes_block(self, block: CodesBlock) -> Iterator[Element]:
        """Side by side if a module of 4 dots fits, else one below the other; a code no QR holds or that is too wide
        for this paper is left with its words and its short form. A scanner's setting always stands alone."""
        for setting in self._content.setup:
            if setting.sets_to in block.codes:
                yield from self._setting(setting)
        cells = [
            (code, matrix(code.url)) for code in self._content.codes if code.purpose in block.codes
        ]
        side_by_side = len(cells) == 2 and not self._native
        if side_by_side and (row := self._row([found for _, found in cells])) is not None:
            yield row
            yield from self._two_captions(block, [code for code, _ in cells])
            return
        for code, found in cells:
            yield from self._alone(code, found, both=block.native)
            caption, offer = _caption(block, code, narrow=False)
            yield from self._one(caption, _MIDDLE)
            yield from self._one(offer, _MIDDLE_BOLD)
            yield from self._one(code.short, _MIDDLE)

    def _alone(self, code: ReceiptCode, found: Matrix | None, *, both: bool) -> Iterator[Element]:
        row = self._row([found])
        if row is None:
            return
        by_printer = code.url.isascii() and code.url.isprintable()
        if both or not (self._native and by_printer):
            yield row
        if both:
            yield Feed(APART)
        if both or (self._native and by_printer):
            yield NativeQr(NATIVE_CODE if code.url == TEST_CODE else code.url, row.module)

    def _setting(self, code: SetupCode) -> Iterator[Element]:
        """Drawn by us whatever the printer can: a scanner that misreads its setting is lost for the day."""
        if code.symbol is Symbol.QR:
            row = self._row([matrix(code.content)])
            yield from () if row is None else (row,)
            return
        raster = bars_raster(code, dots=self._width.dots)
        yield from () if raster is None else (Picture(raster, Align.CENTER),)

    def _row(self, matrices: list[Matrix | None]) -> QrRow | None:
        found = tuple(one for one in matrices if one is not None)
        if len(found) < len(matrices):
            return None
        module = largest_module(found, self._cell_dots(len(found)))
        return None if module is None else QrRow(matrices=found, module=module)

    def _cell_dots(self, cells: int) -> int:
        return self._width.dots if cells == 1 else self._width.columns // cells * COLUMN_DOTS

    def _two_captions(self, block: CodesBlock, codes: list[ReceiptCode]) -> Iterator[Element]:
        cell = self._width.columns // 2
        said = [_caption(block, code, narrow=False) for code in codes]
        if any(columns(paper_text(line)) > cell for line, _ in said):
            said = [_caption(block, code, narrow=True) for code in codes]
        yield from self._beside([line for line, _ in said])
        yield from self._beside([offer for _, offer in said], bold=True)
        yield from self._beside([code.short for code in codes])

    def _beside(self, texts: list[str], *, bold: bool = False) -> Iterator[Element]:
        """Two texts, each in the middle of its half."""
        cell = self._width.columns // 2
        left, right = (wrap(paper_text(text), cell) for text in texts)
        for one, other in zip_longest(left, right, fillvalue=PaperText("")):
            line = PaperText((centred(one, cell) + centred(other, cell)).rstrip(" "))
            yield Text(line, bold=bold)


_MIDDLE = Style(align=Align.CENTER)
_MIDDLE_BOLD = Style(align=Align.CENTER, bold=True)


def _caption(block: CodesBlock, code: ReceiptCode, *, narrow: bool) -> tuple[str, str]:
    caption = block.captions.get(code.purpose, Caption(line=""))
    texts = {"amount": whole_yuan(code.amount) if code.amount else ""}
    line = caption.narrow if narrow and caption.narrow else caption.line
    return filled(line, texts), filled(caption.offer, texts)
