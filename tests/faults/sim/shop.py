"""The world of one seed with shops whose counters ask each other: the first counter of store 1 is its hub."""

from collections.abc import Callable
from typing import cast

from tests.faults.sim.machine import Machine
from tests.faults.sim.neighbour import Neighbour
from tests.faults.sim.shop_line import Network
from tests.faults.sim.world import Deed, Profile, World


class Shop(World):
    places = (("A", 1), ("B", 1), ("C", 2))
    most_orders = 14
    network: Network

    @property
    def neighbours(self) -> list[Neighbour]:
        return cast("list[Neighbour]", self.machines)

    def new_machine(self, name: str) -> Machine:
        if not self.machines:
            self.network = Network(
                self.chance,
                said=self.trace.append,
                members=lambda: self.machines,
                heard=self.ledger.note,
            )
        machine = Neighbour(
            network=self.network,
            name=name,
            folder=self.folder,
            hq=self.hq,
            weather=self.weather,
            now=lambda: self.moment,
            chance=self.chance,
        )
        self.machines.append(machine)
        return machine

    def start_copy(self, origin: Machine, twin: Machine) -> None:
        cast("Neighbour", origin).copied_to(cast("Neighbour", twin))
        twin.boot()

    def _deeds(self) -> tuple[Deed, ...]:
        people, disaster = Profile.PEOPLE, Profile.DISASTER
        return (
            *super()._deeds(),
            Deed(12, self.new_order),
            Deed(16, self.both_want_it),
            Deed(10, lambda: self.at_counter("undo", lambda m: m.undo(manager=True))),
            Deed(8, lambda: self.in_shop("gives back", self._give_back)),
            Deed(6, self.change_network),
            Deed(8, self.deliver_in_shop),
            Deed(3, self.a_day_apart),
            Deed(3, lambda: self.in_shop("forges", self._forge), people),
            Deed(2, self.lose_pc, disaster),
        )

    def in_shop(self, what: str, deed: Callable[[Neighbour], str]) -> str:
        return self.at_counter(what, lambda machine: deed(cast("Neighbour", machine)))

    def both_want_it(self) -> str:
        """Two customers with the same order, one at each counter, in any order."""
        order = self.an_order()
        pair = [machine for machine in self.machines if machine.bearer.store == 1]
        self.chance.shuffle(pair)

        def wants(machine: Machine) -> str:
            return f"{order} {machine.redeem(order, self.chance.randrange(1, 3))}"

        return "; ".join([self.at_counter("both", wants, machine) for machine in pair])

    def _give_back(self, machine: Neighbour) -> str:
        machine.side.claiming.give_back()
        return "told" if not machine.waits() else "still to be told"

    def _forge(self, machine: Neighbour) -> str:
        order = self.an_order()
        self.forced.add(order)
        return f"{order} {machine.forge(order)}"

    def change_network(self) -> str:
        if self.chance.random() < 0.5:
            self.network.badness = self.chance.choice((0.0, 0.2, 0.5))
            return f"networks in shops are bad: {self.network.badness}"
        machine = self.chance.choice(self.neighbours)
        machine.off_the_network = not machine.off_the_network and self.chance.random() < 0.5
        return f"{machine.name} off the shop's network: {machine.off_the_network}"

    def heal_lines(self) -> None:
        self.network.badness = 0.0
        for machine in self.neighbours:
            machine.off_the_network = False
        while self.network.on_the_way:
            self.network.deliver_one()

    def deliver_in_shop(self) -> str:
        self.network.deliver_one()
        return "something late arrives in the shop"

    def a_day_apart(self) -> str:
        """The shop has no line to HQ, and its own network holds."""
        apart = self.chance.random() < 0.6
        for machine in self.machines[:2]:
            machine.cut_off(apart)
        return f"shop without a line to HQ: {apart}"

    def lose_pc(self) -> str:
        machine = self.chance.choice(self.neighbours[:2])
        if machine.clone:
            return "a clone"
        self.calamity = True
        machine.revoked = machine.disk_full = False
        machine.new_pc()
        self.excused.discard(machine.name)
        self.excuse_twins(machine)
        self.ledger.disk_changed(machine)
        self.ledger.note(machine)
        self.count_lost()
        return f"{machine.name} is a new PC"
