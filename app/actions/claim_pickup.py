"""Claim (占用): ask HQ for units of an order this counter does not hold. Three steps: `prepare` and `finish` on the
store lane, the question between them off it, for the line may take its time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from app.actions.claiming import ClaimingRoom, ClaimingStore
from app.actions.hand_over import HandOver, HandOverWriter, signed_in
from app.actions.outcomes import HandedOver, HandOverRefused, RedeemOutcome
from app.actions.ports import Clock, Ids, Wake
from app.actions.reading import place_of
from app.actions.redeem_pickup import pickup_to_hand_over
from app.actions.requests import RedeemRequest
from app.domain.facts import RedemptionUndone
from app.domain.grants import Claim, ClaimAnswer, ClaimState, Granted, NotGranted, claimable
from app.domain.identity import RedemptionId
from app.domain.pickups import (
    AlreadyRedeemed,
    Cancelled,
    HeldBy,
    HeldElsewhere,
    Pickup,
    Ready,
    Refunded,
    Refusal,
    overridable,
)

ABANDONED = timedelta(seconds=60)
"""Nobody stands and waits for an answer that long."""


@dataclass(frozen=True, slots=True)
class HeldHere:
    """The grant came to this counter meanwhile: redeem as usual."""


class ClaimPickup:
    def __init__(
        self,
        *,
        store: ClaimingStore,
        clock: Clock,
        ids: Ids,
        writer: HandOverWriter,
        committed: Wake,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._writer = writer
        self._committed = committed

    def prepare(self, request: RedeemRequest) -> Claim | HeldHere | HandOverRefused:
        """What to ask HQ, kept durably. A claim on this order that was never answered is asked again as it was."""
        now = self._clock.now()
        with self._store.write() as room:
            waiting = room.claims.open_for(request.pickup)
            if waiting is not None:
                room.claims.asked_again(waiting.id, now)
                return waiting
            pickup = pickup_to_hand_over(room, request.pickup, request.code)
            if pickup.grant.counter == room.about.identity().id:
                return HeldHere()
            wish = claimable(pickup, place_of(room, now), request.units)
            if not isinstance(wish, Ready):
                return HandOverRefused(pickup, wish, overridable(wish))
            claim = Claim(
                id=RedemptionId(self._ids.new()),
                pickup=pickup.id,
                units=wish.units,
                epoch=pickup.grant.epoch,
                by=signed_in(room).id,
                asked_at=now,
            )
            room.claims.add(claim)
        return claim

    def finish(self, claim: Claim, answer: ClaimAnswer) -> RedeemOutcome | None:
        """The clerk waits: granted units are handed over under the claim's id and epoch. None = this claim was
        settled before, or its order left this counter; nothing is written."""
        with self._store.write() as room:
            pickup = room.pickups.get(claim.pickup)
            if room.claims.state(claim.id) is not ClaimState.OPEN or pickup is None:
                return None
            outcome: HandedOver | HandOverRefused
            match answer:
                case Granted(epoch=epoch):
                    deed = HandOver(pickup, claim.units, (), None, claimed=(claim.id, epoch))
                    outcome = self._writer.write(room, deed)
                    room.claims.close(claim.id, ClaimState.HANDED_OVER)
                case NotGranted():
                    refusal = why_not(pickup, answer)
                    outcome = HandOverRefused(pickup, refusal, overridable(refusal))
                    room.claims.close(claim.id, ClaimState.REFUSED)
                case _:
                    assert_never(answer)
        self._committed()
        return outcome

    def abandoned(self) -> tuple[Claim, ...]:
        """Claims without an answer nobody waits for any more: to be asked again, then settled. One asked while the
        clock was ahead is among them: a customer's goods would be held at HQ until that time comes."""
        now = self._clock.now()
        with self._store.read() as room:
            return tuple(room.claims.open_outside(now - ABANDONED, now + ABANDONED))

    def settle(self, claim: Claim, answer: ClaimAnswer) -> None:
        """Nobody waited: what HQ granted goes back by a fact, so that the order is not lost to its customer."""
        with self._store.write() as room:
            if room.claims.state(claim.id) is not ClaimState.OPEN:
                return
            if isinstance(answer, Granted):
                self._give_back(room, claim, self._clock.now())
                room.claims.close(claim.id, ClaimState.GIVEN_BACK)
            else:
                room.claims.close(claim.id, ClaimState.REFUSED)
        self._committed()

    def _give_back(self, room: ClaimingRoom, claim: Claim, now: datetime) -> None:
        fact = RedemptionUndone(
            redemption=claim.id, pickup=claim.pickup, approved_by=None, member=None, points=0
        )
        room.journal.append(fact, at=now, mono_ms=self._clock.mono_ms(), by=claim.by)


def why_not(pickup: Pickup, answer: NotGranted) -> Refusal:
    """HQ's word as the card the clerk knows."""
    match answer.detail:
        case "refunded":
            return Refunded(pickup.ended_at, pickup.refunded)
        case "cancelled":
            return Cancelled(pickup.ended_at)
        case _:
            standing = [each for each in answer.taken if not each.undone]
            if standing and answer.detail == "units_taken":
                return AlreadyRedeemed(max(standing, key=lambda each: each.at))
            return HeldElsewhere(HeldBy(answer.holder, pickup.grant.epoch))
