"""What each counter believes and shows after every step: its acknowledged facts are at HQ, what it did itself is on its
screen, and it stops for a person only with a cause."""

from collections import Counter as Tally

from sqlalchemy import Connection, select

from app.domain.identity import PickupId
from app.store import own_deeds
from app.store.meta import ACKED, SERVER_EPOCH
from app.store.pickup_rows import SHORTAGE
from app.store.unit_of_work import SqlRoom
from sync.hq.store import tables as t
from tests.faults.sim.machine import Machine
from tests.faults.sim.witness import Broken
from tests.faults.sim.world import World

RESETS_AN_HOUR = 3


def every_counter_is_sound(world: World) -> None:
    """A counter where nothing was written is looked at again only when HQ is another one."""
    for machine in world.machines:
        _stops_with_a_cause(world, machine)
    again = [
        machine
        for machine in world.machines
        if world.looked(machine.name, _standing(world, machine))
    ]
    if not again:
        return
    known = world.hq.look(_hashes)
    reached = world.hq.look(_newest)
    for machine in again:
        with machine.store.read() as room:
            if room.meta.text(SERVER_EPOCH) == world.hq.keys.server_epoch:
                _acknowledged_is_at_hq(machine, room, known)
            if machine.name not in world.excused:
                place = (machine.bearer.counter, machine.bearer.incarnation)
                _shows_its_own_deeds(world, machine, room, reached.get(place, 0))


def _standing(world: World, machine: Machine) -> object:
    return machine.stamp, world.hq.restores, machine.name in world.excused


def _hashes(connection: Connection) -> set[str]:
    return set(connection.execute(select(t.fact.c.sha256)).scalars())


def _newest(connection: Connection) -> dict[tuple[int, int], int]:
    rows = connection.execute(
        select(t.incarnation.c.counter, t.incarnation.c.incarnation, t.incarnation.c.last_seq)
    )
    return {(counter, incarnation): last for counter, incarnation, last in rows}


def _stops_with_a_cause(world: World, machine: Machine) -> None:
    """A disk that is another one now, a revocation, an HQ that was restored again and again: nothing else."""
    code = machine.stopped
    if not code or machine.name in world.excused or machine.revoked:
        return
    if code == "reset" and world.hq.restores > RESETS_AN_HOUR:
        return
    raise Broken(f"{machine.name} stopped without a cause: {code}")


def _acknowledged_is_at_hq(machine: Machine, room: SqlRoom, known: set[str]) -> None:
    """Word for word, for HQ answers only after its commit."""
    told = room.connection.exec_driver_sql(
        "SELECT seq, sha256 FROM journal WHERE chain = ? AND seq <= ?",
        (room.meta.chain(), room.meta.number(ACKED)),
    )
    if missing := [seq for seq, sha256 in told if sha256 not in known]:
        raise Broken(f"{machine.name}: facts {missing} are acknowledged, and not at HQ")


def _shows_its_own_deeds(world: World, machine: Machine, room: SqlRoom, reached: int) -> None:
    """Whatever HQ's rows say, what HQ has not heard of stays on top of them."""
    for order, deeds in own_deeds.deeds_of(room.connection, world.orders).items():
        found = room.pickups.get(PickupId(order))
        if found is None:
            continue
        shown = {each.id: each for each in found.redemptions}
        for own in deeds.redemptions:
            mine = shown.get(own.redemption.id)
            if mine is None:
                raise Broken(f"{machine.name}: order {order} without its own hand-over")
            if own.undone_seq is not None and own.undone_seq > reached and not mine.undone:
                raise Broken(f"{machine.name}: order {order}, what was undone here stands again")
        missing: Tally[int] = Tally()
        for problem in deeds.problems:
            if problem.problem == SHORTAGE and problem.seq > reached:
                missing[problem.line_no] += problem.quantity
        for line in found.lines:
            if line.short < missing[line.line_no]:
                raise Broken(f"{machine.name}: order {order}, a shortage reported here is gone")
