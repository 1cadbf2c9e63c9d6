"""Where the counter page needs a PIN: a manager lets a refusal through, or an undo came late."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol, assert_never

from app.actions.desk import Desk
from app.actions.outcomes import (
    HandedOver,
    HandOverRefused,
    NotAllowed,
    NothingToUndo,
    PickupRefused,
    PinAccepted,
    PinLocked,
    PinOutcome,
    PinWrong,
    RedeemOutcome,
    Undone,
    UndoNeedsPin,
    UndoOutcome,
)
from app.actions.requests import OverrideRequest
from app.domain.identity import StaffId
from app.domain.pickups import UndoRight
from app.domain.staff import Clerk, Role
from app.ui.counter.state import (
    Busy,
    CounterState,
    Notice,
    RefusedOpen,
)
from app.ui.counter.state import UndoneShown as Shown
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked, PinWord
from app.ui.theme import Tone


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def show(self, card: Shown, *, tone: Tone) -> None: ...

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None: ...

    def handed_over(self, outcome: RedeemOutcome) -> None: ...

    def failed(self) -> None: ...

    def next_scan(self) -> None: ...


class PinFlow:
    """Opens, answers and closes the PIN dialog. A PIN lives only from the sixth key to the verb."""

    def __init__(self, page: Page, *, desk: Desk, jobs: Jobs) -> None:
        self.people: tuple[Clerk, ...] = ()
        self._page = page
        self._desk = desk
        self._jobs = jobs

    def override(self) -> None:
        """Only where the refusal may be let through, and somebody may do it."""
        card = self._page.state.card
        if self._page.state.busy is not Busy.NO or not isinstance(card, RefusedOpen):
            return
        if isinstance(card.refused, PickupRefused) and card.refused.overridable:
            self._ask(Asks.OVERRIDE, card.refused.pickup.order_no)

    def undo(self) -> None:
        if self._page.state.busy is Busy.WRITING or self._page.state.pin is not None:
            return
        self._start()
        self._jobs.run(
            lambda: self._desk.undo_redemption(None, ""), self._undone, self._page.failed
        )

    def entered(self, asked: PinAsked, staff: StaffId, pin: str) -> None:
        card = self._page.state.card
        fresh = replace(asked, checking=True, word=None)
        if asked.asks is Asks.UNDO:
            self._start(fresh)
            self._jobs.run(
                lambda: self._desk.undo_redemption(staff, pin), self._undone, self._page.failed
            )
        elif isinstance(card, RefusedOpen) and isinstance(card.refused, PickupRefused):
            refused = card.refused
            request = OverrideRequest(refused.pickup.id, staff, pin, refused.code)
            self._start(fresh)
            self._jobs.run(
                lambda: self._desk.override_refusal(request), self._overridden, self._page.failed
            )

    def close(self) -> None:
        if self._page.state.pin is not None and not self._page.state.pin.checking:
            self._page.put(replace(self._page.state, pin=None))

    def _ask(self, asks: Asks, subject: str) -> None:
        people = tuple(clerk for clerk in self.people if clerk.role is Role.MANAGER)
        self._page.put(replace(self._page.state, pin=PinAsked(asks, subject, people)))

    def _start(self, pin: PinAsked | None = None) -> None:
        self._page.put(replace(self._page.state, busy=Busy.WRITING, pin=pin, told=None))

    def _overridden(self, outcome: RedeemOutcome | PinOutcome) -> None:
        match outcome:
            case HandedOver() | HandOverRefused():
                self._end()
                self._page.handed_over(outcome)
            case PinAccepted():
                self._end()
            case PinWrong() | PinLocked() | NotAllowed():
                self._wrong(outcome)
            case _:
                assert_never(outcome)

    def _undone(self, outcome: UndoOutcome) -> None:
        match outcome:
            case Undone():
                self._end()
                self._page.state = replace(self._page.state, last_undone=True)
                self._page.show(Shown(outcome), tone=Tone.WARN)
            case UndoNeedsPin(order_no=order_no):
                self._end()
                self._ask(Asks.UNDO, order_no)
            case NothingToUndo(right=right):
                self._end()
                late = right is UndoRight.TOO_LATE
                self._page.tell(Notice.UNDO_TOO_LATE if late else Notice.NOTHING_TO_UNDO)
            case PinWrong() | PinLocked() | NotAllowed():
                self._wrong(outcome)
            case _:
                assert_never(outcome)
        if self._page.state.pin is None:
            self._page.next_scan()

    def _end(self) -> None:
        self._page.state = replace(self._page.state, busy=Busy.NO, pin=None)
        self._page.put(self._page.state)

    def _wrong(self, outcome: PinWrong | PinLocked | NotAllowed) -> None:
        self._page.put(with_answer(replace(self._page.state, busy=Busy.NO), outcome))


def with_answer(state: CounterState, outcome: PinWrong | PinLocked | NotAllowed) -> CounterState:
    """The same dialog, saying what became of the PIN."""
    asked = state.pin
    if asked is None:
        return state
    word, left, until = word_of(outcome)
    fresh = replace(asked, word=word, left=left, until=until, checking=False, tries=asked.tries + 1)
    return replace(state, pin=fresh)


def word_of(outcome: PinWrong | PinLocked | NotAllowed) -> tuple[PinWord, int, datetime | None]:
    """What the dialog says of a PIN that did not do: (word, tries left, locked until)."""
    match outcome:
        case PinWrong(tries_left=left):
            return PinWord.WRONG, left, None
        case PinLocked(until=until):
            return PinWord.LOCKED, 0, until
        case NotAllowed():
            return PinWord.NOT_ALLOWED, 0, None
        case _:
            assert_never(outcome)
