"""What HQ did in one transaction, looked at before its commit with a second pair of eyes: the rules of protocol.md §1 to §4
about grants, facts, quarantine and numbers, told without HQ's own code."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from sync import wire
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import replayed
from sync.wire.hub import TICKET_PREFIX, read_ticket
from tests.faults.sim.fuse import Fuse

Place = tuple[int, int, int]
"""counter, incarnation, seq"""
AGAIN = ("duplicate", "carried")
"""How HQ keeps a fact it had from an earlier journal."""
WORSE = frozenset({"conflict", "quarantined"})


class Broken(AssertionError):
    """A promise was not kept."""


@dataclass(frozen=True)
class Kept:
    """A fact as HQ keeps it."""

    place: Place
    id: str
    kind: str
    body: bytes
    pickup: int | None
    outcome: str
    detail: str
    revoked: bool
    """It came after its counter was revoked."""


@dataclass(frozen=True)
class Picture:
    """All of HQ at one moment."""

    orders: dict[int, wire.PickupRow]
    facts: dict[Place, Kept]
    claims: frozenset[str]
    """Redemptions HQ granted whose fact is still to come."""
    numbers: dict[str, int]
    """The newest of each scope of the feed."""
    aside: dict[Place, int | None]
    """What lies in quarantine, and the order it is about."""
    replayed: frozenset[Place]
    """What a person had judged again."""
    keys: dict[tuple[int, int], bytes]
    """The device key of each enrolment, by counter and incarnation."""


@contextmanager
def watched(connection: Connection, fuse: Fuse) -> Iterator[None]:
    """Raises Broken when what is done inside breaks a promise. Looking costs HQ no moment of its life."""
    with fuse.asleep():
        before = picture(connection)
    yield
    with fuse.asleep():
        after = picture(connection)
        _numbers_are_dense(connection, before, after)
    _tokens_move(before, after)
    _nothing_is_deleted(before, after)
    fresh = [fact for place, fact in after.facts.items() if _newly_applied(before, fact)]
    _only_under_its_grant(before, fresh)
    _claims_only_what_is_free(before, after)
    _blind_ones_claim(before, after)
    _each_fact_once(after)
    _shortages_are_reported_ones(after)
    _quarantine_holds_together(after)


def picture(connection: Connection) -> Picture:
    orders = {
        number: msgspec.json.decode(row, type=wire.PickupRow)
        for number, row in connection.execute(select(t.pickup.c.pickup, t.pickup.c.row))
    }
    facts = {
        (row.counter, row.incarnation, row.seq): Kept(
            (row.counter, row.incarnation, row.seq),
            row.id,
            row.kind,
            bytes(row.body),
            row.pickup,
            row.outcome,
            row.detail,
            row.revoked_at is not None and row.received_at >= row.revoked_at,
        )
        for row in connection.execute(
            select(t.fact, t.counter.c.revoked_at).join(
                t.counter, t.counter.c.counter == t.fact.c.counter
            )
        )
    }
    claims = select(t.redemption.c.redemption).where(t.redemption.c.seq == 0)
    numbers = select(t.feed_scope.c.scope, t.feed_scope.c.last)
    aside = {
        (row.counter, row.incarnation, row.seq): row.pickup
        for row in connection.execute(select(t.quarantine))
    }
    enrolled = select(
        t.incarnation.c.counter, t.incarnation.c.incarnation, t.incarnation.c.public_key
    )
    again = select(replayed.c.counter, replayed.c.incarnation, replayed.c.seq)
    return Picture(
        orders,
        facts,
        frozenset(connection.execute(claims).scalars()),
        {row.scope: row.last for row in connection.execute(numbers)},
        aside,
        frozenset(
            (counter, incarnation, seq) for counter, incarnation, seq in connection.execute(again)
        ),
        {(row.counter, row.incarnation): row.public_key for row in connection.execute(enrolled)},
    )


def _newly_applied(before: Picture, fact: Kept) -> bool:
    old = before.facts.get(fact.place)
    return fact.outcome == "applied" and (old is None or old.outcome != "applied")


def _numbers_are_dense(connection: Connection, before: Picture, after: Picture) -> None:
    """New rows of a scope have numbers nobody had, each its own, and its newest number is one of theirs: a row that was
    published twice leaves one free, and no more."""
    for scope, last in after.numbers.items():
        old = before.numbers.get(scope, 0)
        of_scope = select(t.feed_row.c.seq).where(t.feed_row.c.scope == scope)
        numbers = list(connection.execute(of_scope).scalars())
        fresh = [seq for seq in numbers if seq > old]
        if len(set(numbers)) < len(numbers) or max(fresh, default=old) != last:
            raise Broken(f"feed {scope}: after {old} come {sorted(fresh)}, the newest is {last}")


def _tokens_move(before: Picture, after: Picture) -> None:
    """Another holder comes under another epoch, and no epoch comes twice."""
    for number, old in before.orders.items():
        new = after.orders.get(number)
        if new is None:
            raise Broken(f"order {number} is gone")
        if new.epoch < old.epoch or (new.holder != old.holder and new.epoch == old.epoch):
            raise Broken(
                f"order {number}: {old.holder} under {old.epoch}, then {new.holder} under {new.epoch}"
            )


def _nothing_is_deleted(before: Picture, after: Picture) -> None:
    """Neither facts nor hand-overs, and what was undone stays undone."""
    if gone := before.facts.keys() - after.facts.keys():
        raise Broken(f"facts {sorted(gone)} are deleted")
    for number, old in before.orders.items():
        now = {each.redemption: each.undone for each in after.orders[number].redemptions}
        for each in old.redemptions:
            if each.redemption not in now:
                raise Broken(f"order {number}: hand-over {each.redemption} is deleted")
            if each.undone and not now[each.redemption]:
                raise Broken(f"order {number}: hand-over {each.redemption} is no longer undone")


def _only_under_its_grant(before: Picture, fresh: list[Kept]) -> None:
    """Units stand as handed over only under the epoch HQ gave, by the counter it gave it to."""
    for fact in fresh:
        body = _redeemed(fact)
        if body is None or body.epoch == 0 or body.redemption in before.claims:
            continue
        order = before.orders.get(body.pickup)
        if order is not None and _is_over(order, body.redemption):
            continue
        held = None if order is None else (order.holder, order.epoch)
        ticket = _vouched(before, fact, body.ticket, body.redemption)
        if held != (ticket or (fact.place[0], body.epoch)):
            raise Broken(
                f"order {body.pickup}: {fact.place} stands under epoch {body.epoch}, HQ gave {held}"
            )


def _claims_only_what_is_free(before: Picture, after: Picture) -> None:
    for number, new in after.orders.items():
        for each in new.redemptions:
            if each.redemption not in after.claims - before.claims:
                continue
            old = before.orders[number]
            own = old.holder == each.counter and not old.recall
            if old.holder and not own and not _hub_granted(before, after, old, each):
                raise Broken(
                    f"order {number}: granted to {each.counter} while {old.holder} has it,"
                    f" asked back: {old.recall}"
                )


def _hub_granted(
    before: Picture, after: Picture, old: wire.PickupRow, claim: wire.RedemptionRow
) -> bool:
    """The store's hub let another counter have it under the grant HQ had given it; or that counter says that it is over
    before the hub has told of it."""
    if claim.undone:
        return True
    for place, fact in after.facts.items():
        if fact.kind == "claim.granted" and _newly_applied(before, fact):
            body = msgspec.json.decode(fact.body, type=wire.ClaimGranted)
            same = (body.claim, body.counter) == (claim.redemption, claim.counter)
            if same and (place[0], body.epoch) == (old.holder, old.epoch):
                return True
    return False


def _is_over(order: wire.PickupRow, redemption: str) -> bool:
    """The hub took it back before HQ heard of the hand-over: the fact tells of what stands no more."""
    return any(each.redemption == redemption and each.undone for each in order.redemptions)


def _vouched(before: Picture, fact: Kept, ticket: str | None, claim: str) -> tuple[int, int] | None:
    """The hub and the epoch of a ticket for exactly this hand-over, signed by that hub's key."""
    read = read_ticket(ticket) if ticket else None
    if read is None:
        return None
    told, payload, signature = read
    key = before.keys.get((told.hub, told.hub_incarnation))
    named = (told.claim, told.pickup, told.counter)
    if key is None or named != (claim, fact.pickup, fact.place[0]):
        return None
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, TICKET_PREFIX + payload)
    except InvalidSignature:
        return None
    return told.hub, told.epoch


