"""Take in another system's sales from its file: each becomes one fact, however often its row is read."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.actions.ports import Clock, Room, Wake
from app.actions.record_pos_sale import NOBODY, sale_fact
from app.domain.pos_sale_files import FileSale


class PosSales(Protocol):
    """Which rows were taken in, by their ids."""

    def take(self, sale: str, at: datetime) -> bool:
        """True the first time."""
        ...


class PosRoom(Room, Protocol):
    @property
    def pos_sales(self) -> PosSales: ...


class PosStore(Protocol):
    def write(self) -> AbstractContextManager[PosRoom]: ...


class ImportPosSales:
    def __init__(self, *, store: PosStore, clock: Clock, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed

    def __call__(self, sales: Sequence[FileSale]) -> int:
        """All or none, in one transaction; how many were new."""
        now, new = self._clock.now(), 0
        with self._store.write() as room:
            clerk = room.staff.signed_in()
            for each in sales:
                if room.pos_sales.take(each.id, now):
                    room.journal.append(
                        sale_fact(each.sale, each.id, None),
                        at=now,
                        mono_ms=self._clock.mono_ms(),
                        by=clerk.id if clerk is not None else NOBODY,
                    )
                    new += 1
        if new:
            self._committed()
        return new
