"""The settings page in words: sections, fields, what a value is called, and what became of the last thing done."""

from typing import assert_never

from app.settings import MAKERS, PrinterSettings
from app.ui import words
from app.ui.language import Tongue
from app.ui.settings.fields import CAMERA, PAPER, WHICH, Field, Section, Shape, Value
from app.ui.words import translate


def section_word(section: Section) -> tuple[str, str]:
    """(name, icon)."""
    match section:
        case Section.PRINTER:
            return translate("Settings", "Printers"), "printer"
        case Section.PAPER:
            return translate("Settings", "Receipt style"), "receipt-text"
        case Section.SCANNER:
            return translate("Settings", "Scanner"), "scan-barcode"
        case Section.LOOK:
            return translate("Settings", "Look, sound"), "monitor"
        case Section.BRIDGE:
            return translate("Settings", "Till bridge"), "arrow-right-left"
        case Section.HUB:
            return translate("Settings", "Counters"), "network"
        case _:
            assert_never(section)


def section_hint(section: Section) -> str:
    match section:
        case Section.PRINTER:
            return translate(
                "Settings", "A change is kept at once; the next receipt is printed with it."
            )
        case Section.PAPER:
            return translate("Settings", "What stands on the papers, and how they look.")
        case Section.SCANNER:
            return translate(
                "Settings", "A scanner that types like a keyboard needs nothing but the gap."
            )
        case Section.LOOK:
            return translate("Settings", "How this counter looks and sounds.")
        case Section.BRIDGE:
            return translate(
                "Settings",
                "The till prints to this address as to its printer; our code stands before the cut.",
            )
        case Section.HUB:
            return translate(
                "Settings",
                "In a shop with several counters the others ask the first one for its orders.",
            )
        case _:
            assert_never(section)


def label_of(field: Field) -> tuple[str, str]:
    """(what it is, what a person should know of it)."""
    return _labels()[field.name]


