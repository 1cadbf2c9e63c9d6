"""Where the counter page deals with paper: what became of the last receipt, reprints, and jobs of which nobody
knows whether they printed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.actions.desk import Desk
from app.actions.outcomes import Reprinting, ReprintOutcome
from app.actions.ports import PrintJob
from app.domain.identity import PrintJobId, ReceiptNo
from app.domain.receipts import JobState
from app.ui.counter.state import CounterState, DoneShown, Notice
from app.ui.jobs import Jobs


class Page(Protocol):
    """The presenter, as far as this flow needs it."""

    state: CounterState

    def put(self, state: CounterState) -> None: ...

    def tell(self, notice: Notice, number: int = 0, times: int = 0) -> None: ...


class PrintFlow:
    """Never reprints by itself: each piece of paper is a key of the clerk (devices.md §1.6)."""

    def __init__(self, page: Page, *, desk: Desk, jobs: Jobs) -> None:
        self._page = page
        self._desk = desk
        self._jobs = jobs

    def look(self) -> None:
        """Read the jobs in trouble again, and how the last receipt is."""
        self._jobs.run(self._desk.troubled_prints, self._troubled)
        last = self._page.state.last
        if last is not None:
            number = last.receipt.receipt_no
            self._jobs.run(
                lambda: self._desk.print_state(number), lambda state: self._known(number, state)
            )

    def reprint(self) -> None:
        """The receipt on screen, else the last one of this counter."""
        card = self._page.state.card
        number = card.handed.receipt.receipt_no if isinstance(card, DoneShown) else None
        self._jobs.run(lambda: self._desk.reprint_receipt(number), self._reprinted)

    def again(self) -> None:
        self._settle(self._desk.print_again)

    def drop(self) -> None:
        self._settle(self._desk.drop_print)

    def _settle(self, verb: Callable[[PrintJobId], None]) -> None:
        state = self._page.state
        if not state.troubles:
            return
        job = state.troubles[0].id
        self._page.put(replace(state, troubles=state.troubles[1:]))
        self._jobs.run(lambda: verb(job), lambda _done: self.look(), self.look)

    def _troubled(self, jobs: tuple[PrintJob, ...]) -> None:
        self._page.put(replace(self._page.state, troubles=jobs))

    def _known(self, number: ReceiptNo, paper: JobState | None) -> None:
        last = self._page.state.last
        if last is not None and last.receipt.receipt_no == number:
            self._page.put(replace(self._page.state, last_paper=paper))

    def _reprinted(self, outcome: ReprintOutcome) -> None:
        if isinstance(outcome, Reprinting):
            self._page.tell(Notice.REPRINTING, outcome.receipt_no, outcome.count)
            self.look()
        else:
            self._page.tell(Notice.NOTHING_TO_REPRINT)
