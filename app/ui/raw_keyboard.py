"""The keyboard in front of an input method, on the screens that let it be watched there."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtGui import QGuiApplication, QNativeInterface

from app.domain.raw_keys import RawKey


class RawKeys(Protocol):
    """The keyboard in front of the input method, watched only while `watch` is wanted."""

    def watch(self, see: Callable[[RawKey], bool]) -> None:
        """From now on, each key; True = it is taken away, from everybody."""

    def stop(self) -> None:
        """No key is seen any more."""

    def send(self, keys: Sequence[RawKey]) -> bool:
        """To where the keys go now, in this order; `see` meets each again, as sent. False: the system refuses."""


def keys_seen_first() -> bool:
    """A scan is heard while a word is composed, too; for the doctor."""
    return QGuiApplication.platformName() in {"xcb", "windows"}


def raw_keyboard() -> RawKeys | None:
    """None: a scan while a word is being composed goes to the input method and is lost (Wayland, where the desktop has
    the input method)."""
    match QGuiApplication.platformName():
        case "xcb":
            from app.ui.x11_keys import X11Keys

            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)  # noqa: S101 - it named its platform
            native = application.nativeInterface()
            assert isinstance(native, QNativeInterface.QX11Application)  # noqa: S101 - so does xcb
            return X11Keys(native.connection())
        case "windows":
            from app.ui.windows_keys import WindowsKeys

            return WindowsKeys()
        case _:
            return None
