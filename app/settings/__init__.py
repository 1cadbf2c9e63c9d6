"""What a person may set on this PC: `settings.toml` in the data directory. Values only; the shop's rules are HQ's."""

import os
import re
import tomllib
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from app.settings.writing import lines_of, table_of

ROLES: Final = ("receipts", "labels")
MAKERS: Final = ("datalogic", "netum", "nadamoo", "newland", "honeywell", "zebra", "other")
"""Of scanners, as resources/scanners/makers.toml has them."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """One printer. `host` and `port` are those of kind tcp; `device` is a serial port, a device file (/dev/usb/lp0), a
    printer's name in Windows or a folder. 58 mm paper is 32 columns of 384 dots, 80 mm 48 of 576 (some 42 of 512)."""

    name: str = ""
    """What people call it."""
    roles: tuple[str, ...] = ROLES
    """What it prints: receipts | labels."""
    kind: str = "tcp"
    """tcp | serial | usb | windows | file"""
    host: str = ""
    port: int = 9100
    device: str = ""
    baud: int = 9600
    flow: str = "none"
    """Flow control of a serial line, as the printer's switches say: none | rts | dtr | xon"""
    columns: int = 32
    dots: int = 384
    mode: str = "gbk"
    """gbk | utf8 | image (devices.md §1.3)"""
    fs_amp: bool = True
    """Send FS & (some printers print it as `&`)."""
    native_qr: bool = False
    cut: bool = True
    age_limit_seconds: int = 600
    """Print jobs older than this wait for a key (devices.md §1.6)."""

    @property
    def is_set(self) -> bool:
        """Whether it says where the printer is."""
        return bool(self.host if self.kind == "tcp" else self.device)

    @property
    def place(self) -> tuple[str, str, int]:
        """Which printer it is, whatever is set of it besides."""
        if self.kind == "tcp":
            return self.kind, self.host, self.port
        return self.kind, self.device, 0


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """`port` names a serial port; else `vid` and `pid` (hex, as 1eab) and perhaps `serial` find one. All empty = a
    keyboard wedge alone, which always works."""

    port: str = ""
    vid: str = ""
    pid: str = ""
    serial: str = ""
    baud: int = 9600
    """Of a real serial line; USB scanners ignore it."""
    wedge_gap_ms: int = 50
    """Keys of a scan come closer together than this (devices.md §2.1)."""
    maker: str = ""
    """Whose codes the set-up sheet has; "" = only those a scanner is checked with."""


@dataclass(frozen=True, slots=True)
class BridgeSettings:
    """The POS next to us. `port` 0 = no bridge; else another
    system's POS prints to `host`:`port` as to its printer and we pass it on to ours. `host` 0.0.0.0 lets other PCs in."""

    host: str = "127.0.0.1"
    port: int = 0
    serial_link: str = ""
    """Linux: a file that plays a serial receipt printer for a POS on this PC; "" = none."""
    drop_folder: str = ""
    """A folder another system drops its sales into, as CSV or JSON; "" = none."""
    silence_ms: int = 1500
    """Without a byte for so long, a POS that never cuts has finished its receipt; 0 = only closing ends one."""
    total: str = (
        r"(?:应付|应收|实付|合计|总计|总额|[Tt]otal|TOTAL).{0,40}?"
        r"(?<![0-9.,])((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{1,2})(?![0-9])"
    )
    """Regular expressions over a receipt's text; the first group is what is meant, the last match counts."""
    number: str = r"(?:单号|流水号|小票号|票号|\bN[oO]\.?)[:：\s]+([0-9A-Za-z-]{1,32})"
    time: str = (
        r"20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s*"
        r"[0-9]{1,2}[:：时][0-9]{2}(?:[:：分][0-9]{2})?"
    )


