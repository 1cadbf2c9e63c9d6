"""What becomes of disks in a simulated world: copied, put back, started on another PC; and of HQ's database."""

import random
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from sync.hq.store import tables as t
from tests.faults.sim.headquarters import Headquarters
from tests.faults.sim.ledger import Ledger
from tests.faults.sim.line import Weather
from tests.faults.sim.machine import Machine
from tests.faults.sim.operators import Operators


class Disasters(Operators):
    """A world's machines, and how they are lost."""

    chance: random.Random
    moment: datetime
    folder: Path
    hq: Headquarters
    weather: Weather
    ledger: Ledger
    calamity: bool
    excused: set[str]
    machines: list[Machine]

    def new_machine(self, name: str) -> Machine:
        machine = Machine(
            name=name,
            folder=self.folder,
            hq=self.hq,
            weather=self.weather,
            now=lambda: self.moment,
            chance=self.chance,
        )
        self.machines.append(machine)
        return machine

    def excuse_twins(self, machine: Machine) -> None:
        """Whoever else calls itself this counter finds itself replaced."""
        self.excused |= {
            other.name
            for other in self.machines
            if other is not machine and other.bearer.counter == machine.bearer.counter
        }

    def copy_disk(self) -> str:
        machine = self.chance.choice(self.machines)
        machine.copy_disk()
        return f"{machine.name}'s disk is copied"

    def restore_disk(self) -> str:
        copied = [machine for machine in self.machines if machine.image.exists()]
        if not copied:
            return "no image to restore"
        machine = self.chance.choice(copied)
        self.calamity = True
        machine.from_image()
        self.excused.add(machine.name)
        self.excuse_twins(machine)
        self.ledger.disk_changed(machine)
        self.count_lost()
        return f"{machine.name}'s disk is restored"

    def clone(self) -> str:
        """Somebody starts a copy of a counter's disk on another PC."""
        copied = [machine for machine in self.machines if machine.image.exists()]
        if not copied or len(self.machines) > 5:
            return "nothing to clone"
        origin = self.chance.choice(copied)
        self.calamity = True
        twin = self.new_machine(f"{origin.name}{len(self.machines)}")
        self.start_copy(origin, twin)
        twin.clone = True
        self.excused |= {twin.name, origin.name}
        self.excuse_twins(twin)
        self.ledger.note(twin)
        return f"{origin.name} is cloned as {twin.name}"

    def start_copy(self, origin: Machine, twin: Machine) -> None:
        shutil.copy(origin.image, twin.file)
        twin.boot()

    def back_up_hq(self) -> str:
        self.hq.back_up()
        return "HQ is backed up"

    def restore_hq(self) -> str:
        self.calamity = True
        if not self.hq.restore(self.chance):
            return "HQ has no backup"
        self.excused |= {machine.name for machine in self.machines if not machine.is_known()}
        self.count_lost()
        missing = "late" if self.chance.random() < 0.5 else self.orders_come_again()
        return f"HQ is restored, orders {missing}"

    def count_lost(self) -> None:
        """Facts neither HQ nor any counter's disk holds any more went down with a disk."""
        kept: set[str] = self.hq.look(
            lambda connection: set(connection.execute(select(t.fact.c.id)).scalars())
        )
        for machine in self.machines:
            with machine.store.read() as room:
                ids = room.connection.exec_driver_sql("SELECT id FROM journal")
                kept |= {str(each) for (each,) in ids}
        self.ledger.lost(kept)
