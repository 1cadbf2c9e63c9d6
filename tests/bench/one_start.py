"""One start of the app in a process of its own, as `python -m app` does it, with a stop-watch beside it.

Reads codes on standard input once it is up, scans them, and says its figures as one line of JSON.
"""

import os
import sys
import time

from app.bootstrap.start import make_desktop
from app.logs import set_up_logs
from app.paths import find_paths
from app.ui.application import make_application
from app.ui.main_window import MainWindow

PATIENCE_S = 60


def main() -> int:
    """The order of app.bootstrap.start, the single-instance lock aside."""
    began = int(os.environ["TUANGUI_BENCH_BEGAN"]) / 1e9
    paths = find_paths()
    paths.prepare()
    set_up_logs(paths.log)
    application = make_application(sys.argv)
    desktop = make_desktop(paths)
    ready: list[float] = []
    desktop.ready.connect(lambda: ready.append(time.time()))
    desktop.open()
    limit = time.monotonic() + PATIENCE_S
    first_paint = 0.0
    while not _answers(desktop.window):
        application.processEvents()
        if not first_paint and desktop.window is not None and desktop.window.isVisible():
            application.processEvents()
            first_paint = time.time() - began
        if time.monotonic() > limit:
            return 1
    application.processEvents()
    scannable = time.time() - began
    while not ready:
        application.processEvents()
        if time.monotonic() > limit:
            return 1
    resident = _after_scans(desktop.window)
    from json import dumps

    figures = {"first_paint_s": first_paint, "scannable_s": scannable, "resident_mb": resident}
    sys.stdout.write(dumps(figures) + "\n")
    desktop.close()
    return 0


def _answers(window: MainWindow | None) -> bool:
    """On screen, and the store lane has said who stands here: a scan is looked up from now on."""
    return window is not None and window.isVisible() and not window.signing_in


def _after_scans(window: MainWindow | None) -> float:
    """MB resident after the codes on standard input were scanned and painted."""
    import psutil

    from app.ui.counter.state import Busy
    from installer.demo.hands import scan_into, wait_until

    handle = window.windowHandle() if window is not None else None
    if window is None or handle is None:
        raise RuntimeError("no window")
    window.activateWindow()
    counter = window.at_counter
    for code in sys.stdin.read().split():
        before = counter.state.card
        scan_into(handle, code)
        wait_until(
            lambda before=before: (
                counter.state.card is not before and counter.state.busy is Busy.NO
            ),  # type: ignore[misc]  # the default binds the loop's value
            "an answer",
            10,
        )
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    sys.exit(main())
