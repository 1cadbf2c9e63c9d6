"""Where the counter page looks something up: a scan, a choice, the next order. A code that comes while something is being
written waits for its turn; late answers of an older look-up are dropped by their generation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.actions.desk import Desk
from app.actions.outcomes import MemberFound, PickupFound, PickupRefused, ScanOutcome
from app.domain.identity import MemberId, PickupId
from app.domain.members import Member
from app.domain.prompts import Prompt
from app.ui.counter.claims import ClaimFlow
from app.ui.counter.opened import opened
from app.ui.counter.state import Busy, Card, CounterState, Idle, Notice
from app.ui.jobs import Jobs
from app.ui.theme import Tone

SAME_SCAN_SECONDS = 1.5
"""The same code within this time is one scan (devices.md §2.5)."""


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def show(
        self,
        card: Card,
        *,
        member: Member | None = None,
        prompt: Prompt | None = None,
        pickup: PickupId | None = None,
        tone: Tone | None = None,
    ) -> None: ...

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None: ...

    def sound(self, tone: Tone) -> None: ...

    def failed(self) -> None: ...


class LookUpFlow:
    """`mono` is a clock that never goes back, in seconds."""

    def __init__(
        self,
        page: Page,
        *,
        desk: Desk,
        jobs: Jobs,
        claims: ClaimFlow,
        now: Callable[[], datetime],
        mono: Callable[[], float],
    ) -> None:
        self._page = page
        self._desk = desk
        self._jobs = jobs
        self._claims = claims
        self._now = now
        self._mono = mono
        self._generation = 0
        self._last_scan = ("", -SAME_SCAN_SECONDS)
        self._waiting: str | None = None

    def scanned(self, text: str) -> None:
        """A whole code from a scanner, or typed and entered."""
        state = self._page.state
        if state.pin is not None or state.drawer_asks or state.data is not None:
            self._page.sound(Tone.WARN)
            self._page.tell(Notice.FINISH_FIRST)
            return
        if state.busy is Busy.WRITING:
            self._waiting = text
            return
        bare, at = text.strip().upper(), self._mono()
        before, when = self._last_scan
        self._last_scan = (bare, at)
        shown = not isinstance(state.card, Idle) or state.busy is Busy.LOOKING
        if bare == before and at - when < SAME_SCAN_SECONDS and shown:
            return
        if not self._claims.leave():
            self._waiting = text
            return
        self._look_up(lambda: self._desk.scan_code(text))

    def open_pickup(self, pickup: PickupId) -> None:
        self._look_up(lambda: self._desk.open_pickup(pickup))

    def open_member(self, member: MemberId) -> None:
        self._look_up(lambda: self._desk.open_member(member))

    def next_scan(self) -> None:
        """A code that was scanned while something was being written."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.scanned(waiting)

    def drop_answers(self) -> None:
        """What is still being looked up is no longer wanted."""
        self._generation += 1

    def forget(self) -> None:
        """Another clerk stands here: nothing waits any more either."""
        self.drop_answers()
        self._waiting = None

    def _look_up(self, question: Callable[[], ScanOutcome]) -> None:
        if self._page.state.busy is Busy.WRITING or not self._claims.leave():
            return
        self._generation += 1
        generation = self._generation
        self._page.put(replace(self._page.state, busy=Busy.LOOKING, told=None))
        self._jobs.run(
            question,
            lambda outcome: self._looked_up(generation, outcome),
            lambda: self._failed(generation),
        )

    def _looked_up(self, generation: int, outcome: ScanOutcome) -> None:
        if generation != self._generation:
            return
        card, tone = opened(outcome, self._now())
        match outcome:
            case PickupFound(pickup=pickup, member=member, prompt=prompt):
                self._page.show(card, member=member, prompt=prompt, pickup=pickup.id, tone=tone)
            case MemberFound(member=member, prompt=prompt):
                self._page.show(card, member=member, prompt=prompt, tone=tone)
            case PickupRefused(member=member):
                self._page.show(card, member=member, tone=tone)
            case _:
                self._page.show(card, tone=tone)

    def _failed(self, generation: int) -> None:
        if generation == self._generation:
            self._page.failed()
