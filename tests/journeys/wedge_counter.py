"""The program under the wedge test: a real start of the app on the demo shop, told on its standard input where to stand, and
telling on its standard output what the keyboard sent, what was scanned and which keys a widget was given.

`python -m tests.journeys.wedge_counter FOLDER enrolled|fresh|locked`; one JSON object a line, both ways.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.bootstrap.desktop import Desktop
from app.devices.secret_places import KEY_FILE
from app.domain.raw_keys import RawKey, Role, role_of
from app.ui.raw_keyboard import RawKeys, raw_keyboard
from app.ui.wedge_filter import WedgeFilter
from app.ui.widgets.overlay import GUARD_SECONDS
from installer.demo.hands import wait_until
from installer.demo.opening import application, enrolled_shop, fresh_shop, open_counter
from tests.journeys.wedge_places import places_of
from tests.journeys.wedge_ways import Place

ALONE: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
"""Keys that do nothing by themselves."""
STEP_MS, ENDED_MS = 5, 100


class Watch(QObject):
    """On the whole application, so before the wedge filter: each key as the window system gave it, whether the counter stood
    in its place then, and each key or composed text that got through to a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.place: Place | None = None
        self.keys: list[tuple[int, str, bool]] = []
        self.reached: list[str] = []
        self.raw: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ALONE:
                return False
            if not isinstance(watched, QWindow):
                self.reached.append(f"{type(watched).__name__}: {Qt.Key(event.key()).name}")
            elif event.spontaneous():
                there = self.place is None or self.place.there()
                self.keys.append((event.timestamp(), event.text(), there))
        elif kind == QEvent.Type.InputMethod and isinstance(watched, QWidget):
            self.reached.append(f"{type(watched).__name__}: composed")
        return False


class Listening:
    """A keyboard in front of the input method that notes when each key came, Shift aside."""

    def __init__(self, keyboard: RawKeys, stamps: list[int]) -> None:
        self._keyboard = keyboard
        self._stamps = stamps

    def watch(self, see: Callable[[RawKey], bool]) -> None:
        def noted(key: RawKey) -> bool:
            if key.down and not key.sent and role_of(key.code) is not Role.MODIFIER:
                self._stamps.append(key.at_ms)
            return see(key)

        self._keyboard.watch(noted)

    def stop(self) -> None:
        self._keyboard.stop()

    def send(self, keys: Sequence[RawKey]) -> bool:
        return self._keyboard.send(keys)


class Under(QObject):
    """The desktop under test and the place it is kept in: after each scan it goes back there once it has answered."""

    asked = Signal(object)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._places = places_of(desktop)
        self._scans: list[str] = []
        self._watch = Watch()
        self._asked_to_stand = False
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._step)
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        application().installEventFilter(self._watch)
        self._words = desktop._words
        (self._wedge,) = desktop.findChildren(WedgeFilter)
        self._wedge.scanned.connect(self._scanned)
        self._words._find = self._keyboard

    def _keyboard(self) -> RawKeys:
        keyboard = raw_keyboard()
        assert keyboard is not None
        return Listening(keyboard, self._watch.raw)

    def _scanned(self, text: str) -> None:
        self._scans.append(text)
        self._steps.start()

    def _step(self) -> None:
        """One step back to the place, until it stands there."""
        place = self._watch.place
        if place is None or place.there():
            self._steps.stop()
            if self._asked_to_stand:
                self._asked_to_stand = False
                _say({"there": True})
        else:
            place.step()

    def _answer(self, asked: dict[str, str]) -> None:
        match asked["do"]:
            case "stand":
                self._watch.place = self._places[asked["at"]]
                self._asked_to_stand = True
                self._steps.start()
            case "let go":
                self._watch.place = None
                _say({})
            case "fill":
                for name, field in _fields():
                    field.setText(asked.get(name, ""))
                    field.textEdited.emit(field.text())
                _say({})
            case "take":
                _say(self._taken())
            case _:
                raise ValueError(asked)

    def _taken(self) -> dict[str, Any]:
        """What happened since this was asked last, and what stands in the fields now."""
        watch = self._watch
        said = {"keys": watch.keys, "scans": self._scans, "reached": watch.reached}
        said |= {"raw": watch.raw[:], "composing": self._words._composing}
        watch.keys, watch.reached, self._scans = [], [], []
        watch.raw.clear()
        fields = {name: field.text() for name, field in _fields()}
        held = len(self._wedge._held.keys) + self._words.undecided
        return said | {"fields": fields, "screen": _screen_words(self._desktop), "held": held}


def _fields() -> Iterator[tuple[str, QLineEdit]]:
    for window in QApplication.topLevelWidgets():
        for field in window.findChildren(QLineEdit):
            yield f"{type(field.parent()).__name__}.{field.accessibleName()}", field


def _screen_words(desktop: Desktop) -> dict[str, Any]:
    window = desktop.window
    if window is None:
        return {}
    counter, pin = window.at_counter.state, window.counter.pin
    return {
        "page": "sign_in" if window.signing_in else window.page.value,
        "card": type(counter.card).__name__,
        "told": counter.told_count,
        "asked_pin": len(pin._digits),
        "pin_listens": time.monotonic() - pin._opened_at >= GUARD_SECONDS,
        "sign_in": window.at_sign_in.state.digits,
    }


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _listen(under: Under) -> None:
    for line in sys.stdin:
        under.asked.emit(json.loads(line))


def main(folder: Path, kind: str) -> None:
    """Until standard input ends."""
    shop = fresh_shop(folder) if kind == "fresh" else enrolled_shop(folder)
    if kind == "locked":
        (shop.paths.data / KEY_FILE).unlink()
    desktop = open_counter(shop)
    seen: list[bool] = []
    desktop.ready.connect(lambda: seen.append(True))
    desktop.open()
    wait_until(lambda: bool(seen) or QApplication.focusWindow() is not None, "a window", 60)
    if kind == "enrolled":
        wait_until(lambda: bool(seen), "the counter to be ready", 60)
    under = Under(desktop)
    _say({"ready": int(QApplication.topLevelWidgets()[0].winId())})
    listener = threading.Thread(target=_listen, args=(under,), daemon=True)
    listener.start()
    ended = QTimer(under)
    ended.timeout.connect(lambda: listener.is_alive() or QCoreApplication.quit())
    ended.start(ENDED_MS)
    application().exec()
    desktop.close()
    shop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
