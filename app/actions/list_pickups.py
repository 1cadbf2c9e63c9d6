"""List pickups: one filter's rows, the counts of all, and who has several orders. Reads only."""

from collections import Counter

from app.actions.outcomes import PickupLists
from app.actions.ports import Clock, PickupSummary, Room, Store
from app.actions.requests import ListFilter

ROWS = 200
"""As many as a person scrolls through; a search finds the rest."""


class ListPickups:
    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def __call__(self, chosen: ListFilter, text: str) -> PickupLists:
        now = self._clock.now()
        with self._store.read() as room:
            rows = tuple(self._rows(room, chosen, text.strip()))
            counts = room.pickups.counts(now, room.about.policy().overdue_hours)
        orders = Counter(row.member for row in rows if row.member is not None and row.open)
        return PickupLists(rows, counts, dict(orders))

    def _rows(self, room: Room, chosen: ListFilter, text: str) -> list[PickupSummary]:
        if text:
            return list(room.pickups.search(text, ROWS))
        now = self._clock.now()
        match chosen:
            case ListFilter.WAITING:
                return list(room.pickups.waiting(now, ROWS))
            case ListFilter.OVERDUE:
                return list(room.pickups.overdue(now, ROWS))
            case ListFilter.NOT_ARRIVED:
                return list(room.pickups.not_arrived(ROWS))
            case ListFilter.DONE:
                return list(room.pickups.done(ROWS))
            case ListFilter.PROBLEM:
                return list(room.pickups.problem(ROWS))
