"""Keep the retention times: once a day, who was not seen for long is forgotten (devices.md §3.6), and facts HQ has had for
30 days leave (protocol.md §2), a few at a time."""

from datetime import datetime, timedelta

from app.actions.ports import Clock
from app.actions.privacy import PrivateStore

A_DAY = timedelta(days=1)
BATCH = 50
"""Members or orders in one transaction: a clerk's scan waits for no more than that (≈ 8 ms; 200 took 34)."""

FACTS_KEPT = timedelta(days=30)
"""After HQ acknowledged them; so long a restored HQ can be told again."""


class KeepRetention:
    def __init__(self, *, store: PrivateStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def __call__(self) -> bool:
        """One batch; True = call again soon. Nothing happens within a day of the last whole run."""
        now = self._clock.now()
        with self._store.read() as room:
            last = room.privacy.tidied_at()
        if last is not None and abs(now - last) < A_DAY:
            return False
        if self._batch(now):
            return True
        if self._store.scrub_due():
            self._store.scrub()
        return False

    def _batch(self, now: datetime) -> bool:
        with self._store.write() as room:
            before = now - timedelta(days=room.about.policy().retention_days)
            gone = room.privacy.unseen(before, BATCH)
            room.privacy.forget(gone)
            stripped = room.privacy.strip_orders(before, BATCH)
            dropped = room.privacy.drop_facts(now - FACTS_KEPT, BATCH)
            more = BATCH in {len(gone), stripped, dropped}
            if not more:
                room.privacy.tidied(now)
        if not more:
            self._store.drop_backups(before)
        return more