@dataclass(frozen=True, slots=True)
class DrawerSettings:
    """The cash drawer that hangs on the printer for receipts. `pin` 0 = none; else the pin of the printer's drawer
    connector that opens it, 2 for most. The pulse in milliseconds, as the drawer's maker says."""

    pin: int = 0
    on_ms: int = 120
    off_ms: int = 240


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """A camera as a scanner. `name` is part of what the system calls it; "" = the system's usual one."""

    on: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class HubSettings:
    """The counters of one shop among each other. The hub listens at `host`:`port` (0.0.0.0: on every network of this PC;
    port 0: any that is free); `address` is where another counter finds the hub, when what HQ says of it is wrong."""

    listen: str = "auto"
    """auto: when the shop has another counter | on | off"""
    host: str = "0.0.0.0"  # noqa: S104 - the others are on the shop's network; who is not one of them is refused
    port: int = 8471
    address: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """`theme`: light | dark | auto. `time_zone` is an IANA name: the shop's wall time, whatever the PC believes."""

    language: str = "zh_CN"
    theme: str = "light"
    time_zone: str = "Asia/Shanghai"
    mute: bool = False
    lock_minutes: int = 5
    """Without anybody at the counter for so long, it locks (devices.md §3.3); 0 = never by itself"""
    customer_display: str = "off"
    """off | second: a window for the customer on the second screen, while there is one"""
    hq_ca_file: str = ""
    """A PEM file on this PC: the only authority whose word about HQ's certificate counts; "" = those of the system."""
    printers: tuple[PrinterSettings, ...] = ()
    scanner: ScannerSettings = field(default_factory=ScannerSettings)

    @property
    def printer(self) -> PrinterSettings:
        """The one for receipts."""
        return self.printer_for("receipts")

    def printer_for(self, role: str) -> PrinterSettings:
        """The first that has the role; one that is not set when there is none."""
        return next((each for each in self.printers if role in each.roles), PrinterSettings())

    bridge: BridgeSettings = field(default_factory=BridgeSettings)
    drawer: DrawerSettings = field(default_factory=DrawerSettings)
    camera: CameraSettings = field(default_factory=CameraSettings)
    hub: HubSettings = field(default_factory=HubSettings)

    @property
    def has_drawer(self) -> bool:
        """A drawer is set, and the printer it hangs on."""
        return bool(self.drawer.pin and self.printer.is_set)


MOST_PRINTERS: Final = 8
_PLACE: Final = re.compile(r"printers\.\d+\.")
"""The rules of a printer are the same for each of them."""
_SECTIONS: Final = (
    PrinterSettings,
    ScannerSettings,
    BridgeSettings,
    DrawerSettings,
    CameraSettings,
    HubSettings,
)
Section = (
    Settings
    | PrinterSettings
    | ScannerSettings
    | BridgeSettings
    | DrawerSettings
    | CameraSettings
    | HubSettings
)
_S = TypeVar("_S", bound=Section)


class SettingFault(StrEnum):
    """What is wrong with a setting; the default is used."""

    UNREADABLE = "unreadable"
    """The whole file: no TOML, no text, or not allowed to read."""
    UNKNOWN = "unknown"
    BAD_VALUE = "bad_value"


@dataclass(frozen=True, slots=True)
class SettingWarning:
    """For the settings page and the log. `name` is dotted ("printer.port"), "" for the whole file."""

    name: str
    fault: SettingFault


