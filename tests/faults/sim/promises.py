"""The promises of protocol.md §1 to §3 as questions to the world: some at every step, all when the faults have stopped."""

from collections import Counter as Tally
from datetime import timedelta

import msgspec
from sqlalchemy import Connection, func, select

from app.domain.pickups import Ready, judge
from sync import wire
from sync.hq.accept import open_units
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import replayed
from sync.hq.store.journals import CLAIMED
from tests.builders import WANG
from tests.faults.sim.counters import every_counter_is_sound
from tests.faults.sim.machine import Machine
from tests.faults.sim.witness import Broken
from tests.faults.sim.world import NOBODY, Profile, World

ROUNDS = 12


def at_every_step(world: World) -> None:
    moved = world.looked("everything", (world.hq.stamp, [each.stamp for each in world.machines]))
    every_counter_is_sound(world)
    if not moved:
        return
    world.hq.look(lambda connection: _hq_is_sound(world, connection))
    if not world.calamity:
        _one_authority(world)
    if world.profile is Profile.LINE:
        for order in world.orders:
            _never_more_than_ordered(world, order)


def _hq_is_sound(world: World, connection: Connection) -> None:
    """No unit stands as handed over twice; journals have no holes; columns say what rows say."""
    for found in connection.execute(select(t.pickup)).all():
        row = msgspec.json.decode(found.row, type=wire.PickupRow)
        if any(owed < 0 for owed in open_units(row).values()):
            raise Broken(f"order {row.pickup}: more stands as handed over than was ordered")
        if (found.holder, found.epoch, found.store, found.state) != (
            row.holder,
            row.epoch,
            row.store,
            row.state,
        ):
            raise Broken(f"order {row.pickup}: columns and row differ")
        if len({each.redemption for each in row.redemptions}) != len(row.redemptions):
            raise Broken(f"order {row.pickup}: a redemption twice")
    counts = {
        (row.counter, row.incarnation): (row.count, row.last)
        for row in connection.execute(
            select(
                t.fact.c.counter,
                t.fact.c.incarnation,
                func.count().label("count"),
                func.max(t.fact.c.seq).label("last"),
            ).group_by(t.fact.c.counter, t.fact.c.incarnation)
        )
    }
    for journal in connection.execute(select(t.incarnation)).all():
        place = (journal.counter, journal.incarnation)
        if counts.get(place, (0, 0 if not journal.last_seq else None)) != (
            journal.last_seq,
            journal.last_seq,
        ) and not (journal.last_seq == 0 and place not in counts):
            raise Broken(f"journal {place}: {counts.get(place)} facts, last {journal.last_seq}")


def _one_authority(world: World) -> None:
    """At most one counter may hand an order over without asking, unless a person forced it."""
    for order in world.orders:
        if order in world.forced:
            continue
        able = [machine.name for machine in world.machines if _may_redeem(machine, order)]
        if len(able) > 1:
            raise Broken(f"order {order}: {able} all hold the grant")


def _may_redeem(machine: Machine, order: int) -> bool:
    found = machine.known(order)
    if found is None:
        return False
    from app.actions.reading import place_of

    with machine.store.read() as room:
        place = place_of(room, machine.now())
    return isinstance(judge(found, place), Ready)


def _never_more_than_ordered(world: World, order: int) -> None:
    row = _row(world, order)
    given = world.ledger.standing(order)
    if row is None:
        raise Broken(f"order {order} is lost")
    for line in row.lines:
        if given.get(line.line_no, 0) > line.quantity:
            raise Broken(f"order {order} line {line.line_no}: {given} left the shops")


def _row(world: World, order: int) -> wire.PickupRow | None:
    found = world.hq.look(
        lambda connection: connection.execute(
            select(t.pickup.c.row).where(t.pickup.c.pickup == order)
        ).scalar_one_or_none()
    )
    return None if found is None else msgspec.json.decode(found, type=wire.PickupRow)


# -- when the faults have stopped --------------------------------------------------------------------------------


