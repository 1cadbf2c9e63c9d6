"""All that can be done on the counter page, each kind of deed a flow of its own, and which key belongs to which."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, assert_never

from app.actions.claiming import AskHq
from app.actions.desk import Desk
from app.actions.outcomes import RedeemOutcome
from app.domain.drawer import DrawerReason
from app.domain.identity import MemberId, PickupId, StaffId
from app.domain.members import Member
from app.domain.prompts import Answer, Prompt
from app.domain.staff import Clerk
from app.ui.counter import marks, moves
from app.ui.counter.claims import ClaimFlow
from app.ui.counter.drawer import DrawerFlow
from app.ui.counter.hand_overs import HandOverFlow
from app.ui.counter.look_ups import LookUpFlow
from app.ui.counter.member_data import MemberDataFlow
from app.ui.counter.pins import PinFlow
from app.ui.counter.pointing import Pointing
from app.ui.counter.prints import PrintFlow
from app.ui.counter.reveal import RevealFlow
from app.ui.counter.sentence import SentenceFlow
from app.ui.counter.state import (
    Act,
    Card,
    Changed,
    CounterState,
    DataTyped,
    Did,
    Moved,
    Notice,
    PinEntered,
    Pointed,
    SetTo,
    Submitted,
)
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks
from app.ui.sync.exporting import Export
from app.ui.theme import Tone


class Page(Protocol):
    """The presenter, as far as any flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def on_desk(self, fresh: CounterState) -> None: ...

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

    def scanned(self, text: str) -> None: ...

    def open_pickup(self, pickup: PickupId) -> None: ...

    def open_member(self, member: MemberId) -> None: ...

    def handed_over(self, outcome: RedeemOutcome) -> None: ...

    def clear(self) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...


class Flows:
    def __init__(
        self,
        page: Page,
        *,
        desk: Desk,
        jobs: Jobs,
        ask_hq: AskHq,
        now: Callable[[], datetime],
        mono: Callable[[], float],
        steady: Callable[[], float],
        export: Export,
        has_drawer: Callable[[], bool],
    ) -> None:
        self._page = page
        self.pins = PinFlow(page, desk=desk, jobs=jobs)
        self.prints = PrintFlow(page, desk=desk, jobs=jobs)
        self.drawer = DrawerFlow(page, desk=desk, jobs=jobs, mono=mono, there=has_drawer)
        self.reveals = RevealFlow(page, desk=desk, jobs=jobs, steady=steady)
        self.data = MemberDataFlow(page, desk=desk, jobs=jobs, export=export)
        self.pointing = Pointing(page)
        self.sentence = SentenceFlow(page, desk=desk, jobs=jobs)
        self.claims = ClaimFlow(page, ask=ask_hq, jobs=jobs)
        self.look_ups = LookUpFlow(
            page, desk=desk, jobs=jobs, claims=self.claims, now=now, mono=mono
        )
        self.hand_overs = HandOverFlow(
            page,
            desk=desk,
            jobs=jobs,
            claims=self.claims,
            look_ups=self.look_ups,
            pointing=self.pointing,
            now=now,
        )

    def stands(self, people: tuple[Clerk, ...]) -> None:
        """Among whom somebody is asked for a PIN."""
        for asker in (self.pins, self.drawer, self.reveals, self.data):
            asker.people = people

    def act(self, act: Act) -> None:
        match act:
            case Submitted(text=text):
                self._page.scanned(text)
            case Moved(by=by):
                self._page.on_desk(moves.moved(self._page.state, by))
            case Changed(by=by):
                self._page.on_desk(
                    moves.marked(self._page.state, lambda line, mark: marks.changed(line, mark, by))
                )
            case SetTo(digit=digit):
                self.pointing.digit(digit)
            case Pointed(at=at):
                self.pointing.touched(at)
            case PinEntered(staff=staff, pin=pin):
                self._pin_entered(staff, pin)
            case DataTyped(key=key):
                self.data.typed(key)
            case DrawerReason():
                self.drawer.chosen(act)
            case Did():
                self._did(act)
            case _:
                assert_never(act)

    def _close_pin(self) -> None:
        self.pins.close()
        if self._page.state.pin is None:
            self.data.pin_closed()

    def _pin_entered(self, staff: StaffId, pin: str) -> None:
        asked = self._page.state.pin
        if asked is None or asked.checking:
            return
        match asked.asks:
            case Asks.DRAWER:
                self.drawer.entered(asked, staff, pin)
            case Asks.MEMBER_EXPORT | Asks.MEMBER_DELETE:
                self.data.entered(asked, staff, pin)
            case Asks.PHONE:
                self.reveals.entered(asked, staff, pin)
            case _:
                self.pins.entered(asked, staff, pin)

    def _did(self, did: Did) -> None:
        verbs: dict[Did, Callable[[], None]] = {
            Did.CONFIRMED: self.hand_overs.confirm,
            Did.CLEARED: self._page.clear,
            Did.TOGGLED: lambda: self._page.on_desk(moves.marked(self._page.state, marks.toggled)),
            Did.WENT_PARTIAL: lambda: self._page.on_desk(moves.gone_partial(self._page.state)),
            Did.REPORTED_PROBLEM: lambda: self._page.on_desk(
                moves.marked(self._page.state, marks.next_problem)
            ),
            Did.TOOK_OFFER: lambda: self.sentence.answer(Answer.TAKEN),
            Did.DECLINED_OFFER: lambda: self.sentence.answer(Answer.DECLINED),
            Did.ASKED_UNDO: lambda: self.claims.before(self.pins.undo),
            Did.ASKED_REPRINT: self.prints.reprint,
            Did.ASKED_OVERRIDE: lambda: self.claims.before(self.pins.override),
            Did.PRINTED_AGAIN: self.prints.again,
            Did.DROPPED_PRINT: self.prints.drop,
            Did.CLOSED_PIN: self._close_pin,
            Did.ASKED_DATA: lambda: self.claims.before(self.data.ask),
            Did.CLOSED_DATA: self.data.close,
            Did.ASKED_PHONE: self.reveals.ask,
            Did.HID_PHONE: self.reveals.hide,
            Did.ASKED_DRAWER: self.drawer.ask,
            Did.CLOSED_DRAWER: self.drawer.close,
        }
        verbs[did]()
