"""Where the counter page tells a member all that is held of them, in a file, or deletes them: a manager's PIN for both, and the
last digits of their number before anything goes."""

from dataclasses import replace
from typing import Protocol, assert_never

from app.actions.desk import Desk
from app.actions.export_unsent import ExportPlace, NotWritten
from app.actions.member_data import (
    DeleteOutcome,
    MemberDeleted,
    MemberFileOutcome,
    MemberFileRequest,
    MemberWritten,
    NoSuchMember,
    StillOwed,
)
from app.actions.outcomes import NotAllowed, PinLocked, PinWrong
from app.domain.identity import StaffId
from app.domain.staff import Clerk, Role
from app.ui.counter.data_state import LAST, DataAsked, DataEnd, Step
from app.ui.counter.pins import with_answer
from app.ui.counter.state import Busy, CounterState
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked
from app.ui.sync.exporting import Export
from app.ui.sync.place_words import place_name


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def clear(self) -> None: ...

    def failed(self) -> None: ...


class MemberDataFlow:
    """One member at a time; a PIN is good for that one and for what was chosen."""

    def __init__(self, page: Page, *, desk: Desk, jobs: Jobs, export: Export) -> None:
        self.people: tuple[Clerk, ...] = ()
        self._page = page
        self._desk = desk
        self._jobs = jobs
        self._export = export
        self._visit = 0

    def ask(self) -> None:
        """The key, on a page with a member."""
        state = self._page.state
        if state.member is None or state.busy is not Busy.NO or state.pin is not None:
            return
        member = state.member
        self._put(DataAsked(member.id, member.name, member.phone[-LAST:]))

    def close(self) -> None:
        """Nothing is asked any more; a file that is being written is written, and its end is said to nobody."""
        state = self._page.state
        if state.data is None or (state.pin is not None and state.pin.checking):
            return
        self._visit += 1
        pin = None if state.pin is not None and _is_ours(state.pin) else state.pin
        done = state.data.end is not None and isinstance(state.data.end, MemberDeleted)
        self._page.put(replace(state, data=None, pin=pin))
        if done:
            self._page.clear()

    def typed(self, key: str) -> None:
        """A digit, or "" for a step back."""
        data = self._page.state.data
        if data is None:
            return
        match data.step:
            case Step.CHOOSE if key == "1":
                self._look_for_places(data)
            case Step.CHOOSE if key == "2":
                self._put(replace(data, step=Step.CONFIRM, place=None))
            case Step.PLACE if key and 0 < int(key) <= len(data.places):
                self._ask_pin(replace(data, place=data.places[int(key) - 1]))
            case Step.CONFIRM:
                self._confirm(data, data.typed + key if key else data.typed[:-1])
            case _:
                pass

    def pin_closed(self) -> None:
        """No PIN: back to what there is to choose."""
        data = self._page.state.data
        if data is not None and data.step is Step.WORKING:
            self._put(DataAsked(data.member, data.name, data.last))

    def entered(self, asked: PinAsked, staff: StaffId, pin: str) -> None:
        data = self._page.state.data
        if data is None:
            return
        self._page.put(replace(self._page.state, pin=replace(asked, checking=True, word=None)))
        visit = self._visit
        if asked.asks is Asks.MEMBER_EXPORT and data.place is not None:
            request = MemberFileRequest(data.member, data.place.path, staff, pin)
            self._jobs.hear(
                self._export.member_file(request),
                lambda outcome: self._answered(visit, outcome),
                lambda: self._answered(visit, NotWritten()),
            )
        else:
            self._jobs.run(
                lambda: self._desk.delete_member(data.member, staff, pin),
                lambda outcome: self._answered(visit, outcome),
                self._page.failed,
            )

    def _confirm(self, data: DataAsked, typed: str) -> None:
        if len(typed) < LAST:
            self._put(replace(data, typed=typed, wrong=False))
        elif typed == data.last:
            self._ask_pin(replace(data, typed=typed, wrong=False))
        else:
            self._put(replace(data, typed="", wrong=True))

    def _look_for_places(self, data: DataAsked) -> None:
        visit = self._visit
        self._put(replace(data, step=Step.WORKING))
        self._jobs.hear(
            self._export.places(),
            lambda places: self._found(visit, places),
            lambda: self._answered(visit, NotWritten()),
        )

    def _found(self, visit: int, places: tuple[ExportPlace, ...]) -> None:
        data = self._page.state.data
        if visit != self._visit or data is None:
            return
        if len(places) == 1:
            self._ask_pin(replace(data, place=places[0]))
        else:
            self._put(replace(data, step=Step.PLACE, places=places))

    def _ask_pin(self, data: DataAsked) -> None:
        people = tuple(clerk for clerk in self.people if clerk.role is Role.MANAGER)
        asked = PinAsked(Asks.MEMBER_DELETE, data.name, people)
        if data.place is not None:
            asked = PinAsked(Asks.MEMBER_EXPORT, place_name(data.place), people)
        fresh = replace(data, step=Step.WORKING, places=())
        self._page.put(replace(self._page.state, data=fresh, pin=asked))

    def _answered(self, visit: int, outcome: MemberFileOutcome | DeleteOutcome) -> None:
        state = self._page.state
        if visit != self._visit or state.data is None:
            return
        match outcome:
            case PinWrong() | PinLocked() | NotAllowed():
                self._page.put(with_answer(state, outcome))
            case MemberWritten() | NotWritten() | MemberDeleted() | StillOwed() | NoSuchMember():
                self._over(state.data, outcome)
            case _:
                assert_never(outcome)

    def _over(self, data: DataAsked, end: DataEnd) -> None:
        fresh = replace(data, step=Step.OVER, places=(), end=end)
        self._page.put(replace(self._page.state, data=fresh, pin=None))

    def _put(self, data: DataAsked) -> None:
        self._page.put(replace(self._page.state, data=data, told=None))


def _is_ours(pin: PinAsked) -> bool:
    return pin.asks in {Asks.MEMBER_EXPORT, Asks.MEMBER_DELETE}