def _blind_ones_claim(before: Picture, after: Picture) -> None:
    """A blind hand-over of an order that was free brings the grant to its counter."""
    for number, old in before.orders.items():
        told = [
            fact
            for place, fact in sorted(after.facts.items())
            if fact.pickup == number and place not in before.facts and fact.outcome != AGAIN[0]
        ]
        body = _redeemed(told[0]) if told else None
        if body is None or body.epoch or body.redemption in before.claims:
            continue
        free = old.holder == 0 or all(each.undone for each in old.redemptions)
        if told[0].outcome == "applied" and free and len(told) == 1:
            new = after.orders[number]
            if new.holder != told[0].place[0]:
                raise Broken(f"order {number}: blind hand-over, and {new.holder} has the grant")


def _each_fact_once(after: Picture) -> None:
    """A fact told again from another journal is not counted again."""
    by_id = sorted(after.facts.values(), key=lambda fact: fact.id)
    for name, same in groupby(by_id, key=lambda fact: fact.id):
        judged = [
            fact
            for fact in same
            if (fact.outcome, fact.detail) != AGAIN and fact.outcome not in WORSE
        ]
        if len(judged) > 1:
            raise Broken(f"fact {name} counts at {[fact.place for fact in judged]}")


def _shortages_are_reported_ones(after: Picture) -> None:
    reported: Tally[tuple[int, int]] = Tally()
    told: set[str] = set()
    for fact in after.facts.values():
        if fact.kind != "after_sale.reported" or fact.outcome != "applied" or fact.id in told:
            continue
        told.add(fact.id)
        body = msgspec.json.decode(fact.body, type=wire.AfterSaleReported)
        if body.problem == "shortage":
            reported[body.pickup, body.line_no] += body.quantity
    for number, row in after.orders.items():
        for line in row.lines:
            if line.short > reported[number, line.line_no]:
                raise Broken(f"order {number} line {line.line_no}: {line.short} short, not told")


def _quarantine_holds_together(after: Picture) -> None:
    """Nothing of a revoked counter counts by itself, and behind a fact in quarantine no later one of its order does."""
    for fact in after.facts.values():
        counts = fact.outcome in {"applied", "conflict"} and fact.place not in after.replayed
        if fact.revoked and counts:
            raise Broken(f"{fact.place} counts, and its counter was revoked")
    for place, pickup in after.aside.items():
        for later in after.facts.values():
            behind = later.place[:2] == place[:2] and later.place[2] > place[2]
            if pickup is None or later.pickup != pickup or not behind:
                continue
            if later.outcome != "quarantined" and (later.outcome, later.detail) != AGAIN:
                raise Broken(f"order {pickup}: {later.place} counts, {place} lies aside")


def _redeemed(fact: Kept) -> wire.PickupRedeemed | None:
    if fact.kind != "pickup.redeemed":
        return None
    return msgspec.json.decode(fact.body, type=wire.PickupRedeemed)
