"""Answering a claim (protocol.md §1): the order locked, the rule of accept.py asked, the answer kept for ever, in one
transaction."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection, bindparam, select, update

from sync import wire
from sync.hq import problems
from sync.hq.accept import Deed, Denied, Granted, Known, Why, accept_claim
from sync.hq.auth import Bearer
from sync.hq.feed import publish, put_row, store_scope
from sync.hq.store import tables as t
from sync.hq.store.engine import insert_new
from sync.hq.store.journals import CLAIMED, known_pickups

_ID: Final = re.compile(r"[0-9a-f-]{32,36}")
_ANSWER: Final = msgspec.json.Decoder(wire.ClaimAnswer)
_CALLER: Final = (
    select(
        t.counter.c.store,
        t.counter.c.label,
        t.counter.c.revoked_at,
        t.store.c.name,
        t.staff.c.name.label("by_name"),
    )
    .join(t.store, t.store.c.store == t.counter.c.store)
    .outerjoin(
        t.staff, (t.staff.c.store == t.counter.c.store) & (t.staff.c.staff == bindparam("by"))
    )
    .where(
        t.counter.c.counter == bindparam("of"),
        t.counter.c.incarnation == bindparam("incarnation"),
    )
)
_KEPT: Final = select(t.claim.c.asked, t.claim.c.answer).where(
    t.claim.c.store == bindparam("of"), t.claim.c.claim == bindparam("id")
)
_PICKUP: Final = (
    update(t.pickup).where(t.pickup.c.pickup == bindparam("of")).values(row=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim and who makes it; `same` are the bytes a repeated claim has again."""

    request: wire.ClaimRequest
    deed: Deed
    bearer: Bearer
    same: bytes


def claim(
    connection: Connection, bearer: Bearer, request: wire.ClaimRequest, now: datetime
) -> tuple[wire.ClaimAnswer, frozenset[str]]:
    """The answer, and the feed scopes with news. Raises Refused: unauthorized, revoked, bad_request."""
    asked = _read(connection, bearer, request, now)
    known = known_pickups(connection, [request.pickup_id]).get(request.pickup_id)
    kept = _kept(connection, asked, now)
    if kept is not None:
        return kept, frozenset()
    verdict = (
        Denied(Why.UNKNOWN_PICKUP) if known is None else accept_claim(known, request, asked.deed)
    )
    if isinstance(verdict, Granted) and not insert_new(
        connection, t.redemption, _redemption_row(asked, verdict)
    ):
        verdict = Denied(Why.ID_REUSED)
    answer = _answer(asked, known, verdict, now)
    mine = {
        "store": asked.deed.store,
        "claim": request.claim_id,
        "asked": asked.same,
        "answer": wire.encode(answer),
        "at": now,
    }
    if not insert_new(connection, t.claim, mine):
        raise problems.busy()
    if isinstance(verdict, Denied):
        return answer, frozenset()
    row = verdict.known.row
    put = put_row(store_scope(row.store), row)
    connection.execute(_PICKUP, {"of": row.pickup, "now": put.row})
    return answer, publish(connection, [put], now)


def _read(
    connection: Connection, bearer: Bearer, request: wire.ClaimRequest, now: datetime
) -> _Asked:
    good = _ID.fullmatch(request.claim_id) and 0 < request.pickup_id < 2**63
    if not good or not 0 <= request.by < 2**31:
        raise problems.bad_request("a claim has an id, an order and a clerk")
    caller = connection.execute(
        _CALLER, {"of": bearer.counter, "incarnation": bearer.incarnation, "by": request.by}
    ).one_or_none()
    if caller is None:
        raise problems.unauthorized()
    if caller.revoked_at is not None:
        raise problems.revoked()
    deed = Deed(
        at=now,
        counter=bearer.counter,
        counter_label=caller.label,
        store=caller.store,
        store_name=caller.name,
        by_name=caller.by_name or "",
    )
    same = wire.encode((bearer.counter, request.pickup_id, request.units))
    return _Asked(request, deed, bearer, same)


def _kept(connection: Connection, asked: _Asked, now: datetime) -> wire.ClaimAnswer | None:
    """What this claim was answered before; looked up with the order locked, so that a twin has committed."""
    kept = connection.execute(
        _KEPT, {"of": asked.deed.store, "id": asked.request.claim_id}
    ).one_or_none()
    if kept is None:
        return None
    if kept.asked != asked.same:
        return _refused(asked, Why.ID_REUSED, now)
    return changed(_ANSWER.decode(kept.answer), now=now)


def _answer(
    asked: _Asked, known: Known | None, verdict: Granted | Denied, now: datetime
) -> wire.ClaimAnswer:
    if known is None or known.row.store != asked.deed.store:
        why = verdict.why if isinstance(verdict, Denied) else Why.UNKNOWN_PICKUP
        return _refused(asked, why, now)
    outcome, detail = "granted", ""
    if isinstance(verdict, Denied):
        outcome = "already_redeemed" if verdict.why is Why.UNITS_TAKEN else "refused"
        detail = str(verdict.why)
    return wire.ClaimAnswer(
        claim_id=asked.request.claim_id,
        outcome=outcome,
        detail=detail,
        holder=known.row.holder,
        epoch=known.row.epoch,
        redemptions=tuple(each for each in known.row.redemptions if not each.undone),
        now=now,
    )


def _refused(asked: _Asked, why: Why, now: datetime) -> wire.ClaimAnswer:
    return wire.ClaimAnswer(
        claim_id=asked.request.claim_id, outcome="refused", detail=str(why), now=now
    )


def _redemption_row(asked: _Asked, verdict: Granted) -> dict[str, object]:
    return {
        "redemption": asked.request.claim_id,
        "pickup": asked.request.pickup_id,
        "counter": asked.bearer.counter,
        "incarnation": asked.bearer.incarnation,
        "seq": CLAIMED,
        "member": None,
        "points": 0,
        "undone": False,
        "row": wire.encode(verdict.redeemed),
    }
