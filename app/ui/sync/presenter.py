"""The sync page's presenter: the status comes from the sync thread, the journal from the store."""

from collections.abc import Callable
from dataclasses import replace

from app.actions.desk import Desk, SyncPicture
from app.ui.jobs import Jobs
from app.ui.sync.state import Did, SyncState
from sync.status import SyncStatus


class SyncPresenter:
    """`retry` wakes the sync thread and returns at once."""

    def __init__(
        self,
        *,
        desk: Desk,
        jobs: Jobs,
        retry: Callable[[], None],
        changed: Callable[[SyncState], None],
    ) -> None:
        self.state = SyncState()
        self._desk = desk
        self._jobs = jobs
        self._retry = retry
        self._changed = changed

    def refresh(self) -> None:
        self._jobs.run(self._desk.sync_picture, self._read)

    def show_status(self, status: SyncStatus) -> None:
        self._put(replace(self.state, status=status, asked=False))

    def act(self, did: Did) -> None:
        match did:
            case Did.RETRIED:
                self._put(replace(self.state, asked=True))
                self._retry()
                self.refresh()

    def _read(self, picture: SyncPicture) -> None:
        self._put(replace(self.state, picture=picture))

    def _put(self, state: SyncState) -> None:
        self.state = state
        self._changed(state)
