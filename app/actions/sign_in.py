"""Sign in and out: who stands at the counter, kept across a restart, told to HQ."""

from app.actions.check_pin import CheckPin
from app.actions.outcomes import PinAccepted, PinOutcome
from app.actions.ports import Clock, Store, Wake
from app.domain.facts import SignedIn
from app.domain.identity import StaffId


class SignIn:
    def __init__(self, *, store: Store, clock: Clock, check_pin: CheckPin, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._check_pin = check_pin
        self._committed = committed

    def __call__(self, staff: StaffId, pin: str) -> PinOutcome:
        checked = self._check_pin(staff, pin)
        if isinstance(checked, PinAccepted):
            now = self._clock.now()
            with self._store.write() as room:
                room.staff.sign_in(staff, now)
                room.journal.append(
                    SignedIn(staff=staff, way="pin"),
                    at=now,
                    mono_ms=self._clock.mono_ms(),
                    by=staff,
                )
            self._committed()
        return checked

    def out(self) -> None:
        """The next clerk signs in; nothing of the queue changes."""
        with self._store.write() as room:
            room.staff.sign_out()