def heal(world: World) -> None:
    """Lines hold, disks have room, clocks are right, people do their part; then everything must come to rest."""
    world.weather.badness = 0.0
    while world.weather.on_the_way:
        world.weather.deliver_one()
    world.heal_lines()
    for machine in world.machines:
        machine.cut = machine.disk_full = False
        machine.clock_off = timedelta()
        machine.boot()
    world.orders_come_again()
    for _ in range(ROUNDS):
        said = _a_round(world)
        rest = all(_at_rest(machine) for machine in world.machines)
        if rest and set(said) <= {"done", "settled"}:
            break
    else:
        raise Broken(f"no rest after {ROUNDS} rounds: {said}")
    for machine in world.machines:
        if machine.pull() != "done":
            raise Broken(f"{machine.name} cannot pull at the end")


def _a_round(world: World) -> list[str]:
    """Two hours later: every counter syncs, people enrol what stopped and replay what lies aside. What was said; where
    somebody was enrolled, others may find themselves replaced in the next round."""
    world.moment += timedelta(hours=2)
    said = []
    for machine in world.machines:
        if machine.stopped == "reset":
            machine.boot()
        said += [machine.push(), machine.pull(), machine.settle_claims(), machine.push()]
        world.ledger.note(machine)
    while (told := world.enrol_stopped()) != NOBODY:
        world.trace.append(f"healing: {told}")
        said.append(told)
    world.trace.append(f"healing: {world.at_hq('replay', world.replay_all)}")
    return said


def _at_rest(machine: Machine) -> bool:
    position = machine.store.sync_store().position()
    with machine.store.read() as room:
        ever = machine.now() + timedelta(days=9)
        open_claims = room.claims.open_outside(ever, ever)
    over = not open_claims and not machine.waits()
    return position.acked == position.newest and over and not machine.stopped


def at_the_end(world: World) -> None:
    for machine in world.machines:
        if (broken := machine.store.first_broken_fact()) is not None:
            raise Broken(f"{machine.name}: journal broken at {broken}")
        _sees_what_hq_says(world, machine)
    world.hq.look(lambda connection: _hq_is_sound(world, connection))
    world.hq.look(lambda connection: _nothing_is_lost(world, connection))
    world.hq.look(_points_add_up)
    world.hq.look(_feed_is_the_tables)
    for order in world.orders:
        _excess_is_shown(world, order)


def _nothing_is_lost(world: World, connection: Connection) -> None:
    at_hq = set(connection.execute(select(t.fact.c.id)).scalars())
    world.ledger.gone -= at_hq  # what was on its way when the disk went
    if missing := world.ledger.facts - world.ledger.gone - at_hq:
        raise Broken(f"{len(missing)} facts never reached HQ")
    stands = set(connection.execute(select(t.redemption.c.redemption)).scalars())
    shown = set(connection.execute(select(t.conflict.c.redemption)).scalars())
    aside = {
        msgspec.json.decode(raw, type=wire.Fact).id
        for raw in connection.execute(select(t.quarantine.c.raw)).scalars()
    }
    for redemption, given in world.ledger.given.items():
        if given.fact in world.ledger.gone:
            continue
        if redemption not in stands | shown and given.fact not in aside:
            raise Broken(f"hand-over {redemption} of {given} is nowhere at HQ")


def _excess_is_shown(world: World, order: int) -> None:
    """What left the shops beyond the order is a conflict or in quarantine, and nothing is one without a reason."""
    row = _row(world, order)
    if row is None:
        raise Broken(f"order {order} is lost")
    given = _told(world, order)
    stands: Tally[int] = Tally()
    for redemption in row.redemptions:
        if not redemption.undone and redemption.redemption not in _unfulfilled(world, order):
            for unit in redemption.units:
                stands[unit.line_no] += unit.quantity
    conflicts, aside = world.hq.look(lambda connection: _open_cases(connection, order))
    if not (conflicts or aside) and dict(+given) != dict(+stands):
        raise Broken(f"order {order}: {dict(given)} left the shops, HQ says {dict(stands)}")
    innocent = order not in world.forced and not world.calamity
    if innocent and (conflicts or aside):
        raise Broken(f"order {order}: {conflicts} conflicts, {aside} in quarantine, of nothing")


