"""Wipe (protocol.md §4): HQ revoked this counter; what it knows of members leaves the disk, its queue stays."""

from app.actions.ports import Clock
from app.actions.privacy import PrivateStore


class WipeMemberData:
    def __init__(self, *, store: PrivateStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def __call__(self) -> bool:
        """Safe to call again and again; True when this call wiped something. Slow the first time."""
        with self._store.read() as room:
            wiped = room.about.revoked()
        if not wiped:
            with self._store.write() as room:
                room.privacy.wipe(self._clock.now())
        if self._store.scrub_due():
            self._store.scrub()
        return not wiped
