"""`tuangui doctor`: one report of how this counter's machines are, for whoever helps from afar. No phone, no code, no key, no
name of a person may stand in it, whatever lies in the data directory: everything passes `cleaned`."""

import argparse
import getpass
import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Final

from app.actions.set_up import ScreenFacts
from app.bootstrap.measured import Measured, read_measured
from app.logs import redact
from app.paths import Paths, find_paths
from app.settings import PrinterSettings, Settings, SettingWarning, load_settings

REPORT: Final = "doctor-report.txt"
SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
LOG_LINES: Final = 50
LOG_BYTES: Final = 200_000
PACKAGES: Final = (
    "PySide6-Essentials",
    "python-escpos",
    "pyserial",
    "pillow",
    "keyring",
    "zxing-cpp",
)
FREE: Final = frozenset({"name", "serial", "drop_folder", "serial_link", "total", "number", "time"})
"""Settings in a person's own words: only whether they are set."""
_WORDS: Final = re.compile(
    r"(?i)\b(pass(?:word|wd)?|secret|token|pin|pwd|api[_-]?key|authorization|cookie|密码|口令)\b"
    r"(\s*[=:：]?\s*)(\"[^\"]*\"|'[^']*'|[^\s,;]+)"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONG: Final = re.compile(
    r"(?<![\w.+-])(?:(?=[\w+-]*\d)(?=[\w+-]*[A-Za-z])[\w+-]{20,}|"
    r"(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?!(?:_|[A-Z]{0,3}[a-z]{2,})+(?![\w+-]))[\w+-]{20,})={0,2}"
)
"""One word too long and too mixed for a word: a token, a key, an id. Its first six letters tell which. The names of classes,
OnlyLikeThis, stay."""
_CHINESE_NAME: Final = re.compile(r"[\u4e00-\u9fff]{1,3}(?:女士|先生|小姐|阿姨|大哥)")
_LANDLINE: Final = re.compile(r"(?<![\d.])0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}(?![\d.])")
_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{8,}|\d{4}[ -]\d{4}(?:[ -]?\d+)*)(?!\d)")
"""Pickup numbers, card numbers: eight digits and more in a row."""

Section = tuple[str, Sequence[str]]


def cleaned(text: str) -> str:
    """One text of the report. More is taken out here than of the log: a report leaves the shop."""
    home, user = str(Path.home()), _user()
    text = text.replace(home, "~") if len(home) > 2 else text
    if user:
        text = re.sub(rf"(?<=[/\\]){re.escape(user)}(?=[/\\\s]|$)", "[user]", text)
    text = redact(text)
    text = _WORDS.sub(r"\1\2[secret]", text)
    text = _MAIL.sub("[mail]", text)
    text = _CHINESE_NAME.sub("[name]", text)
    text = _LONG.sub(lambda found: f"{found.group()[:6]}…", text)
    return _DIGITS.sub("[number]", _LANDLINE.sub("[phone]", text))


def report(paths: Paths, *, now: datetime, screen: ScreenFacts | None, measured: Measured) -> str:
    """The whole report. A part that cannot be asked says so; nothing here fails."""
    settings, warnings = load_settings(paths.settings)
    parts: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
        ("versions", _versions),
        ("database", lambda: _database(paths)),
        ("keys", lambda: _keys(paths)),
        ("clock", lambda: _clock(measured)),
        ("screen", lambda: screen.screens if screen else ["the counter is not on a screen"]),
        ("input method", lambda: _input_method(screen)),
        ("scans", lambda: _scans(measured)),
        ("scanner", lambda: _scanner(settings)),
        ("serial ports", _ports),
        ("usb printers", _usb),
        ("windows print queues", _queues),
        ("printers", lambda: _printers(settings)),
        ("papers", lambda: _papers(paths)),
        ("other counters", lambda: _hub(settings)),
        ("settings", lambda: _settings(settings, warnings)),
        (f"last {LOG_LINES} lines of the log", lambda: _log(paths)),
    )
    lines = ["tuangui doctor", f"{now:%Y-%m-%d %H:%M:%S %z}"]
    for title, part in parts:
        lines += ["", f"== {title}", *_asked(part)]
    return cleaned("\n".join(lines)) + "\n"


