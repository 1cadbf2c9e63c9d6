"""Every way the app can find its data directory: new, running, without its key, from the future, broken."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.desktop import Desktop
from app.bootstrap.start import make_desktop
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.devices.secrets import Keys, recovery_text
from app.paths import Paths
from app.settings import Settings, save_settings
from app.ui.calm.view import CalmScreen
from app.ui.enrol.view import EnrolScreen
from installer.demo.hands import Hands, wait_until
from installer.demo.shop import Shop
from tests.journeys.conftest import Day


def open_screen(paths: Paths) -> tuple[Desktop, QWidget]:
    """The desktop, and the first window it shows."""
    desktop = make_desktop(paths)
    desktop.open()
    found: list[QWidget] = []

    def shown() -> bool:
        found[:] = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return bool(found)

    wait_until(shown, "a window", 20)
    return desktop, found[0]


@pytest.fixture
def fresh(tmp_path: Path) -> Paths:
    """A PC that was never a counter, with the shop's HQ in reach."""
    paths = Paths(tmp_path / "new")
    paths.prepare()
    save_settings(paths.settings, Settings())
    FileSecrets(paths.data / KEY_FILE).save(Keys(b"m" * 32, b"d" * 32))
    return paths


def test_a_new_pc_becomes_a_counter_by_typing_address_and_code(shop: Shop, fresh: Paths) -> None:
    desktop, screen = open_screen(fresh)
    assert isinstance(screen, EnrolScreen)
    hands = Hands(screen)
    screen.address.setText(shop.address)
    screen.code.setFocus()
    hands.type("AAAA2222")
    hands.wait(lambda: screen._failed is not None, "the wrong code to be refused", 20)
    assert desktop.window is None
    screen.code.clear()
    hands.type(shop.hq.enrol_code(1, 3).lower())
    hands.wait(lambda: desktop.window is not None, "the counter", 20)
    assert desktop.window is not None
    hands = Hands(desktop.window)
    sign_in = desktop.window.at_sign_in
    hands.wait(lambda: bool(sign_in.state.people), "the staff to arrive and be shown", 30)
    desktop.window.close()
    desktop.close()


def test_data_without_its_key_is_locked_until_the_recovery_key_is_typed(
    shop: Shop, day: Day
) -> None:
    day.close()
    secrets = FileSecrets(shop.paths.data / KEY_FILE)
    keys = secrets.load()
    assert isinstance(keys, Keys)
    before = shop.paths.database.read_bytes()
    (shop.paths.data / KEY_FILE).unlink()
    desktop, screen = open_screen(shop.paths)
    assert isinstance(screen, CalmScreen)
    assert desktop.window is None
    hands = Hands(screen)
    screen.field.setText(recovery_text(Keys(b"x" * 32, b"y" * 32)))
    hands.press(Qt.Key.Key_Return)
    locked: CalmScreen = screen
    wait_until(
        lambda: bool(locked._word) and locked._go.isEnabled(), "the word that it is wrong", 10
    )
    assert desktop.window is None
    assert shop.paths.database.read_bytes() == before
    desktop.close()
    for each in QApplication.topLevelWidgets():
        each.close()
    desktop, screen = open_screen(shop.paths)
    assert isinstance(screen, CalmScreen)
    screen.field.setText(recovery_text(keys))
    Hands(screen).press(Qt.Key.Key_Return)
    wait_until(lambda: desktop.window is not None, "the counter to open again", 20)
    assert secrets.load() == keys
    day.take(desktop)


def test_a_broken_file_is_said_and_left_as_it_is(shop: Shop, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "broken")
    paths.prepare()
    shutil.copy(shop.paths.data / KEY_FILE, paths.data / KEY_FILE)
    paths.database.write_bytes(b"no database at all, " * 1000)
    before = paths.database.read_bytes()
    desktop, screen = open_screen(paths)
    assert isinstance(screen, CalmScreen)
    assert paths.database.read_bytes() == before
    screen.close()
    desktop.close()


def test_who_is_signed_in_survives_a_restart_and_opens_nothing(day: Day) -> None:
    day.restart()
    day.hands.wait(lambda: not day.window.signing_in, "the clerk to be known", 10)
    assert day.window.guard.locked
    day.unlock()
