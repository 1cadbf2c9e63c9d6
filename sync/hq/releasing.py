"""Giving back the units of a claim whose counter lost its disk, or will never tell: a person's act, recorded with a reason. What
its fact comes to, should it arrive after all, is decided in accept.py."""

from datetime import datetime

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, insert, select, update

from sync import wire
from sync.hq import problems
from sync.hq.accept import Known, Why
from sync.hq.feed import publish, put_row, store_scope
from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON, Asker
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import claim_release
from sync.hq.store.journals import known_pickups


def release(
    connection: Connection, claim: str, asker: Asker, now: datetime
) -> tuple[bool, frozenset[str]]:
    """Whether it was given back by this (False = its fact came meanwhile, or somebody else was quicker), and the scopes
    with news. Asked again, the claim is refused from now on. Raises Refused: not_found, bad_request (no reason)."""
    if len(asker.reason.strip()) < LEAST_REASON:
        raise problems.bad_request("giving back a claim needs a reason")
    pickup = connection.execute(
        select(t.redemption.c.pickup).where(t.redemption.c.redemption == claim)
    ).scalar_one_or_none()
    known = None if pickup is None else known_pickups(connection, [pickup]).get(pickup)
    if known is None:
        raise problems.not_found("no such claim")
    standing = _standing(known, claim)
    if standing is None:
        return False, frozenset()
    row = changed(
        known.row,
        redemptions=tuple(
            changed(each, undone=True) if each is standing else each
            for each in known.row.redemptions
        ),
    )
    connection.execute(
        update(t.redemption).where(t.redemption.c.redemption == claim).values(undone=True)
    )
    put = put_row(store_scope(row.store), row)
    connection.execute(update(t.pickup).where(t.pickup.c.pickup == pickup).values(row=put.row))
    store = _refused_from_now_on(connection, claim)
    connection.execute(
        insert(claim_release).values(
            store=row.store if store is None else store,
            claim=claim,
            counter=standing.counter,
            pickup=pickup,
            account=asker.name[:40],
            reason=asker.reason[:LONGEST_REASON],
            at=now,
        )
    )
    return True, publish(connection, [put], now)


def _standing(known: Known, claim: str) -> wire.RedemptionRow | None:
    award = known.awards.get(claim)
    if award is None or not award.claimed:
        return None
    return next(
        (each for each in known.row.redemptions if each.redemption == claim and not each.undone),
        None,
    )


def _refused_from_now_on(connection: Connection, claim: str) -> int | None:
    """The store that was granted it. The counter may still wait for the first answer: it must not hand over what a
    person has given away since."""
    kept = connection.execute(
        select(t.claim.c.store, t.claim.c.answer).where(t.claim.c.claim == claim)
    ).all()
    for store, raw in kept:
        answer = msgspec.json.decode(raw, type=wire.ClaimAnswer)
        if answer.outcome != "granted":
            continue
        refused = changed(answer, outcome="refused", detail=str(Why.RELEASED))
        connection.execute(
            update(t.claim)
            .where(t.claim.c.store == store, t.claim.c.claim == claim)
            .values(answer=wire.encode(refused))
        )
        return int(store)
    return None
