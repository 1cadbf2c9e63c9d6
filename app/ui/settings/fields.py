"""What can be set on the settings page, section by section: where a value lives in the settings, what it may be, and whose
word it needs. Pure; no sentence and no widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.actions.set_up_machine import PAPERS
from app.settings import (
    MAKERS,
    MOST_PRINTERS,
    ROLES,
    PrinterSettings,
    Settings,
    is_allowed,
)


class Section(StrEnum):
    """In the order of their number keys."""

    PRINTER = "printer"
    PAPER = "paper"
    SCANNER = "scanner"
    LOOK = "look"
    BRIDGE = "bridge"
    HUB = "hub"


class Shape(StrEnum):
    """How a value is changed."""

    CHOICE = "choice"
    SWITCH = "switch"
    WORDS = "words"
    """Typed, with an input method."""
    CODE = "code"
    """Typed, without one."""
    NUMBER = "number"


Value = str | int | bool | tuple[str, ...] | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` as the settings file has it. `guarded`: money or receipts hang on it, a manager's word is needed. `later`: it
    takes effect at the next start. `when`: whether it is asked, of this printer and with these settings."""

    name: str
    shape: Shape
    values: tuple[Value, ...] = ()
    guarded: bool = False
    later: bool = False
    when: Callable[[PrinterSettings, Settings], bool] = lambda _printer, _settings: True


def _of(*kinds: str) -> Callable[[PrinterSettings, Settings], bool]:
    return lambda printer, _settings: printer.kind in kinds


def _prints_receipts(printer: PrinterSettings, settings: Settings) -> bool:
    """The drawer hangs on this one."""
    return printer == settings.printer


def _has_drawer(printer: PrinterSettings, settings: Settings) -> bool:
    return bool(settings.drawer.pin) and _prints_receipts(printer, settings)


WHICH = "printer.which"
PAPER = "printer.paper"
CAMERA = "camera.name"
AGES = (60, 300, 600, 1800, 3600)
PULSES = (50, 100, 120, 200, 240, 400, 500)
BAUDS = (9600, 19_200, 38_400, 57_600, 115_200)
FIELDS: dict[Section, tuple[Field, ...]] = {
    Section.PRINTER: (
        Field(WHICH, Shape.CHOICE),
        Field(
            "printer.kind",
            Shape.CHOICE,
            ("tcp", "usb", "serial", "windows", "file"),
            guarded=True,
        ),
        Field("printer.host", Shape.CODE, guarded=True, when=_of("tcp")),
        Field("printer.port", Shape.NUMBER, guarded=True, when=_of("tcp")),
        Field(
            "printer.device", Shape.WORDS, guarded=True, when=lambda one, _all: one.kind != "tcp"
        ),
        Field("printer.baud", Shape.CHOICE, BAUDS, guarded=True, when=_of("serial")),
        Field(
            "printer.flow",
            Shape.CHOICE,
            ("none", "rts", "dtr", "xon"),
            guarded=True,
            when=_of("serial"),
        ),
        Field(
            "printer.roles",
            Shape.CHOICE,
            (ROLES, ("receipts",), ("labels",)),
            guarded=True,
        ),
        Field(PAPER, Shape.CHOICE, PAPERS, guarded=True),
        Field("printer.mode", Shape.CHOICE, ("gbk", "utf8", "image"), guarded=True),
        Field("printer.cut", Shape.SWITCH, guarded=True),
        Field("printer.native_qr", Shape.SWITCH, guarded=True),
        Field("printer.fs_amp", Shape.SWITCH, guarded=True),
        Field("printer.name", Shape.WORDS),
        Field("printer.age_limit_seconds", Shape.CHOICE, AGES, guarded=True),
        Field("drawer.pin", Shape.CHOICE, (0, 2, 5), guarded=True, when=_prints_receipts),
        Field("drawer.on_ms", Shape.CHOICE, PULSES, guarded=True, when=_has_drawer),
        Field("drawer.off_ms", Shape.CHOICE, PULSES, guarded=True, when=_has_drawer),
    ),
    Section.PAPER: (),
    Section.SCANNER: (
        Field("scanner.wedge_gap_ms", Shape.CHOICE, tuple(range(20, 121, 10))),
        Field("scanner.maker", Shape.CHOICE, ("", *MAKERS)),
        Field("scanner.port", Shape.CODE),
        Field("scanner.vid", Shape.CODE),
        Field("scanner.pid", Shape.CODE),
        Field("scanner.serial", Shape.CODE),
        Field("scanner.baud", Shape.CHOICE, BAUDS),
    ),
    Section.LOOK: (
        Field("theme", Shape.CHOICE, ("light", "dark", "auto")),
        Field("language", Shape.CHOICE, ("zh_CN", "en")),
        Field("mute", Shape.SWITCH),
        Field("customer_display", Shape.CHOICE, ("off", "second")),
        Field("camera.on", Shape.SWITCH),
        Field(CAMERA, Shape.CHOICE),
        Field("lock_minutes", Shape.CHOICE, (1, 2, 5, 10, 15, 30, 0), guarded=True),
        Field("time_zone", Shape.CODE, guarded=True, later=True),
    ),
    Section.BRIDGE: (
        Field("bridge.port", Shape.NUMBER, guarded=True),
        Field("bridge.host", Shape.CHOICE, ("127.0.0.1", "0.0.0.0"), guarded=True),  # noqa: S104 - a choice people are told of
        Field("bridge.serial_link", Shape.CODE, guarded=True),
        Field("bridge.drop_folder", Shape.WORDS, guarded=True),
        Field("bridge.silence_ms", Shape.NUMBER, guarded=True),
    ),
    Section.HUB: (
        Field("hub.address", Shape.CODE, guarded=True),
        Field("hub.listen", Shape.CHOICE, ("auto", "on", "off"), guarded=True),
        Field("hub.port", Shape.NUMBER, guarded=True),
        Field("hub.host", Shape.CHOICE, ("0.0.0.0", "127.0.0.1"), guarded=True),  # noqa: S104 - a choice people are told of
    ),
}


