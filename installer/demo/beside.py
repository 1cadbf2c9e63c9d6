"""The demo with a screen: the counter, and beside it the demo desk that plays the shop."""

import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer

from app.bootstrap.desktop import RESOURCES, Desktop
from app.settings import DrawerSettings, load_settings, save_settings
from app.ui.theme import Mode, make_theme, tokens_of
from installer.demo.desk import DemoDesk
from installer.demo.hands import scan_into
from installer.demo.opening import application, enrolled_shop, open_counter
from installer.demo.shop import CASHIER, CASHIER_PIN, MANAGER_PIN, Shop, samples, set_printer
from tests.virtual_printer import DrawerKick, read_job

RENEW_MS = 100_000
"""A member code lives 120 s."""


def run() -> int:
    """Until the counter's window is closed."""
    with tempfile.TemporaryDirectory(prefix="tuangui-demo-", ignore_cleanup_errors=True) as folder:
        sys.stdout.write("  starting HQ, loading the shop, enrolling the counter …\n")
        sys.stdout.flush()
        shop = enrolled_shop(Path(folder), sounds=True)
        settings, _ = load_settings(shop.paths.settings)
        save_settings(shop.paths.settings, replace(settings, drawer=DrawerSettings(pin=2)))
        try:
            return _show(shop)
        finally:
            shop.close()


def _show(shop: Shop) -> int:
    app = application()
    desktop = open_counter(shop)
    theme = make_theme(tokens_of(RESOURCES), Mode.LIGHT)
    desk = DemoDesk(theme, f"{CASHIER} {CASHIER_PIN},店长 {MANAGER_PIN}")
    desk.scanned.connect(_scanner(desktop))
    desk.line_switched.connect(shop.connect)
    desk.printer_set.connect(set_printer(shop))
    desk.codes_wanted.connect(lambda: desk.show_samples(samples(shop)))
    shop.printer.on_job = lambda job: _came_out(desk, shop, job)
    renew = QTimer(desk)
    renew.timeout.connect(lambda: desk.show_samples(samples(shop)))
    renew.start(RENEW_MS)
    desktop.ready.connect(lambda: _arrange(desktop, desk, shop))
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    desktop.open()
    code = app.exec()
    desk.close()
    desktop.close()
    return code


def _came_out(desk: DemoDesk, shop: Shop, job: bytes) -> None:
    """On the printer's thread: paper, or the drawer below it."""
    first = read_job(job, width_dots=shop.printer.width_dots)[0]
    if isinstance(first, DrawerKick):
        desk.spring_drawer(datetime.now(UTC).astimezone().strftime("%H:%M:%S"))
    else:
        desk.roll.put(shop.printer.render(job))


def _arrange(desktop: Desktop, desk: DemoDesk, shop: Shop) -> None:
    """The counter to the left, the desk to its right or over its edge on a small screen."""
    desk.show_samples(samples(shop))
    window = desktop.window
    if window is None:
        return
    room = window.screen().availableGeometry()
    desk.resize(desk.width(), min(980, room.height() - 40))
    desk.move(room.right() + 1 - desk.width(), room.top())
    if not window.isMaximized():
        window.move(room.left(), room.top())
    desk.show()
    window.activateWindow()


def _scanner(desktop: Desktop) -> Callable[[str], None]:
    """A click on a code is a scan at the counter; the counter's window comes to the front as if it had the scanner."""

    def scan(text: str) -> None:
        window = desktop.window
        handle = window.windowHandle() if window is not None else None
        if window is not None and handle is not None:
            window.activateWindow()
            scan_into(handle, text)

    return scan