def _asked(part: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return list(part()) or ["none"]
    except Exception as error:  # noqa: BLE001 - a report with a hole is better than none
        return [f"could not be asked: {type(error).__name__}"]


def _versions() -> Iterable[str]:
    yield f"tuangui {_version('tuangui')}"
    yield f"Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    for package in PACKAGES:
        yield f"{package} {_version(package)}"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _database(paths: Paths) -> Iterable[str]:
    from app.store.versions import sqlite_versions

    sqlite, cipher = sqlite_versions()
    yield f"SQLite {sqlite}, SQLCipher {cipher}"
    for file in (paths.database, paths.database.with_name(paths.database.name + "-wal")):
        yield (
            f"{file.name}: {file.stat().st_size:,} bytes" if file.exists() else f"{file.name}: none"
        )


def _keys(paths: Paths) -> Iterable[str]:
    from app.devices.examining import keys_kept

    yield keys_kept(paths.data)


def _clock(measured: Measured) -> Iterable[str]:
    if measured.clock_offset_s is None:
        yield "HQ's clock is not known"
    else:
        yield f"HQ's clock minus ours: {measured.clock_offset_s:+.1f} s"


def _input_method(screen: ScreenFacts | None) -> Iterable[str]:
    if screen is not None:
        yield from screen.input_method
    for name in ("QT_IM_MODULE", "XMODIFIERS", "LANG", "XDG_SESSION_TYPE"):
        if name in os.environ:
            yield f"{name} {os.environ[name]}"


def _scans(measured: Measured) -> Iterable[str]:
    for each in measured.timings:
        yield (
            f"{each.keys} keys, gap {each.middle_ms} ms, longest {each.longest_ms} ms, "
            f"end {each.end}"
        )


def _scanner(settings: Settings) -> Iterable[str]:
    from app.devices.examining import scanner_found

    yield scanner_found(settings.scanner)


def _ports() -> Iterable[str]:
    from app.devices.examining import serial_ports

    return serial_ports()


def _usb() -> Iterable[str]:
    from app.devices.examining import usb_device_files

    return usb_device_files()


def _queues() -> Iterable[str]:
    from app.devices.examining import windows_queues

    return windows_queues()


def _printers(settings: Settings) -> Iterable[str]:
    from app.devices.examining import printer_answers

    for number, printer in enumerate(settings.printers, start=1):
        yield f"{number}: {printer.kind}: {printer_answers(printer)}"


def _hub(settings: Settings) -> Iterable[str]:
    """Whether the door for the other counters of the shop stands open on this PC, or could; and where theirs is."""
    from app.devices.printers.neighbours import listening, own_addresses

    hub = settings.hub
    yield f"this PC's addresses: {', '.join(own_addresses()) or 'none'}"
    host = "127.0.0.1" if hub.host in {"0.0.0.0", "::"} else hub.host  # noqa: S104 - compared, not bound
    heard = bool(hub.port and listening((host,), port=hub.port))
    yield f"port {hub.port}: {'somebody listens' if heard else 'nobody listens'}"
    if hub.address:
        there, _, port = hub.address.rpartition(":")
        answers = listening((there.strip("[]"),), port=int(port)) if int(port) < 65_536 else ()
        yield f"the main counter by hand: {'answers' if answers else 'does not answer'}"


def _papers(paths: Paths) -> Iterable[str]:
    """Where a mistake is and of which kind; never what stands there."""
    from app.devices.printers.template import Kind, Template
    from app.devices.printers.templates import Templates

    templates = Templates(paths.receipts)
    for kind in Kind:
        if not (paths.receipts / f"{kind}.toml").exists():
            continue
        found = templates.read(kind)
        wrong = "" if isinstance(found, Template) else f"{len(found)} mistakes"
        yield f"{kind}: the shop's own, {wrong or 'in order'}"


def _settings(settings: Settings, warnings: Sequence[SettingWarning]) -> Iterable[str]:
    yield from _values("", settings)
    for number, printer in enumerate(settings.printers, start=1):
        yield from _values(f"printers.{number}.", printer)
    yield from _values("scanner.", settings.scanner)
    yield from _values("bridge.", settings.bridge)
    yield from _values("drawer.", settings.drawer)
    yield from _values("camera.", settings.camera)
    yield from _values("hub.", settings.hub)
    known = [each for each in warnings if each.fault.value != "unknown"]
    yield f"{len(warnings) - len(known)} unknown settings, {len(known)} bad values"


def _values(prefix: str, section: object) -> Iterable[str]:
    for each in fields(section):  # type: ignore[arg-type]  # our own dataclasses
        value = getattr(section, each.name)
        if isinstance(value, str | int) or (each.name == "roles"):
            yield f"{prefix}{each.name} = {_shown(each.name, value, section)}"


def _shown(name: str, value: object, section: object) -> str:
    """A device's name in Windows is a person's own word, a port's name is the system's."""
    own = name == "device" and isinstance(section, PrinterSettings) and section.kind == "windows"
    if isinstance(value, str) and (name in FREE or own):
        return "set" if value else "not set"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _log(paths: Paths) -> Iterable[str]:
    with paths.log.open("rb") as file:
        file.seek(max(0, paths.log.stat().st_size - LOG_BYTES))
        lines = file.read().decode("utf-8", errors="replace").splitlines()
    return lines[-LOG_LINES:]


def _user() -> str:
    with suppress(Exception):  # no such user, or none of the variables set
        return getpass.getuser()
    return ""


def main(arguments: Sequence[str]) -> int:
    """`tuangui doctor [--out FILE]`: prints the report and keeps it; works beside a running counter and without one."""
    parser = argparse.ArgumentParser(prog="tuangui doctor")
    parser.add_argument("--out", type=Path, help="where the report is kept")
    chosen = parser.parse_args(arguments)
    paths = find_paths()
    text = report(
        paths,
        now=datetime.now().astimezone(),
        screen=_screen_here(),
        measured=read_measured(paths.data),
    )
    say(text)
    out: Path = chosen.out or paths.data / REPORT
    try:
        write_report(out, text)
    except OSError as refused:
        sys.stderr.write(f"the report could not be kept: {refused.strerror}\n")
        return 1
    return 0


def _screen_here() -> ScreenFacts | None:
    """None where no window could be shown: asking Qt there would end this process."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        return None
    from app.ui.application import make_application
    from app.ui.screen_facts import screen_facts

    application = make_application(["doctor"])
    found = screen_facts()
    application.quit()
    return found


def write_report(path: Path, text: str) -> None:
    """Only this user may read it. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def say(text: str) -> None:
    """On a terminal of any encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
