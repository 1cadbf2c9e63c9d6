"""Where the counter page hands over: what Enter means on each card, and one write at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, assert_never

from app.actions.desk import Desk
from app.actions.outcomes import HandedOver, HandOverRefused, PickupRefused, RedeemOutcome
from app.actions.requests import RedeemRequest
from app.domain.identity import PickupId
from app.domain.members import Member
from app.domain.prompts import Prompt
from app.ui.counter import marks, moves
from app.ui.counter.claims import ClaimFlow
from app.ui.counter.look_ups import LookUpFlow
from app.ui.counter.opened import opened, refused_late
from app.ui.counter.pointing import Pointing
from app.ui.counter.state import (
    Busy,
    Card,
    Choosing,
    CounterState,
    DoneShown,
    Idle,
    MemberOpen,
    NoteShown,
    Notice,
    PickupOpen,
    ProductShown,
    RefusedOpen,
    UndoneShown,
)
from app.ui.jobs import Jobs
from app.ui.theme import Tone


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

    def clear(self) -> None: ...

    def failed(self) -> None: ...


class HandOverFlow:
    """A hand-over in flight is never asked for twice."""

    def __init__(
        self,
        page: Page,
        *,
        desk: Desk,
        jobs: Jobs,
        claims: ClaimFlow,
        look_ups: LookUpFlow,
        pointing: Pointing,
        now: Callable[[], datetime],
    ) -> None:
        self._page = page
        self._desk = desk
        self._jobs = jobs
        self._claims = claims
        self._look_ups = look_ups
        self._pointing = pointing
        self._now = now

    def confirm(self) -> None:  # noqa: C901 - one arm for each card
        """Enter."""
        state = self._page.state
        if state.busy is not Busy.NO or state.pin is not None:
            return
        match state.card:
            case PickupOpen() as card:
                self._redeem(card)
            case RefusedOpen(claimable=True):
                self._claims.ask()
            case RefusedOpen(refused=PickupRefused()) as card:
                self._page.put(replace(state, card=replace(card, looking=not card.looking)))
            case Choosing(cursor=cursor):
                self._pointing.choose(cursor)
            case MemberOpen(found=found, cursor=cursor):
                if found.pickups:
                    self._look_ups.open_pickup(found.pickups[cursor].id)
            case DoneShown(others=others):
                if others:
                    self._look_ups.open_pickup(others[0].id)
                else:
                    self._page.clear()
            case UndoneShown(undone=undone) if undone.pickup is not None:
                self._look_ups.open_pickup(undone.pickup.id)
            case UndoneShown() | ProductShown() | NoteShown() | RefusedOpen() | Idle():
                self._page.clear()
            case _:
                assert_never(state.card)

    def handed_over(self, outcome: RedeemOutcome) -> None:
        """A hand-over or an override was answered."""
        state = self._page.state
        match outcome:
            case HandedOver():
                self._page.put(moves.done(state, outcome))
                self._page.sound(Tone.OK)
            case HandOverRefused():
                refused = refused_late(outcome, state.card, state.member)
                card, tone = opened(refused, self._now())
                self._page.show(card, member=state.member, tone=tone)
            case _:
                assert_never(outcome)
        self._look_ups.next_scan()

    def _redeem(self, card: PickupOpen) -> None:
        units, problems = marks.units_of(card.marks), marks.problems_of(card.marks)
        if not units and not problems:
            self._page.tell(Notice.NOTHING_CHOSEN)
            return
        request = RedeemRequest(card.found.pickup.id, units, problems, card.found.code)
        (self._claims.hand_over if card.near else self._write)(request)

    def _write(self, request: RedeemRequest) -> None:
        """One write at a time: while it runs, further confirming keys do nothing and a scan waits."""
        self._look_ups.drop_answers()
        self._page.put(replace(self._page.state, busy=Busy.WRITING, told=None))

        def done(outcome: RedeemOutcome) -> None:
            self._page.state = replace(self._page.state, busy=Busy.NO)
            self.handed_over(outcome)

        self._jobs.run(lambda: self._desk.redeem_pickup(request), done, self._page.failed)
