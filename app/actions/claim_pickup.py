"""Claim (占用): ask for units of an order this counter does not hold, the store's hub if that holds it, else HQ. `prepare`,
`whom` and `finish` on the store lane, the question between them off it, for the line may take its time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from app.actions.claiming import ClaimingRoom, ClaimingStore
from app.actions.hand_over import HandOver, HandOverWriter, signed_in
from app.actions.outcomes import HandedOver, HandOverRefused, RedeemOutcome
from app.actions.ports import Clock, Ids, Wake
from app.actions.reading import place_of
from app.actions.redeem_pickup import impossible, pickup_to_hand_over
from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.domain.facts import RedemptionUndone
from app.domain.grants import HQ, Claim, ClaimAnswer, ClaimState, Granted, NotGranted, claimable
from app.domain.identity import CounterId, RedemptionId
from app.domain.pickups import (
    AlreadyRedeemed,
    Cancelled,
    Expired,
    HeldBy,
    HeldElsewhere,
    NotArrived,
    Pickup,
    Place,
    Ready,
    Refunded,
    Refusal,
    Units,
    choose,
    overridable,
)
from app.domain.siblings import Sibling

ABANDONED = timedelta(seconds=60)
"""Nobody stands and waits for an answer that long."""
TOLD_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class HeldHere:
    """The grant came to this counter meanwhile: redeem as usual."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is to be asked: `hub` None = HQ. `only`: the hub may have granted this very claim already, its answer lost; then
    nobody else can say what became of it."""

    hub: Sibling | None
    only: bool = False


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
            wish = _wish(pickup, place_of(room, now), request)
            if not isinstance(wish, Ready):
                return HandOverRefused(pickup, wish, overridable(wish))
            claim = Claim(
                id=RedemptionId(self._ids.new()),
                pickup=pickup.id,
                units=wish.units,
                epoch=pickup.grant.epoch,
                by=signed_in(room).id,
                asked_at=now,
                given=request.units if request.problems else None,
            )
            room.claims.add(claim)
        return claim

    def whom(self, claim: Claim) -> Whom:
        """Kept before it is sent, so that no crash forgets who may have granted it."""
        with self._store.write() as room:
            pickup = room.pickups.get(claim.pickup)
            hub = _hub(room, pickup.grant.counter) if pickup is not None else None
            before = room.claims.asked_of(claim.id)
            room.claims.ask_of(claim.id, hub.id if hub is not None else HQ)
        return Whom(hub, only=hub is not None and before == hub.id)

    def not_sent(self, claim: Claim) -> None:
        """The hub was not reached at all: it knows nothing of this claim, and HQ may be asked."""
        with self._store.write() as room:
            room.claims.ask_of(claim.id, HQ)

    def finish(
        self, claim: Claim, answer: ClaimAnswer, problems: tuple[LineProblem, ...] = ()
    ) -> RedeemOutcome | None:
        """The clerk waits: granted units are handed over under the claim's id and epoch, and the problems reported. None =
        this claim was settled before, or its order left this counter; nothing is written."""
        with self._store.write() as room:
            pickup = room.pickups.get(claim.pickup)
            if room.claims.state(claim.id) is not ClaimState.OPEN or pickup is None:
                return None
            outcome: HandedOver | HandOverRefused
            match answer:
                case Granted():
                    given = claim.units if claim.given is None else claim.given
                    if given:
                        room.claims.close(claim.id, ClaimState.HANDED_OVER)
                    else:
                        # First: units that are claimed are not owed, and what is not owed cannot be missing at HQ.
                        self._give_back(room, claim, answer)
                    deed = HandOver(pickup, given, problems, None, claimed=(claim.id, answer))
                    outcome = self._writer.write(room, deed)
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
                self._give_back(room, claim, answer)
            else:
                room.claims.close(claim.id, ClaimState.REFUSED)
        self._committed()

    def due_back(self) -> tuple[tuple[Claim, Sibling | None], ...]:
        """What the hub is to be told it may hand over again, and the hub; None = that counter is the hub no more, or some
        of it was missing: HQ tells whoever is, and then what is missing too."""
        with self._store.read() as room:
            due = room.claims.due_back(TOLD_AT_ONCE)
            return tuple(
                (claim, None if claim.with_missing else _hub(room, hub)) for claim, hub in due
            )

    def told_back(self, claim: Claim) -> None:
        with self._store.write() as room:
            room.claims.told_back(claim.id)

    def _give_back(self, room: ClaimingRoom, claim: Claim, answer: Granted) -> None:
        fact = RedemptionUndone(
            redemption=claim.id,
            pickup=claim.pickup,
            approved_by=None,
            member=None,
            points=0,
            ticket=answer.ticket,
        )
        now = self._clock.now()
        room.journal.append(fact, at=now, mono_ms=self._clock.mono_ms(), by=claim.by)
        room.claims.close(claim.id, ClaimState.GIVEN_BACK)


def _wish(pickup: Pickup, place: Place, request: RedeemRequest) -> Ready | Refusal:
    """The units to ask for: those for the customer, and those that are missing, so that no other counter hands these over
    before HQ has heard of it."""
    if not request.problems:
        return claimable(pickup, place, request.units)
    everything = claimable(pickup, place, ())
    if not isinstance(everything, Ready):
        return everything
    chosen = choose(everything, request.units)
    if not isinstance(chosen, Ready):
        return chosen
    wrong = impossible(pickup, request.units, request.problems)
    if wrong is not None:
        return wrong
    given = {unit.line_no: unit.quantity for unit in chosen.units}
    short: dict[int, int] = {}
    for problem in request.problems:
        if problem.problem is Problem.SHORTAGE:
            short[problem.line_no] = short.get(problem.line_no, 0) + problem.quantity
    wanted = tuple(
        Units(unit.line_no, min(unit.quantity, asked))
        for unit in everything.units
        if (asked := given.get(unit.line_no, 0) + short.get(unit.line_no, 0))
    )
    return Ready(wanted) if wanted else HeldElsewhere(pickup.grant)


def _hub(room: ClaimingRoom, counter: CounterId) -> Sibling | None:
    """That counter, if it is the store's hub and can be asked."""
    own = room.about.identity().id
    return next(
        (
            each
            for each in room.siblings.everyone()
            if each.id == counter != own and each.hub and not each.revoked
        ),
        None,
    )


def why_not(pickup: Pickup, answer: NotGranted) -> Refusal:
    """HQ's word as the card the clerk knows."""
    match answer.detail:
        case "refunded":
            return Refunded(pickup.ended_at, pickup.refunded)
        case "cancelled":
            return Cancelled(pickup.ended_at)
        case "not_arrived":
            return NotArrived(pickup.expected_at)
        case "expired":
            return Expired(pickup.expires_at)
        case _:
            standing = [each for each in answer.taken if not each.undone]
            if standing and answer.detail == "units_taken":
                return AlreadyRedeemed(max(standing, key=lambda each: each.at))
            near = pickup.grant.near if answer.holder == pickup.grant.counter else 0
            return HeldElsewhere(HeldBy(answer.holder, pickup.grant.epoch, near))
