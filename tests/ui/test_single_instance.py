"""One app per data directory, with real processes: a second start, a killed first, a frozen first, a crowd."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.single_instance import bring_forward

ROOT = Path(__file__).resolve().parents[2]
APP = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.ui.single_instance import SingleInstance

app = QApplication([])
instance = SingleInstance(Path(sys.argv[1]))
claim = instance.claim(int(sys.argv[2]))
print(claim.name, flush=True)
if claim.name == "FIRST":
    instance.asked_to_show.connect(lambda: print("asked", flush=True))
    instance.listen()
    print("listening", flush=True)
    app.exec()
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts an app on the same data directory."""
    started: list[subprocess.Popen[str]] = []

    def one(answer_ms: int = 20_000) -> subprocess.Popen[str]:
        app = subprocess.Popen(
            [sys.executable, "-c", APP, str(tmp_path / "running.lock"), str(answer_ms)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(app)
        return app

    yield one
    for app in started:
        app.kill()
        app.communicate()


def said(app: subprocess.Popen[str]) -> str:
    assert app.stdout is not None
    return app.stdout.readline().strip()


def first(start: Start) -> subprocess.Popen[str]:
    app = start()
    assert (said(app), said(app)) == ("FIRST", "listening")
    return app


def test_a_second_start_shows_the_first_and_ends(start: Start) -> None:
    running = first(start)
    for _ in range(2):
        again = start()
        assert said(again) == "SHOWN"
        assert again.wait(20) == 0
        assert said(running) == "asked"


def test_a_killed_app_leaves_no_lock(start: Start) -> None:
    running = first(start)
    running.kill()
    running.wait(20)
    successor = first(start)
    assert said(start()) == "SHOWN"
    assert said(successor) == "asked"


def test_a_dead_lock_under_a_living_process_number_is_taken_over(
    start: Start, tmp_path: Path
) -> None:
    """Numbers come round again: ours is a living Python's, like the dead app's."""
    running = first(start)
    running.kill()
    running.wait(20)
    lock = tmp_path / "running.lock"
    _, *rest = lock.read_text().splitlines(keepends=True)
    lock.write_text("".join([f"{os.getpid()}\n", *rest]))
    assert said(start(600)) == "FIRST"


def test_a_frozen_app_keeps_its_data(start: Start) -> None:
    running = first(start)
    running.send_signal(signal.SIGSTOP)
    try:
        assert said(start(600)) == "SILENT"
    finally:
        running.send_signal(signal.SIGCONT)
    again = start()
    assert said(again) == "SHOWN"


def test_of_a_crowd_one_runs(start: Start) -> None:
    crowd = [start() for _ in range(4)]
    claims = sorted(said(app) for app in crowd)
    assert claims == ["FIRST", "SHOWN", "SHOWN", "SHOWN"]


def test_a_minimised_window_comes_forward_as_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    bring_forward(window)
    assert window.isVisible()
    assert window.isMaximized()
    assert not window.isMinimized()