def _labels() -> dict[str, tuple[str, str]]:
    return {
        WHICH: (translate("Settings", "Printer on this page"), ""),
        "printer.kind": (translate("Settings", "Connected by"), ""),
        "printer.host": (
            translate("Settings", "Address"),
            translate("Settings", "in digits, as 192.168.1.50"),
        ),
        "printer.port": (
            translate("Settings", "Port"),
            translate("Settings", "9100 on nearly all printers"),
        ),
        "printer.device": (
            translate("Settings", "Device"),
            translate("Settings", "COM3, /dev/usb/lp0, or the printer's name in Windows"),
        ),
        "printer.baud": (translate("Settings", "Speed of the line"), ""),
        "printer.flow": (
            translate("Settings", "Flow control"),
            translate("Settings", "as its switches say"),
        ),
        "printer.roles": (translate("Settings", "Prints"), ""),
        PAPER: (
            translate("Settings", "Paper width"),
            translate("Settings", "the ruler on the test page shows it"),
        ),
        "printer.mode": (
            translate("Settings", "Chinese as"),
            translate("Settings", "if it comes out wrong, take the next one"),
        ),
        "printer.cut": (translate("Settings", "Cuts the paper"), ""),
        "printer.native_qr": (
            translate("Settings", "Draws QR codes itself"),
            translate("Settings", "quicker on a slow line; scan the test page first"),
        ),
        "printer.fs_amp": (
            translate("Settings", "Switch to Chinese first"),
            translate("Settings", "off when every paper begins with the sign &"),
        ),
        "printer.name": (translate("Settings", "Name"), translate("Settings", "as you call it")),
        "drawer.pin": (
            translate("Settings", "Cash drawer"),
            translate("Settings", "on this printer; Ctrl+D opens it"),
        ),
        "drawer.on_ms": (
            translate("Settings", "The drawer's pulse"),
            translate("Settings", "longer when it does not spring open"),
        ),
        "drawer.off_ms": (translate("Settings", "Pause after the pulse"), ""),
        "printer.age_limit_seconds": (
            translate("Settings", "Prints by itself up to"),
            translate("Settings", "an older paper waits for a key"),
        ),
        "customer_display": (
            translate("Settings", "Customer display"),
            translate("Settings", "a second screen, turned to the customer"),
        ),
        "camera.on": (
            translate("Settings", "Camera as a scanner"),
            translate("Settings", "for shops without a gun"),
        ),
        CAMERA: (
            translate("Settings", "Which camera"),
            translate("Settings", "←→ goes through those of this PC"),
        ),
        "scanner.maker": (
            translate("Settings", "Maker of the scanner"),
            translate("Settings", "S prints the codes that put it on a serial port"),
        ),
        "scanner.wedge_gap_ms": (
            translate("Settings", "Longest gap between two keys"),
            translate("Settings", "the guide (G) measures it"),
        ),
        "scanner.port": (
            translate("Settings", "Serial port"),
            translate("Settings", "empty: keyboard, or found by its ids"),
        ),
        "scanner.vid": (
            translate("Settings", "USB maker id"),
            translate("Settings", "four digits, as 1eab"),
        ),
        "scanner.pid": (
            translate("Settings", "USB product id"),
            translate("Settings", "four digits, as 0c10"),
        ),
        "scanner.serial": (
            translate("Settings", "Serial number"),
            translate("Settings", "only with two alike"),
        ),
        "scanner.baud": (translate("Settings", "Speed of the line"), ""),
        "lock_minutes": (
            translate("Settings", "Locks by itself"),
            translate("Settings", "without anybody; what is on the counter stays"),
        ),
        "theme": (translate("Settings", "Appearance"), ""),
        "language": (translate("Settings", "Language"), ""),
        "mute": (translate("Settings", "No sounds"), ""),
        "time_zone": (
            translate("Settings", "The shop's time"),
            translate("Settings", "takes effect at the next start"),
        ),
        "bridge.port": (
            translate("Settings", "Port for the till"),
            translate("Settings", "0: no bridge; usual is 9100"),
        ),
        "bridge.host": (translate("Settings", "Who may print"), ""),
        "bridge.serial_link": (
            translate("Settings", "Serial receipt printer for the till"),
            translate("Settings", "Linux: a file the till opens as its printer"),
        ),
        "bridge.drop_folder": (
            translate("Settings", "Folder of the till's sales"),
            translate("Settings", "CSV or JSON files are taken from there"),
        ),
        "hub.address": (
            translate("Settings", "Where the main counter is"),
            translate("Settings", "only when it is not found; as 192.168.1.20:8471"),
        ),
        "hub.listen": (
            translate("Settings", "Answer other counters"),
            translate("Settings", "the main counter does, where there are others"),
        ),
        "hub.port": (
            translate("Settings", "Port for the others"),
            translate("Settings", "8471, unless another program has it"),
        ),
        "hub.host": (translate("Settings", "Who may ask"), ""),
        "bridge.silence_ms": (
            translate("Settings", "A receipt ends after"),
            translate("Settings", "milliseconds without a byte, for tills that never cut"),
        ),
    }


def value_words(field: Field, value: Value, printers: tuple[PrinterSettings, ...]) -> str:
    """A value as people call it; what is empty is said to be."""
    if field.name == WHICH:
        return _which(int(value), printers) if isinstance(value, int) else ""
    if field.name == PAPER and isinstance(value, tuple):
        return paper_word(value)
    if field.name == "printer.roles":
        return _roles(value)
    if field.name in _NAMED:
        return _named().get(f"{field.name} {value}", str(value))
    if field.name == "printer.age_limit_seconds" and isinstance(value, int):
        return _minutes(value)
    if field.name == CAMERA:
        return str(value) or translate("Settings", "the system's usual one")
    if field.name in _MILLISECONDS:
        return translate("Settings", "{count} ms").format(count=value)
    if field.name == "lock_minutes":
        return _lock_minutes(value)
    if field.shape in {Shape.CODE, Shape.WORDS} and not value:
        return translate("Settings", "not set")
    return str(value)


