"""A template, saved or being written, as a picture of the paper it would give on this printer. Sends nothing anywhere."""

from dataclasses import replace
from datetime import tzinfo
from io import BytesIO

from app.devices.printers.escpos_bytes import PrinterSetup, job_bytes
from app.devices.printers.layout import lay_out
from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import read_job
from app.devices.printers.preview.samples import sample
from app.devices.printers.qr import QUIET, matrix
from app.devices.printers.template import Kind, Template, TemplateFault
from app.devices.printers.templates import Templates
from app.domain.receipts import Paper, TestPage


def paper_png(
    kind: Kind,
    *,
    templates: Templates,
    setup: PrinterSetup,
    tz: tzinfo,
    draft: str | None = None,
) -> bytes | tuple[TemplateFault, ...]:
    """PNG of made-up data on this paper, or what is wrong with the template. `draft` is the shop's file as it stands in
    the editor, not yet saved. Takes some 50 ms: not on the GUI thread. Raises NoChineseFont."""
    template = templates.read(kind, draft=draft)
    if not isinstance(template, Template):
        return template
    paper = _on_this_printer(sample(kind), setup)
    elements = lay_out(paper, template, width=setup.width, tz=tz, native_qr=setup.native_qr)
    pieces = read_job(
        job_bytes(elements, setup), width_dots=setup.width.dots, chinese_at_start=not setup.fs_amp
    )
    png = BytesIO()
    draw(pieces, width_dots=setup.width.dots).save(png, "PNG")
    return png.getvalue()


def code_png(content: str, *, module: int = 8) -> bytes:
    """A QR with its quiet zone, `module` pixels a module. Raises ValueError for what no QR holds."""
    from PIL import Image

    found = matrix(content)
    if found is None:
        raise ValueError("no QR holds this")
    size = found.size + 2 * QUIET
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(found.rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    png = BytesIO()
    large = size * module
    picture.resize((large, large), Image.Resampling.NEAREST).save(png, "PNG")
    return png.getvalue()


def _on_this_printer(paper: Paper, setup: PrinterSetup) -> Paper:
    """The test page says what it is printed with."""
    if not isinstance(paper, TestPage):
        return paper
    width = setup.width
    return replace(paper, columns=width.columns, dots=width.dots, mode=setup.mode.value)
