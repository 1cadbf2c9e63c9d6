"""The window: the frame around the pages, who stands at the counter, keys that belong to no page, and what the other threads
tell the screen.

Everything comes in by keyword; what happens outside (sync, printer, scanner) arrives through the methods below.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.actions.desk import Desk, Start
from app.domain.drawer import DrawerEnd
from app.domain.receipts import PrinterState
from app.domain.staff import Clerk
from app.ui.counter.state import CounterState
from app.ui.frame.footer import Footer, hints_of
from app.ui.frame.menu import Choice, Menu
from app.ui.frame.rail import ENTRIES, MENU_KEY, Page, Rail
from app.ui.frame.switches import Position
from app.ui.frame.top_bar import TopBar
from app.ui.jobs import Jobs
from app.ui.language import Language
from app.ui.lock.guard import Guard
from app.ui.look import Look
from app.ui.outside import Outside
from app.ui.pages import Pages
from app.ui.settings.bench import Bench
from sync.status import SyncStatus

if TYPE_CHECKING:
    from app.ui.settings.home import SettingsHome

TICK_MS = 1000
SMALLEST = (900, 500)


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
        self._start: Start | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)
        self.setWindowTitle("团柜")
        self.top_bar = TopBar(look)
        self.rail = Rail(look)
        self.footer = Footer(look)
        self.pages = Pages(
            desk=desk,
            jobs=jobs,
            look=look,
            outside=outside,
            bench=bench,
            signed_in=self._signed_in,
        )
        self.guard = Guard(self, look=look, desk=desk, jobs=jobs, outside=outside, pages=self.pages)
        self.menu = Menu(look, language, self.guard.frame, outside.switches)
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)
        self._tick()
        self.pages.show(Page.COUNTER)
        self._at_sign_in(at=True)

    def _lay_out(self) -> None:
        grid = QGridLayout(self.guard.frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top_bar, 0, 0, 1, 2)
        grid.addWidget(self.rail, 1, 0)
        grid.addLayout(self.pages.layout, 1, 1)
        grid.addWidget(self.footer, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        pages = self.pages
        self.counter, self.at_counter = pages.counter, pages.at_counter
        self.pickups, self.at_pickups = pages.pickups, pages.at_pickups
        self.sync, self.at_sync = pages.sync, pages.at_sync
        self.sign_in, self.at_sign_in = pages.sign_in, pages.at_sign_in

    def _connect(self) -> None:
        self.pages.turned.connect(self._page_turned)
        self.pages.counter_changed.connect(self._counter_changed)
        self.rail.chosen.connect(self.pages.show)
        self.rail.menu.connect(self._open_menu)
        self.menu.chose.connect(self._menu_chose)
        self.guard.closed.connect(self._locked)
        self.guard.opened.connect(self._unlocked)
        self.guard.taken_over.connect(self._signed_in)
        self.guard.scanned.connect(self.scanned)

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
        self.pages.knows(start)
        if start.clerk is None:
            self._ask_who(start)
            return
        self._signed_in(start.clerk)
        if before is None and (start.locked or self._outside.lock_minutes()):
            self.guard.lock()

    def _signed_in(self, clerk: Clerk) -> None:
        if self._start is None:
            return
        self.top_bar.show_people(self._start.identity, clerk)
        self.pages.stands(clerk)
        self._at_sign_in(at=False)
        self.pages.begin()
        self.guard.stands(self._start.identity, clerk, self._start.everyone)

    def _ask_who(self, start: Start) -> None:
        self.top_bar.show_people(start.identity, None)
        self.pages.stands(None)
        self.pages.ask_who()
        self._at_sign_in(at=True)
        self.guard.stands(start.identity, None, start.everyone)

    def _at_sign_in(self, *, at: bool) -> None:
        self.rail.setVisible(not at)
        self.menu.signed_in = not at
        if at:
            self.pages.show_sign_in()
            self._show_hints()

    @property
    def signing_in(self) -> bool:
        return self.pages.signing_in

    @property
    def page(self) -> Page:
        return self.pages.page

    @property
    def settings(self) -> "SettingsHome | None":
        """Made when it is first opened."""
        return self.pages.settings

    # -- what is told from outside ----------------------------------------------------------------------------

    def show_sync(self, status: SyncStatus) -> None:
        self.top_bar.show_sync(status)
        self.guard.presenter.show_sync(status)
        self.pages.show_sync(status)

    def show_printer(self, state: PrinterState) -> None:
        self.top_bar.show_printer(state)
        self.guard.presenter.show_printer(state)

    def show_scanner(self, *, present: bool) -> None:
        self.top_bar.show_scanner(present=present)

    def show_drawer(self, *, there: bool) -> None:
        """A cash drawer was set, or is none any more."""
        self.pages.has_drawer = there
        self._show_hints()

    def show_camera(self, position: Position) -> None:
        self.top_bar.show_camera(position)

    def scanned(self, text: str) -> None:
        """A whole code from any scanner."""
        if self.guard.took_scan(text):
            return
        if not self.menu.isHidden():
            self.menu.close_panel()
        self.pages.scanned(text)

    def refreshed(self) -> None:
        """HQ's data changed. On the first day the staff arrive this way."""
        if not self.signing_in:
            self.pages.refreshed()
        elif self._start is not None and not self._start.everyone:
            self.begin()

    def prints_changed(self) -> None:
        if not self.signing_in:
            self.at_counter.prints_changed()

    def drawer_ended(self, end: DrawerEnd) -> None:
        self.at_counter.drawer_ended(end)

    # -- pages and keys ---------------------------------------------------------------------------------------

    def _page_turned(self, page: Page) -> None:
        self.rail.show_page(page)
        self._show_hints()

    def _counter_changed(self, state: CounterState) -> None:
        self.footer.show_last(state.last, undone=state.last_undone, paper=state.last_paper)
        if not self.guard.locked:
            self.counter_shown.emit(replace(state, phone=None))

    def _locked(self) -> None:
        """Nobody is being served as far as anybody can see."""
        self.menu.close_panel()
        self.counter_shown.emit(CounterState())

    def _unlocked(self) -> None:
        self._counter_changed(self.at_counter.state)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.guard.shown()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == MENU_KEY:
            self._open_menu()
            return
        for entry in ENTRIES:
            if event.key() == entry.key and not self.signing_in:
                self.pages.show(entry.page)
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
            case Choice.LOCK:
                self.guard.lock()
            case Choice.SIGN_OUT:
                self.at_counter.leave()
                self._jobs.run(self._desk.sign_out, lambda _done: self.begin())

    def _show_hints(self) -> None:
        self.footer.show_hints(
            hints_of(None if self.signing_in else self.page, drawer=self.pages.has_drawer)
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.retranslate()
            self._show_hints()
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.at_counter.looked_away()
        super().changeEvent(event)

    def _tick(self) -> None:
        self.top_bar.tick(self._outside.now())
        self.pages.tick()
        self.guard.tick()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        self.closed.emit()
        super().closeEvent(event)
