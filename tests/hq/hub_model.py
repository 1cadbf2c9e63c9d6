"""A shop of two counters in a few dictionaries: what truly happened, each one's journal of it, and an HQ of the pure rules
that hears them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sync import wire
from sync.hq.accept import (
    Applied,
    Conflict,
    Deed,
    Known,
    Verdict,
    accept_override,
    accept_redeemed,
    accept_undone,
    open_units,
)
from sync.hq.accept_hub import (
    Sibling,
    accept_claim_granted,
    accept_claim_returned,
    accept_redeemed_by_ticket,
    accept_undone_by_ticket,
)
from sync.wire.hub import Ticket
from tests.hq.counter import units_of
from tests.hq.test_accept import NOON, order

HUB, SECOND = 1, 2
OWED = 3
MEMBER = "ab" * 16
AT_SECOND = Sibling(SECOND, 2)
Fact = tuple[int, wire.Struct, Ticket | None]
"""whose, what, and the ticket it bears"""


def deed(counter: int) -> Deed:
    return Deed(NOON, counter, counter, 1, "翠湖路店", "小周")


def ticket(claim: str, units: int, epoch: int = 1) -> Ticket:
    return Ticket(
        store=1,
        hub=HUB,
        hub_incarnation=1,
        counter=SECOND,
        incarnation=1,
        claim=claim,
        pickup=7,
        epoch=epoch,
        units=units_of({1: units}),
    )


def granted(claim: str, units: int, epoch: int = 1) -> wire.ClaimGranted:
    return wire.ClaimGranted(
        claim=claim,
        pickup=7,
        units=units_of({1: units}),
        epoch=epoch,
        counter=SECOND,
        incarnation=1,
        by=11,
    )


def redeemed(claim: str, units: int, epoch: int = 1) -> wire.PickupRedeemed:
    return wire.PickupRedeemed(
        redemption=claim,
        pickup=7,
        epoch=epoch,
        units=units_of({1: units}),
        receipt_no=5,
        member=MEMBER,
        points=10 * units,
    )


def undone(claim: str, units: int = 0) -> wire.RedemptionUndone:
    return wire.RedemptionUndone(
        redemption=claim, pickup=7, approved_by=None, member=MEMBER, points=10 * units
    )


def returned(claim: str) -> wire.ClaimReturned:
    return wire.ClaimReturned(claim=claim, pickup=7, counter=SECOND)


def override(name: str, units: int) -> wire.HandedOutByOverride:
    return wire.HandedOutByOverride(
        redemption=name,
        pickup=7,
        refusal="HeldElsewhere",
        units=units_of({1: units}),
        receipt_no=6,
        approved_by=13,
        member=None,
    )


def judged(known: Known, fact: Fact) -> Verdict:
    counter, body, signed = fact
    who = deed(counter)
    match body:
        case wire.ClaimGranted():
            return accept_claim_granted(known, body, who, AT_SECOND)
        case wire.ClaimReturned():
            return accept_claim_returned(known, body)
        case wire.PickupRedeemed() if signed is not None:
            return accept_redeemed_by_ticket(known, body, who, signed)
        case wire.PickupRedeemed():
            return accept_redeemed(known, body, who, None)
        case wire.RedemptionUndone() if signed is not None:
            return accept_undone_by_ticket(known, body, who, signed)
        case wire.RedemptionUndone():
            return accept_undone(known, body, who)
        case wire.HandedOutByOverride():
            return accept_override(known, body, who)
        case _:
            raise TypeError(body)


@dataclass
class Hq:
    """What HQ has; `points` is the ledger, whose operations happen once."""

    known: Known = field(default_factory=lambda: order(OWED))
    verdicts: list[Verdict] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)

    def hear(self, fact: Fact) -> Verdict:
        verdict = judged(self.known, fact)
        if isinstance(verdict, Applied | Conflict):
            self.known = verdict.known
        if isinstance(verdict, Applied) and verdict.points is not None:
            assert verdict.points.operation not in self.points
            self.points[verdict.points.operation] = verdict.points.points
        self.verdicts.append(verdict)
        assert open_units(self.known.row)[1] >= 0
        return verdict

    @property
    def standing(self) -> dict[str, int]:
        return {
            each.redemption: sum(unit.quantity for unit in each.units)
            for each in self.known.row.redemptions
            if not each.undone
        }


@dataclass
class Store:
    """What truly happens in the shop. `gone` are units with customers, by redemption; each journal is in its order."""

    journals: dict[int, list[Fact]] = field(default_factory=lambda: {HUB: [], SECOND: []})
    at_hub: dict[str, int] = field(default_factory=dict)
    """What the hub counts as handed over."""
    gone: dict[str, int] = field(default_factory=dict)
    unanswered: dict[str, int] = field(default_factory=dict)
    """Granted, and the second counter has not heard of it."""
    held: dict[str, int] = field(default_factory=dict)
    freed: list[str] = field(default_factory=list)
    """Taken back at the second counter; the hub has not been told."""
    names: int = 0

    @property
    def left(self) -> int:
        return OWED - sum(self.at_hub.values())

    def tell(self, counter: int, body: wire.Struct, signed: Ticket | None = None) -> None:
        self.journals[counter].append((counter, body, signed))

    def hub_redeems(self, units: int) -> None:
        if units <= self.left:
            self.names += 1
            name = f"h{self.names}"
            self.at_hub[name] = self.gone[name] = units
            self.tell(HUB, redeemed(name, units))

    def claims(self, units: int) -> None:
        if units <= self.left:
            self.names += 1
            name = f"c{self.names}"
            self.at_hub[name] = self.unanswered[name] = units
            self.tell(HUB, granted(name, units))

    def hands_over(self) -> None:
        if self.unanswered:
            name, units = self.unanswered.popitem()
            self.gone[name] = self.held[name] = units
            self.tell(SECOND, redeemed(name, units), ticket(name, units))

    def gives_back(self) -> None:
        """Nobody waited for the answer."""
        if self.unanswered:
            name, units = self.unanswered.popitem()
            self.freed.append(name)
            self.tell(SECOND, undone(name), ticket(name, units))

    def takes_back(self) -> None:
        if self.held:
            name, units = self.held.popitem()
            del self.gone[name]
            self.freed.append(name)
            self.tell(SECOND, undone(name, units))

    def tells_the_hub(self) -> None:
        if self.freed:
            name = self.freed.pop()
            del self.at_hub[name]
            self.tell(HUB, returned(name))


def played(steps: Sequence[tuple[object, ...]]) -> Store:
    store = Store()
    for name, *given_ in steps:
        getattr(store, str(name))(*given_)
    while store.unanswered:
        store.hands_over()
    return store
