"""A manager's word for what money or receipts hang on: asked once a visit of the page, given by being the manager or by a
PIN, gone when the page is left."""

from collections.abc import Callable
from dataclasses import replace

from app.actions.outcomes import PinAccepted, PinOutcome
from app.actions.set_up import SetUpDesk
from app.domain.identity import StaffId
from app.domain.staff import Clerk, Role
from app.ui.counter.pins import word_of
from app.ui.jobs import Jobs
from app.ui.pin_asked import Asks, PinAsked


class Approval:
    """`changed` is told when the question appears, changes or goes."""

    def __init__(self, desk: SetUpDesk, jobs: Jobs, changed: Callable[[], None]) -> None:
        self.asked: PinAsked | None = None
        self._desk = desk
        self._jobs = jobs
        self._changed = changed
        self._managers: tuple[Clerk, ...] = ()
        self._given = False
        self._is_manager = False
        self._then: Callable[[], None] = _nothing
        self._visit = 0

    def stands(self, clerk: Clerk | None, everyone: tuple[Clerk, ...]) -> None:
        """Who is at the counter now; what was given before is gone."""
        self._managers = tuple(one for one in everyone if one.role is Role.MANAGER)
        self._is_manager = clerk is not None and clerk.role is Role.MANAGER
        self.forget()

    def ask(self, then: Callable[[], None]) -> None:
        """`then` at once when the word is given, else after the right PIN."""
        if self._given or self._is_manager:
            then()
            return
        self._then = then
        self._put(PinAsked(Asks.SETTINGS, "", self._managers))

    def entered(self, staff: int, pin: str) -> None:
        if self.asked is None or self.asked.checking:
            return
        self._put(replace(self.asked, checking=True, word=None))
        visit = self._visit
        self._jobs.run(
            lambda: self._desk.approve(StaffId(staff), pin),
            lambda outcome: self._answered(visit, outcome),
            self.close,
        )

    def close(self) -> None:
        self._then = _nothing
        self._put(None)

    def forget(self) -> None:
        """The page is left."""
        self._visit += 1
        self._given = False
        self.close()

    def _answered(self, visit: int, outcome: PinOutcome) -> None:
        if visit != self._visit or self.asked is None:
            return
        if isinstance(outcome, PinAccepted):
            self._given = True
            then = self._then
            self.close()
            then()
            return
        word, left, until = word_of(outcome)
        tries = self.asked.tries + 1
        self._put(
            replace(self.asked, word=word, left=left, until=until, checking=False, tries=tries)
        )

    def _put(self, asked: PinAsked | None) -> None:
        self.asked = asked
        self._changed()


def _nothing() -> None:
    """Nobody waits for the word."""
