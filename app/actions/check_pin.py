"""Check a PIN (devices.md §3.3): counts wrong tries durably, locks, and asks for a role. Slow on purpose."""

from app.actions.outcomes import NotAllowed, PinAccepted, PinLocked, PinOutcome, PinWrong
from app.actions.ports import Clock, PinCheck, Store
from app.domain.identity import StaffId
from app.domain.pins import locked_until, tries_left
from app.domain.staff import Clerk, Role


class CheckPin:
    """The hash is checked outside any transaction; the count of tries is written in its own."""

    def __init__(self, *, store: Store, pins: PinCheck, clock: Clock) -> None:
        self._store = store
        self._pins = pins
        self._clock = clock

    def __call__(self, staff: StaffId, pin: str, *, role: Role | None = None) -> PinOutcome:
        """`role` None = anyone; MANAGER = only a manager. A person not known here counts as not allowed."""
        now = self._clock.now()
        with self._store.read() as room:
            clerk = room.staff.get(staff)
            wrong, locked = room.staff.pin_tries(staff)
        if clerk is None:
            return NotAllowed()
        if locked is not None and now < locked:
            return PinLocked(locked)
        if self._pins.matches(clerk, pin):
            self._count(clerk, 0)
            return PinAccepted(clerk) if role in (None, clerk.role) else NotAllowed()
        self._count(clerk, wrong + 1)
        until = locked_until(wrong + 1, now)
        return PinLocked(until) if until is not None else PinWrong(tries_left(wrong + 1))

    def _count(self, clerk: Clerk, wrong: int) -> None:
        with self._store.write() as room:
            room.staff.set_pin_tries(clerk.id, wrong, locked_until(wrong, self._clock.now()))
