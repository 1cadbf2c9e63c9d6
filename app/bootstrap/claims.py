"""Asking HQ for an order this counter does not hold: a thread of its own, so that neither the screen nor the store lane
waits for the line."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from app.actions.claim_pickup import ClaimPickup, HeldHere
from app.actions.outcomes import HandOverRefused, RedeemOutcome
from app.actions.requests import RedeemRequest
from app.domain.grants import Claim, ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, ReceiptNo, RedemptionId
from app.domain.pickups import Redemption, Units
from sync import wire
from sync.errors import SyncError

log = logging.getLogger(__name__)


class ClaimingHq(Protocol):
    def claim(self, request: wire.ClaimRequest) -> wire.ClaimAnswer: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class HqNotReached:
    """HQ could not be asked, or its answer was lost: ask again (the same claim), or a manager lets it through."""

    why: str


ClaimOutcome = RedeemOutcome | HqNotReached


class Claiming:
    """`lane` is the store lane; `redeem` the usual verb, for a grant that came meanwhile. `close` from any thread."""

    def __init__(
        self,
        *,
        verb: ClaimPickup,
        redeem: Callable[[RedeemRequest], RedeemOutcome],
        lane: Executor,
        open_hq: Callable[[], ClaimingHq],
    ) -> None:
        self._verb = verb
        self._redeem = redeem
        self._lane = lane
        self._open_hq = open_hq
        self._hq: ClaimingHq | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claims")

    def ask(self, request: RedeemRequest) -> "Future[ClaimOutcome]":
        """Returns at once. Handed over when HQ grants it; asking again sends the very same claim."""
        return self._thread.submit(self._asked, request)

    def settle_abandoned(self) -> "Future[None]":
        """The line is there: claims nobody waits for any more find their end."""
        return self._thread.submit(self._settled)

    def close(self) -> None:
        if self._hq is not None:
            self._hq.close()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _asked(self, request: RedeemRequest) -> ClaimOutcome:
        prepared = self._lane.submit(self._verb.prepare, request).result()
        if isinstance(prepared, HandOverRefused):
            return prepared
        if isinstance(prepared, HeldHere):
            return self._lane.submit(self._redeem, request).result()
        try:
            answer = self._question(prepared)
        except SyncError as fault:
            return HqNotReached(str(fault))
        done = self._lane.submit(self._verb.finish, prepared, answer).result()
        return done if done is not None else HqNotReached("settled")

    def _settled(self) -> None:
        for claim in self._lane.submit(self._verb.abandoned).result():
            try:
                answer = self._question(claim)
            except SyncError as fault:
                log.info("claim %s stays open: %s", claim.id, fault)
                return
            self._lane.submit(self._verb.settle, claim, answer).result()

    def _question(self, claim: Claim) -> ClaimAnswer:
        if self._hq is None:
            self._hq = self._open_hq()
        return answer_of(self._hq.claim(request_of(claim)))


def request_of(claim: Claim) -> wire.ClaimRequest:
    return wire.ClaimRequest(
        proto=wire.PROTOCOL,
        claim_id=claim.id,
        pickup_id=claim.pickup,
        units=tuple(
            wire.Units(line_no=unit.line_no, quantity=unit.quantity) for unit in claim.units
        ),
        epoch=claim.epoch,
        by=claim.by,
    )


def answer_of(answer: wire.ClaimAnswer) -> ClaimAnswer:
    if answer.outcome == "granted":
        return Granted(answer.epoch)
    return NotGranted(
        detail=answer.detail or "units_taken",
        taken=tuple(
            Redemption(
                id=RedemptionId(row.redemption),
                at=row.at,
                counter=CounterId(row.counter),
                counter_label=row.counter_label,
                store_name=row.store_name,
                by_name=row.by_name,
                receipt_no=ReceiptNo(row.receipt_no),
                units=tuple(Units(unit.line_no, unit.quantity) for unit in row.units),
                undone=row.undone,
                override=row.override,
            )
            for row in answer.redemptions
        ),
        holder=CounterId(answer.holder),
    )
