"""What the sync page and the start-up show of the store. Reads only."""

from app.actions.desk import Start, SyncPicture
from app.actions.ports import Store

ROWS = 200
CHECKED = 200
"""Facts whose chain is checked at each look; the whole chain is checked by HQ as it comes."""


class LookAtSync:
    def __init__(self, *, store: Store) -> None:
        self._store = store

    def __call__(self) -> SyncPicture:
        with self._store.read() as room:
            pending, oldest = room.journal.pending()
            return SyncPicture(
                rows=tuple(room.journal.recent(ROWS)),
                attention=tuple(room.journal.needing_attention(ROWS)),
                pending=pending,
                oldest_pending=oldest,
                ages=room.about.data_ages(),
                revoked=room.about.revoked(),
                checked=min(CHECKED, room.journal.count()),
                broken=room.journal.first_broken(CHECKED),
            )

    def start(self) -> Start:
        """Who we are and who is signed in."""
        with self._store.read() as room:
            return Start(
                identity=room.about.identity(),
                policy=room.about.policy(),
                clerk=room.staff.signed_in(),
                everyone=tuple(room.staff.everyone()),
            )
