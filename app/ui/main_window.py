"""The window: frame and pages put together, keys that belong to no page, and what the other threads tell the screen.

Everything comes in by keyword; what happens outside (sync, printer, scanner) arrives through the methods below.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from app.actions.claiming import AskHq
from app.actions.desk import Desk, Start
from app.domain.drawer import DrawerEnd
from app.domain.identity import PickupId
from app.domain.receipts import PrinterState
from app.domain.staff import Clerk
from app.ui.counter.presenter import CounterPresenter
from app.ui.counter.state import CounterState
from app.ui.counter.view import CounterPage
from app.ui.frame.footer import Footer, hints_of
from app.ui.frame.menu import Choice, Menu
from app.ui.frame.rail import ENTRIES, MENU_KEY, Page, Rail
from app.ui.frame.switches import Position, Switch
from app.ui.frame.top_bar import TopBar
from app.ui.jobs import Jobs
from app.ui.language import Language
from app.ui.look import Look
from app.ui.pickups.presenter import PickupsPresenter
from app.ui.pickups.view import PickupsPage
from app.ui.settings.bench import Bench
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.view import SignInPage
from app.ui.sync.exporting import Export
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.state import Did as SyncDid
from app.ui.sync.view import SyncPage
from app.ui.theme import Tone
from sync.status import SyncStatus

if TYPE_CHECKING:
    from app.ui.settings.home import SettingsHome

TICK_MS = 1000
SMALLEST = (900, 500)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the window may ask of the rest: `retry_sync` wakes the sync thread, `sounded` plays a result, `ask_hq` claims an
    order another holds, `export` writes the queue to a stick."""

    now: Callable[[], datetime]
    mono: Callable[[], float]
    retry_sync: Callable[[], None]
    sounded: Callable[[Tone], None]
    ask_hq: AskHq
    export: Export
    has_drawer: bool = False
    """A cash drawer hangs on the printer."""
    switches: Sequence[Switch] = ()
    """What the menu turns on and off at this PC."""


