"""Asking for an order this counter does not hold, its store's hub or HQ: a thread of its own, so that neither the screen nor
the store lane waits for the line."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Protocol

from app.actions.claim_pickup import ClaimPickup, HeldHere, Whom
from app.actions.outcomes import ClaimOutcome, HandOverRefused, HqNotReached, RedeemOutcome
from app.actions.requests import LineProblem, RedeemRequest
from app.domain.grants import HQ, Claim, ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, ReceiptNo, RedemptionId
from app.domain.pickups import HeldElsewhere, Redemption, Units
from app.domain.siblings import Sibling
from sync import wire
from sync.errors import NotSent, Retry, SyncError

LEFT = HqNotReached("left")
"""Nobody is told this."""
HUB_AWAY = "hub_away"
"""The hub could not be reached, and HQ says that it has the order."""
log = logging.getLogger(__name__)


class ClaimingHq(Protocol):
    def claim(self, request: wire.ClaimRequest) -> wire.ClaimAnswer: ...

    def close(self) -> None: ...


class Near(Protocol):
    """The store's hub over the shop's own network. Raises NotSent and Retry."""

    def ask(self, claim: Claim, hub: Sibling) -> ClaimAnswer: ...

    def give_back(self, claim: Claim, hub: Sibling) -> None: ...

    def close(self) -> None: ...


class Asked:
    """Implements `app.actions.claiming.Asking`. Either the clerk leaves or the hand-over begins, whichever is first."""

    def __init__(self, request: RedeemRequest) -> None:
        self.request = request
        self.answer: Future[ClaimOutcome] = Future()
        self._first = threading.Lock()
        self.settled_late = False
        """Granted when nobody waited any more, and given back."""

    def leave(self) -> bool:
        return self._first.acquire(blocking=False)

    def hand_over(self) -> bool:
        """False = the clerk has left."""
        return self._first.acquire(blocking=False)

    @property
    def awaited(self) -> bool:
        return not self._first.locked()


class Claiming:
    """`lane` is the store lane; `redeem` the usual verb, for a grant that came meanwhile; `near` asks the hub, None = HQ is
    always asked. `close` from any thread."""

    def __init__(
        self,
        *,
        verb: ClaimPickup,
        redeem: Callable[[RedeemRequest], RedeemOutcome],
        lane: Executor,
        open_hq: Callable[[], ClaimingHq],
        near: Near | None = None,
    ) -> None:
        self._near = near
        self._verb = verb
        self._redeem = redeem
        self._lane = lane
        self._open_hq = open_hq
        self._hq: ClaimingHq | None = None
        self._closed = False
        self._opening = threading.Lock()
        self._asks: list[Asked] = []
        """Not answered yet, oldest first."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claims")

    def ask(self, request: RedeemRequest) -> Asked:
        """Returns at once. Handed over when HQ grants it; asking again sends the very same claim."""
        asked = Asked(request)
        if self._closed:
            asked.answer.cancel()
            return asked
        self._asks.append(asked)

        def answer() -> None:
            try:
                asked.answer.set_result(self._asked(asked))
            except Exception as fault:  # noqa: BLE001  for whoever waits, as an executor hands it on
                asked.answer.set_exception(fault)
            finally:
                self._asks.remove(asked)

        self._thread.submit(answer)
        return asked

    def settle_abandoned(self) -> "Future[None]":
        """The line is there: claims nobody waits for any more find their end."""
        return self._thread.submit(self._settled)

    def give_back(self) -> None:
        """Something was taken back here: what the hub had granted it may hand over again. HQ hears of it by its fact."""
        if not self._closed and self._near is not None:
            self._thread.submit(self._given_back)

    def close(self) -> None:
        with self._opening:
            self._closed = True
            if self._hq is not None:
                self._hq.close()
            if self._near is not None:
                self._near.close()
        self._thread.shutdown(wait=True, cancel_futures=True)
        for asked in self._asks:
            asked.answer.cancel()

    def _asked(self, asked: Asked) -> ClaimOutcome:
        prepared = self._lane.submit(self._prepared, asked).result()
        if not isinstance(prepared, Claim):
            return prepared
        try:
            answer, away = self._question(prepared)
        except SyncError as fault:
            return HqNotReached(str(fault))
        done = self._lane.submit(self._finished, asked, prepared, answer).result()
        if asked.settled_late:
            self._given_back()
        refused = isinstance(done, HandOverRefused) and isinstance(done.refusal, HeldElsewhere)
        return HqNotReached(HUB_AWAY) if away and refused else done

    def _prepared(self, asked: Asked) -> Claim | ClaimOutcome:
        if not asked.awaited:
            return LEFT
        prepared = self._verb.prepare(asked.request)
        if isinstance(prepared, HeldHere):
            return self._redeem(asked.request) if asked.hand_over() else LEFT
        return prepared

    def _finished(self, asked: Asked, claim: Claim, answer: ClaimAnswer) -> ClaimOutcome:
        """When the clerk has left but asks for this order again already, the claim stays open for that."""
        if asked.hand_over():
            done = self._verb.finish(claim, answer, _problems(asked, claim))
            return done if done is not None else HqNotReached("settled")
        if not any(each.awaited and each.request.pickup == claim.pickup for each in self._asks):
            self._verb.settle(claim, answer)
            asked.settled_late = True
        return LEFT

    def _settled(self) -> None:
        silent: set[CounterId] = set()
        for claim in self._lane.submit(self._verb.abandoned).result():
            whom = self._lane.submit(self._verb.whom, claim).result()
            authority = whom.hub.id if whom.hub is not None else HQ
            if authority in silent:
                continue
            try:
                answer, _ = self._put(claim, whom)
            except SyncError as fault:
                log.info("claim %s stays open: %s", claim.id, fault)
                silent.add(authority)
                continue
            self._lane.submit(self._verb.settle, claim, answer).result()
        self._given_back()

    def _given_back(self) -> None:
        """As far as the hub can be reached; what cannot be told now is told with the next one."""
        if self._near is None:
            return
        for claim, hub in self._lane.submit(self._verb.due_back).result():
            try:
                if hub is not None:
                    self._near.give_back(claim, hub)
            except SyncError as fault:
                log.info("the hub does not hear that %s is over: %s", claim.id, fault)
                return
            self._lane.submit(self._verb.told_back, claim).result()

    def _question(self, claim: Claim) -> tuple[ClaimAnswer, bool]:
        return self._put(claim, self._lane.submit(self._verb.whom, claim).result())

    def _put(self, claim: Claim, whom: Whom) -> tuple[ClaimAnswer, bool]:
        """The answer, and whether it is HQ's because the hub could not be reached."""
        away = False
        if whom.hub is not None and self._near is not None:
            try:
                return self._near.ask(claim, whom.hub), False
            except NotSent:
                if whom.only:
                    raise
                away = True
                self._lane.submit(self._verb.not_sent, claim).result()
        with self._opening:
            if self._closed:
                raise Retry("closed")
            if self._hq is None:
                self._hq = self._open_hq()
        return answer_of(self._hq.claim(request_of(claim))), away


def _problems(asked: Asked, claim: Claim) -> tuple[LineProblem, ...]:
    """Those of this wish; a claim of an earlier one has its own units, to which they may not belong."""
    return asked.request.problems if claim.given == asked.request.units else ()


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
