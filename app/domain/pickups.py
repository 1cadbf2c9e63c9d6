"""Pickups (自提单): lines, what has been handed over, and the one decision whether units may be handed over now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ProductNo,
    ReceiptNo,
    RedemptionId,
    StoreId,
)
from app.domain.money import Fen
from app.domain.staff import StoreCard


class Zone(StrEnum):
    """Temperature zone (温层) a line is stored in."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"
    LIVE = "live"


class State(StrEnum):
    """HQ's state of the order. What has been handed over is counted from redemptions, not from this."""

    PAID = "paid"
    ARRIVED = "arrived"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Line:
    """One product of an order. Units: `quantity` ordered, `arrived` so far, `redeemed` net of undo, `short`
    reported missing. `amount` is for all `quantity` units."""

    line_no: int
    product_no: ProductNo
    name: str
    quantity: int
    arrived: int
    redeemed: int
    short: int
    amount: Fen
    zone: Zone
    slot: str

    @property
    def ready(self) -> int:
        """Units that can be handed over now."""
        return max(0, min(self.arrived, self.quantity - self.short) - self.redeemed)

    @property
    def open(self) -> int:
        """Units still owed to the customer."""
        return max(0, self.quantity - self.redeemed - self.short)


@dataclass(frozen=True, slots=True)
class Units:
    """So many units of one line."""

    line_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Redemption:
    """A hand-over that happened, here or elsewhere. `override` marks one a manager let through."""

    id: RedemptionId
    at: datetime
    counter: CounterId
    counter_label: int
    store_name: str
    by_name: str
    receipt_no: ReceiptNo
    units: tuple[Units, ...]
    undone: bool = False
    override: bool = False

    @property
    def count(self) -> int:
        return sum(unit.quantity for unit in self.units)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """The grant: only counter `counter` (0 = HQ) may redeem, under epoch `epoch` (protocol.md §1). `near` is the number
    on the wall of a holder that can be asked over the shop's own network, its hub; 0 = it cannot."""

    counter: CounterId
    epoch: int
    near: int = 0


@dataclass(frozen=True, slots=True)
class Pickup:
    """An order as this counter knows it. `blind` means it is known only from its signed code."""

    id: PickupId
    order_no: str
    """What people call it: T-20462."""
    pickup_no: str
    """8 digits with a Damm check digit (取货码)."""
    store: StoreId
    member: MemberId | None
    name: str
    phone: str
    ordered_at: datetime | None
    arrived_at: datetime | None
    expected_at: datetime | None
    expires_at: datetime | None
    state: State
    ended_at: datetime | None
    """When it was refunded or cancelled."""
    refunded: Fen
    grant: HeldBy
    leader: str
    lines: tuple[Line, ...]
    redemptions: tuple[Redemption, ...] = ()
    blind: bool = False

    @property
    def ready(self) -> int:
        return sum(line.ready for line in self.lines)

    @property
    def open(self) -> int:
        return sum(line.open for line in self.lines)

    @property
    def total(self) -> Fen:
        return Fen(sum(line.amount for line in self.lines))


# -- why a pickup is refused: a closed union, one card for each -----------------------------------------------


@dataclass(frozen=True, slots=True)
class AlreadyRedeemed:
    last: Redemption


@dataclass(frozen=True, slots=True)
class Refunded:
    at: datetime | None
    amount: Fen


@dataclass(frozen=True, slots=True)
class Cancelled:
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OtherStore:
    """`store` is None when this counter has no card of that store."""

    store_id: StoreId
    store: StoreCard | None


@dataclass(frozen=True, slots=True)
class NotArrived:
    expected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Expired:
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """Another counter of this store (or HQ) holds the grant."""

    grant: HeldBy


@dataclass(frozen=True, slots=True)
class BlindRefused:
    """A signed code without local data, and the policy says a manager must agree, or nobody may."""

    overridable: bool


@dataclass(frozen=True, slots=True)
class NotEnough:
    """More units asked for than are ready on this line; never shown by a correct screen."""

    line_no: int
    ready: int


