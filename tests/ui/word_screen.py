"""A window system and an input method that a test plays: keys go where they would go, and come back when they are sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.raw_keys import RawKey
from tests.domain.test_raw_keys import BACKSPACE, CODES, ENTER, SHIFT, TAB
from tests.ui.settings_hands import ime_enabled

TEXTS = {code: text for text, code in CODES.items()}
KEYS = {
    ENTER: Qt.Key.Key_Return,
    TAB: Qt.Key.Key_Tab,
    SHIFT: Qt.Key.Key_Shift,
    BACKSPACE: Qt.Key.Key_Backspace,
}


@dataclass
class Screen:
    """A window system and an input method: a key that is not taken away goes to the input method where the focus lets it in,
    else to the window. What is sent is seen through the event loop, or `at_once` as on Windows, and gets where it goes later."""

    at_once: bool = False
    method: list[RawKey] = field(default_factory=list)
    see: Callable[[RawKey], bool] | None = None
    takes: bool = True
    gives_back: bool = True
    refused: list[RawKey] = field(default_factory=list)
    seeing: bool = False
    on_the_way: int = 0

    def watch(self, see: Callable[[RawKey], bool]) -> None:
        assert self.see is None
        self.see = see

    def stop(self) -> None:
        self.see = None

    def send(self, keys: Sequence[RawKey]) -> bool:
        assert not self.seeing
        if not self.takes:
            self.refused += keys
            return False
        for key in keys if self.gives_back else ():
            again = replace(key, sent=True)
            if not self.at_once:
                QTimer.singleShot(0, partial(self.press, again))
                continue
            self.on_the_way += 1
            QTimer.singleShot(1, partial(self._arrives, again))
            assert not self._taken(again)
        return True

    def press(self, *keys: RawKey) -> None:
        for key in keys:
            if not self._taken(key):
                self._goes_on(key)

    def _arrives(self, key: RawKey) -> None:
        self.on_the_way -= 1
        self._goes_on(key)

    def _goes_on(self, key: RawKey) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and ime_enabled(focus):
            self.method.append(replace(key, sent=False))
        else:
            self.to_window(key)

    def _taken(self, key: RawKey) -> bool:
        if self.see is None:
            return False
        self.seeing = True
        taken = self.see(key)
        self.seeing = False
        return taken

    def to_window(self, key: RawKey) -> None:
        """As the platform does: the shortcut question first, and everything with the key's own time stamp."""
        kinds = [QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress]
        window = QGuiApplication.focusWindow()
        assert window is not None
        for kind in kinds if key.down else [QEvent.Type.KeyRelease]:
            code = KEYS.get(key.code) or Qt.Key(ord(TEXTS[key.code].upper()))
            text = TEXTS.get(key.code, "")
            event = QKeyEvent(
                kind, code, Qt.KeyboardModifier.NoModifier, key.code + 8, 0, 0, text, False, 1
            )
            event.setTimestamp(key.at_ms)
            if kind is QEvent.Type.ShortcutOverride:
                event.ignore()
            QCoreApplication.sendEvent(window, event)
