"""Every paper the counter knows, on every paper width and in every text mode, as pictures to look at: made-up data, drawn by
the preview of the settings."""

from itertools import product
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from app.devices.printers.escpos_bytes import PrinterSetup, TextMode
from app.devices.printers.paper import MM_58, MM_80, MM_80_NARROW
from app.devices.printers.preview.show import paper_png
from app.devices.printers.template import Kind
from app.devices.printers.templates import Templates

WIDTHS: Final = {"58mm-32": MM_58, "80mm-42": MM_80_NARROW, "80mm-48": MM_80}


def draw_templates(folder: Path) -> int:
    """One PNG each into `folder`, named kind-paper-columns-mode; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    every = [*product(Kind, WIDTHS, TextMode)]
    for kind, width, mode in every:
        setup = PrinterSetup(width=WIDTHS[width], mode=mode)
        drawn = paper_png(kind, templates=Templates(), setup=setup, tz=ZoneInfo("Asia/Shanghai"))
        if not isinstance(drawn, bytes):
            raise TypeError(f"{kind}: {drawn}")
        (folder / f"{kind}-{width}-{mode}.png").write_bytes(drawn)
    return len(every)