Refusal = (
    AlreadyRedeemed
    | Refunded
    | Cancelled
    | OtherStore
    | NotArrived
    | Expired
    | HeldElsewhere
    | BlindRefused
    | NotEnough
)


@dataclass(frozen=True, slots=True)
class Ready:
    """Units may be handed over now; `units` is all that is ready."""

    units: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when the question is asked."""

    store: StoreId
    counter: CounterId
    now: datetime
    blind_pickup: str


def judge(pickup: Pickup, place: Place, *, other_store: StoreCard | None = None) -> Ready | Refusal:
    """May units of this pickup be handed over here and now? (product.md, Pickup verification.)

    The order of the questions is the order a customer needs the answer in: wrong shop first, then money
    back, then taken, then time, then goods, then who holds the grant.
    """
    refusal = _refused_by_state(pickup, place, other_store)
    if refusal is not None:
        return refusal
    if pickup.open == 0 and (last := _last(pickup)) is not None:
        return AlreadyRedeemed(last)
    if pickup.state is State.EXPIRED or _past(pickup.expires_at, place.now):
        return Expired(pickup.expires_at)
    if pickup.blind and place.blind_pickup != "allow":
        return BlindRefused(overridable=place.blind_pickup == "override")
    if not pickup.blind and pickup.grant.counter != place.counter:
        return HeldElsewhere(pickup.grant)
    if pickup.ready == 0:
        return NotArrived(pickup.expected_at)
    return Ready(tuple(Units(line.line_no, line.ready) for line in pickup.lines if line.ready))


def choose(ready: Ready, wanted: tuple[Units, ...]) -> Ready | NotEnough:
    """Narrow what is ready to what the clerk hands over; zero quantities are dropped."""
    limits = {unit.line_no: unit.quantity for unit in ready.units}
    asked: dict[int, int] = {}
    for unit in wanted:
        asked[unit.line_no] = asked.get(unit.line_no, 0) + unit.quantity
    for line_no, quantity in asked.items():
        if quantity < 0 or quantity > limits.get(line_no, 0):
            return NotEnough(line_no, limits.get(line_no, 0))
    return Ready(tuple(Units(no, quantity) for no, quantity in sorted(asked.items()) if quantity))


class UndoRight(StrEnum):
    """What an undo (撤销核销) needs."""

    FREE = "free"
    PIN = "pin"
    TOO_LATE = "too_late"


def undo_right(
    *, redeemed_at: datetime, now: datetime, same_clerk: bool, free_seconds: int, pin_seconds: int
) -> UndoRight:
    """Same clerk within 60 s: free; within 60 min: with PIN; later: never (product.md)."""
    age = (now - redeemed_at).total_seconds()
    if age > pin_seconds:
        return UndoRight.TOO_LATE
    return UndoRight.FREE if same_clerk and age <= free_seconds else UndoRight.PIN


def overridable(refusal: Refusal) -> bool:
    """Which refusals a manager may let through. Money already given back and other shops' goods are not ours to give."""
    match refusal:
        case AlreadyRedeemed() | Expired() | HeldElsewhere() | NotArrived():
            return True
        case BlindRefused(overridable=may):
            return may
        case Refunded() | Cancelled() | OtherStore() | NotEnough():
            return False
        case _:
            assert_never(refusal)


def _refused_by_state(pickup: Pickup, place: Place, other: StoreCard | None) -> Refusal | None:
    if pickup.store != place.store:
        return OtherStore(pickup.store, other)
    if pickup.state is State.REFUNDED:
        return Refunded(pickup.ended_at, pickup.refunded)
    if pickup.state is State.CANCELLED:
        return Cancelled(pickup.ended_at)
    return None


def _last(pickup: Pickup) -> Redemption | None:
    standing = [redemption for redemption in pickup.redemptions if not redemption.undone]
    return max(standing, key=lambda redemption: redemption.at, default=None)


def _past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now
