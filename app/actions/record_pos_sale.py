"""Record another system's sale as a fact of this counter, tied to the member on screen if there is one."""

from app.actions.ports import Clock, Ids, Store, Wake
from app.domain.facts import PosSaleSeen
from app.domain.identity import MemberId, StaffId
from app.domain.pos_sales import PosSale

NOBODY = StaffId(0)
"""The POS next to us sells also while nobody is signed in here."""


class RecordPosSale:
    def __init__(self, *, store: Store, clock: Clock, ids: Ids, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._committed = committed

    def __call__(self, sale: PosSale, member: MemberId | None = None) -> None:
        """Each call is a sale of its own."""
        with self._store.write() as room:
            clerk = room.staff.signed_in()
            room.journal.append(
                sale_fact(sale, self._ids.new(), member),
                at=self._clock.now(),
                mono_ms=self._clock.mono_ms(),
                by=clerk.id if clerk is not None else NOBODY,
            )
        self._committed()


def sale_fact(sale: PosSale, sight: str, member: MemberId | None) -> PosSaleSeen:
    """The body HQ is told; `sight` is the id of this sight of the sale."""
    return PosSaleSeen(
        sale=sight,
        source=sale.source.value,
        total=abs(sale.total),
        refund=sale.total < 0,
        number=sale.number,
        sold_at=sale.sold_at.isoformat() if sale.sold_at is not None else None,
        receipt_no=sale.receipt_no,
        member=member,
    )
