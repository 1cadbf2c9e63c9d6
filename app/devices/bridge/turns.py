"""One printer, three that want it: our own jobs, the POS's and the cash drawer wait a little for each other, and never
for long."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from app.actions.ports import PrintResult, ReceiptPrinter
from app.domain.receipts import PickupReceipt, PrinterState

OWN_JOB_SECONDS = 2.0
"""A POS's connection waits at most this long for our own job to leave the printer."""
POS_SECONDS = 3.0
"""Our own job waits at most this long for the POS's connections to close: one that stays open between receipts must not
keep us from printing, the printer itself then says whether it takes another."""


class PrinterTurns:
    """Politeness, not a lock: when the time is up, one goes on, and what happens is what the printer makes of it."""

    def __init__(self, own_job: float = OWN_JOB_SECONDS, pos: float = POS_SECONDS) -> None:
        self._own_job_seconds = own_job
        self._pos_seconds = pos
        self._changed = threading.Condition()
        self._own_jobs = 0
        self._pos_connections = 0
        self._drawer_waits = 0
        self._drawer_opens = 0

    @contextmanager
    def of_pos(self) -> Generator[None]:
        """Around a POS's connection to the printer; POS connections do not wait for each other."""
        with self._changed:
            self._pos_connections += 1
            self._changed.wait_for(
                lambda: not self._own_jobs and not self._drawer_opens, self._own_job_seconds
            )
        try:
            yield
        finally:
            with self._changed:
                self._pos_connections -= 1
                self._changed.notify_all()

    @contextmanager
    def of_own_job(self) -> Generator[None]:
        """Around a connection of ours to the printer."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._pos_connections and not self._drawer_waits, self._pos_seconds
            )
            self._own_jobs += 1
        try:
            yield
        finally:
            with self._changed:
                self._own_jobs -= 1
                self._changed.notify_all()

    @contextmanager
    def of_drawer(self, seconds: float) -> Generator[bool]:
        """Around a kick of the drawer: whether its turn came in time. It comes before our own jobs that wait, and unlike
        the others it never goes on when it is not its turn."""
        with self._changed:
            self._drawer_waits += 1
            ours = self._changed.wait_for(
                lambda: not self._own_jobs and not self._pos_connections and not self._drawer_opens,
                max(0.0, seconds),
            )
            self._drawer_opens += ours
        try:
            yield ours
        finally:
            with self._changed:
                self._drawer_opens -= ours
                self._drawer_waits -= 1
                self._changed.notify_all()


class PrinterInTurn:
    """A `ReceiptPrinter` whose jobs wait for the POS's; `probe` is the printer's own, if it has one."""

    def __init__(
        self, printer: ReceiptPrinter, turns: PrinterTurns, probe: Callable[[], PrinterState] | None
    ) -> None:
        self._printer = printer
        self._turns = turns
        self.probe = None if probe is None else self._in_turn(probe)

    def print_receipt(self, receipt: PickupReceipt) -> PrintResult:
        """As the printer's own; may take the turns' seconds longer."""
        with self._turns.of_own_job():
            return self._printer.print_receipt(receipt)

    def _in_turn(self, probe: Callable[[], PrinterState]) -> Callable[[], PrinterState]:
        def probed() -> PrinterState:
            with self._turns.of_own_job():
                return probe()

        return probed
