"""The counter page's presenter: what the clerk did becomes a verb on the store lane, its outcome the next state. Each kind
of deed is a flow beside this file; what is on screen is put there from here.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from app.actions.claiming import AskHq
from app.actions.desk import Desk
from app.actions.outcomes import (
    PickupLists,
    RedeemOutcome,
)
from app.actions.ports import PickupCounts
from app.actions.requests import ListFilter
from app.domain.drawer import DrawerEnd, DrawerReason
from app.domain.identity import MemberId, PickupId, StaffId
from app.domain.members import Member
from app.domain.prompts import Answer, Prompt
from app.domain.staff import Clerk
from app.ui.counter import marks, moves
from app.ui.counter.claims import ClaimFlow
from app.ui.counter.drawer import DrawerFlow
from app.ui.counter.hand_overs import HandOverFlow
from app.ui.counter.look_ups import LookUpFlow
from app.ui.counter.pins import PinFlow
from app.ui.counter.pointing import Pointing
from app.ui.counter.prints import PrintFlow
from app.ui.counter.sentence import SentenceFlow
from app.ui.counter.state import (
    Act,
    Busy,
    Card,
    Changed,
    CounterState,
    Did,
    Idle,
    Moved,
    Notice,
    PickupOpen,
    PinEntered,
    Pointed,
    SetTo,
    Submitted,
    Told,
)
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks
from app.ui.theme import Tone


class CounterPresenter:
    """`changed` renders, `heard` sounds; `mono` is a clock that never goes back, in seconds."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        ask_hq: AskHq,
        now: Callable[[], datetime],
        mono: Callable[[], float],
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
        self._pins = PinFlow(self, desk=desk, jobs=jobs)
        self._prints = PrintFlow(self, desk=desk, jobs=jobs)
        self._drawer = DrawerFlow(self, desk=desk, jobs=jobs, mono=mono, there=has_drawer)
        self._pointing = Pointing(self)
        self._sentence = SentenceFlow(self, desk=desk, jobs=jobs)
        self._claims = ClaimFlow(self, ask=ask_hq, jobs=jobs)
        self._look_ups = LookUpFlow(
            self, desk=desk, jobs=jobs, claims=self._claims, now=now, mono=mono
        )
        self._hand_overs = HandOverFlow(
            self,
            desk=desk,
            jobs=jobs,
            claims=self._claims,
            look_ups=self._look_ups,
            pointing=self._pointing,
            now=now,
        )

    # -- from the window --------------------------------------------------------------------------------------

    def begin(self, people: tuple[Clerk, ...]) -> None:
        """A clerk stands here; nothing of the one before is left."""
        self._claims.leave()
        self._look_ups.forget()
        self._pins.people = self._drawer.people = people
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
        self._claims.leave()
        self.show(Idle(self.state.last, self._counts))

    def locked(self) -> None:
        """What asks for a PIN or a reason is closed, as by Esc; what is being checked or written ends by itself."""
        self._pins.close()
        self._drawer.close()

    def woken(self) -> None:
        """Back from the lock: a sentence whose offer is over is said no more."""
        self._sentence.expire(self._now())

    def scanned(self, text: str) -> None:
        """A whole code from a scanner, or typed and entered."""
        self._look_ups.scanned(text)

    def open_pickup(self, pickup: PickupId) -> None:
        """A row of the pickups page, a choice, or the next order of the same person."""
        self._look_ups.open_pickup(pickup)

    def open_member(self, member: MemberId) -> None:
        """A choice."""
        self._look_ups.open_member(member)

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
        self._prints.look()

    def drawer_ended(self, end: DrawerEnd) -> None:
        self._drawer.ended(end)

    def act(self, act: Act) -> None:
        match act:
            case Submitted(text=text):
                self.scanned(text)
            case Moved(by=by):
                self.on_desk(moves.moved(self.state, by))
            case Changed(by=by):
                self.on_desk(
                    moves.marked(self.state, lambda line, mark: marks.changed(line, mark, by))
                )
            case SetTo(digit=digit):
                self._pointing.digit(digit)
            case Pointed(at=at):
                self._pointing.touched(at)
            case PinEntered(staff=staff, pin=pin):
                self._pin_entered(staff, pin)
            case DrawerReason():
                self._drawer.chosen(act)
            case Did():
                self._did(act)
            case _:
                assert_never(act)

    def _pin_entered(self, staff: StaffId, pin: str) -> None:
        asked = self.state.pin
        if asked is None or asked.checking:
            return
        if asked.asks is Asks.DRAWER:
            self._drawer.entered(asked, staff, pin)
        else:
            self._pins.entered(asked, staff, pin)

    def _did(self, did: Did) -> None:
        verbs: dict[Did, Callable[[], None]] = {
            Did.CONFIRMED: self._hand_overs.confirm,
            Did.CLEARED: self.clear,
            Did.TOGGLED: lambda: self.on_desk(moves.marked(self.state, marks.toggled)),
            Did.WENT_PARTIAL: lambda: self.on_desk(moves.gone_partial(self.state)),
            Did.REPORTED_PROBLEM: lambda: self.on_desk(
                moves.marked(self.state, marks.next_problem)
            ),
            Did.TOOK_OFFER: lambda: self._sentence.answer(Answer.TAKEN),
            Did.DECLINED_OFFER: lambda: self._sentence.answer(Answer.DECLINED),
            Did.ASKED_UNDO: lambda: self._claims.before(self._pins.undo),
            Did.ASKED_REPRINT: self._prints.reprint,
            Did.ASKED_OVERRIDE: lambda: self._claims.before(self._pins.override),
            Did.PRINTED_AGAIN: self._prints.again,
            Did.DROPPED_PRINT: self._prints.drop,
            Did.CLOSED_PIN: self._pins.close,
            Did.ASKED_DRAWER: self._drawer.ask,
            Did.CLOSED_DRAWER: self._drawer.close,
        }
        verbs[did]()

    def handed_over(self, outcome: RedeemOutcome) -> None:
        """A hand-over or an override was answered."""
        self._hand_overs.handed_over(outcome)

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
            self._pins.close()
            return
        if self._claims.asking:
            self._claims.leave()
            return
        back = moves.gone_back(self.state)
        if back is not None:
            self.put(back)
            return
        self._look_ups.drop_answers()
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
            self._sentence.record(unsaid, Answer.UNSAID)
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
        self._look_ups.next_scan()

    def failed(self) -> None:
        """A verb raised: it did nothing (one transaction), the log has it, the clerk gets a calm sentence."""
        self.state = replace(self.state, busy=Busy.NO, pin=None, drawer_asks=False)
        self.tell(Notice.WENT_WRONG)
        self._heard(Tone.DANGER)
        self.next_scan()
