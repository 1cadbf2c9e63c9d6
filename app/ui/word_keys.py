"""While an input method is let in for a word, only a person's keys get to it: a scan is sorted out before."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QMetaObject, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from app.domain.raw_keys import Burst, Line, RawKey, lapse, see
from app.domain.scan_timing import USUAL_GAP_MS
from app.domain.wedge import Rule
from app.ui.code_field import WordField
from app.ui.raw_keyboard import RawKeys
from app.ui.wedge_filter import WedgeFilter
from app.ui.wedge_quiet import Quiet

THROUGH_MS: Final = 10
"""From when keys that were sent are seen again until they are where they go: Windows shows them on their way."""
LOST_MS: Final = 2000
"""A key that was sent and has not come back by then never will: its window is gone."""


class WordKeys(QObject):
    """Takes every key away before the input method, and sends it again once it is known whose it is.

    A person's goes to the input method as it was, at most the gap and 10 ms late. A scan ends the word, and goes past the
    input method to the wedge filter, which hears it as any other. What is sent waits for all that was sent before, so that
    no key overtakes another; the watch lasts until the last is through.
    """

    def __init__(
        self,
        wedge: WedgeFilter,
        keyboard: Callable[[], RawKeys | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wedge = wedge
        self._find = keyboard
        self._keyboard: RawKeys | None = None
        self._field: WordField | None = None
        self._letting: QMetaObject.Connection | None = None
        self._composing = False
        self._watching = False
        self._line = Line()
        self._decided: deque[Burst] = deque()
        self._sent: deque[RawKey] = deque()
        self._quiet = Quiet(self)
        self._quiet.fell.connect(self._fell_quiet)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._send_next)
        self._lost = QTimer(self, singleShot=True, interval=LOST_MS)
        self._lost.timeout.connect(self._give_up)

    def install(self, app: QGuiApplication) -> None:
        """From now on, for every field of words that gets the focus."""
        app.focusObjectChanged.connect(self._look)

    def uninstall(self, app: QGuiApplication) -> None:
        """The keyboard is left alone, whatever is being typed."""
        app.focusObjectChanged.disconnect(self._look)
        self._follow(None)
        self._give_up()

    @property
    def undecided(self) -> int:
        """Keys that are not through yet."""
        return len(self._line.waiting) + len(self._decided) + len(self._sent)

    # -- the field --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Not at what the signal says: a window that goes tells of its own focus when another has it already."""
        focus = QGuiApplication.focusObject()
        self._follow(focus if isinstance(focus, WordField) else None)

    def _follow(self, field: WordField | None) -> None:
        if self._letting is not None:
            QObject.disconnect(self._letting)
        self._field = field
        self._letting = field.chinese_changed.connect(self._turned) if field is not None else None
        self._turned(on=field is not None and field.chinese)

    def _turned(self, on: bool) -> None:  # noqa: FBT001  a signal's argument
        """Keys the wedge filter still holds came past the input method, and what follows them has to."""
        self._composing = on
        if not on:
            self._leave_when_through()
        elif self._wedge.holding and self._field is not None:
            self._field.stop_chinese()
            QTimer.singleShot(self._wedge.rule.gap_ms, self._field, self._field.ask_again)
        elif not self._watching:
            self._keyboard = self._keyboard or self._find()
            if self._keyboard is not None:
                self._line = Line()
                self._watching = True
                self._keyboard.watch(self._see)

    def _leave_when_through(self) -> None:
        if not (self._composing or self.undecided):
            self._leave()

    def _leave(self) -> None:
        if self._keyboard is not None and self._watching:
            self._watching = False
            self._quiet.stop()
            self._keyboard.stop()

    @property
    def _rule(self) -> Rule:
        """Who composes types whole words, and quickly: a gap wider than usual would take them for a scan."""
        rule = self._wedge.rule
        return rule if rule.gap_ms <= USUAL_GAP_MS else replace(rule, gap_ms=USUAL_GAP_MS)

    # -- keys in ----------------------------------------------------------------------------------------------

    def _see(self, key: RawKey) -> bool:
        """True = taken away for now."""
        if key.sent:
            self._came_back(key)
            return False
        at_once = not self.undecided
        self._line, bursts = see(self._line, key, self._rule)
        if self._line.held.keys:
            self._quiet.wait(self._rule.gap_ms)
        else:
            self._quiet.stop()
        if at_once and bursts:
            self._prepare(bursts[0])
            return False
        self._decided += bursts
        if bursts:
            self._send_soon()
        return True

    def _came_back(self, key: RawKey) -> None:
        if self._sent and (self._sent[0].code, self._sent[0].down) == (key.code, key.down):
            self._sent.popleft()
            if not self._sent:
                self._soon.start(THROUGH_MS)

    def _fell_quiet(self) -> None:
        self._line, bursts = lapse(self._line, self._rule)
        self._decided += bursts
        self._send_soon()

    # -- keys out ---------------------------------------------------------------------------------------------

    def _send_soon(self) -> None:
        """Never while a key is being seen: Windows shows each that is sent before it returns."""
        if not self._soon.isActive():
            self._soon.start(0)

    def _send_next(self) -> None:
        """Once all that was sent before is through."""
        if self._sent or self._keyboard is None:
            return
        if not self._decided:
            self._lost.stop()
            self._leave_when_through()
            return
        burst = self._decided.popleft()
        self._sent.extend(burst.keys)
        self._prepare(burst)
        self._lost.start()
        if not self._keyboard.send(burst.keys):
            self._give_up()
            self._keyboard, self._find = None, lambda: None

    def _prepare(self, burst: Burst) -> None:
        if not burst.scanned:
            self._wedge.let_pass(burst.keys)
        elif self._field is not None:
            self._field.stop_chinese()

    def _give_up(self) -> None:
        """What is left goes as it is; a key that was pressed is never left without its release."""
        left = [key for burst in self._decided for key in burst.keys] + list(self._line.waiting)
        self._sent.clear()
        self._decided.clear()
        self._line = Line()
        if self._keyboard is not None and left:
            self._keyboard.send(left)
        self._leave()
