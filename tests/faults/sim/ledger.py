"""The shadow ledger: what really left each shop, read from each counter's journal after every step and never forgotten,
whatever happens to disks and databases. It is what HQ is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from sync import wire
from tests.faults.sim.machine import Machine


@dataclass
class Given:
    """One hand-over. `fact` is the id of the fact that tells of it."""

    pickup: int
    units: dict[int, int]
    machine: str
    kind: str
    fact: str
    undone: bool = False
    undo: set[str] = field(default_factory=set)
    """The ids of the facts that tell of that: the counter's own, and the hub's."""


@dataclass
class Ledger:
    given: dict[str, Given] = field(default_factory=dict)
    """By redemption."""
    facts: set[str] = field(default_factory=set)
    """Ids of all facts ever committed anywhere."""
    gone: set[str] = field(default_factory=set)
    """Ids of facts that no disk holds any more: they went down with one."""
    _read: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def note(self, machine: Machine) -> None:
        """What this machine committed since it was last looked at."""
        with machine.store.read() as room:
            if room.meta.enrolment() is None:
                return
        place = (machine.name, machine.bearer.counter, machine.bearer.incarnation)
        read = self._read.get(place, 0)
        for fact in machine.store.sync_store().outbox(read, 10_000):
            self._read[place] = fact.seq
            if fact.id not in self.facts:
                self.facts.add(fact.id)
                self._take(machine.name, fact)

    def disk_changed(self, machine: Machine) -> None:
        """It holds another past now: read it from the start."""
        for place in [place for place in self._read if place[0] == machine.name]:
            del self._read[place]

    def lost(self, kept: Iterable[str]) -> None:
        """`kept` are the facts some disk still holds."""
        self.gone |= self.facts - set(kept)

    def standing(self, pickup: int) -> dict[int, int]:
        """Units by line that left the shops for good."""
        totals: dict[int, int] = {}
        for each in self.given.values():
            if each.pickup == pickup and not each.undone:
                for line_no, quantity in each.units.items():
                    totals[line_no] = totals.get(line_no, 0) + quantity
        return totals

    def _take(self, machine: str, fact: wire.Fact) -> None:
        shape = wire.BODIES.get((fact.kind, fact.v))
        if shape is None:
            return
        body = msgspec.json.decode(fact.body, type=shape)
        match body:
            case wire.PickupRedeemed() | wire.HandedOutByOverride():
                kind = fact.kind
                if isinstance(body, wire.PickupRedeemed) and body.epoch == 0:
                    kind = "blind"
                units = {unit.line_no: unit.quantity for unit in body.units}
                self.given[body.redemption] = Given(body.pickup, units, machine, kind, fact.id)
            case wire.RedemptionUndone():
                if body.redemption in self.given:
                    self.given[body.redemption].undone = True
                    self.given[body.redemption].undo.add(fact.id)
            case wire.ClaimReturned():
                if body.claim in self.given:
                    self.given[body.claim].undo.add(fact.id)
            case _:
                pass