def printer_at(settings: Settings, which: int) -> PrinterSettings:
    """The printer on the page; one that is not set where there is none yet."""
    return settings.printers[which] if which < len(settings.printers) else PrinterSettings()


def fields_of(section: Section, settings: Settings, which: int) -> tuple[Field, ...]:
    """Those that are asked now."""
    printer = printer_at(settings, which)
    several = len(settings.printers) > 1
    return tuple(
        field
        for field in FIELDS[section]
        if field.when(printer, settings) and (field.name != WHICH or several)
    )


def value_of(settings: Settings, field: Field, which: int) -> Value:
    """What it is now."""
    section, _, name = field.name.rpartition(".")
    printer = printer_at(settings, which)
    if field.name == WHICH:
        return which
    if field.name == PAPER:
        return (printer.dots, printer.columns)
    home: object = settings
    if section:
        home = printer if section == "printer" else getattr(settings, section)
    value: Value = getattr(home, name)
    return value


def with_value(settings: Settings, field: Field, which: int, value: Value) -> Settings:
    """The settings with this one changed; the value must be one `parsed` or `turned` gave."""
    section, _, name = field.name.rpartition(".")
    match section:
        case "printer":
            printer = printer_at(settings, which)
            if field.name == PAPER and isinstance(value, tuple):
                dots, columns = value
                fresh = replace(printer, dots=int(dots), columns=int(columns))
            else:
                fresh = replace(printer, **{name: value})  # type: ignore[arg-type]  # of the field's own type
            before, after = settings.printers[:which], settings.printers[which + 1 :]
            return replace(settings, printers=(*before, fresh, *after))
        case "":
            return replace(settings, **{name: value})  # type: ignore[arg-type]
        case _:
            inner = replace(getattr(settings, section), **{name: value})
            return replace(settings, **{section: inner})


def turned(
    settings: Settings, field: Field, which: int, by: int, cameras: tuple[str, ...] = ()
) -> Value:
    """The next or the previous choice; a value of the file that is none of them leads to the first. `cameras` are those
    of this PC."""
    value = value_of(settings, field, which)
    if field.shape is Shape.SWITCH:
        return not value
    values: Sequence[Value] = field.values
    if field.name == WHICH:
        values = range(len(settings.printers))
    elif field.name == CAMERA:
        values = ("", *cameras)
    if value not in values:
        return values[0]
    return values[(values.index(value) + by) % len(values)]


def parsed(field: Field, text: str) -> Value | None:
    """What was typed as a value; None when the setting may not have it."""
    text = text.strip()
    if field.shape is Shape.NUMBER:
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            return None
        number = int(text)
        return number if is_allowed(field.name, number) else None
    return text if is_allowed(field.name, text) else None


def with_printer(settings: Settings) -> Settings:
    """One printer more, for labels when receipts have theirs; as it was when there are enough."""
    if len(settings.printers) >= MOST_PRINTERS:
        return settings
    roles = ("labels",) if settings.printers else ROLES
    return replace(settings, printers=(*settings.printers, PrinterSettings(roles=roles)))


def without_printer(settings: Settings, which: int) -> Settings:
    before, after = settings.printers[:which], settings.printers[which + 1 :]
    return replace(settings, printers=(*before, *after))
