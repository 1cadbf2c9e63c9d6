"""Where the counter page asks HQ for an order this counter does not hold: nothing on screen ever waits for the line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.actions.claiming import AskHq, Asking
from app.actions.outcomes import ClaimOutcome, HqNotReached, PickupRefused, RedeemOutcome
from app.actions.requests import RedeemRequest
from app.ui.counter.state import AtHq, Busy, CounterState, RefusedOpen
from app.ui.jobs import Jobs


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def handed_over(self, outcome: RedeemOutcome) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...


class ClaimFlow:
    """One question at a time. It is over when HQ has answered or when the clerk has turned to something else."""

    def __init__(self, page: Page, *, ask: AskHq, jobs: Jobs) -> None:
        self._page = page
        self._ask = ask
        self._jobs = jobs
        self._asking: Asking | None = None

    def ask(self) -> None:
        card = self._page.state.card
        if self._asking is not None or not isinstance(card, RefusedOpen):
            return
        if not card.claimable or not isinstance(card.refused, PickupRefused):
            return
        refused = card.refused
        asking = self._asking = self._ask(RedeemRequest(refused.pickup.id, (), (), refused.code))
        self._at_hq(AtHq.ASKING)
        self._jobs.hear(
            asking.answer,
            lambda outcome: self._answered(asking, outcome),
            lambda: self._failed(asking),
        )

    @property
    def asking(self) -> bool:
        return self._asking is not None

    def before(self, other: Callable[[], None]) -> None:
        """Something else, unless the hand-over is being written already."""
        if self.leave():
            other()

    def leave(self) -> bool:
        """The clerk turns away. False = the hand-over is being written: nothing else begins before it is shown."""
        if self._asking is None:
            return True
        if not self._asking.leave():
            self._page.put(replace(self._page.state, busy=Busy.WRITING))
            return False
        self._asking = None
        self._at_hq(AtHq.NOT_ASKED)
        return True

    def _answered(self, asking: Asking, outcome: ClaimOutcome) -> None:
        if asking is not self._asking:
            return
        self._asking = None
        self._page.state = replace(self._page.state, busy=Busy.NO)
        if isinstance(outcome, HqNotReached):
            self._at_hq(AtHq.NOT_REACHED)
            self._page.next_scan()
        else:
            self._page.handed_over(outcome)

    def _failed(self, asking: Asking) -> None:
        if asking is self._asking:
            self._asking = None
            self._at_hq(AtHq.NOT_ASKED)
            self._page.failed()

    def _at_hq(self, at_hq: AtHq) -> None:
        card = self._page.state.card
        if isinstance(card, RefusedOpen):
            self._page.put(replace(self._page.state, card=replace(card, at_hq=at_hq)))
