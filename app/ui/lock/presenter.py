"""The lock's presenter: when it closes, what a scan is meanwhile, and whose PIN opens it. It keeps nothing of what lies
behind it: that stays where it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.actions.desk import Desk
from app.actions.outcomes import BadgeSeen, NotACode, PaymentCodeSeen, PinAccepted, ScanOutcome
from app.domain.receipts import PrinterState
from app.domain.staff import Clerk, CounterIdentity
from app.ui.jobs import Jobs
from app.ui.lock.state import LockState, Remark
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.state import SignInState
from app.ui.theme import Tone
from sync.status import SyncStatus

KEEP_SCAN_SECONDS = 60.0
"""A customer whose code was scanned at a locked counter waits no longer than this."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What happens behind the lock."""

    closed: Callable[[], None]
    opened: Callable[[], None]
    """The same clerk is back."""
    left: Callable[[], None]
    """Another clerk's PIN was right: the last moment of the one before."""
    taken_over: Callable[[Clerk], None]
    scanned: Callable[[str], None]
    """It is open, and this was scanned before it was."""


class LockPresenter:
    """`steady` never goes back and goes on while the PC sleeps, in seconds; `minutes` 0 = it closes on the key alone."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        now: Callable[[], datetime],
        steady: Callable[[], float],
        minutes: Callable[[], int],
        changed: Callable[[LockState], None],
        heard: Callable[[Tone], None],
        behind: Behind,
    ) -> None:
        self.state = LockState()
        self.locked = False
        self._desk = desk
        self._jobs = jobs
        self._steady = steady
        self._minutes = minutes
        self._changed = changed
        self._heard = heard
        self._behind = behind
        self._people: tuple[Clerk, ...] = ()
        self._stirred_at = steady()
        self._scan: tuple[str, float] | None = None
        self._asked = 0
        self.entry = SignInPresenter(
            desk=desk,
            jobs=jobs,
            now=now,
            changed=self._entry_changed,
            enter=desk.unlock,
            accepted=self._accepted,
        )

    # -- when it closes ---------------------------------------------------------------------------------------

    def stands(
        self, identity: CounterIdentity, clerk: Clerk | None, people: tuple[Clerk, ...]
    ) -> None:
        """Who is at the counter from now on; with nobody there is nothing to lock."""
        self.locked = False
        self._people = people
        self._scan = None
        self._stirred_at = self._steady()
        self._put(replace(self.state, identity=identity, clerk=clerk, remark=None))

    def stirred(self) -> bool:
        """Somebody is there: a key, a finger, the mouse, a scan. True when they come too late: it has just closed."""
        if self.tick():
            return True
        self._stirred_at = self._steady()
        return False

    def tick(self) -> bool:
        """Now and then. True when it closes."""
        if self._scan is not None and self._steady() - self._scan[1] >= KEEP_SCAN_SECONDS:
            self._scan = None
            self._remark(None)
        limit = self._minutes() * 60
        if self.locked or not limit or self._steady() - self._stirred_at < limit:
            return False
        return self.lock()

    def lock(self) -> bool:
        """At once. False when nobody stands here or it is closed already."""
        if self.locked or self.state.clerk is None:
            return False
        self.locked = True
        self._scan = None
        self._remark(None)
        self.entry.begin(self._people, self.state.clerk)
        self._jobs.run_behind(self._desk.lock)
        self._behind.closed()
        return True

    # -- what comes in while it is closed ---------------------------------------------------------------------

    def scanned(self, text: str) -> None:
        """A badge chooses its person, a payment code is refused and forgotten; the newest of all others waits for the PIN
        unseen."""
        self._asked += 1
        asked = self._asked
        self._jobs.run(
            lambda: self._desk.scan_code(text),
            lambda outcome: self._looked_up(asked, text, outcome),
            lambda: self._remark(Remark.WENT_WRONG),
        )

    def show_sync(self, status: SyncStatus) -> None:
        self._put(replace(self.state, sync=status))

    def show_printer(self, printer: PrinterState) -> None:
        self._put(replace(self.state, printer=printer))

    def _looked_up(self, asked: int, text: str, outcome: ScanOutcome) -> None:
        if not self.locked:
            if asked == self._asked:
                self._behind.scanned(text)
            return
        match outcome:
            case BadgeSeen(clerk=clerk) if self.entry.choose(clerk):
                self._remark(None)
                return
            case PaymentCodeSeen():
                self._remark(Remark.PAYMENT)
            case BadgeSeen() | NotACode():
                self._remark(Remark.NO_CODE)
            case _:
                self._scan = (text, self._steady())
                self._remark(Remark.KEPT)
        self._heard(Tone.WARN)

    # -- who opens it -----------------------------------------------------------------------------------------

    def _accepted(self, clerk: Clerk, pin: str) -> None:
        before = self.state.clerk
        if before is not None and clerk.id == before.id:
            self.locked = False
            self._stirred_at = self._steady()
            scan = self._taken_scan()
            self._behind.opened()
            self._show(scan)
            return
        self._behind.left()
        self._jobs.run(
            lambda: self._desk.sign_in(clerk.id, pin),
            lambda outcome: self._signed_in(outcome if isinstance(outcome, PinAccepted) else None),
            lambda: self._signed_in(None),
        )

    def _signed_in(self, accepted: PinAccepted | None) -> None:
        if accepted is None:
            self.entry.begin(self._people)
            self._remark(Remark.WENT_WRONG)
            return
        scan = self._taken_scan()
        self._behind.taken_over(accepted.clerk)
        self._show(scan)

    def _show(self, scan: str | None) -> None:
        if scan is not None:
            self._behind.scanned(scan)

    def _taken_scan(self) -> str | None:
        scan, self._scan = self._scan, None
        if scan is None or self._steady() - scan[1] >= KEEP_SCAN_SECONDS:
            return None
        return scan[0]

    def _remark(self, remark: Remark | None) -> None:
        self._put(replace(self.state, remark=remark))

    def _entry_changed(self, entry: SignInState) -> None:
        self._put(replace(self.state, entry=entry))

    def _put(self, state: LockState) -> None:
        self.state = state
        self._changed(state)