class MainWindow(QWidget):
    """Build, `show`, `begin`. All methods are for the GUI thread."""

    closed = Signal()
    counter_shown = Signal(object)
    """The CounterState that was rendered just now."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        look: Look,
        language: Language,
        outside: Outside,
        bench: Bench,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._look = look
        self._language = language
        self._outside = outside
        self._bench = bench
        self._clerk: Clerk | None = None
        self.settings: SettingsHome | None = None
        """Made when it is first opened."""
        self._start: Start | None = None
        self.page = Page.COUNTER
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)
        self.setWindowTitle("团柜")
        self.top_bar = TopBar(look)
        self.rail = Rail(look)
        self.footer = Footer(look)
        self.counter = CounterPage(look, now=outside.now)
        self.pickups = PickupsPage(look, now=outside.now)
        self.sync = SyncPage(look, now=outside.now)
        self.sign_in = SignInPage(look, now=outside.now)
        self.menu = Menu(look, language, self, outside.switches)
        self._lay_out()
        self._make_presenters()
        self._connect()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)
        self._tick()
        self._show_page(Page.COUNTER)
        self._at_sign_in(at=True)

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        for page in (self.sign_in, self.counter, self.pickups, self.sync):
            self._pages.addWidget(page)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top_bar, 0, 0, 1, 2)
        grid.addWidget(self.rail, 1, 0)
        grid.addLayout(self._pages, 1, 1)
        grid.addWidget(self.footer, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def _make_presenters(self) -> None:
        outside = self._outside
        self.at_counter = CounterPresenter(
            desk=self._desk,
            jobs=self._jobs,
            ask_hq=outside.ask_hq,
            now=outside.now,
            mono=outside.mono,
            changed=self._counter_changed,
            heard=outside.sounded,
            has_drawer=outside.has_drawer,
        )
        self.at_pickups = PickupsPresenter(
            desk=self._desk, jobs=self._jobs, changed=self.pickups.render_state
        )
        self.at_sync = SyncPresenter(
            desk=self._desk,
            jobs=self._jobs,
            retry=outside.retry_sync,
            export=outside.export,
            changed=self.sync.render_state,
        )
        self.at_sign_in = SignInPresenter(
            desk=self._desk,
            jobs=self._jobs,
            now=outside.now,
            changed=self.sign_in.render_state,
            signed_in=self._signed_in,
        )

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
        self.rail.chosen.connect(self._show_page)
        self.rail.menu.connect(self._open_menu)
        self.menu.chose.connect(self._menu_chose)

    # -- beginning --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask who we are and who is signed in; the page follows."""
        self._jobs.run(self._desk.start, self.begin_with)

    def begin_with(self, start: Start) -> None:
        """The answer of `Desk.start`. The same people again leave somebody who is typing their PIN alone."""
        before, self._start = self._start, start
        same = before is not None and before.everyone == start.everyone != ()
        if self.signing_in and same and start.clerk is None:
            return
        self.counter.stands_in(start.identity.store.id)
        self.pickups.set_overdue_hours(start.policy.overdue_hours)
        if start.clerk is not None:
            self._signed_in(start.clerk)
        else:
            self._ask_who()

    def _signed_in(self, clerk: Clerk) -> None:
        if self._start is None:
            return
        self.top_bar.show_people(self._start.identity, clerk)
        self._stands(clerk)
        self._at_sign_in(at=False)
        self.at_counter.begin(self._start.everyone)
        self.at_sync.knows(self._start.everyone)
        self._show_page(Page.COUNTER)
        if self._bench.first and self.settings is None:
            self._show_page(Page.SETTINGS)
            self._settings_home().begin_guide()

    def _ask_who(self) -> None:
        if self._start is None:
            return
        self.top_bar.show_people(self._start.identity, None)
        self._stands(None)
        self.at_sign_in.begin(self._start.everyone)
        self._at_sign_in(at=True)

    def _stands(self, clerk: Clerk | None) -> None:
        self._clerk = clerk
        self.at_sync.act(SyncDid.CLOSED)
        if self.settings is not None and self._start is not None:
            self.settings.stands(clerk, self._start.everyone)

    def _settings_home(self) -> "SettingsHome":
        if self.settings is None:
            from app.ui.settings.home import SettingsHome

            self.settings = SettingsHome(self._look, self._bench, now=self._outside.now)
            self.settings.left.connect(lambda: self._show_page(Page.COUNTER))
            self._pages.addWidget(self.settings)
            self._stands(self._clerk)
        return self.settings

    def _at_sign_in(self, *, at: bool) -> None:
        self.rail.setVisible(not at)
        self.menu.signed_in = not at
        if at:
            self._pages.setCurrentWidget(self.sign_in)
            self.sign_in.rest()
            self._show_hints()

    @property
    def signing_in(self) -> bool:
        return self._pages.currentWidget() is self.sign_in

    # -- what is told from outside ----------------------------------------------------------------------------

    def show_sync(self, status: SyncStatus) -> None:
        before = self.at_sync.state.status
        self.top_bar.show_sync(status)
        self.at_sync.show_status(status)
        if self.page is Page.SYNC and not self.signing_in and before.pending != status.pending:
            self.at_sync.refresh()

    def show_printer(self, state: PrinterState) -> None:
        self.top_bar.show_printer(state)

    def show_scanner(self, *, present: bool) -> None:
        self.top_bar.show_scanner(present=present)

    def show_camera(self, position: Position) -> None:
        self.top_bar.show_camera(position)

    def scanned(self, text: str) -> None:
        """A whole code from any scanner; it goes to the counter whatever page is open."""
        if not self.menu.isHidden():
            self.menu.close_panel()
        if self.signing_in:
            self.at_sign_in.scanned(text)
            return
        if self.page is Page.SETTINGS and self._settings_home().wants_scans():
            self._settings_home().scanned(text)
            return
        if self.page is not Page.COUNTER:
            self._show_page(Page.COUNTER)
        self.at_counter.scanned(text)

    def refreshed(self) -> None:
        """HQ's data changed: lists and the idle page follow, a card under the clerk's hands is only marked. On the
        first day the staff arrive this way."""
        if self.signing_in:
            if self._start is not None and not self._start.everyone:
                self.begin()
            return
        self.at_counter.refreshed()
        if self.page is Page.PICKUPS:
            self.at_pickups.refresh()
        elif self.page is Page.SYNC:
            self.at_sync.refresh()

    def prints_changed(self) -> None:
        if not self.signing_in:
            self.at_counter.prints_changed()

    def drawer_ended(self, end: DrawerEnd) -> None:
        self.at_counter.drawer_ended(end)

    # -- pages and keys ---------------------------------------------------------------------------------------

    def _show_page(self, page: Page) -> None:
        before, self.page = self.page, page
        if before is Page.SETTINGS and page is not before:
            self._settings_home().hidden()
        if before is Page.SYNC and page is not before:
            self.at_sync.act(SyncDid.CLOSED)
        self.rail.show_page(page)
        match page:
            case Page.COUNTER:
                self._pages.setCurrentWidget(self.counter)
                self.counter.rest()
            case Page.PICKUPS:
                self._pages.setCurrentWidget(self.pickups)
                self.pickups.rest()
                self.at_pickups.refresh()
            case Page.SYNC:
                self._pages.setCurrentWidget(self.sync)
                self.sync.rest()
                self.at_sync.refresh()
            case Page.SETTINGS:
                home = self._settings_home()
                self._pages.setCurrentWidget(home)
                (home.shown_again if before is page else home.shown)()
        self._show_hints()

    def _open_pickup(self, pickup: int) -> None:
        self._show_page(Page.COUNTER)
        self.at_counter.open_pickup(PickupId(pickup))

    def _counter_changed(self, state: CounterState) -> None:
        self.counter.render_state(state)
        self.footer.show_last(state.last, undone=state.last_undone, paper=state.last_paper)
        self.counter_shown.emit(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == MENU_KEY:
            self._open_menu()
            return
        for entry in ENTRIES:
            if event.key() == entry.key and not self.signing_in:
                self._show_page(entry.page)
                return
        super().keyPressEvent(event)

    def _open_menu(self) -> None:
        self.menu.open()

    def _menu_chose(self, choice: Choice) -> None:
        match choice:
            case Choice.MODE:
                self._look.turn_mode()
            case Choice.LANGUAGE:
                self._language.turn()
            case Choice.SIGN_OUT:
                self.at_counter.leave()
                self._jobs.run(self._desk.sign_out, lambda _done: self.begin())

    def _show_hints(self) -> None:
        self.footer.show_hints(
            hints_of(None if self.signing_in else self.page, drawer=self._outside.has_drawer)
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.retranslate()
            self._show_hints()
        super().changeEvent(event)

    def _tick(self) -> None:
        self.top_bar.tick(self._outside.now())
        self.counter.tick()
        if self.signing_in:
            self.sign_in.tick()
        if self.page is Page.SYNC:
            self.sync.tick()
        if self.page is Page.SETTINGS:
            self._settings_home().tick()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        self.closed.emit()
        super().closeEvent(event)


def keep_on_screen(window: MainWindow) -> None:
    """A small screen gets the whole screen; a large one a window of the size the pages are drawn for."""
    screen = window.screen()
    room = screen.availableGeometry()
    if room.width() <= window.width() or room.height() <= window.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)
