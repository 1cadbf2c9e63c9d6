"""The world of one seed: what happens next, and the people who act in it. Everything is decided by one random number
generator, so that a seed is a story that can be told again."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import update

from app.errors import CounterError
from app.store.errors import StoreBug
from sync.hq import enrolment
from sync.hq.problems import Refused
from sync.hq.store import tables as t
from tests.builders import WANG
from tests.faults.sim.disasters import Disasters
from tests.faults.sim.fuse import Died
from tests.faults.sim.headquarters import STORES, Headquarters
from tests.faults.sim.ledger import Ledger
from tests.faults.sim.line import Weather
from tests.faults.sim.machine import Machine

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NOBODY = "nobody needs enrolling"


class Profile(StrEnum):
    """How much goes wrong. In the first no person forces anything and no disk is replaced: nothing may be redeemed twice
    and nothing may even be a conflict."""

    LINE = "line"
    PEOPLE = "people"
    DISASTER = "disaster"


@dataclass(frozen=True)
class Deed:
    weight: int
    run: Callable[[], str]
    least: Profile = Profile.LINE


class World(Disasters):
    places: tuple[tuple[str, int], ...] = (("A", 1), ("B", 1), ("C", 2), ("D", 2))
    """Counters by name, and the store of each."""

    def __init__(self, folder: Path, template: Path, seed: int, profile: Profile) -> None:
        super().__init__()
        self.chance = random.Random(f"{seed}/{profile}")
        self.profile = profile
        self.folder = folder
        self.trace: list[str] = []
        self.moment = START
        shutil.copy(template, folder / "hq.db")
        self.hq = Headquarters(folder / "hq.db", lambda: self.moment)
        self.weather = Weather(self.chance, said=self.trace.append)
        self.ledger = Ledger()
        self.calamity = False
        """A disk or HQ's database is another one now, or a counter was revoked: its grants may be in two places."""
        self._seen: dict[str, object] = {}
        self.excused: set[str] = set()
        """Counters that have a cause to stop: their disk, or the place they had at HQ, is another one now."""
        self.machines: list[Machine] = []
        for name, store in self.places:
            self.new_machine(name).enrol(store, None)
        for _ in range(3):
            self.new_order()
        for machine in self.machines:
            machine.pull()

    def heal_lines(self) -> None:
        """Lines other than those to HQ hold again: there are none."""

    def looked(self, what: str, standing: object) -> bool:
        """Whether it stands otherwise than when it was last looked at."""
        before = self._seen.get(what)
        self._seen[what] = standing
        return before != standing

    def step(self) -> None:
        """One thing happens, perhaps to somebody who dies of it."""
        self.moment += timedelta(seconds=self.chance.choice((0, 1, 5, 40)))
        deeds = [deed for deed in self._deeds() if deed.least in self._allowed()]
        (deed,) = self.chance.choices(deeds, [deed.weight for deed in deeds])
        self.trace.append(deed.run())

    def _allowed(self) -> tuple[Profile, ...]:
        known = list(Profile)
        return tuple(known[: known.index(self.profile) + 1])

    def _deeds(self) -> tuple[Deed, ...]:
        people, disaster = Profile.PEOPLE, Profile.DISASTER
        return (
            Deed(6, self.new_order),
            Deed(26, lambda: self.at_counter("redeem", self._redeem)),
            Deed(6, lambda: self.at_counter("insist", self._insist)),
            Deed(6, lambda: self.at_counter("undo", lambda m: m.undo(manager=False))),
            Deed(4, lambda: self.at_counter("short", lambda m: m.report_short(self.an_order()))),
            Deed(22, lambda: self.at_counter("push", Machine.push)),
            Deed(22, lambda: self.at_counter("pull", Machine.pull)),
            Deed(6, lambda: self.at_counter("settle", Machine.settle_claims)),
            Deed(5, lambda: self.at_hq("ask back", self.ask_back)),
            Deed(2, lambda: self.at_hq("withdraw", self.withdraw)),
            Deed(3, lambda: self.at_hq("arrive again", self.arrive)),
            Deed(5, self.change_weather),
            Deed(6, self.deliver_late),
            Deed(5, self.reboot),
            Deed(4, self.change_clock),
            Deed(3, self.change_disk),
            Deed(2, self.wait_long),
            Deed(4, self.blind, people),
            Deed(4, lambda: self.at_counter("override", self._override), people),
            Deed(2, lambda: self.at_counter("strange", self._strange), people),
            Deed(3, lambda: self.at_hq("force", self.force), people),
            Deed(3, self.there_and_back, people),
            Deed(3, lambda: self.at_hq("replay", self.replay_all), people),
            Deed(1, self.revoke, people),
            Deed(3, self.copy_disk, disaster),
            Deed(2, self.restore_disk, disaster),
            Deed(1, self.clone, disaster),
            Deed(3, self.back_up_hq, disaster),
            Deed(3, self.restore_hq, disaster),
            Deed(3, lambda: f"orders {self.orders_come_again()} come again", disaster),
            Deed(4, self.enrol_stopped, people),
        )

    # -- at the counters -----------------------------------------------------------------------------------------

    def at_counter(
        self, what: str, deed: Callable[[Machine], str], machine: Machine | None = None
    ) -> str:
        """Any machine; one time in ten it dies on the way, at any statement."""
        machine = machine or self.chance.choice(self.machines)
        dying = self.chance.random() < 0.1
        if dying:
            if self.chance.random() < 0.3:
                machine.die_after_commit()
            else:
                machine.fuse.arm(self.chance.randrange(1, 40))
        try:
            told = deed(machine)
        except Died:
            machine.die()
            told = "DIED"
        except CounterError as fault:
            told = f"{type(fault).__name__}: {fault}"
            if isinstance(fault, StoreBug):
                raise
        finally:
            machine.safe()
        self.ledger.note(machine)
        return f"{machine.name} {what}: {told}"

    def _redeem(self, machine: Machine) -> str:
        """Mostly an order that is ready here; they come in turn, so that few are done soon."""
        ready = [order for order in self.orders if (known := machine.known(order)) and known.ready]
        order = self.chance.choice(ready) if ready else self.an_order()
        return f"{order} {machine.redeem(order, self.chance.randrange(1, 3))}"

    def _insist(self, machine: Machine) -> str:
        """An order whose grant is not here, or here no more."""
        elsewhere = [
            order
            for order in self.orders
            if (known := machine.known(order))
            and known.ready
            and known.grant.counter != machine.bearer.counter
        ]
        order = self.chance.choice(elsewhere) if elsewhere else self.an_order()
        return f"{order} {machine.redeem(order, self.chance.randrange(1, 3))}"

    def there_and_back(self) -> str:
        """HQ forces an order out of its store and into it again, while the counter that held it hands it over."""
        order = self.an_order()
        self.forced.add(order)
        moved = self.at_hq("forces there", lambda connection: self.move(connection, order))
        back = self.at_hq("and back", lambda connection: self.move(connection, order))
        holders = [machine for machine in self.machines if machine.holds(order)]
        meanwhile = [self._as_if_nothing(machine, order) for machine in holders]
        return f"{moved}, {back}, {meanwhile}"

    def _as_if_nothing(self, machine: Machine, order: int) -> str:
        try:
            told = machine.redeem(order, 1)
        except CounterError as fault:
            told = type(fault).__name__
        self.ledger.note(machine)
        return f"{machine.name} {told}"

    def _override(self, machine: Machine) -> str:
        order = self.an_order()
        self.forced.add(order)
        return f"{order} {machine.override(order)}"

    def _strange(self, machine: Machine) -> str:
        order = self.an_order()
        self.forced.add(order)
        return f"{order} {machine.report_strange(order)}"

    def blind(self) -> str:
        order = self.an_order()
        try:
            code = self.hq.code_of(f"T-{order}")
        except Refused:
            return f"HQ has forgotten {order}"

        def scan(machine: Machine) -> str:
            if machine.known(order) is None:
                self.forced.add(order)
            return f"{order} {machine.scan(code, 2)}"

        return self.at_counter("scan", scan)

    def reboot(self) -> str:
        machine = self.chance.choice(self.machines)
        machine.boot()
        return f"{machine.name} reboots"

    def change_clock(self) -> str:
        machine = self.chance.choice(self.machines)
        machine.clock_off = timedelta(hours=self.chance.choice((-24, -1, 0, 0, 1, 24)))
        return f"{machine.name} clock {machine.clock_off}"

    def change_disk(self) -> str:
        machine = self.chance.choice(self.machines)
        machine.disk_full = not machine.disk_full and self.chance.random() < 0.6
        return f"{machine.name} disk full: {machine.disk_full}"

    def change_weather(self) -> str:
        if self.chance.random() < 0.5:
            self.weather.badness = self.chance.choice((0.0, 0.2, 0.6))
            return f"lines are bad: {self.weather.badness}"
        machine = self.chance.choice(self.machines)
        machine.cut_off(not machine.cut and self.chance.random() < 0.5)
        return f"{machine.name} cut off: {machine.cut}"

    def deliver_late(self) -> str:
        self.weather.deliver_one()
        return "something late arrives"

    def wait_long(self) -> str:
        self.moment += timedelta(minutes=self.chance.choice((2, 30, 200)))
        return "time passes"

    def revoke(self) -> str:
        machine = self.chance.choice(self.machines)
        if machine.revoked:
            return "revoked already"
        self.calamity = True
        machine.revoked = True
        self.excuse_twins(machine)
        return self.at_hq(
            f"revokes {machine.name}",
            lambda connection: str(
                bool(enrolment.revoke(connection, machine.bearer.counter, self.moment))
            ),
        )

    def enrol_stopped(self) -> str:
        """A person comes to a counter that stopped, or was revoked, and enrols it anew; a clone as a new counter."""
        for machine in self.machines:
            if (machine.stopped and machine.stopped != "reset") or machine.revoked:
                store, label = machine.place
                self.calamity = True
                machine.disk_full = False
                machine.enrol(store, None if machine.clone else label)
                machine.revoked = machine.clone = False
                self.excused.discard(machine.name)
                self.excuse_twins(machine)
                self.keep_second_store_at_hq()
                self.ledger.note(machine)
                return f"{machine.name} is enrolled anew"
        return NOBODY

    def keep_second_store_at_hq(self) -> None:
        of_second = update(t.store).where(t.store.c.store == STORES[1])
        self.hq.operate(lambda connection: connection.execute(of_second.values(holder=0)))


def template(file: Path) -> Path:
    """HQ's database as every world begins with it."""
    hq = Headquarters(file, lambda: START)
    hq.furnish()
    hq.close()
    return file


__all__ = ["WANG", "Profile", "World", "template"]
