"""The counter as the headless day sees it: scan, press, look, and take one step after the other into the report."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.counter.state import Busy, Card, CounterState, Idle
from app.ui.main_window import MainWindow
from installer.demo.hands import Hands
from installer.demo.report import Report, Step, StepFailed
from installer.demo.seen import words_on
from installer.demo.shop import Shop
from sync.status import Line as Status

SAME_SCAN_S: Final = 1.6
"""A little longer than the time in which the same code is one scan (devices.md §2.5)."""
DEAF_S: Final = 0.35
"""A dialog hears nothing for its first 300 ms (devices.md §2.3)."""
C = TypeVar("C", bound=Card)


class Scene:
    """`window` is shown and somebody may already be signed in."""

    def __init__(self, *, window: MainWindow, shop: Shop, hands: Hands, report: Report) -> None:
        self.window = window
        self.shop = shop
        self.hands = hands
        self.report = report
        self._last_scan = ("", 0.0)
        self._pictures = 0

    @property
    def state(self) -> CounterState:
        return self.window.at_counter.state

    @property
    def card(self) -> Card:
        return self.state.card

    @property
    def status(self) -> Status:
        """The line as the counter sees it."""
        return self.window.at_sync.state.status.line

    @property
    def pending(self) -> int:
        """Facts HQ has not acknowledged."""
        return self.window.at_sync.state.status.pending

    # -- doing ------------------------------------------------------------------------------------------------

    def scan(self, text: str) -> None:
        """The same code soon after is the same scan, so this waits first."""
        before, when = self._last_scan
        if text == before:
            self.hands.wait(lambda: time.monotonic() - when > SAME_SCAN_S, "a second scan")
        self.hands.scan(text)
        self._last_scan = (text, time.monotonic())

    def typed(self, text: str) -> None:
        """By hand, then Enter, on a page with nothing on it."""
        self.clear()
        self.hands.type(text)

    def key(self, key: Qt.Key) -> None:
        self.hands.press(key)

    def control(self, key: Qt.Key) -> None:
        self.hands.press(key, Qt.KeyboardModifier.ControlModifier)

    def clear(self) -> None:
        """Esc until nothing is on the desk."""
        limit = time.monotonic() + 5
        while not isinstance(self.card, Idle):
            if time.monotonic() > limit:
                raise StepFailed(f"Esc does not clear: {words_on(self.card)}")
            self.key(Qt.Key.Key_Escape)
            self.quiet()

    def quiet(self) -> None:
        """Until nothing is looked up or written."""
        self.hands.wait(lambda: self.state.busy is Busy.NO, "the counter to answer")

    def pin(self, digits: str) -> None:
        """Into the open PIN dialog, once it listens; the first person is chosen if there are several."""
        self.hands.wait(lambda: self.state.pin is not None, "the PIN dialog")
        self.listened()
        asked = self.state.pin
        if asked is not None and len(asked.people) > 1:
            self.hands.type("1", enter=False)
        self.hands.type(digits, enter=False)

    def listened(self) -> None:
        """After something was opened: until it hears keys."""
        opened = time.monotonic()
        self.hands.wait(lambda: time.monotonic() - opened > DEAF_S, "the dialog to listen")

    # -- looking ----------------------------------------------------------------------------------------------

    def see(self, kind: type[C], what: Callable[[C], bool] = lambda _: True) -> C:
        """Waits for a card of this kind of which `what` is true; StepFailed says what is there instead."""

        def there() -> bool:
            card = self.card
            return self.state.busy is Busy.NO and isinstance(card, kind) and what(card)

        try:
            self.hands.wait(there, kind.__name__, 5)
        except TimeoutError:
            raise StepFailed(f"{type(self.card).__name__}: {words_on(self.card)}") from None
        card = self.card
        if not isinstance(card, kind):
            raise StepFailed(f"{type(card).__name__}: {words_on(card)}")
        return card

    def picture(
        self, name: str, step: Step | None = None, of: Callable[[], QWidget] | None = None
    ) -> None:
        """pages/NN-name.png, of the counter or of another window."""
        self._pictures += 1
        file = f"pages/{self._pictures:02d}-{name}.png"
        self.hands.picture(self.report.out / file, of() if of is not None else None)
        if step is not None:
            step.pictures.append(file)

    def step(
        self,
        name: str,
        *,
        did: str,
        expected: str,
        act: Callable[[], str | None],
        picture: str = "",
        of: Callable[[], QWidget] | None = None,
    ) -> None:
        """One step: `act` does and looks; it may say what was shown, else the card's words are taken."""
        step = Step(name=name, did=did, expected=expected)

        def go(step: Step) -> str:
            try:
                said = act()
            except (StepFailed, TimeoutError):
                self.picture(f"failed-{picture or 'step'}", step)
                raise
            if picture:
                self.picture(picture, step, of)
            return said or words_on(self.card)

        self.report.take(step, go)
