"""Where a scan may find the counter: every page, card, field and panel, each with the way to it. A step is one thing a clerk
could do next; nothing here waits."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from app.actions.export_unsent import ExportPlace
from app.bootstrap.desktop import Desktop
from app.ui.counter.state import (
    Choosing,
    Did,
    DoneShown,
    Idle,
    PickupOpen,
    ProductShown,
    RefusedOpen,
    Submitted,
)
from app.ui.frame.menu import Choice
from app.ui.frame.rail import Page
from app.ui.main_window import MainWindow
from app.ui.sync.state import PlaceChosen
from tests.journeys.wedge_settings import SETTINGS, SETTINGS_PIN, InSettings
from tests.journeys.wedge_ways import Place, Ways

ORDER, REFUSED, SEVERAL, TAKEN, GOODS = "T-20473", "T-20402", "1234", "T-20463", "6901234010015"
STICKS: Final = (
    ExportPlace("A", Path("stick-a"), removable=True),
    ExportPlace("B", Path("stick-b"), removable=True),
)
PLACES = (
    "the sign-in",
    "nothing on the desk",
    "an order",
    "a part of an order",
    "a refusal",
    "a choice",
    "a product",
    "an order handed over",
    "the scan bar",
    "the pickups",
    "the search",
    "the sync page",
    "the places of an export",
    "the PIN of an export",
    "the menu",
    "the PIN dialog",
    "the drawer dialog",
    *SETTINGS,
)
WITH_PIN = frozenset({"the sign-in", "the PIN dialog", "the PIN of an export", SETTINGS_PIN})
BEFORE = "before the counter"


def places_of(desktop: Desktop) -> dict[str, Place]:
    """By name. Before there is a counter there is only one screen."""
    if desktop.window is None:
        return {BEFORE: Place(lambda: True, lambda: None)}
    return At(desktop.window).places() | InSettings(desktop.window).places()


class At(Ways):
    """In front of the counter, its lists, and what lies over them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._done: DoneShown | None = None

    def places(self) -> dict[str, Place]:
        window = self._window
        bar, search = window.counter.scan_bar.field, window.pickups.search
        counter, sync = window.counter, window.sync
        return {
            "nothing on the desk": self._card(Idle, Did.CLEARED),
            "an order": self._order(ORDER),
            "a part of an order": Place(self._in_part, self._to_part),
            "a refusal": self._card(RefusedOpen, Submitted(REFUSED)),
            "a choice": self._card(Choosing, Submitted(SEVERAL)),
            "a product": self._card(ProductShown, Submitted(GOODS)),
            "an order handed over": Place(self._handed_over, self._hand_over),
            "the scan bar": self._field(Page.COUNTER, bar),
            "the pickups": self._page(Page.PICKUPS, window.pickups.table),
            "the search": self._field(Page.PICKUPS, search),
            "the sync page": self._page(Page.SYNC, sync),
            "the places of an export": Place(lambda: not sync.places.isHidden(), self._to_sticks),
            "the PIN of an export": Place(lambda: not sync.pin.isHidden(), self._to_export),
            "the menu": Place(lambda: not window.menu.isHidden(), self._to_menu),
            "the PIN dialog": Place(lambda: not counter.pin.isHidden(), self._to_pin),
            "the drawer dialog": Place(lambda: not counter.drawer.isHidden(), self._to_drawer),
            "the sign-in": Place(lambda: window.signing_in, self._to_sign_in),
        }

    # -- at an order ------------------------------------------------------------------------------------------

    def _order(self, order_no: str) -> Place:
        return self._card(PickupOpen, Submitted(order_no))

    def _in_part(self) -> bool:
        card = self._window.at_counter.state.card
        return isinstance(card, PickupOpen) and card.partial and self._order(ORDER).there()

    def _to_part(self) -> None:
        order = self._order(ORDER)
        if order.there():
            self._window.at_counter.act(Did.WENT_PARTIAL)
        else:
            order.step()

    def _handed_over(self) -> bool:
        card = self._window.at_counter.state.card
        if isinstance(card, DoneShown):
            self._done = card
        return self._card(DoneShown, Did.CLEARED).there()

    def _hand_over(self) -> None:
        """Once; then the same card again, as if it had been left standing."""
        counter = self._window.at_counter
        idle, order = self._card(Idle, Did.CLEARED), self._order(TAKEN)
        if isinstance(counter.state.card, DoneShown):
            self._card(DoneShown, Did.CLEARED).step()
        elif self._done is not None and idle.there():
            counter.put(replace(counter.state, card=self._done))
        elif self._done is not None:
            idle.step()
        elif order.there():
            counter.act(Did.CONFIRMED)
        else:
            order.step()

    # -- at what lies over a page -----------------------------------------------------------------------------

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

    def _to_sticks(self) -> None:
        """As the key does where two sticks are."""
        sync = self._page(Page.SYNC, self._window.sync)
        if sync.there():
            at_sync = self._window.at_sync
            at_sync.put(replace(at_sync.state, places=STICKS))
        else:
            sync.step()

    def _to_export(self) -> None:
        if self._window.at_sync.state.places:
            self._window.at_sync.act(PlaceChosen(0))
        else:
            self._to_sticks()

    def _to_sign_in(self) -> None:
        if self._quiet():
            self._window._menu_chose(Choice.SIGN_OUT)
