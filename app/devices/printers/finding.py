"""Which printers hang on this PC: what is set, USB device files, serial ports and the names Windows knows. Prints nothing
and opens no printer."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.devices.printers.winspool_names import windows_printers
from app.devices.scanners.serial_scanner import PortInfo
from app.settings import PrinterSettings

log = logging.getLogger(__name__)

USB_FOLDER = Path("/dev/usb")
NO_PAPER_PRINTERS = ("pdf", "xps", "fax", "onenote")
"""Windows lists these among its printers; none of them prints a receipt."""


def found_printers(
    configured: Iterable[PrinterSettings],
    ports: Sequence[PortInfo],
    *,
    usb_folder: Path = USB_FOLDER,
) -> tuple[PrinterSettings, ...]:
    """Those that are set first, then what hangs on a cable; each place once."""
    found = [each for each in configured if each.is_set]
    found += [PrinterSettings(kind="windows", device=name) for name in _of_windows()]
    found += [PrinterSettings(kind="usb", device=name) for name in usb_printers(usb_folder)]
    found += [PrinterSettings(kind="serial", device=port.device) for port in ports]
    places: dict[tuple[str, str, int], PrinterSettings] = {}
    for each in found:
        places.setdefault(each.place, each)
    return tuple(places.values())


def usb_printers(folder: Path = USB_FOLDER) -> tuple[str, ...]:
    """Linux' own files of printers on USB (usblp), by name."""
    try:
        return tuple(sorted(str(path) for path in folder.glob("lp*")))
    except OSError:
        return ()


def receipt_printers(names: Iterable[str]) -> tuple[str, ...]:
    """Without those that only make files."""
    return tuple(
        name for name in names if not any(word in name.lower() for word in NO_PAPER_PRINTERS)
    )


def _of_windows() -> tuple[str, ...]:
    try:
        return receipt_printers(windows_printers())
    except OSError as refused:
        log.info("Windows does not list its printers: %s", refused)
        return ()
