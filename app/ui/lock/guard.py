"""Which of the two a window shows: its frame with all pages, or the lock page. While it is locked the frame is hidden and
deaf, so that nothing that opens or answers behind it is seen or takes a key."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.actions.desk import Desk
from app.domain.staff import Clerk, CounterIdentity
from app.ui.jobs import Jobs
from app.ui.lock.presenter import Behind, LockPresenter
from app.ui.lock.view import LockPage
from app.ui.lock.watch import Watch
from app.ui.look import Look
from app.ui.outside import Outside
from app.ui.pages import Pages
from app.ui.widgets.overlay import Ground, Overlay


class Guard(QObject):
    """Lay the frame's content into `frame`. `pages` are what is kept in it."""

    closed = Signal()
    opened = Signal()
    """The same clerk is back, and the frame is shown again."""
    taken_over = Signal(object)
    """Another Clerk has signed in; `stands` ends the lock."""
    scanned = Signal(str)
    """It is open, and this was scanned before it was."""

    def __init__(
        self,
        window: QWidget,
        *,
        look: Look,
        desk: Desk,
        jobs: Jobs,
        outside: Outside,
        pages: Pages,
    ) -> None:
        super().__init__(window)
        self._own = window
        self._pages = pages
        self._before: QWidget | None = None
        self.frame = Ground()
        self.page = LockPage(look, now=outside.now)
        self._stack = QStackedLayout(window)
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self.page)
        self.presenter = LockPresenter(
            desk=desk,
            jobs=jobs,
            now=outside.now,
            steady=outside.steady,
            minutes=outside.lock_minutes,
            changed=self.page.render_state,
            heard=outside.sounded,
            behind=Behind(
                closed=self._closed,
                opened=self._opened,
                left=pages.at_counter.leave,
                taken_over=self.taken_over.emit,
                scanned=self.scanned.emit,
            ),
        )
        entry = self.presenter.entry
        self.page.typed.connect(entry.typed)
        self.page.moved.connect(entry.moved)
        self.page.chose.connect(entry.chose)
        self.page.confirmed.connect(entry.confirmed)
        self.page.erased.connect(entry.erased)
        self.page.went_back.connect(entry.went_back)
        self._watch = Watch(stirred=self.presenter.stirred, lock=self.presenter.lock, parent=self)

    @property
    def locked(self) -> bool:
        return self.presenter.locked

    def shown(self) -> None:
        """The window has been shown: what happens in it is watched."""
        self._watch.over(self._own.windowHandle())

    def stands(
        self, identity: CounterIdentity, clerk: Clerk | None, people: tuple[Clerk, ...]
    ) -> None:
        """Somebody signed in, or nobody stands here: either way it is open."""
        was_locked = self.locked
        self._before = None
        self.presenter.stands(identity, clerk, people)
        if was_locked:
            self._show_frame()

    def lock(self) -> None:
        self.presenter.lock()

    def took_scan(self, text: str) -> bool:
        """True = it is locked, and the scan is looked after here."""
        self.presenter.stirred()
        if not self.locked:
            return False
        self.presenter.scanned(text)
        return True

    def tick(self) -> None:
        self.presenter.tick()
        if self.locked:
            self.page.tick()

    def _closed(self) -> None:
        self._before = self.frame.focusWidget()
        self._pages.locked()
        self.frame.setEnabled(False)
        self._stack.setCurrentWidget(self.page)
        self.page.rest()
        self.closed.emit()

    def _opened(self) -> None:
        self._show_frame()
        self._pages.woken()
        self.opened.emit()

    def _show_frame(self) -> None:
        self.frame.setEnabled(True)
        self._stack.setCurrentWidget(self.frame)
        self._give_keys_back()

    def _give_keys_back(self) -> None:
        """To what lies on top, else to who had them."""
        over = [each for each in self.frame.findChildren(Overlay) if each.isVisible()]
        before, self._before = self._before, None
        if over:
            over[-1].seen_again()
        elif before is not None and before.isVisible():
            before.setFocus()
        else:
            self._pages.rest()
