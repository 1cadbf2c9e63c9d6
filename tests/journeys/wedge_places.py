"""Where a scan may find the counter: every page, card, field and panel, each with the way to it. A step is one thing a clerk
could do next; nothing here waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.desktop import Desktop
from app.ui.counter.state import (
    Busy,
    Choosing,
    Did,
    Idle,
    PickupOpen,
    RefusedOpen,
    Submitted,
)
from app.ui.frame.menu import Choice
from app.ui.frame.rail import Page
from app.ui.main_window import MainWindow
from installer.demo.shop import CASHIER, CASHIER_PIN

ORDER, REFUSED, SEVERAL = "T-20473", "T-20402", "1234"
PLACES = (
    "the sign-in",
    "nothing on the desk",
    "an order",
    "a part of an order",
    "a refusal",
    "a choice",
    "the scan bar",
    "the pickups",
    "the search",
    "the sync page",
    "the menu",
    "the PIN dialog",
    "the drawer dialog",
)
WITH_PIN = frozenset({"the sign-in", "the PIN dialog"})
BEFORE = "before the counter"


@dataclass(frozen=True, slots=True)
class Place:
    """`there` is true while the counter stands in it; `step` brings it nearer."""

    there: Callable[[], bool]
    step: Callable[[], None]


def places_of(desktop: Desktop) -> dict[str, Place]:
    """By name. Before there is a counter there is only one screen."""
    if desktop.window is None:
        return {BEFORE: Place(lambda: True, lambda: None)}
    return At(desktop.window).places()


class At:
    """The ways about one counter window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def places(self) -> dict[str, Place]:
        window = self._window
        bar, search = window.counter.scan_bar.field, window.pickups.search
        return {
            "nothing on the desk": self._card(Idle, Did.CLEARED),
            "an order": self._card(PickupOpen, Submitted(ORDER)),
            "a part of an order": Place(self._in_part, self._to_part),
            "a refusal": self._card(RefusedOpen, Submitted(REFUSED)),
            "a choice": self._card(Choosing, Submitted(SEVERAL)),
            "the scan bar": self._field(Page.COUNTER, bar),
            "the pickups": self._page(Page.PICKUPS),
            "the search": self._field(Page.PICKUPS, search),
            "the sync page": self._page(Page.SYNC),
            "the menu": Place(lambda: not window.menu.isHidden(), self._to_menu),
            "the PIN dialog": Place(lambda: not window.counter.pin.isHidden(), self._to_pin),
            "the drawer dialog": Place(
                lambda: not window.counter.drawer.isHidden(), self._to_drawer
            ),
            "the sign-in": Place(lambda: window.signing_in, self._to_sign_in),
        }

    # -- being there ------------------------------------------------------------------------------------------

    def _signed_in(self) -> bool:
        window = self._window
        if not window.signing_in:
            return True
        people = window.at_sign_in.state
        if people.chosen is None and people.people:
            window.at_sign_in.chose([each.name for each in people.people].index(CASHIER))
        elif people.people and not people.checking:
            for digit in CASHIER_PIN:
                window.at_sign_in.typed(digit)
        return False

    def _quiet(self) -> bool:
        """Signed in, no panel open, nothing being looked up."""
        window = self._window
        if not window.menu.isHidden():
            window.menu.close_panel()
        if window.at_counter.state.pin is not None:
            window.at_counter.act(Did.CLOSED_PIN)
        if window.at_counter.state.drawer_asks:
            window.at_counter.act(Did.CLOSED_DRAWER)
        return self._signed_in() and window.at_counter.state.busy is Busy.NO

    def _card(self, kind: type, way: Did | Submitted) -> Place:
        window = self._window

        def there() -> bool:
            state = window.at_counter.state
            resting = self._rests_on(window.counter, Page.COUNTER) and state.pin is None
            return resting and isinstance(state.card, kind) and state.busy is Busy.NO

        def step() -> None:
            if not self._quiet():
                return
            if window.page is not Page.COUNTER:
                window._show_page(Page.COUNTER)
            elif not isinstance(window.at_counter.state.card, kind):
                window.at_counter.act(way)
            else:
                window.counter.rest()

        return Place(there, step)

    def _page(self, page: Page) -> Place:
        rests = {Page.PICKUPS: self._window.pickups.table, Page.SYNC: self._window.sync}[page]
        return Place(lambda: self._rests_on(rests, page), lambda: self._to_page(page))

    def _field(self, page: Page, field: QWidget) -> Place:
        def step() -> None:
            if self._window.page is page and self._quiet():
                field.setFocus()
            else:
                self._to_page(page)

        return Place(lambda: self._rests_on(field, page), step)

    def _rests_on(self, widget: QWidget, page: Page) -> bool:
        window = self._window
        return (
            not window.signing_in
            and window.page is page
            and window.menu.isHidden()
            and QApplication.focusWidget() is widget
        )

    # -- going there ------------------------------------------------------------------------------------------

    def _to_page(self, page: Page) -> None:
        if self._quiet():
            self._window._show_page(page)

    def _in_part(self) -> bool:
        card = self._window.at_counter.state.card
        return isinstance(card, PickupOpen) and card.partial and self._order().there()

    def _to_part(self) -> None:
        if self._order().there():
            self._window.at_counter.act(Did.WENT_PARTIAL)
        else:
            self._order().step()

    def _order(self) -> Place:
        return self._card(PickupOpen, Submitted(ORDER))

    def _to_menu(self) -> None:
        if self._quiet():
            self._window.menu.open()

    def _to_pin(self) -> None:
        refusal = self._card(RefusedOpen, Submitted(REFUSED))
        if refusal.there():
            self._window.at_counter.act(Did.ASKED_OVERRIDE)
        else:
            refusal.step()

    def _to_drawer(self) -> None:
        """As the key does where a drawer hangs on the printer."""
        idle = self._card(Idle, Did.CLEARED)
        if idle.there():
            counter = self._window.at_counter
            counter.put(replace(counter.state, drawer_asks=True))
        else:
            idle.step()

    def _to_sign_in(self) -> None:
        if self._quiet():
            self._window._menu_chose(Choice.SIGN_OUT)
