"""Where the counter page deals with the cash drawer: a reason is chosen, perhaps a PIN given, and what became of it is
said. The page never opens it by itself and never a second time for one key."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, assert_never

from app.actions.desk import Desk
from app.actions.outcomes import (
    DrawerAsked,
    DrawerNeedsPin,
    DrawerOutcome,
    DrawerTooLate,
    NotAllowed,
    PinLocked,
    PinWrong,
)
from app.actions.requests import DrawerRequest
from app.domain.drawer import DrawerEnd, DrawerReason, may_open
from app.domain.identity import StaffId
from app.domain.staff import Clerk
from app.ui.counter.pins import with_answer
from app.ui.counter.state import Busy, CounterState, Notice
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked
from app.ui.theme import Tone


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None: ...

    def sound(self, tone: Tone) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...


class DrawerFlow:
    """`mono` is the counter's steady clock in seconds. Nothing happens at a counter without a drawer."""

    def __init__(
        self,
        page: Page,
        *,
        desk: Desk,
        jobs: Jobs,
        mono: Callable[[], float],
        there: Callable[[], bool],
    ) -> None:
        self.people: tuple[Clerk, ...] = ()
        self._page = page
        self._desk = desk
        self._jobs = jobs
        self._mono = mono
        self._there = there

    def ask(self) -> None:
        """The key: why?"""
        state = self._page.state
        if self._there() and state.busy is Busy.NO and state.pin is None:
            self._page.put(replace(state, drawer_asks=True, told=None))

    def close(self) -> None:
        self._page.put(replace(self._page.state, drawer_asks=False))

    def chosen(self, reason: DrawerReason) -> None:
        if self._page.state.drawer_asks:
            self._open(DrawerRequest(reason, self._now_ms()), pin=None)

    def entered(self, asked: PinAsked, staff: StaffId, pin: str) -> None:
        """Somebody who may gives their PIN."""
        request = DrawerRequest(DrawerReason(asked.subject), self._now_ms(), staff, pin)
        self._open(request, pin=replace(asked, checking=True, word=None))

    def ended(self, end: DrawerEnd) -> None:
        """What became of the kick, some time within its life."""
        notices = {
            DrawerEnd.TOLD: Notice.DRAWER_TOLD,
            DrawerEnd.LATE: Notice.DRAWER_LATE,
            DrawerEnd.AWAY: Notice.DRAWER_AWAY,
            DrawerEnd.TROUBLE: Notice.DRAWER_TROUBLE,
            DrawerEnd.UNSURE: Notice.DRAWER_UNSURE,
        }
        self._page.tell(notices[end])
        if end is not DrawerEnd.TOLD:
            self._page.sound(Tone.WARN)

    def _now_ms(self) -> int:
        return int(self._mono() * 1000)

    def _open(self, request: DrawerRequest, *, pin: PinAsked | None) -> None:
        state = replace(self._page.state, busy=Busy.WRITING, drawer_asks=False, pin=pin, told=None)
        self._page.put(state)
        self._jobs.run(
            lambda: self._desk.open_drawer(request),
            lambda outcome: self._answered(request.reason, outcome),
            self._page.failed,
        )

    def _answered(self, reason: DrawerReason, outcome: DrawerOutcome) -> None:
        state = replace(self._page.state, busy=Busy.NO)
        match outcome:
            case DrawerAsked():
                self._page.put(replace(state, pin=None))
            case DrawerTooLate():
                self._page.put(replace(state, pin=None))
                self.ended(DrawerEnd.LATE)
            case DrawerNeedsPin():
                people = tuple(clerk for clerk in self.people if may_open(clerk.role))
                self._page.put(replace(state, pin=PinAsked(Asks.DRAWER, reason.value, people)))
            case PinWrong() | PinLocked() | NotAllowed():
                self._page.put(with_answer(state, outcome))
            case _:
                assert_never(outcome)
        if self._page.state.pin is None:
            self._page.next_scan()
