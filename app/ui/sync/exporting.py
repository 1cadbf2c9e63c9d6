"""Where the sync page exports the queue: choose a place, a manager's PIN, and what became of it. Nothing here waits for a
stick."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from app.actions.export_unsent import (
    Exported,
    ExportOutcome,
    ExportPlace,
    ExportRequest,
    NothingUnsent,
    NotWritten,
)
from app.actions.member_data import MemberFileOutcome, MemberFileRequest
from app.actions.outcomes import NotAllowed, PinLocked, PinWrong
from app.domain.identity import StaffId
from app.domain.staff import Clerk, Role
from app.ui.counter.pins import word_of
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked
from app.ui.sync.place_words import place_name
from app.ui.sync.state import SyncState


@dataclass(frozen=True, slots=True)
class Export:
    """What the window may ask for, each answered by another thread."""

    places: Callable[[], Future[tuple[ExportPlace, ...]]]
    export: Callable[[ExportRequest], Future[ExportOutcome]]
    member_file: Callable[[MemberFileRequest], Future[MemberFileOutcome]]
    """One member's data, from the counter page."""


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: SyncState

    def put(self, state: SyncState) -> None: ...


class ExportFlow:
    """Asked for on the page and gone with it; only what is being written is written to its end."""

    def __init__(self, page: Page, *, export: Export, jobs: Jobs) -> None:
        self.people: tuple[Clerk, ...] = ()
        self._page = page
        self._export = export
        self._jobs = jobs
        self._looking = False
        self._writing = False
        self._visit = 0

    def ask(self) -> None:
        if (
            self._looking
            or self._writing
            or self._page.state.places
            or self._page.state.pin is not None
        ):
            return
        self._looking = True
        self._page.put(replace(self._page.state, exported=None))
        visit = self._visit
        self._jobs.hear(
            self._export.places(),
            lambda places: self._found(visit, places),
            lambda: self._not_found(visit),
        )

    def chosen(self, at: int) -> None:
        places = self._page.state.places
        if 0 <= at < len(places):
            self._ask_pin(places[at])

    def entered(self, staff: StaffId, pin: str) -> None:
        asked, place = self._page.state.pin, self._page.state.place
        if asked is None or place is None or asked.checking:
            return
        self._writing = True
        self._page.put(replace(self._page.state, pin=replace(asked, checking=True, word=None)))
        request = ExportRequest(place.path, staff, pin)
        self._jobs.hear(
            self._export.export(request), self._ended, lambda: self._ended(NotWritten())
        )

    def close(self) -> None:
        """Nothing is asked any more, and places still looked for are nobody's; how a file that is being written ends is
        said all the same."""
        self._visit += 1
        self._looking = False
        self._page.put(replace(self._page.state, places=(), place=None, pin=None))

    def _found(self, visit: int, places: tuple[ExportPlace, ...]) -> None:
        if visit != self._visit:
            return
        self._looking = False
        if len(places) == 1:
            self._ask_pin(places[0])
        else:
            self._page.put(replace(self._page.state, places=places))

    def _not_found(self, visit: int) -> None:
        if visit != self._visit:
            return
        self._looking = False
        self._page.put(replace(self._page.state, exported=NotWritten()))

    def _ask_pin(self, place: ExportPlace) -> None:
        people = tuple(clerk for clerk in self.people if clerk.role is Role.MANAGER)
        asked = PinAsked(Asks.EXPORT, place_name(place), people)
        self._page.put(replace(self._page.state, places=(), place=place, pin=asked))

    def _ended(self, outcome: ExportOutcome) -> None:
        asked = self._page.state.pin
        self._writing = False
        match outcome:
            case Exported() | NothingUnsent() | NotWritten():
                self._page.put(replace(self._page.state, place=None, pin=None, exported=outcome))
            case PinWrong() | PinLocked() | NotAllowed():
                if asked is None:
                    return
                word, left, until = word_of(outcome)
                again = replace(
                    asked, word=word, left=left, until=until, checking=False, tries=asked.tries + 1
                )
                self._page.put(replace(self._page.state, pin=again))
            case _:
                assert_never(outcome)
