"""A fresh demo shop, its counter enrolled against its HQ over HTTP or still to be, and the desktop, not yet shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap.desktop import Desktop
from app.bootstrap.opening import NotEnrolled, enrol_counter, open_data
from app.bootstrap.start import make_desktop
from app.devices.secret_places import KEY_FILE, FileSecrets
from app.ui.application import make_application
from installer.demo.shop import Shop


def enrolled_shop(
    folder: Path,
    *,
    sounds: bool = False,
    before: Callable[[Shop], None] = lambda _shop: None,
) -> Shop:
    """HQ, line and printer run; the counter's data is there. `before` it enrols, the shop may be changed."""
    shop = fresh_shop(folder, sounds=sounds)
    try:
        before(shop)
        enrol_counter(_found(shop), shop.address, shop.enrol_code()).store.close()
    except BaseException:
        shop.close()
        raise
    return shop


def fresh_shop(folder: Path, *, sounds: bool = False) -> Shop:
    """HQ, line and printer run; this PC is no counter yet. Its keys lie in a key file already: a demo leaves the
    system's keyring alone."""
    shop = Shop(folder, sounds=sounds)
    try:
        _found(shop).store.close()
    except BaseException:
        shop.close()
        raise
    return shop


def _found(shop: Shop) -> NotEnrolled:
    found = open_data(shop.paths.database, FileSecrets(shop.paths.data / KEY_FILE))
    if not isinstance(found, NotEnrolled):
        raise TypeError("a fresh folder holds no counter")
    return found


def application() -> QApplication:
    """The one of this process."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else make_application(["demo"])


def open_counter(shop: Shop) -> Desktop:
    """As the app itself makes it from its data directory."""
    application()
    return make_desktop(shop.paths)
