"""The real desktop built by bootstrap, a real HQ process behind a line that can fail, a printer over TCP."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap.desktop import Desktop
from app.ui.main_window import MainWindow
from installer.demo.hands import Hands, wait_until
from installer.demo.opening import enrolled_shop, open_counter
from installer.demo.shop import CASHIER, CASHIER_PIN, Shop
from sync.status import Line as Status


class Day:
    """One desktop at a time over one shop; `reopen` is a restart of the app."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.desktop: Desktop = open_counter(shop)
        self.hands: Hands
        self._running = True
        try:
            self._show()
        except BaseException:
            self.close()
            raise

    @property
    def window(self) -> MainWindow:
        assert self.desktop.window is not None
        return self.desktop.window

    @property
    def card(self) -> object:
        return self.window.at_counter.state.card

    @property
    def pending(self) -> int:
        return self.window.at_sync.state.status.pending

    def see(self, kind: type, seconds: float = 30) -> None:
        self.hands.wait(lambda: isinstance(self.card, kind), kind.__name__, seconds)

    def online(self, seconds: float = 30) -> None:
        """HQ's data is here and everything of ours is there."""
        status = self.window.at_sync.state
        self.hands.wait(
            lambda: (
                self.window.at_sync.state.status.line is Status.ONLINE
                and self.window.at_sync.state.status.fresh_at is not None
                and self.pending == 0
            ),
            f"the line, {status.status.line}",
            seconds,
        )

    def sign_in(self) -> None:
        people = self.window.at_sign_in.state
        self.hands.wait(lambda: bool(self.window.at_sign_in.state.people), "the staff", 30)
        names = [clerk.name for clerk in self.window.at_sign_in.state.people]
        self.hands.type(str(names.index(CASHIER) + 1), enter=False)
        self.hands.wait(lambda: self.window.at_sign_in.state.chosen is not None, f"{people}")
        self.hands.type(CASHIER_PIN, enter=False)
        self.hands.wait(lambda: not self.window.signing_in, "the counter")

    def redemptions(self) -> dict[str, int]:
        """At HQ: how often each redemption of this counter is there, not counting the undone."""
        found: dict[str, int] = {}
        for row in self.shop.hq.look("redemptions"):
            if not row["undone"]:
                found[str(row["redemption"])] = found.get(str(row["redemption"]), 0) + 1
        return found

    def reopen(self) -> None:
        """The clerk who stood here is known, and types their PIN."""
        self.restart()
        self.unlock()

    def restart(self) -> None:
        self.close()
        self.take(open_counter(self.shop))
        self._show()

    def unlock(self, pin: str = CASHIER_PIN) -> None:
        self.hands.wait(lambda: self.window.guard.locked, "the lock page")
        self.hands.type(pin, enter=False)
        self.hands.wait(lambda: not self.window.guard.locked, "the counter to be open")

    def take(self, desktop: Desktop) -> None:
        """From now on this one is open, and closed at the end."""
        self.desktop, self._running = desktop, True

    def close(self) -> None:
        if self._running:
            self._running = False
            self.desktop.close()

    def _show(self) -> None:
        ready: list[bool] = []
        self.desktop.ready.connect(lambda: ready.append(True))
        self.desktop.open()
        wait_until(lambda: bool(ready), "the counter to be ready", 30)
        self.hands = Hands(self.window)
        self.window.activateWindow()
        wait_until(lambda: QApplication.focusWindow() is not None, "the keys", 10)


@pytest.fixture
def shop(tmp_path: Path, qapp: QApplication) -> Iterator[Shop]:
    made = enrolled_shop(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def widgets_die_on_the_gui_thread(qapp: QApplication) -> Iterator[None]:
    """A desktop turns Python's own collector off (app/ui/garbage.py); the next test of this process wants it back."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def day(shop: Shop) -> Iterator[Day]:
    """小周 stands at the counter, HQ's data is here."""
    made = Day(shop)
    try:
        made.sign_in()
        made.online()
        yield made
    finally:
        made.close()


@pytest.fixture
def panels_listen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the 300 ms in which a panel hears nothing; that guard has its own test."""
    monkeypatch.setattr("app.ui.widgets.overlay.GUARD_SECONDS", 0.0)
