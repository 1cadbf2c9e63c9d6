"""The counter page's presenter: what is on screen, and what the window tells of. What the clerk did becomes a verb on the
store lane, and its outcome the next state, in the flows beside this file.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.actions.claiming import AskHq
from app.actions.desk import Desk
from app.actions.outcomes import (
    PickupLists,
    RedeemOutcome,
)
from app.actions.ports import PickupCounts
from app.actions.requests import ListFilter
from app.domain.drawer import DrawerEnd
from app.domain.identity import MemberId, PickupId
from app.domain.members import Member
from app.domain.prompts import Answer, Prompt
from app.domain.staff import Clerk
from app.ui.counter import moves
from app.ui.counter.flows import Flows
from app.ui.counter.state import (
    Act,
    Busy,
    Card,
    CounterState,
    Idle,
    Notice,
    PickupOpen,
    Told,
)
from app.ui.jobs import Jobs
from app.ui.sync.exporting import Export
from app.ui.theme import Tone


class CounterPresenter:
    """`changed` renders, `heard` sounds; `mono` is a clock that never goes back, in seconds, and `steady` one that goes on
    while the PC sleeps."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        ask_hq: AskHq,
        export: Export,
        now: Callable[[], datetime],
        mono: Callable[[], float],
        steady: Callable[[], float],
        changed: Callable[[CounterState], None],
        heard: Callable[[Tone], None],
        has_drawer: Callable[[], bool] = lambda: False,
    ) -> None:
        self.state = CounterState()
        self._desk = desk
        self._jobs = jobs
        self._now = now
        self._changed = changed
        self._heard = heard
        self._counts: PickupCounts | None = None
        self._flows = Flows(
            self,
            desk=desk,
            jobs=jobs,
            ask_hq=ask_hq,
            export=export,
            now=now,
            mono=mono,
            steady=steady,
            has_drawer=has_drawer,
        )

    # -- from the window --------------------------------------------------------------------------------------

    def begin(self, people: tuple[Clerk, ...]) -> None:
        """A clerk stands here; nothing of the one before is left."""
        self._flows.claims.leave()
        self._flows.reveals.hide()
        self._flows.look_ups.forget()
        self._flows.stands(people)
        self.put(
            CounterState(
                last=self.state.last,
                last_undone=self.state.last_undone,
                last_paper=self.state.last_paper,
            )
        )
        self.refresh_numbers()
        self.prints_changed()

    def leave(self) -> None:
        """The clerk signs out: a sentence still open is recorded as unsaid while they are still known."""
        self._flows.claims.leave()
        self._flows.reveals.hide()
        self.show(Idle(self.state.last, self._counts))

    def locked(self) -> None:
        """What asks for a PIN or a reason is closed, as by Esc; what is being checked or written ends by itself."""
        self._flows.data.close()
        self._flows.pins.close()
        self._flows.drawer.close()
        self._flows.reveals.hide()

    def woken(self) -> None:
        """Back from the lock: a sentence whose offer is over is said no more."""
        self._flows.sentence.expire(self._now())

    def scanned(self, text: str) -> None:
        """A whole code from a scanner, or typed and entered."""
        self._flows.reveals.hide()
        self._flows.look_ups.scanned(text)

    def open_pickup(self, pickup: PickupId) -> None:
        """A row of the pickups page, a choice, or the next order of the same person."""
        self._flows.look_ups.open_pickup(pickup)

    def open_member(self, member: MemberId) -> None:
        """A choice."""
        self._flows.look_ups.open_member(member)

    def looked_away(self) -> None:
        """Another page, or another program's window: a number is not left standing."""
        self._flows.reveals.hide()

    def tick(self) -> None:
        """Once a second."""
        self._flows.reveals.tick()

    def refreshed(self) -> None:
        """HQ's data changed: numbers of an idle page; an order on the desk is marked when it changed."""
        if isinstance(self.state.card, Idle):
            self.refresh_numbers()
        elif isinstance(self.state.card, PickupOpen):
            found = self.state.card.found
            self._jobs.run(
                lambda: self._desk.open_pickup(found.pickup.id),
                lambda outcome: self.put(moves.compared(self.state, found, outcome)),
            )

    def refresh_numbers(self) -> None:
        self._jobs.run(lambda: self._desk.list_pickups(ListFilter.WAITING, ""), self._counted)

    def prints_changed(self) -> None:
        self._flows.prints.look()

    def drawer_ended(self, end: DrawerEnd) -> None:
        self._flows.drawer.ended(end)

    def act(self, act: Act) -> None:
        self._flows.act(act)

    def handed_over(self, outcome: RedeemOutcome) -> None:
        """A hand-over or an override was answered."""
        self._flows.hand_overs.handed_over(outcome)

    def on_desk(self, fresh: CounterState) -> None:
        """A pure change of what lies here; not while it is being written."""
        if self.state.busy is not Busy.WRITING:
            self.put(fresh)

    # -- putting it on screen ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Back one step: out of a dialog, out of partial marks, out of the card. Nothing committed changes."""
        if self.state.busy is Busy.WRITING:
            return
        if self.state.pin is not None:
            self._flows.pins.close()
            return
        if self._flows.claims.asking:
            self._flows.claims.leave()
            return
        back = moves.gone_back(self.state)
        if back is not None:
            self.put(back)
            return
        self._flows.look_ups.drop_answers()
        self.show(Idle(self.state.last, self._counts))
        self.refresh_numbers()

    def show(
        self,
        card: Card,
        *,
        member: Member | None = None,
        prompt: Prompt | None = None,
        pickup: PickupId | None = None,
        tone: Tone | None = None,
    ) -> None:
        """A new card. A sentence nobody answered is recorded as unsaid, unless it stays on screen."""
        whose = member.id if member is not None else None
        said, unsaid = moves.next_said(self.state.said, prompt, whose, pickup)
        if unsaid is not None:
            self._flows.sentence.record(unsaid, Answer.UNSAID)
        self.put(replace(self.state, card=card, said=said, member=member, busy=Busy.NO, told=None))
        if tone is not None:
            self._heard(tone)

    def sound(self, tone: Tone) -> None:
        self._heard(tone)

    def put(self, state: CounterState) -> None:
        """The next snapshot, rendered at once."""
        self.state = state
        self._changed(state)

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None:
        self.put(
            replace(
                self.state,
                told=Told(notice, number, times),
                told_count=self.state.told_count + 1,
            )
        )

    def _counted(self, lists: PickupLists) -> None:
        self._counts = lists.counts
        if isinstance(self.state.card, Idle):
            card = replace(self.state.card, counts=lists.counts, last=self.state.last)
            self.put(replace(self.state, card=card))

    def next_scan(self) -> None:
        """A code that was scanned while something was being written."""
        self._flows.look_ups.next_scan()

    def failed(self) -> None:
        """A verb raised: it did nothing (one transaction), the log has it, the clerk gets a calm sentence."""
        self.state = replace(
            self.state, busy=Busy.NO, pin=None, drawer_asks=False, phone=None, data=None
        )
        self.tell(Notice.WENT_WRONG)
        self._heard(Tone.DANGER)
        self.next_scan()
