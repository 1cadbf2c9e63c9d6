"""The print lane: the one thread on which anything is printed. It knows no database and no paper: jobs come from `take`
and go to `settle`."""

import logging
import threading
import time
from collections.abc import Callable

from app.actions.ports import PrintJob, PrintResult, ReceiptPrinter
from app.devices.printers.status import state_after
from app.domain.receipts import PrinterState

log = logging.getLogger(__name__)

PROBE_SECONDS = 15.0


class PrintLane:
    """`take` and `settle` are called on the lane and may block on the store lane. `probe` and `on_state` keep the
    status strip true: at most every `probe_seconds`, never during a job, told only when it changed."""

    def __init__(
        self,
        *,
        take: Callable[[], PrintJob | None],
        printer: ReceiptPrinter,
        settle: Callable[[PrintJob, PrintResult], None],
        probe: Callable[[], PrinterState] | None = None,
        on_state: Callable[[PrinterState], None] | None = None,
        probe_seconds: float = PROBE_SECONDS,
    ) -> None:
        self._take = take
        self._printer = printer
        self._settle = settle
        self._probe = probe
        self._on_state = on_state
        self._probe_seconds = probe_seconds
        self._changed = threading.Condition()
        self._woken = False
        self._stopping = False
        self._state: PrinterState | None = None
        self._thread = threading.Thread(target=self._run, name="print-lane", daemon=True)

    def start(self) -> None:
        """Prints what is queued, then waits to be woken."""
        self._woken = True
        self._thread.start()

    def wake(self) -> None:
        """There may be a job. Never blocks, never raises."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def stop(self, seconds: float = 12.0) -> bool:
        """Lets the job on the printer end, takes no further one. False when it has not ended in time: the store calls
        that job unknown at the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        next_probe = time.monotonic()
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._woken or self._stopping, self._patience(next_probe)
                )
                if self._stopping:
                    return
                woken, self._woken = self._woken, False
            if woken and self._drain():
                next_probe = time.monotonic() + self._probe_seconds
            elif self._probe is not None and time.monotonic() >= next_probe:
                self._guarded_probe(self._probe)
                next_probe = time.monotonic() + self._probe_seconds

    def _patience(self, next_probe: float) -> float | None:
        return None if self._probe is None else max(0.0, next_probe - time.monotonic())

    def _drain(self) -> bool:
        """Prints until there is nothing more; whether anything was printed."""
        printed = False
        while not self._stopping:
            try:
                job = self._take()
                if job is None:
                    return printed
                result = self._printer.print_receipt(job.receipt)
                printed = True
                self._settle(job, result)
            except Exception:
                log.exception("the print lane goes on after a mistake")
                return printed
            self._tell(state_after(result))
        return printed

    def _guarded_probe(self, probe: Callable[[], PrinterState]) -> None:
        try:
            self._tell(probe())
        except Exception:
            log.exception("the print lane goes on after a mistake in probing")

    def _tell(self, state: PrinterState) -> None:
        if state is self._state or self._on_state is None:
            return
        self._state = state
        try:
            self._on_state(state)
        except Exception:
            log.exception("nobody could be told how the printer is")
