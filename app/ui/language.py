"""The language of the screen: live switching at run time, and the two commands that build and check translations.

`python -m app.ui.language build` makes the .qm files the app loads; `check` fails when a source text has no
finished translation or a translation has no source text any more. The .ts files are kept, the .qm are not.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

Entry = tuple[str, str]
"""(context, source text)"""


class Tongue(StrEnum):
    ZH = "zh_CN"
    EN = "en"


class Language(QObject):
    """Which tongue the application speaks; a change re-renders every widget through LanguageChange."""

    changed = Signal()

    def __init__(
        self,
        *,
        resources: Path,
        tongue: Tongue = Tongue.ZH,
        remember: Callable[[Tongue], None] | None = None,
    ) -> None:
        super().__init__()
        self._folder = resources / "i18n"
        self._remember = remember
        self._translator: QTranslator | None = None
        self.tongue = tongue
        self._speak(tongue)

    def set(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._speak(tongue)
        self.changed.emit()
        if self._remember is not None:
            self._remember(tongue)

    def turn(self) -> None:
        self.set(Tongue.EN if self.tongue is Tongue.ZH else Tongue.ZH)

    def silence(self) -> None:
        """Takes the translator away again; the English source texts remain."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def _speak(self, tongue: Tongue) -> None:
        """A missing .qm leaves the English source texts: readable, and the check command is the one to fail."""
        QLocale.setDefault(QLocale(tongue.value))
        self.silence()
        self._translator = QTranslator()
        if self._translator.load(str(self._folder / f"tuangui_{tongue.value}.qm")):
            QCoreApplication.installTranslator(self._translator)


# -- building and checking ------------------------------------------------------------------------------------


def build(resources: Path) -> None:
    """One .qm beside each .ts, a new file each time: a counter that runs has the old one mapped into its memory, and
    would fall over one that changes."""
    for file in _files(resources):
        fresh = file.with_suffix(".qm.new")
        _tool("lrelease", "-silent", str(file), "-qm", str(fresh))
        fresh.replace(file.with_suffix(".qm"))


def built(resources: Path) -> bool:
    """True when every .qm is there and newer than its .ts."""
    return all(
        file.with_suffix(".qm").exists()
        and file.with_suffix(".qm").stat().st_mtime_ns >= file.stat().st_mtime_ns
        for file in _files(resources)
    )


def update(resources: Path, sources: Path) -> None:
    """Read the source texts into the .ts files; texts that are gone are dropped."""
    for file in _files(resources):
        _extract(sources, file)


def check(resources: Path, sources: Path) -> list[str]:
    """What is wrong, one line each; empty = complete."""
    wrong: list[str] = []
    for file in _files(resources):
        kept = _entries(file)
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / file.name
            _extract(sources, fresh)
            wanted = _entries(fresh)
        wrong += [f"{file.name}: new: {entry}" for entry in sorted(wanted.keys() - kept.keys())]
        wrong += [
            f"{file.name}: vanished: {entry}" for entry in sorted(kept.keys() - wanted.keys())
        ]
        wrong += [f"{file.name}: unfinished: {entry}" for entry, done in kept.items() if not done]
    return wrong


def _files(resources: Path) -> list[Path]:
    return [resources / "i18n" / f"tuangui_{tongue.value}.ts" for tongue in Tongue]


def _extract(sources: Path, file: Path) -> None:
    modules = sorted(str(path) for path in sources.rglob("*.py"))
    language = file.stem.removeprefix("tuangui_")
    _tool(
        "lupdate",
        *modules,
        *("-silent", "-no-obsolete", "-locations", "none"),
        *("-source-language", "en", "-target-language", language),
        *("-ts", str(file)),
    )


def _entries(file: Path) -> dict[Entry, bool]:
    """Every text and whether its translation is finished and not empty."""
    entries: dict[Entry, bool] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own files
        for message in context.iter("message"):
            translation = message.find("translation")
            entry = (context.findtext("name", ""), message.findtext("source", ""))
            entries[entry] = translation is not None and _finished(translation)
    return entries


def _finished(translation: ET.Element) -> bool:
    forms = translation.findall("numerusform") or [translation]
    return translation.get("type") is None and all(form.text for form in forms)


def _tool(name: str, *arguments: str) -> None:
    """One of Qt's programs as PySide6 brings them."""
    folder = Path(PySide6.__file__).parent
    program = folder / (f"{name}.exe" if os.name == "nt" else name)
    subprocess.run([str(program), *arguments], check=True)  # noqa: S603 - a program of our own dependency


def main(arguments: Sequence[str]) -> int:
    """`build`, `check` or `update`; the exit code is the answer."""
    root = Path(__file__).resolve().parents[2]
    match list(arguments):
        case ["build"]:
            build(root / "resources")
            return 0
        case ["update"]:
            update(root / "resources", root / "app" / "ui")
            return 0
        case ["check"]:
            wrong = check(root / "resources", root / "app" / "ui")
            sys.stderr.writelines(f"{line}\n" for line in wrong)
            return 1 if wrong else 0
        case _:
            sys.stderr.write("python -m app.ui.language build|check|update\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
