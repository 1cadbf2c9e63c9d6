"""The pages with their presenters, and which of them is shown. The frame around them and the people at the counter are the
window's."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout

from app.actions.desk import Desk, Start
from app.domain.identity import PickupId
from app.domain.staff import Clerk
from app.ui.counter.presenter import CounterPresenter
from app.ui.counter.state import CounterState
from app.ui.counter.view import CounterPage
from app.ui.frame.rail import Page
from app.ui.jobs import Jobs
from app.ui.look import Look
from app.ui.outside import Outside
from app.ui.pickups.presenter import PickupsPresenter
from app.ui.pickups.view import PickupsPage
from app.ui.settings.bench import Bench
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.view import SignInPage
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.state import Did as SyncDid
from app.ui.sync.view import SyncPage
from sync.status import SyncStatus

if TYPE_CHECKING:
    from app.ui.settings.home import SettingsHome


class Pages(QObject):
    """`layout` stacks them. The settings page is made when it is first opened."""

    turned = Signal(object)
    """The Page that is shown now."""
    counter_changed = Signal(object)
    """The CounterState to render; the counter page has done so."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        look: Look,
        outside: Outside,
        bench: Bench,
        signed_in: Callable[[Clerk], None],
    ) -> None:
        super().__init__()
        self._look = look
        self._bench = bench
        self._outside = outside
        self._clerk: Clerk | None = None
        self._everyone: tuple[Clerk, ...] = ()
        self.page = Page.COUNTER
        self.has_drawer = outside.has_drawer
        self.counter = CounterPage(look, now=outside.now)
        self.pickups = PickupsPage(look, now=outside.now)
        self.sync = SyncPage(look, now=outside.now)
        self.sign_in = SignInPage(look, now=outside.now)
        self.settings: SettingsHome | None = None
        self.layout = QStackedLayout()
        for page in (self.sign_in, self.counter, self.pickups, self.sync):
            self.layout.addWidget(page)
        self.at_counter = CounterPresenter(
            desk=desk,
            jobs=jobs,
            ask_hq=outside.ask_hq,
            export=outside.export,
            now=outside.now,
            mono=outside.mono,
            steady=outside.steady,
            changed=self._counter_changed,
            heard=outside.sounded,
            has_drawer=lambda: self.has_drawer,
        )
        self.at_pickups = PickupsPresenter(desk=desk, jobs=jobs, changed=self.pickups.render_state)
        self.at_sync = SyncPresenter(
            desk=desk,
            jobs=jobs,
            retry=outside.retry_sync,
            export=outside.export,
            changed=self.sync.render_state,
        )
        self.at_sign_in = SignInPresenter(
            desk=desk,
            jobs=jobs,
            now=outside.now,
            changed=self.sign_in.render_state,
            enter=desk.sign_in,
            accepted=lambda clerk, _pin: signed_in(clerk),
        )
        self._connect()

    def _connect(self) -> None:
        self.counter.acted.connect(self.at_counter.act)
        self.pickups.acted.connect(self.at_pickups.act)
        self.pickups.opened.connect(self._open_pickup)
        self.sync.acted.connect(self.at_sync.act)
        self.sign_in.typed.connect(self.at_sign_in.typed)
        self.sign_in.moved.connect(self.at_sign_in.moved)
        self.sign_in.chose.connect(self.at_sign_in.chose)
        self.sign_in.confirmed.connect(self.at_sign_in.confirmed)
        self.sign_in.erased.connect(self.at_sign_in.erased)
        self.sign_in.went_back.connect(self.at_sign_in.went_back)

    # -- people -----------------------------------------------------------------------------------------------

    def knows(self, start: Start) -> None:
        """Who we are and by what numbers."""
        self._everyone = start.everyone
        self.counter.stands_in(start.identity.store.id)
        self.pickups.set_overdue_hours(start.policy.overdue_hours)

    def begin(self) -> None:
        """A clerk stands here: nothing of the one before is left on any page."""
        self.counter.scan_bar.clear()
        self.pickups.forget()
        self.at_pickups.begin()
        self.at_counter.begin(self._everyone)
        self.at_sync.knows(self._everyone)
        self.show(Page.COUNTER)
        if self._bench.first and self.settings is None:
            self.show(Page.SETTINGS)
            self.settings_home().begin_guide()

    def ask_who(self) -> None:
        self.at_sign_in.begin(self._everyone)

    def stands(self, clerk: Clerk | None) -> None:
        """Whose page it is: what was asked for by the one before is closed."""
        self._clerk = clerk
        self.at_sync.act(SyncDid.CLOSED)
        if self.settings is not None:
            self.settings.stands(clerk, self._everyone)

    def settings_home(self) -> "SettingsHome":
        if self.settings is None:
            from app.ui.settings.home import SettingsHome

            self.settings = SettingsHome(self._look, self._bench, now=self._outside.now)
            self.settings.left.connect(lambda: self.show(Page.COUNTER))
            self.layout.addWidget(self.settings)
            self.stands(self._clerk)
        return self.settings

    def locked(self) -> None:
        """What was asked for is closed, as by Esc, and no manager's word outlives the lock. What lies here stays."""
        self.at_counter.locked()
        self.at_sync.act(SyncDid.CLOSED)
        if self.settings is not None:
            self.settings.locked()

    def woken(self) -> None:
        """The same clerk is back: what is over by now goes."""
        self.at_counter.woken()
        self.tick()

    # -- which is shown ---------------------------------------------------------------------------------------

    @property
    def signing_in(self) -> bool:
        return self.layout.currentWidget() is self.sign_in

    def rest(self) -> None:
        """Give the keys to the page that is shown."""
        shown = self.layout.currentWidget()
        for page in (self.sign_in, self.counter, self.pickups, self.sync, self.settings):
            if page is not None and page is shown:
                page.rest()

    def show_sign_in(self) -> None:
        self.layout.setCurrentWidget(self.sign_in)
        self.sign_in.rest()

    def show(self, page: Page) -> None:
        before, self.page = self.page, page
        if before is Page.SETTINGS and page is not before:
            self.settings_home().hidden()
        if before is Page.COUNTER and page is not before:
            self.at_counter.looked_away()
        if before is Page.SYNC and page is not before:
            self.at_sync.act(SyncDid.CLOSED)
        match page:
            case Page.COUNTER:
                self.layout.setCurrentWidget(self.counter)
                self.counter.rest()
            case Page.PICKUPS:
                self.layout.setCurrentWidget(self.pickups)
                self.pickups.rest()
                self.at_pickups.refresh()
            case Page.SYNC:
                self.layout.setCurrentWidget(self.sync)
                self.sync.rest()
                self.at_sync.refresh()
            case Page.SETTINGS:
                home = self.settings_home()
                self.layout.setCurrentWidget(home)
                (home.shown_again if before is page else home.shown)()
        self.turned.emit(page)

    def _open_pickup(self, pickup: int) -> None:
        self.show(Page.COUNTER)
        self.at_counter.open_pickup(PickupId(pickup))

    # -- what is told from outside ----------------------------------------------------------------------------

    def scanned(self, text: str) -> None:
        """It goes to the counter whatever page is open, unless the guide or the sign-in waits for one."""
        if self.signing_in:
            self.at_sign_in.scanned(text)
            return
        if self.page is Page.SETTINGS and self.settings_home().wants_scans():
            self.settings_home().scanned(text)
            return
        if self.page is not Page.COUNTER:
            self.show(Page.COUNTER)
        self.at_counter.scanned(text)

    def show_sync(self, status: SyncStatus) -> None:
        before = self.at_sync.state.status
        self.at_sync.show_status(status)
        if self.page is Page.SYNC and not self.signing_in and before.pending != status.pending:
            self.at_sync.refresh()

    def refreshed(self) -> None:
        """HQ's data changed: lists and the idle page follow, a card under the clerk's hands is only marked."""
        self.at_counter.refreshed()
        if self.page is Page.PICKUPS:
            self.at_pickups.refresh()
        elif self.page is Page.SYNC:
            self.at_sync.refresh()

    def tick(self) -> None:
        """Once a second: what depends on the time."""
        self.at_counter.tick()
        self.counter.tick()
        if self.signing_in:
            self.sign_in.tick()
        if self.page is Page.SYNC:
            self.sync.tick()
        if self.page is Page.SETTINGS:
            self.settings_home().tick()

    def _counter_changed(self, state: CounterState) -> None:
        self.counter.render_state(state)
        self.counter_changed.emit(state)
