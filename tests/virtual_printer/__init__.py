"""A printer made of software, with the app's own preview as its paper (app/devices/printers/preview says why that is no
judge of itself): it reads a job strictly, draws it and plays a printer on a network or a serial line with all its faults."""

from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import (
    DrawerKick,
    PaperFault,
    PrintedLine,
    PrintedPicture,
    read_job,
)
from tests.virtual_printer.tcp_printer import Condition, VirtualPrinter

__all__ = [
    "Condition",
    "DrawerKick",
    "PaperFault",
    "PrintedLine",
    "PrintedPicture",
    "VirtualPrinter",
    "draw",
    "read_job",
]