def load_settings(path: Path) -> tuple[Settings, tuple[SettingWarning, ...]]:
    """Never fails: no file means defaults, a bad value its default and a warning."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError, RecursionError):
        return Settings(), (SettingWarning("", SettingFault.UNREADABLE),)
    warnings: list[SettingWarning] = []
    return _read(Settings(), table, "", warnings), tuple(warnings)


def save_settings(path: Path, settings: Settings) -> None:
    """Writes every setting, and what a newer version or a person wrote there that we do not know; the file is the old
    one or the new one, also after a power cut. Raises OSError."""
    draft, before = path.with_suffix(".new"), table_of(path)
    with draft.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines_of(settings, before, {"printers": "printer"})) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def is_allowed(name: str, value: object) -> bool:
    """Whether a setting may have this value: `name` as "theme", "printer.mode", "scanner.vid", "bridge.port"."""
    section, _, field_name = name.rpartition(".")
    homes: dict[str, Section] = {
        "": Settings(),
        "printer": PrinterSettings(),
        "scanner": ScannerSettings(),
        "bridge": BridgeSettings(),
        "drawer": DrawerSettings(),
        "camera": CameraSettings(),
        "hub": HubSettings(),
    }
    home = homes[section]
    if isinstance(value, tuple):
        return _taken(name, list(value), getattr(home, field_name)) is not None
    return _good(name, value, getattr(home, field_name))


# -- one value ------------------------------------------------------------------------------------------------


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text).match("") is None
    except (re.error, OverflowError, RecursionError):
        return False


def _among(*words: str) -> Callable[[str], bool]:
    return lambda text: text in words


def _matching(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


_TEXTS: Final[Mapping[str, Callable[[str], bool]]] = {
    "language": _among("zh_CN", "en"),
    "theme": _among("light", "dark", "auto"),
    "customer_display": _among("off", "second"),
    "time_zone": _is_zone,
    "printer.kind": _among("tcp", "serial", "usb", "windows", "file"),
    "printer.flow": _among("none", "rts", "dtr", "xon"),
    "printer.host": _matching(r"[^\s/:@]*|\[?[0-9A-Fa-f:]+\]?"),
    "printer.mode": _among("gbk", "utf8", "image"),
    "scanner.maker": _among("", *MAKERS),
    "scanner.vid": _matching(r"([0-9A-Fa-f]{4})?"),
    "scanner.pid": _matching(r"([0-9A-Fa-f]{4})?"),
    "bridge.host": _matching(r"[0-9.]+|[0-9A-Fa-f:]+"),
    "hub.listen": _among("auto", "on", "off"),
    "hub.host": _matching(r"[0-9.]+|[0-9A-Fa-f:]+"),
    "hub.address": _matching(r"((?:[^\s/:@]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5})?"),
    "bridge.total": _is_pattern,
    "bridge.number": _is_pattern,
    "bridge.time": _is_pattern,
}
_NUMBERS: Final[Mapping[str, Container[int]]] = {
    "lock_minutes": range(121),
    "printer.port": range(1, 65_536),
    "printer.baud": range(1200, 921_601),
    "printer.columns": range(24, 65),
    "printer.dots": range(256, 833),
    "printer.age_limit_seconds": range(10, 86_401),
    "scanner.baud": range(1200, 921_601),
    "scanner.wedge_gap_ms": range(20, 121),
    "bridge.port": range(65_536),
    "bridge.silence_ms": range(60_001),
    "hub.port": range(65_536),
    "drawer.pin": (0, 2, 5),
    "drawer.on_ms": range(2, 511),
    "drawer.off_ms": range(2, 511),
}


def _good(dotted: str, value: object, default: object) -> bool:
    """Of the default's type, and allowed by its rule if it has one."""
    if type(value) is not type(default):
        return False
    match value:
        case str():
            return dotted not in _TEXTS or _TEXTS[dotted](value)
        case int():
            return dotted not in _NUMBERS or value in _NUMBERS[dotted]
        case _:
            return False


def _read(into: _S, table: Mapping[str, object], prefix: str, warnings: list[SettingWarning]) -> _S:
    """`into` with every good value of `table`; what is not good is told in `warnings`."""
    good: dict[str, Any] = {}
    for name, value in table.items():
        dotted = prefix + name
        default = getattr(into, name, None) if name in _names(into) else None
        if isinstance(into, Settings) and name in {"printer", "printers"}:
            found = _printers(name, value, warnings)
            kept = tuple(each for each in found if each.is_set or name == "printers")
            good["printers"] = (*good.get("printers", ()), *kept)
        elif default is None:
            warnings.append(SettingWarning(dotted, SettingFault.UNKNOWN))
        elif isinstance(default, _SECTIONS) and isinstance(value, dict):
            good[name] = _read(default, value, f"{dotted}.", warnings)
        elif (taken := _taken(_PLACE.sub("printer.", dotted), value, default)) is not None:
            good[name] = taken
        else:
            warnings.append(SettingWarning(dotted, SettingFault.BAD_VALUE))
    return replace(into, **good)


def _printers(
    name: str, value: object, warnings: list[SettingWarning]
) -> Iterator[PrinterSettings]:
    """`[[printers]]`, or the one `[printer]` of older files; what is no table is told and left out."""
    each_of = value if isinstance(value, list) and name == "printers" else [value]
    for number, table in enumerate(each_of, start=1):
        place = f"{name}.{number}" if isinstance(value, list) and name == "printers" else name
        if not isinstance(table, dict) or number > MOST_PRINTERS:
            warnings.append(SettingWarning(place, SettingFault.BAD_VALUE))
        else:
            yield _read(PrinterSettings(), table, f"{place}.", warnings)


def _taken(rule: str, value: object, default: object) -> object | None:
    """The value as it is kept, or None when it is not good."""
    if isinstance(default, tuple):
        words = value if isinstance(value, list) else []
        known = bool(words) and all(word in ROLES for word in words)
        return tuple(word for word in ROLES if word in words) if known else None
    return value if _good(rule, value, default) else None


def _names(settings: Section) -> list[str]:
    return [each.name for each in fields(settings)]
