"""Lock the counter and unlock it: who stands there stays signed in, and a restart opens nothing that was locked."""

from app.actions.check_pin import CheckPin
from app.actions.outcomes import PinAccepted, PinOutcome
from app.actions.ports import Store
from app.domain.identity import StaffId


class LockCounter:
    def __init__(self, *, store: Store, check_pin: CheckPin) -> None:
        self._store = store
        self._check_pin = check_pin

    def __call__(self) -> None:
        with self._store.write() as room:
            room.staff.set_locked(locked=True)

    def unlock(self, staff: StaffId, pin: str) -> PinOutcome:
        """Unlocked only for who is signed in. Somebody else's right PIN is said to be right, and they sign in with it."""
        checked = self._check_pin(staff, pin)
        if isinstance(checked, PinAccepted):
            with self._store.write() as room:
                clerk = room.staff.signed_in()
                if clerk is not None and clerk.id == staff:
                    room.staff.set_locked(locked=False)
        return checked
