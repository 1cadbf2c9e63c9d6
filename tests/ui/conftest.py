"""Screens under test: Chinese by default, offscreen, a scripted desk, a clock moved by hand."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions.desk import Start
from app.ui import words
from app.ui.jobs import Jobs
from app.ui.language import Language, build, built
from app.ui.look import Look
from app.ui.main_window import MainWindow
from app.ui.outside import Outside
from app.ui.sync.exporting import Export
from app.ui.theme import Tone
from app.ui.widgets.buttons import PaintedButton
from app.ui.widgets.painted import Painted, Shown
from tests.ui import samples
from tests.ui.desk import Lane, Scripted, Time
from tests.ui.workshop import Workshop

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


SCREENS = ((1366, 768), (1024, 768), (1092, 614))
"""Every word fits on these: what shops have, the smallest there is, and what is left of the first at 125 %."""


def settle() -> None:
    """Deliver what is queued and paint what is stale."""
    for _ in range(4):
        QCoreApplication.processEvents()


def shown_words(root: QWidget) -> list[Shown]:
    """Every word painted by the visible widgets below `root`, freshly painted."""
    root.grab()
    found: list[Shown] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, Painted | PaintedButton) and widget.isVisible():
            found.extend(widget.shown)
    return found


def text_of(root: QWidget) -> str:
    return "\n".join(one.text for one in shown_words(root))


@pytest.fixture(scope="session", autouse=True)
def wall_time() -> Iterator[None]:
    words.use_zone(ZoneInfo("Asia/Shanghai"))
    yield
    words.use_zone(None)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(resources=RESOURCES)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    if not built(RESOURCES):
        build(RESOURCES)
    language = Language(resources=RESOURCES)
    yield language
    language.silence()


@dataclass
class Desktop:
    """A window with everything behind it scripted."""

    window: MainWindow
    script: Scripted
    lane: Lane
    time: Time
    look: Look
    language: Language
    heard: list[Tone]
    retried: list[int]
    workshop: Workshop

    def scan(self, outcome: object, text: str = "") -> None:
        """A new code whose look-up ends in `outcome`."""
        self.time.seconds += 10
        self.script.answers["scan_code"] = outcome
        self.window.scanned(text or f"CODE{self.time.seconds}")
        settle()

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier
        for key in keys:
            target = self.window.focusWidget() or self.window
            QTest.keyClick(target, key, modifier if control else Qt.KeyboardModifier.NoModifier)
            settle()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget() or self.window, text)
        settle()

    @property
    def text(self) -> str:
        return text_of(self.window)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """The machines behind the settings page; change them before `desktop`."""
    return Workshop(tmp_path / "receipts")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language, workshop: Workshop) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, workshop)


def showing(
    qtbot: QtBot,
    look: Look,
    language: Language,
    workshop: Workshop | None = None,
    lock_minutes: int = 0,
    start: Start = samples.START,
    unlock: bool = True,
    **outside: Any,
) -> Iterator[Desktop]:
    """`outside` says more of what is around the window than the tests' usual counter has, which never locks by itself."""
    workshop = workshop or Workshop(Path("receipts"))
    # windows of the tests before are gone: each new look would be laid over them too
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    script, lane, time = Scripted(answers={"start": start}), Lane(), Time()
    heard: list[Tone] = []
    retried: list[int] = []
    jobs = Jobs(lane)
    around = Outside(
        now=time.now,
        mono=time.mono,
        steady=time.mono,
        retry_sync=lambda: retried.append(1),
        sounded=heard.append,
        lock_minutes=lambda: lock_minutes,
        **outside,
        ask_hq=script.ask_hq,
        export=Export(script.export_places, script.export, script.member_file),
    )
    window = MainWindow(
        desk=script.desk(),
        jobs=jobs,
        look=look,
        language=language,
        outside=around,
        bench=workshop.bench(),
    )
    qtbot.addWidget(window)
    window.show()
    window.begin()
    settle()
    if unlock and window.guard.locked:
        QTest.keyClicks(window.guard.page, "246810")
        settle()
        script.calls.clear()
    yield Desktop(window, script, lane, time, look, language, heard, retried, workshop)
    jobs.close()
    window.close()


@pytest.fixture
def no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Panels listen at once: the 300 ms guard has its own test."""
    monkeypatch.setattr("app.ui.widgets.overlay.GUARD_SECONDS", 0.0)
