"""The wedge on a real X server: keys typed by xdotool at a scanner's and at a person's pace, with real time stamps."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = "TPAB23CDEFGH4567"
APP = """
import sys
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from app.domain.wedge import Rule
from app.ui.code_field import CodeField
from app.ui.wedge_filter import WedgeFilter

app = QApplication([])
window, field, button = QWidget(), CodeField(), QPushButton("go")
layout = QVBoxLayout(window)
layout.addWidget(field)
layout.addWidget(button)
filter = WedgeFilter(Rule(gap_ms=120))
filter.install(app)
say = lambda word, text="": print(word, text, flush=True)
filter.scanned.connect(lambda text: say("scan", text))
field.textChanged.connect(lambda text: say("text", text))
button.clicked.connect(lambda: say("click"))
field.returnPressed.connect(button.setFocus)
field.returnPressed.connect(lambda: say("return"))
app.focusWindowChanged.connect(lambda window: window and say("ready", int(window.winId())))
window.show()
app.exec()
"""


class Screen:
    """An X server with our window on it."""

    def __init__(self, env: dict[str, str], lines: IO[str], window: str) -> None:
        self._env = env
        self._lines = lines
        self._window = window

    def type(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._env, check=True, timeout=30)

    def heard(self, count: int) -> list[str]:
        """The next lines of the app, waiting for them."""
        return [self._lines.readline().strip() for _ in range(count)]


@pytest.fixture
def screen() -> Iterator[Screen]:
    with ExitStack() as stack:
        server = stack.enter_context(
            subprocess.Popen(
                ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        stack.callback(server.kill)
        assert server.stdout is not None
        env = {
            **os.environ,
            "DISPLAY": f":{server.stdout.readline().strip()}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "none",
        }
        app = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", APP], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
        )
        stack.callback(app.kill)
        assert app.stdout is not None
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(app.pid)]
        found = subprocess.run(
            find, env=env, check=True, timeout=30, capture_output=True, text=True
        )
        window = found.stdout.split()[0]
        subprocess.run(["xdotool", "windowfocus", window], env=env, check=True, timeout=30)
        assert app.stdout.readline().startswith("ready")
        yield Screen(env, app.stdout, window)


def test_a_scanner_scans_and_a_person_types(screen: Screen) -> None:
    """Into the field, with Shift for each capital; then typing and Enter; then over a focused button. xdotool waits half of
    its delay between presses."""
    screen.type("type", "--delay", "4", f"{CODE}\n")
    assert screen.heard(1) == [f"scan {CODE}"]
    screen.type("type", "--delay", "480", "13ab567")
    assert screen.heard(7)[-1] == "text 13ab567"
    screen.type("key", "Return")
    assert screen.heard(1) == ["return"]
    screen.type("type", "--delay", "4", f"{CODE} {CODE}\n")
    assert screen.heard(1) == [f"scan {CODE} {CODE}"]
    screen.type("key", "space")
    assert screen.heard(1) == ["click"]
