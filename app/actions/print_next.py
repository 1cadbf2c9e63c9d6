"""Print the queue: take a job, and settle it after the printer had it. The printing itself is between the two,
on the print lane, outside any transaction."""

from app.actions.ports import Clock, PrintJob, PrintResult, Store
from app.domain.identity import PrintJobId, ReceiptNo
from app.domain.receipts import JobState


class PrintNext:
    """`age_limit_seconds`: older jobs wait for a key (devices.md §1.6)."""

    def __init__(self, *, store: Store, clock: Clock, age_limit_seconds: int) -> None:
        self._store = store
        self._clock = clock
        self._age_limit = age_limit_seconds

    def take(self) -> PrintJob | None:
        """The oldest queued job, marked `sending` before a byte leaves."""
        with self._store.write() as room:
            now = self._clock.now()
            job = room.print_jobs.next(now, self._age_limit)
            if job is not None:
                room.print_jobs.mark(job.id, JobState.SENDING, "", now)
            return job

    def settle(self, job: PrintJob, result: PrintResult) -> None:
        with self._store.write() as room:
            room.print_jobs.mark(job.id, result.state, result.why, self._clock.now())

    def again(self, job: PrintJobId) -> None:
        """A clerk's key on a job in trouble."""
        with self._store.write() as room:
            room.print_jobs.requeue(job, self._clock.now())

    def drop(self, job: PrintJobId) -> None:
        """It printed after all, or nobody wants it."""
        with self._store.write() as room:
            room.print_jobs.mark(job, JobState.DROPPED, "", self._clock.now())

    def troubled(self) -> tuple[PrintJob, ...]:
        with self._store.read() as room:
            return tuple(room.print_jobs.troubled())

    def state_of(self, receipt_no: ReceiptNo) -> JobState | None:
        """What became of the newest paper of this receipt."""
        with self._store.read() as room:
            return room.print_jobs.of_receipt(receipt_no)

    def after_restart(self) -> None:
        """What was being sent when the app died is unknown now."""
        with self._store.write() as room:
            room.print_jobs.after_restart()
