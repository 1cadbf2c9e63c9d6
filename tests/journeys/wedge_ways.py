"""The ways about one counter window that lead to a place: signed in, panels closed, a page, a card, a field."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.counter.state import Busy, Did, Submitted
from app.ui.frame.rail import Page
from app.ui.main_window import MainWindow
from app.ui.sync.state import Did as SyncDid
from installer.demo.shop import CASHIER, CASHIER_PIN


@dataclass(frozen=True, slots=True)
class Place:
    """`there` is true while the counter stands in it; `step` brings it nearer."""

    there: Callable[[], bool]
    step: Callable[[], None]


class Ways:
    def __init__(self, window: MainWindow) -> None:
        self._window = window

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
        if window.at_sync.state.places or window.at_sync.state.pin is not None:
            window.at_sync.act(SyncDid.CLOSED)
        if window.settings is not None and window.settings.approval.asked is not None:
            window.settings.approval.close()
        return self._signed_in() and window.at_counter.state.busy is Busy.NO

    def _to_page(self, page: Page) -> None:
        if self._quiet():
            self._window.pages.show(page)

    def _rests_on(self, widget: QWidget, page: Page) -> bool:
        window = self._window
        return (
            not window.signing_in
            and window.page is page
            and window.menu.isHidden()
            and QApplication.focusWidget() is widget
        )

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
                window.pages.show(Page.COUNTER)
            elif not isinstance(window.at_counter.state.card, kind):
                window.at_counter.act(way)
            else:
                window.counter.rest()

        return Place(there, step)

    def _page(self, page: Page, rests: QWidget) -> Place:
        return Place(lambda: self._rests_on(rests, page), lambda: self._to_page(page))

    def _field(self, page: Page, field: QWidget) -> Place:
        def step() -> None:
            if self._window.page is page and self._quiet():
                field.setFocus()
            else:
                self._to_page(page)

        return Place(lambda: self._rests_on(field, page), step)
