"""Where the counter page asks HQ, or the store's hub, for an order this counter does not hold: nothing on screen ever waits
for the line. What the hub holds looks like our own until it does not answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.actions.claiming import AskHq, Asking
from app.actions.outcomes import ClaimOutcome, HqNotReached, PickupRefused, RedeemOutcome
from app.actions.requests import RedeemRequest
from app.domain.pickups import HeldElsewhere, overridable
from app.ui.counter.state import AtHq, Busy, CounterState, PickupOpen, RefusedOpen
from app.ui.jobs import Jobs
from app.ui.theme import Tone


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def handed_over(self, outcome: RedeemOutcome) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...

    def sound(self, tone: Tone) -> None: ...


class ClaimFlow:
    """One question at a time. It is over when HQ has answered or when the clerk has turned to something else."""

    def __init__(self, page: Page, *, ask: AskHq, jobs: Jobs) -> None:
        self._page = page
        self._ask = ask
        self._jobs = jobs
        self._asking: Asking | None = None
        self._wish: RedeemRequest | None = None

    def ask(self) -> None:
        card = self._page.state.card
        if self._asking is not None or not isinstance(card, RefusedOpen):
            return
        if not card.claimable or not isinstance(card.refused, PickupRefused):
            return
        refused = card.refused
        self._begin(card.wish or RedeemRequest(refused.pickup.id, (), (), refused.code))

    def hand_over(self, request: RedeemRequest) -> None:
        """An order the hub holds, on the desk as one of ours."""
        if self._asking is None:
            self._wish = request
            self._begin(request)

    def _begin(self, request: RedeemRequest) -> None:
        asking = self._asking = self._ask(request)
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
            self._page.sound(Tone.WARN)
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
        match card:
            case RefusedOpen():
                fresh: PickupOpen | RefusedOpen = replace(card, at_hq=at_hq)
            case PickupOpen() if at_hq is AtHq.NOT_REACHED:
                fresh = self._refused(card)
            case PickupOpen():
                fresh = replace(card, asking=at_hq is AtHq.ASKING)
            case _:
                return
        self._page.put(replace(self._page.state, card=fresh))

    def _refused(self, card: PickupOpen) -> RefusedOpen:
        """The hub did not answer: now it is an order held elsewhere, with the way out of a manager's word."""
        found = card.found
        refusal = HeldElsewhere(found.pickup.grant)
        refused = PickupRefused(
            found.pickup, refusal, found.member, overridable(refusal), found.code
        )
        return RefusedOpen(refused, at_hq=AtHq.NOT_REACHED, wish=self._wish)
