"""The customer's window under a real window manager: it is shown over everything, and every key still goes to the counter."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APP = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from app.ui.customer_display.state import Welcome
from app.ui.customer_display.view import CustomerWindow
from app.ui.look import Look

app = QApplication([])
say = lambda word, text="": print(word, text, flush=True)
field = QLineEdit()
field.resize(400, 300)
field.textChanged.connect(lambda text: say("text", text))
customers = CustomerWindow(Look(resources=Path(sys.argv[1])), Welcome("store"))
customers.resize(1024, 600)
customers.activated.connect(lambda: say("activated"))

def painted():
    if customers.shown:
        say("shown")
    else:
        QTimer.singleShot(20, painted)

def focused(window):
    if window is field.windowHandle() and not customers.isVisible():
        customers.show()
        customers.raise_()
        painted()

app.focusWindowChanged.connect(focused)
field.show()
app.exec()
"""


@pytest.fixture
def counter() -> Iterator[tuple[dict[str, str], "subprocess.Popen[str]"]]:
    """An X server, a window manager, the counter's window with the keys, and the customer's shown after it."""
    with ExitStack() as stack:
        server = stack.enter_context(
            subprocess.Popen(
                ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
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
        manager = stack.enter_context(
            subprocess.Popen(
                [shutil.which("openbox") or "openbox", "--sm-disable"],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        stack.callback(manager.kill)
        app = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", APP, str(ROOT / "resources")],
                env=env,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        stack.callback(app.kill)
        yield env, app


def test_shown_over_everything_it_leaves_the_keys_where_they_are(
    counter: tuple[dict[str, str], "subprocess.Popen[str]"],
) -> None:
    env, app = counter
    assert app.stdout is not None
    assert app.stdout.readline().split() == ["shown"]
    subprocess.run(["xdotool", "type", "--delay", "60", "ab"], env=env, check=True, timeout=30)
    assert [app.stdout.readline().split() for _ in range(2)] == [["text", "a"], ["text", "ab"]]
