"""Giving back the units of a claim whose counter lost its disk, or will never tell: a person's act, recorded with a reason. What
its fact comes to, should it arrive after all, is decided in accept.py."""

from datetime import datetime

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, insert, select, text, update

from sync import wire
from sync.hq import problems
from sync.hq.accept import Known, Why
from sync.hq.feed import publish, put_row, store_scope
from sync.hq.grants import LEAST_REASON
from sync.hq.recalls import LONGEST_REASON, Asker
from sync.hq.store import tables as t
from sync.hq.store.authority_tables import claim_release
from sync.hq.store.journals import known_pickups
from sync.hq.store.tables import CLAIM_STANDS


def release(
    connection: Connection, claim: str, asker: Asker, now: datetime
) -> tuple[bool, frozenset[str]]:
    """Whether it was given back by this (False = it does not stand: its fact came meanwhile, or somebody was quicker), and
    the scopes with news. Asked again, the claim is refused from now on. Raises Refused(bad_request): no reason."""
    if len(asker.reason.strip()) < LEAST_REASON:
        raise problems.bad_request("giving back a claim needs a reason")
    found = connection.execute(
        select(t.redemption.c.store, t.redemption.c.pickup).where(
            text(f"redemption.{CLAIM_STANDS}"), t.redemption.c.redemption == claim
        )
    ).first()
    if found is None:
        return False, frozenset()
    known = known_pickups(connection, found.store, [found.pickup]).get(found.pickup)
    standing = None if known is None else _standing(known, claim)
    if known is None or standing is None:
        return False, frozenset()
    row = changed(
        known.row,
        redemptions=tuple(
            changed(each, undone=True) if each is standing else each
            for each in known.row.redemptions
        ),
    )
    here = (t.redemption.c.store == row.store) & (t.redemption.c.redemption == claim)
    connection.execute(update(t.redemption).where(here).values(undone=True))
    put = put_row(store_scope(row.store), row)
    order = (t.pickup.c.store == row.store) & (t.pickup.c.pickup == row.pickup)
    connection.execute(update(t.pickup).where(order).values(row=put.row))
    _refuse_from_now_on(connection, claim, standing.counter)
    connection.execute(
        insert(claim_release).values(
            store=row.store,
            claim=claim,
            counter=standing.counter,
            pickup=row.pickup,
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


def _refuse_from_now_on(connection: Connection, claim: str, counter: int) -> None:
    """The counter may still wait for the first answer: it must not hand over what a person has given away since. The
    answer stands in the store of the counter, wherever the order is by now."""
    store = select(t.counter.c.store).where(t.counter.c.counter == counter).scalar_subquery()
    kept = (t.claim.c.store == store) & (t.claim.c.claim == claim)
    raw = connection.execute(select(t.claim.c.answer).where(kept)).scalar_one_or_none()
    if raw is None:
        return
    answer = msgspec.json.decode(raw, type=wire.ClaimAnswer)
    refused = changed(answer, outcome="refused", detail=str(Why.RELEASED))
    connection.execute(update(t.claim).where(kept).values(answer=wire.encode(refused)))
