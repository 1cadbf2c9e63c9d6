"""Who types a PIN, at the sign-in page and at the locked counter: choose a clerk, collect six digits, ask the verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.actions.desk import Desk
from app.actions.outcomes import BadgeSeen, PinAccepted, PinOutcome, ScanOutcome
from app.domain.identity import StaffId
from app.domain.staff import Clerk
from app.ui.counter.pins import word_of
from app.ui.jobs import Jobs
from app.ui.pin_asked import PIN_LENGTH
from app.ui.sign_in.state import Remark, SignInState


class SignInPresenter:
    """`enter` is the verb, for the store lane; `accepted` gets whose PIN was right, and the PIN, for what must follow at
    once; `changed` renders."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        now: Callable[[], datetime],
        changed: Callable[[SignInState], None],
        enter: Callable[[StaffId, str], PinOutcome],
        accepted: Callable[[Clerk, str], None],
    ) -> None:
        self.state = SignInState()
        self._desk = desk
        self._jobs = jobs
        self._now = now
        self._changed = changed
        self._enter = enter
        self._accepted = accepted
        self._pin = ""

    def begin(self, people: tuple[Clerk, ...], chosen: Clerk | None = None) -> None:
        """`chosen` need not say who they are: only their PIN is missing."""
        self._pin = ""
        at = people.index(chosen) if chosen in people else None
        self._put(SignInState(people=people, cursor=at or 0, chosen=at))

    def choose(self, clerk: Clerk) -> bool:
        """Their badge was scanned. False = it cannot be them."""
        if self.state.checking or clerk not in self.state.people:
            return False
        self.chose(self.state.people.index(clerk))
        return True

    def moved(self, by: int) -> None:
        if self.state.chosen is None and self.state.people:
            fresh = max(0, min(len(self.state.people) - 1, self.state.cursor + by))
            self._put(replace(self.state, cursor=fresh, remark=None))

    def chose(self, index: int) -> None:
        """A number key, Enter on the cursor, or a touch."""
        if self.state.checking or not 0 <= index < len(self.state.people):
            return
        self._pin = ""
        self._put(replace(SignInState(people=self.state.people), cursor=index, chosen=index))

    def typed(self, digit: str) -> None:
        """Chooses a clerk while nobody is chosen, else one digit of the PIN."""
        state = self.state
        if state.chosen is None:
            self.chose(int(digit) - 1)
            return
        locked = state.until is not None and state.until > self._now()
        if state.checking or locked:
            return
        self._pin += digit
        if len(self._pin) < PIN_LENGTH:
            self._put(replace(state, digits=len(self._pin), word=None, remark=None))
            return
        pin, self._pin = self._pin, ""
        clerk = state.people[state.chosen]
        self._put(replace(state, digits=PIN_LENGTH, checking=True, word=None, remark=None))
        self._jobs.run(
            lambda: self._enter(clerk.id, pin),
            lambda outcome: self._answered(outcome, pin),
            self._failed,
        )

    def confirmed(self) -> None:
        if self.state.chosen is None:
            self.chose(self.state.cursor)

    def went_back(self) -> None:
        """Backspace takes a digit, Esc the person."""
        self._pin = ""
        if not self.state.checking:
            self._put(SignInState(people=self.state.people, cursor=self.state.cursor))

    def erased(self) -> None:
        if self.state.checking:
            return
        if not self._pin:
            self.went_back()
            return
        self._pin = self._pin[:-1]
        self._put(replace(self.state, digits=len(self._pin)))

    def scanned(self, text: str) -> None:
        """A badge chooses its person; anything else is said to be no badge."""
        if not self.state.checking:
            self._jobs.run(lambda: self._desk.scan_code(text), self._looked_up, self._failed)

    def _looked_up(self, outcome: ScanOutcome) -> None:
        if isinstance(outcome, BadgeSeen) and self.choose(outcome.clerk):
            return
        self._put(replace(self.state, remark=Remark.NOT_A_BADGE))

    def _answered(self, outcome: PinOutcome, pin: str) -> None:
        if isinstance(outcome, PinAccepted):
            self.begin(self.state.people)
            self._accepted(outcome.clerk, pin)
            return
        word, left, until = word_of(outcome)
        self._put(replace(self.state, digits=0, checking=False, word=word, left=left, until=until))

    def _failed(self) -> None:
        self._pin = ""
        self._put(replace(self.state, digits=0, checking=False, remark=Remark.WENT_WRONG))

    def _put(self, state: SignInState) -> None:
        self.state = state
        self._changed(state)
