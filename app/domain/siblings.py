"""The counters of one store as they know each other (protocol.md §1): the hub holds its grants, and what it answers one
that asks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from app.domain.grants import ClaimAnswer, Granted, NotGranted
from app.domain.identity import CounterId, PickupId, RedemptionId, StaffId
from app.domain.pickups import (
    AlreadyRedeemed,
    BlindRefused,
    Cancelled,
    Expired,
    HeldElsewhere,
    NotArrived,
    NotEnough,
    OtherStore,
    Pickup,
    Place,
    Ready,
    Refunded,
    Refusal,
    Units,
    choose,
    judge,
)

LOST = "unknown_pickup"
REUSED = "id_reused"
GIVEN_BACK = "given_back"
MOST_LINES = 100
"""Of one claim (sync/wire/hub.py)."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """A counter of this store, this one included. `hub` gets the store's grants and answers at `addresses`."""

    id: CounterId
    label: int
    incarnation: int
    public_key: bytes
    revoked: bool
    hub: bool
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiblingClaim:
    """What another counter asks of the hub: `id` becomes the redemption's, `epoch` is the order's as it has it."""

    id: RedemptionId
    pickup: PickupId
    units: tuple[Units, ...]
    epoch: int
    by: StaffId
    counter: CounterId
    incarnation: int


def answer_to(pickup: Pickup | None, place: Place, asked: SiblingClaim) -> ClaimAnswer:
    """May the other counter hand these units over? Exactly when the hub might itself, now. What the asker has of the order
    may be older than what is known here, never newer: then HQ has moved the grant and the hub does not know."""
    if pickup is None or pickup.blind:
        return NotGranted(LOST)
    if not asked.units or len(asked.units) > MOST_LINES:
        return NotGranted("bad_units")
    if len({unit.line_no for unit in asked.units}) < len(asked.units):
        return NotGranted("bad_units")
    if any(unit.quantity < 1 for unit in asked.units):
        return NotGranted("bad_units")
    if asked.epoch > pickup.grant.epoch:
        return NotGranted("stale_epoch", holder=pickup.grant.counter)
    verdict = judge(pickup, place)
    chosen = choose(verdict, asked.units) if isinstance(verdict, Ready) else verdict
    if isinstance(chosen, Ready):
        return Granted(pickup.grant.epoch)
    standing = tuple(each for each in pickup.redemptions if not each.undone)
    owed = {line.line_no: line.open for line in pickup.lines}
    taken = bool(standing) and any(
        unit.quantity > owed.get(unit.line_no, 0) for unit in asked.units
    )
    return NotGranted(_why(chosen, taken=taken), standing, pickup.grant.counter)


def ahead_of_hq(pickup: Pickup, asked: SiblingClaim, unheard: Mapping[int, int]) -> bool:
    """Are some of these units only free by what HQ has not heard of? It may hear of the other counter's hand-over first,
    and takes the units for given twice. The hub itself may hand them over: its facts come in their order."""
    owed = {line.line_no: line.open - unheard.get(line.line_no, 0) for line in pickup.lines}
    return any(unit.quantity > owed.get(unit.line_no, 0) for unit in asked.units)


def _why(refusal: Refusal, *, taken: bool) -> str:
    match refusal:
        case AlreadyRedeemed():
            return "units_taken"
        case Refunded():
            return "refunded"
        case Cancelled():
            return "cancelled"
        case OtherStore():
            return "other_store"
        case HeldElsewhere():
            return "grant_elsewhere"
        case Expired():
            return "expired"
        case NotArrived() | NotEnough():
            return "units_taken" if taken else "not_arrived"
        case BlindRefused():
            return LOST
        case _:
            assert_never(refusal)