def _minutes(seconds: int) -> str:
    """A file may say a time that is no whole minute."""
    if seconds % 60:
        return translate("Settings", "{count} s").format(count=seconds)
    return translate("Settings", "{count} min").format(count=seconds // 60)


_MILLISECONDS = frozenset({"scanner.wedge_gap_ms", "drawer.on_ms", "drawer.off_ms"})


def _lock_minutes(minutes: Value) -> str:
    if not minutes:
        return translate("Settings", "only on Ctrl+L")
    return words.counted(
        int(minutes) if isinstance(minutes, int) else 0,
        translate("Settings", "after {count} minute"),
        translate("Settings", "after {count} minutes"),
    )


_NAMED = frozenset(
    {
        "scanner.maker",
        "printer.kind",
        "printer.mode",
        "printer.flow",
        "theme",
        "language",
        "customer_display",
        "drawer.pin",
        "bridge.host",
        "hub.host",
        "hub.listen",
    }
)


def _named() -> dict[str, str]:
    return {
        "printer.kind tcp": translate("Settings", "network"),
        "printer.kind usb": translate("Settings", "USB (Linux)"),
        "printer.kind serial": translate("Settings", "serial line"),
        "printer.kind windows": translate("Settings", "Windows' print queue"),
        "printer.kind file": translate("Settings", "files in a folder"),
        "printer.mode gbk": translate("Settings", "letters (GBK)"),
        "printer.mode utf8": translate("Settings", "letters (UTF-8)"),
        "printer.mode image": translate("Settings", "drawn by us"),
        "printer.flow none": translate("Settings", "none"),
        "printer.flow rts": "RTS/CTS",
        "printer.flow dtr": "DTR/DSR",
        "printer.flow xon": "XON/XOFF",
        "customer_display off": translate("Settings", "off"),
        "customer_display second": translate("Settings", "on the second screen"),
        **{f"scanner.maker {key}": maker_word(key) for key in ("", *MAKERS)},
        "drawer.pin 0": translate("Settings", "none"),
        "drawer.pin 2": translate("Settings", "pin 2, as most"),
        "drawer.pin 5": translate("Settings", "pin 5"),
        "theme light": translate("Settings", "light"),
        "theme dark": translate("Settings", "dark"),
        "theme auto": translate("Settings", "as the system"),
        f"language {Tongue.ZH.value}": "中文",
        f"language {Tongue.EN.value}": "English",
        "bridge.host 127.0.0.1": translate("Settings", "programs on this PC"),
        "bridge.host 0.0.0.0": translate("Settings", "every PC of the network"),
        "hub.host 127.0.0.1": translate("Settings", "nobody outside this PC"),
        "hub.host 0.0.0.0": translate("Settings", "counters of this shop"),
        "hub.listen auto": translate("Settings", "when needed"),
        "hub.listen on": translate("Settings", "always"),
        "hub.listen off": translate("Settings", "never"),
    }


def paper_word(paper: tuple[object, ...]) -> str:
    """`58 毫米 · 384 点`"""
    dots = paper[0]
    millimetres = 58 if dots == 384 else 80
    return translate("Settings", "{width} mm · {dots} dots").format(width=millimetres, dots=dots)


def place_word(printer: PrinterSettings) -> str:
    """Where a printer is, in one phrase."""
    match printer.kind:
        case "tcp":
            usual = printer.port == PrinterSettings().port
            return printer.host if usual else f"{printer.host}:{printer.port}"
        case _:
            return printer.device


def printer_word(printer: PrinterSettings) -> str:
    """What people call it, else where it is."""
    named = printer.name or place_word(printer)
    return named or translate("Settings", "not set")


def kind_word(kind: str) -> str:
    return _named().get(f"printer.kind {kind}", kind)


def maker_word(key: str) -> str:
    """A scanner's maker as it stands on the gun."""
    names = {
        "datalogic": translate("Settings", "Datalogic"),
        "netum": "Netum · Winson",
        "nadamoo": "NADAMOO",
        "newland": translate("Settings", "Newland"),
        "honeywell": translate("Settings", "Honeywell"),
        "zebra": translate("Settings", "Zebra · Symbol"),
        "other": translate("Settings", "another one"),
    }
    return names.get(key, translate("Settings", "not chosen"))


def _which(which: int, printers: tuple[PrinterSettings, ...]) -> str:
    name = printer_word(printers[which]) if which < len(printers) else ""
    return words.joined(f"{which + 1}/{len(printers)}", name)


def _roles(value: Value) -> str:
    roles = value if isinstance(value, tuple) else ()
    names = {
        "receipts": translate("Settings", "receipts"),
        "labels": translate("Settings", "shelf labels"),
    }
    return words.joined(*(names.get(str(role), str(role)) for role in roles))
