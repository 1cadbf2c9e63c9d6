"""From what a person set to a printer that prints: the one place that knows every kind of transport."""

from pathlib import Path
from zoneinfo import ZoneInfo

from app.devices.printers.escpos_bytes import PrinterSetup, TextMode
from app.devices.printers.paper import PaperWidth
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.templates import Templates
from app.devices.printers.transports import (
    CONNECT_SECONDS,
    FileTransport,
    TcpLimits,
    TcpTransport,
    Transport,
)
from app.settings import PrinterSettings


def printer_from(
    chosen: PrinterSettings, *, time_zone: str, own_templates: Path | None = None
) -> EscposPrinter | None:
    """None when no printer is set. Opens nothing: a printer that is away is found out by the first job or probe."""
    transport = transport_from(chosen)
    if transport is None:
        return None
    return EscposPrinter(
        transport,
        setup=setup_from(chosen),
        tz=ZoneInfo(time_zone),
        templates=Templates(own_templates),
    )


def setup_from(chosen: PrinterSettings) -> PrinterSetup:
    """What its bytes have to look like."""
    return PrinterSetup(
        width=PaperWidth(chosen.columns, chosen.dots),
        cut=chosen.cut,
        fs_amp=chosen.fs_amp,
        mode=TextMode(chosen.mode),
        native_qr=chosen.native_qr,
    )


def transport_from(
    chosen: PrinterSettings, *, patience: float = CONNECT_SECONDS, alone: bool = False
) -> Transport | None:
    """The way to it; None when no printer is set. `patience`: seconds until there is a connection, or none. `alone`: not
    behind other jobs of a queue."""
    if not chosen.is_set:
        return None
    match chosen.kind:
        case "serial":
            from app.devices.printers.serial_port import SerialTransport

            return SerialTransport(
                chosen.device, baud=chosen.baud, flow=chosen.flow, patience=patience
            )
        case "usb":
            from app.devices.printers.lines import LineLimits
            from app.devices.printers.usb_device import UsbTransport

            return UsbTransport(chosen.device, limits=LineLimits(open=patience))
        case "windows":
            from app.devices.printers.windows_spooler import SpoolerTransport
            from app.devices.printers.winspool import WinSpool

            return SpoolerTransport(chosen.device, WinSpool, alone=alone)
        case "file":
            return FileTransport(Path(chosen.device))
        case _:
            return TcpTransport(chosen.host, chosen.port, limits=TcpLimits(connect=patience))
