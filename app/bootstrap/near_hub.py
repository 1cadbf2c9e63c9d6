"""Asking the store's hub for what it holds: the claim of the actions as the message of the wire, and back."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from app.bootstrap.claims import request_of
from app.domain.grants import Claim, ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, ReceiptNo, RedemptionId, StaffId
from app.domain.pickups import Redemption, Units
from app.domain.siblings import Sibling
from sync.hub.seals import Own, Peer
from sync.wire.hub import HubAnswer, Taken

if TYPE_CHECKING:
    from sync.hub.client import HubLine


class NearHub:
    """Implements `app.bootstrap.claims.Near`. `by_hand` is where the hub is by this PC's settings, tried first; `names`
    gives the people of the store on the store lane; `store_name` is ours."""

    def __init__(
        self,
        own: Own,
        *,
        by_hand: Callable[[], str],
        names: Callable[[], Mapping[StaffId, str]],
        lane: Executor,
        store_name: str,
    ) -> None:
        self._own = own
        self._line: HubLine | None = None
        self._closed = False
        self._by_hand = by_hand
        self._names = names
        self._lane = lane
        self._store_name = store_name

    def ask(self, claim: Claim, hub: Sibling) -> ClaimAnswer:
        """Raises NotSent, Retry."""
        return self._meaning(self._opened().ask(self._peer(hub), request_of(claim)))

    def give_back(self, claim: Claim, hub: Sibling) -> None:
        """Raises NotSent, Retry."""
        self._opened().ask(self._peer(hub), request_of(claim), give_back=True)

    def close(self) -> None:
        self._closed = True
        if self._line is not None:
            self._line.close()

    def _opened(self) -> "HubLine":
        from sync.hub.client import HubLine

        if self._line is None:
            self._line = HubLine(self._own)
        if self._closed:
            self._line.close()
        return self._line

    def _peer(self, hub: Sibling) -> Peer:
        given = self._by_hand().strip()
        addresses = (given, *hub.addresses) if given else hub.addresses
        return Peer(hub.id, hub.incarnation, hub.public_key, addresses)

    def _meaning(self, answer: HubAnswer) -> ClaimAnswer:
        if answer.outcome == "granted":
            return Granted(answer.epoch, answer.ticket)
        return NotGranted(
            detail=answer.detail or "units_taken",
            taken=self._taken(answer.taken),
            holder=CounterId(answer.holder),
        )

    def _taken(self, taken: Sequence[Taken]) -> tuple[Redemption, ...]:
        names = self._lane.submit(self._names).result() if taken else {}
        return tuple(
            Redemption(
                id=RedemptionId(each.redemption),
                at=each.at,
                counter=CounterId(each.counter),
                counter_label=each.counter_label,
                store_name=self._store_name,
                by_name=names.get(StaffId(each.by), ""),
                receipt_no=ReceiptNo(each.receipt_no),
                units=tuple(Units(unit.line_no, unit.quantity) for unit in each.units),
                override=each.override,
            )
            for each in taken
        )
