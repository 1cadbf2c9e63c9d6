"""The sync page's presenter: the status comes from the sync thread, the journal from the store."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.actions.desk import Desk, SyncPicture
from app.domain.staff import Clerk
from app.ui.jobs import Jobs
from app.ui.sync.exporting import Export, ExportFlow
from app.ui.sync.state import Act, Did, ExportPin, PlaceChosen, SyncState
from sync.status import SyncStatus


class SyncPresenter:
    """`retry` wakes the sync thread and returns at once."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        retry: Callable[[], None],
        export: Export,
        changed: Callable[[SyncState], None],
    ) -> None:
        self.state = SyncState()
        self._desk = desk
        self._jobs = jobs
        self._retry = retry
        self._changed = changed
        self._exporting = ExportFlow(self, export=export, jobs=jobs)

    def knows(self, people: tuple[Clerk, ...]) -> None:
        """Among whom a manager is asked for a PIN."""
        self._exporting.people = people

    def refresh(self) -> None:
        self._jobs.run(self._desk.sync_picture, self._read)

    def show_status(self, status: SyncStatus) -> None:
        """Once nothing waits any more, a file need not be carried to HQ: what was said of it goes."""
        arrived = self.state.status.pending > 0 and status.pending == 0
        exported = None if arrived else self.state.exported
        self.put(replace(self.state, status=status, asked=False, exported=exported))

    def act(self, act: Act) -> None:
        match act:
            case Did.ASKED_EXPORT:
                self._exporting.ask()
            case Did.CLOSED:
                self._exporting.close()
            case PlaceChosen(at=at):
                self._exporting.chosen(at)
            case ExportPin(staff=staff, pin=pin):
                self._exporting.entered(staff, pin)
            case Did.RETRIED:
                self.put(replace(self.state, asked=True))
                self._retry()
                self.refresh()
            case _:
                assert_never(act)

    def _read(self, picture: SyncPicture) -> None:
        self.put(replace(self.state, picture=picture))

    def put(self, state: SyncState) -> None:
        """The next snapshot, rendered at once."""
        self.state = state
        self._changed(state)