def _told(world: World, order: int) -> Tally[int]:
    """What left the shops for good, as far as the fact of it did not go down with a disk."""
    given: Tally[int] = Tally()
    for each in world.ledger.given.values():
        undone = each.undone and each.undo - world.ledger.gone
        if each.pickup == order and not undone and each.fact not in world.ledger.gone:
            given.update(each.units)
    return given


def _unfulfilled(world: World, order: int) -> frozenset[str]:
    """Claims HQ granted to a counter that lost its disk before it could say what became of them."""
    if not world.calamity:
        return frozenset()
    claims = select(t.redemption.c.redemption).where(
        t.redemption.c.pickup == order, t.redemption.c.seq == CLAIMED
    )
    return frozenset(world.hq.look(lambda connection: connection.execute(claims).scalars().all()))


def _open_cases(connection: Connection, order: int) -> tuple[int, int]:
    counts = [
        connection.execute(
            select(func.count()).select_from(table).where(table.c.pickup == order)
        ).scalar_one()
        for table in (t.conflict, t.quarantine, replayed)
    ]
    return counts[0], counts[1] + counts[2]


def _points_add_up(connection: Connection) -> None:
    ledger = connection.execute(
        select(func.coalesce(func.sum(t.points_ledger.c.points), 0)).where(
            t.points_ledger.c.member == WANG
        )
    ).scalar_one()
    standing = connection.execute(
        select(func.coalesce(func.sum(t.redemption.c.points), 0)).where(
            t.redemption.c.member == WANG, t.redemption.c.undone.is_(False)
        )
    ).scalar_one()
    raw = connection.execute(select(t.member.c.row).where(t.member.c.member == WANG)).scalar_one()
    balance = msgspec.json.decode(raw, type=wire.MemberRow).points
    if not ledger == standing == balance - START_POINTS:
        raise Broken(f"points: ledger {ledger}, standing {standing}, balance {balance}")


START_POINTS = 1286


def _feed_is_the_tables(connection: Connection) -> None:
    live = {
        int(row.key): (row.scope, bytes(row.row))
        for row in connection.execute(
            select(t.feed_row).where(t.feed_row.c.entity == "pickup", t.feed_row.c.op == "put")
        )
    }
    kept = {
        row.pickup: (f"store:{row.store}", bytes(row.row))
        for row in connection.execute(select(t.pickup))
    }
    if live != kept:
        raise Broken("the feed does not say what the tables say")


def _sees_what_hq_says(world: World, machine: Machine) -> None:
    store, _ = machine.place
    theirs = world.hq.look(
        lambda connection: {
            row.pickup: bytes(row.row)
            for row in connection.execute(select(t.pickup).where(t.pickup.c.store == store))
        }
    )
    with machine.store.read() as room:
        ours = {
            int(number): bytes(row)
            for number, row in room.connection.exec_driver_sql("SELECT id, row FROM pickup")
        }
        member = room.members.get(WANG)
    if ours != theirs:
        wrong = sorted(
            number
            for number in ours.keys() | theirs.keys()
            if ours.get(number) != theirs.get(number)
        )
        raise Broken(f"{machine.name} sees orders {wrong} otherwise than HQ")
    innocent = {} if world.calamity else {no: theirs[no] for no in theirs.keys() - world.forced}
    for number, row in innocent.items():
        found, owed = (
            machine.known(number),
            open_units(msgspec.json.decode(row, type=wire.PickupRow)),
        )
        if found is None or {line.line_no: line.open for line in found.lines} != owed:
            raise Broken(f"{machine.name} shows order {number} with other units open than {owed}")
    raw = world.hq.look(
        lambda connection: connection.execute(
            select(t.member.c.row).where(t.member.c.member == WANG)
        ).scalar_one()
    )
    balance = msgspec.json.decode(raw, type=wire.MemberRow).points
    if member is None or member.points != balance:
        raise Broken(f"{machine.name}: {member and member.points} points, HQ says {balance}")
