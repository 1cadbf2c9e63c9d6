"""What the sync page and the start-up show of the store. Reads only."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.actions.desk import Compared, Start, SyncPicture
from app.actions.ports import About, Journal, Room

ROWS = 200
LATELY = 20
CHECKED = 200
"""Facts whose chain is checked at each look; the whole chain is checked by HQ as it comes."""


class CheckedJournal(Journal, Protocol):
    def checked(self, last: int) -> tuple[int, int | None]:
        """(how many of the newest were compared with their hashes, the first that is not as it was written)"""
        ...


class ComparedAbout(About, Protocol):
    def compared(self) -> tuple[Compared, ...]: ...

    def refetched_at(self) -> datetime | None: ...


class SyncRoom(Room, Protocol):
    @property
    def journal(self) -> CheckedJournal: ...

    @property
    def about(self) -> ComparedAbout: ...


class SyncRooms(Protocol):
    def read(self) -> AbstractContextManager[SyncRoom]: ...


class LookAtSync:
    def __init__(self, *, store: SyncRooms) -> None:
        self._store = store

    def __call__(self) -> SyncPicture:
        with self._store.read() as room:
            pending, oldest = room.journal.pending()
            checked, broken = room.journal.checked(CHECKED)
            return SyncPicture(
                rows=tuple(room.journal.recent(ROWS)),
                attention=tuple(room.journal.needing_attention(ROWS)),
                pending=pending,
                oldest_pending=oldest,
                ages=room.about.data_ages(),
                revoked=room.about.revoked(),
                checked=checked,
                broken=broken,
                settled=tuple(room.journal.settled(LATELY)),
                compared=room.about.compared(),
                refetched_at=room.about.refetched_at(),
            )

    def start(self) -> Start:
        """Who we are and who is signed in."""
        with self._store.read() as room:
            return Start(
                identity=room.about.identity(),
                policy=room.about.policy(),
                clerk=room.staff.signed_in(),
                everyone=tuple(room.staff.everyone()),
                locked=room.staff.locked(),
            )
