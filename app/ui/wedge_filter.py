"""Keyboard-wedge scans, taken from the app's windows before any widget sees them. Timing is app/domain/wedge.py's;
what a code means is never known here."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from app.domain.raw_keys import RawKey
from app.domain.scan_timing import ScanTiming, timing_of
from app.domain.wedge import (
    Holding,
    Key,
    Outcome,
    Rule,
    Scanned,
    Swallowed,
    Typed,
    lapse,
    press,
)
from app.ui.wedge_events import Button, button_of, copy_of, is_alt_code, kind_of
from app.ui.wedge_quiet import Quiet

TIMINGS_KEPT: Final = 50
_DECIDED_KEPT: Final = 64
"""Most of them an input method keeps for itself."""


@dataclass(slots=True)
class _Pressed:
    """A held press as it came, and its release if that has come."""

    window: QWindow
    event: QKeyEvent
    release: QKeyEvent | None = None


class WedgeFilter(QObject):
    """Holds back quick characters until it is clear whether a scanner or a person typed them.

    Sits on every QWindow of the app that gets the focus, dialogs too. A window sees each key once, and its
    ShortcutOverride before any shortcut fires (qtbase `QWindowSystemInterface::handleShortcutEvent`), so that the CR of a
    scan presses no default button and no digit of it runs a shortcut. A person's character comes at most
    gap + 10 ms late and as a plain key press: a QShortcut of a single character never fires, so use none.

    Time stamps: on X11 they are the server's. On Windows Qt stamps keys when it fetches them (qtbase
    `qwindowskeymapper.cpp`), so a stall of the GUI thread can make typing look like a scan there.
    """

    scanned = Signal(str)
    """A scan's text, from the event loop, never from inside a key event."""
    _found = Signal(str)

    def __init__(self, rule: Rule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._held = Holding()
        self._replayed: QKeyEvent | None = None
        self._judged: tuple[Button, int, bool] | None = None
        self._waiting: dict[Button, _Pressed] = {}
        self._dead: set[Button] = set()
        """Keys whose press was swallowed: their release is too."""
        self.timings: deque[ScanTiming] = deque(maxlen=TIMINGS_KEPT)
        """How the last scans were typed, newest last; never what."""
        self._untaken = False
        self._decided: deque[tuple[Button, int]] = deque(maxlen=_DECIDED_KEPT)
        self._quiet = Quiet(self)
        self._quiet.fell.connect(self._on_quiet)
        self._found.connect(self.scanned, Qt.ConnectionType.QueuedConnection)

    def install(self, app: QGuiApplication) -> None:
        """From now on, for every window of `app` that gets the focus."""
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def uninstall(self, app: QGuiApplication) -> None:
        """No window is watched any more; two filters on one window would replay each other's keys."""
        app.focusWindowChanged.disconnect(self._watch)
        for window in app.topLevelWindows():
            window.removeEventFilter(self)

    def set_rule(self, rule: Rule) -> None:
        """A changed setting; what is held is decided by the new rule."""
        self._rule = rule

    @property
    def rule(self) -> Rule:
        """The one in effect."""
        return self._rule

    @property
    def holding(self) -> bool:
        """Some keys are undecided."""
        return bool(self._held.keys)

    def let_pass(self, keys: Iterable[RawKey]) -> None:
        """These are a person's: decided before an input method got them, which may give them back."""
        self._decided.extend((key.button, key.at_ms) for key in keys if key.down)

    def take_timing(self) -> ScanTiming | None:
        """Of the scan that has just come; None when it was no keyboard's, or was taken before."""
        untaken, self._untaken = self._untaken, False
        return self.timings[-1] if untaken else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """True = swallowed."""
        match event.type():
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent):
                swallow = self._judge(watched, event)
                if swallow:
                    event.accept()
                return swallow
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                if self._is_replay(event):
                    return False
                judged, self._judged = self._judged, None
                if judged is not None and judged[:2] == (button_of(event), event.timestamp()):
                    return judged[2]
                swallow = self._judge(watched, event)
                self._judged = None
                return swallow
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent):
                return not self._is_replay(event) and self._release(event)
            case _:
                return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    # -- keys in ------------------------------------------------------------------------------------------------

    def _judge(self, watched: QObject, event: QKeyEvent) -> bool:
        """Asks the rule about a press, before it is delivered; True when it is not to be delivered now."""
        kind = kind_of(event)
        button = button_of(event)
        decided = (button, event.timestamp()) in self._decided
        if kind is None or decided or not isinstance(watched, QWindow):
            return False
        pressed = _Pressed(watched, copy_of(event, QEvent.Type.KeyPress))
        text = "" if is_alt_code(event) else event.text()
        key = Key(event.timestamp(), text, kind, pressed)
        self._held, outcomes = press(self._held, key, self._rule)
        passes = any(isinstance(outcome, Typed) and key in outcome.keys for outcome in outcomes)
        self._judged = (button, event.timestamp(), not passes)
        self._dead.discard(button)
        if not passes:
            self._waiting[button] = pressed
        self._carry_out(outcomes, passing=key)
        self._arm()
        return not passes

    def _release(self, event: QKeyEvent) -> bool:
        button = button_of(event)
        if button in self._dead:
            self._dead.discard(button)
            return True
        pressed = self._waiting.get(button)
        if pressed is None:
            return False
        pressed.release = copy_of(event, QEvent.Type.KeyRelease)
        return True

    def _arm(self) -> None:
        if self._held.keys:
            self._quiet.wait(self._rule.gap_ms)
        else:
            self._quiet.stop()

    def _on_quiet(self) -> None:
        if self._held.keys:
            past_gap = self._held.keys[-1].at_ms + self._rule.gap_ms + 1
            self._held, outcomes = lapse(self._held, past_gap, self._rule)
            self._carry_out(outcomes, passing=None)

    # -- keys out -----------------------------------------------------------------------------------------------

    def _carry_out(self, outcomes: tuple[Outcome, ...], *, passing: Key | None) -> None:
        for outcome in outcomes:
            match outcome:
                case Typed(keys):
                    for key in keys:
                        if is_alt_code(_origin(key).event):
                            self._swallow(_origin(key))
                        elif key is not passing:
                            self._replay(_origin(key))
                case Scanned(keys):
                    for key in keys:
                        self._swallow(_origin(key))
                    self.timings.append(timing_of(keys))
                    self._untaken = True
                    self._found.emit(outcome.text)
                case Swallowed(key):
                    self._swallow(_origin(key))

    def _swallow(self, pressed: _Pressed) -> None:
        """Its release too, when that comes; the same key may be down again by now, and that press has its own."""
        button = button_of(pressed.event)
        if self._waiting.get(button) is pressed:
            del self._waiting[button]
            if pressed.release is None:
                self._dead.add(button)

    def _replay(self, pressed: _Pressed) -> None:
        """To the window that has the focus now, as the key was; its release follows now or when it comes. Some systems give
        a new window the focus for a moment that takes no keys at all: the customer's."""
        button = button_of(pressed.event)
        if self._waiting.get(button) is pressed:
            del self._waiting[button]
        window = QGuiApplication.focusWindow()
        if window is None or window.flags() & Qt.WindowType.WindowDoesNotAcceptFocus:
            window = pressed.window
        for event in (pressed.event, pressed.release):
            if event is not None:
                self._replayed = event
                QCoreApplication.sendEvent(window, event)

    def _is_replay(self, event: QKeyEvent) -> bool:
        if event is not self._replayed:
            return False
        self._replayed = None
        return True


def _origin(key: Key) -> _Pressed:
    assert isinstance(key.origin, _Pressed)  # noqa: S101 - every key here was made by _judge
    return key.origin
