"""Where the counter page shows a full phone number: on record first, then for seconds, and gone with whatever comes next."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Final, Protocol, assert_never

from app.actions.desk import Desk
from app.actions.outcomes import (
    NotAllowed,
    PhoneTold,
    PinLocked,
    PinWrong,
    RevealNeedsPin,
    RevealNobody,
    RevealOutcome,
)
from app.actions.requests import RevealRequest
from app.domain.identity import MemberId, StaffId
from app.domain.staff import Clerk, may_reveal
from app.ui.counter.pins import with_answer
from app.ui.counter.state import Busy, CounterState, Notice, PhoneShown
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked

SHOWN_SECONDS: Final = 15
"""devices.md §3.5"""


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...


class RevealFlow:
    """`steady` never goes back and goes on while the PC sleeps. A PIN is good for the member it was asked for."""

    def __init__(self, page: Page, *, desk: Desk, jobs: Jobs, steady: Callable[[], float]) -> None:
        self.people: tuple[Clerk, ...] = ()
        self._page = page
        self._desk = desk
        self._jobs = jobs
        self._steady = steady
        self._asked_for: MemberId | None = None
        self._until = 0.0
        self._wanted = 0
        """Counts what hides a number: an answer that comes after that is shown to nobody."""

    def ask(self) -> None:
        """The key, on a page with a member."""
        state = self._page.state
        if state.member is None or state.busy is not Busy.NO or state.pin is not None:
            return
        self._asked_for = state.member.id
        self._reveal(RevealRequest(state.member.id), pin=None)

    def entered(self, asked: PinAsked, staff: StaffId, pin: str) -> None:
        """Somebody who may gives their PIN."""
        if self._asked_for is not None:
            request = RevealRequest(self._asked_for, staff, pin)
            self._reveal(request, pin=replace(asked, checking=True, word=None))

    def tick(self) -> None:
        """Once a second. It goes with the last tick inside its time, not with the first one after it."""
        phone = self._page.state.phone
        if phone is None:
            return
        left = self._until - self._steady()
        if left < 1:
            self.hide()
        elif ceil(left) != phone.left:
            self._page.put(replace(self._page.state, phone=replace(phone, left=ceil(left))))

    def hide(self) -> None:
        """At once; what was asked for and has not been answered is not shown either."""
        self._wanted += 1
        if self._page.state.phone is not None:
            self._page.put(replace(self._page.state, phone=None))

    def _reveal(self, request: RevealRequest, *, pin: PinAsked | None) -> None:
        wanted = self._wanted
        self._page.put(replace(self._page.state, busy=Busy.WRITING, pin=pin, phone=None, told=None))
        self._jobs.run(
            lambda: self._desk.reveal_phone(request),
            lambda outcome: self._answered(wanted, outcome),
            self._page.failed,
        )

    def _answered(self, wanted: int, outcome: RevealOutcome) -> None:
        state = replace(self._page.state, busy=Busy.NO)
        match outcome:
            case PhoneTold():
                self._told(replace(state, pin=None), outcome, shown=wanted == self._wanted)
            case RevealNobody():
                self._page.put(replace(state, pin=None))
                self._page.tell(Notice.MEMBER_GONE)
            case RevealNeedsPin():
                people = tuple(clerk for clerk in self.people if may_reveal(clerk.role))
                name = state.member.name if state.member is not None else ""
                self._page.put(replace(state, pin=PinAsked(Asks.PHONE, name, people)))
            case PinWrong() | PinLocked() | NotAllowed():
                self._page.put(with_answer(state, outcome))
            case _:
                assert_never(outcome)
        if self._page.state.pin is None:
            self._page.next_scan()

    def _told(self, state: CounterState, told: PhoneTold, *, shown: bool) -> None:
        same = state.member is not None and state.member.id == self._asked_for
        if not (shown and same):
            self._page.put(state)
            return
        self._until = self._steady() + SHOWN_SECONDS
        phone = PhoneShown(told.member, told.name, told.phone, SHOWN_SECONDS)
        self._page.put(replace(state, phone=phone))
