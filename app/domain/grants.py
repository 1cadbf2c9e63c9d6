"""Grants (授权): when a holder gives one up, what a counter that holds none may ask for, and what the answer means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identity import CounterId, PickupId, RedemptionId, StaffId
from app.domain.pickups import (
    HeldBy,
    HeldElsewhere,
    NotArrived,
    Pickup,
    Place,
    Ready,
    Redemption,
    Refusal,
    Units,
    choose,
    judge,
)

HQ = CounterId(0)
"""The holder of a grant no counter has."""


def gives_up(pickup: Pickup, own: CounterId) -> bool:
    """HQ recalls the grant of this order: does its holder give it up? Not when some of it was handed over and that
    stands; HQ learns of it by the redemption (protocol.md §1)."""
    standing = any(not redemption.undone for redemption in pickup.redemptions)
    return pickup.grant.counter == own and not standing


@dataclass(frozen=True, slots=True)
class Claim:
    """Asking the authority for units of an order. `id` becomes the redemption's; minted once for one wish and sent
    again, word for word, until it is answered. `epoch` is that of the order as this counter has it. `given` is what of
    it goes to the customer, None = all: the rest is missing, and nobody else is to look for it."""

    id: RedemptionId
    pickup: PickupId
    units: tuple[Units, ...]
    epoch: int
    by: StaffId
    asked_at: datetime
    given: tuple[Units, ...] | None = None

    @property
    def with_missing(self) -> bool:
        return self.given not in {None, self.units}


class ClaimState(StrEnum):
    """What became of a claim. OPEN is the only one that is asked again."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    GIVEN_BACK = "given_back"
    """Granted too late: nobody waited any more, and a fact says that nothing was handed over."""


@dataclass(frozen=True, slots=True)
class Granted:
    """The units count as handed over at HQ, under this epoch; `ticket` is the hub's word for it where it was the hub."""

    epoch: int
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class NotGranted:
    """`detail` is HQ's stable word; `taken` what stands there, with who, where and when; `holder` 0 = HQ."""

    detail: str
    taken: tuple[Redemption, ...] = ()
    holder: CounterId = HQ


ClaimAnswer = Granted | NotGranted


def claimable(pickup: Pickup, place: Place, wanted: tuple[Units, ...]) -> Ready | Refusal:
    """The units that could go at once if only this counter held the grant (all that are ready when none are named).
    Anything else is the refusal that stands."""
    verdict = judge(pickup, place)
    if not isinstance(verdict, HeldElsewhere):
        return verdict
    if pickup.ready == 0:
        return NotArrived(pickup.expected_at)
    ready = Ready(tuple(Units(line.line_no, line.ready) for line in pickup.lines if line.ready))
    return choose(ready, wanted) if wanted else ready


def still_held(grant: HeldBy, returned_epoch: int) -> HeldBy:
    """The grant as it truly is: what this counter gave back under this epoch (0 = nothing) is HQ's, until HQ hands it
    out under a newer one."""
    return HeldBy(HQ, grant.epoch) if 0 < grant.epoch <= returned_epoch else grant
