"""Answering claims (protocol.md §1): the orders locked, the rule of accept.py asked, the answers kept for ever, in one
transaction. Claims that come together are answered together: what a claim costs is mostly its way to the database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace as changed
from sqlalchemy import Connection

from sync import wire
from sync.hq import problems
from sync.hq.accept import Deed, Denied, Granted, Known, Why, accept_claim
from sync.hq.auth import Bearer
from sync.hq.feed import put_row, store_scope
from sync.hq.problems import Refused
from sync.hq.store import tables as t
from sync.hq.store.claim_rows import Apart, Claimant, ToSave, Wanted, read_claims, save_claims
from sync.hq.store.engine import insert_new
from sync.hq.store.journals import CLAIMED

_ID: Final = re.compile(r"[0-9a-f-]{32,36}")
_ANSWER: Final = msgspec.json.Decoder(wire.ClaimAnswer)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and whose session it came under."""

    bearer: Bearer
    request: wire.ClaimRequest


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim and who makes it; `same` are the bytes a repeated claim has again."""

    request: wire.ClaimRequest
    deed: Deed
    bearer: Bearer
    same: bytes


@dataclass(slots=True)
class _Round:
    """What is known while claims are worked through, and what is to be written at the end. Orders `elsewhere` are another
    store's; `kept` are the answers claims got before, by store and claim id, with what was asked."""

    known: dict[int, Known]
    elsewhere: frozenset[int]
    kept: dict[tuple[int, str], tuple[bytes, wire.ClaimAnswer]]
    to_save: ToSave


Answers = list[wire.ClaimAnswer | Refused]


def claim(
    connection: Connection, claims: Sequence[Claim], now: datetime
) -> tuple[Answers, frozenset[str]]:
    """An answer or a refusal (unauthorized, revoked, bad_request) for each claim, and the feed scopes with news.
    Nothing may follow in this transaction. Raises Apart for more than one, Refused(busy) for one."""
    good = [wanted for each in claims if (wanted := _wanted(each)) is not None]
    found = read_claims(connection, good)
    kept = {place: (asked, _ANSWER.decode(answer)) for place, (asked, answer) in found.kept.items()}
    round_ = _Round(found.known, found.elsewhere, kept, ToSave(now))
    answers: Answers = []
    for each in claims:
        asked = _checked(each, found.claimants, now)
        if isinstance(asked, _Asked):
            answers.append(_answered(connection, round_, asked, alone=len(claims) == 1))
        else:
            answers.append(asked)
    try:
        return answers, save_claims(connection, round_.to_save)
    except Apart:
        if len(claims) > 1:
            raise
        raise problems.busy() from None


def _wanted(claim: Claim) -> Wanted | None:
    """None for what fits no column."""
    request = claim.request
    good = _ID.fullmatch(request.claim_id) and 0 < request.pickup_id < 2**63
    if not good or not 0 <= request.by < 2**31:
        return None
    bearer = claim.bearer
    return Wanted(
        bearer.store,
        bearer.counter,
        bearer.incarnation,
        request.by,
        request.claim_id,
        request.pickup_id,
    )


def _checked(
    claim: Claim, claimants: Mapping[tuple[int, int, int], Claimant], now: datetime
) -> _Asked | Refused:
    wanted = _wanted(claim)
    if wanted is None:
        return problems.bad_request("a claim has an id, an order and a clerk")
    claimant = claimants.get((wanted.counter, wanted.incarnation, wanted.by))
    if claimant is None:
        return problems.unauthorized()
    if claimant.revoked:
        return problems.revoked()
    deed = Deed(
        at=now,
        counter=wanted.counter,
        counter_label=claimant.label,
        store=claimant.store,
        store_name=claimant.store_name,
        by_name=claimant.by_name,
    )
    same = wire.encode((wanted.counter, claim.request.pickup_id, claim.request.units))
    return _Asked(claim.request, deed, claim.bearer, same)


def _answered(
    connection: Connection, round_: _Round, asked: _Asked, *, alone: bool
) -> wire.ClaimAnswer:
    """Judged by what the claims before it in the round left. Only a claim alone finds out here that its id is that of
    a redemption of another order."""
    now = round_.to_save.at
    place = (asked.deed.store, asked.request.claim_id)
    before = round_.kept.get(place)
    if before is not None:
        same, answer = before
        return (
            changed(answer, now=now) if same == asked.same else _refused(asked, Why.ID_REUSED, now)
        )
    request = asked.request
    known = round_.known.get(request.pickup_id)
    verdict: Granted | Denied
    if known is not None:
        verdict = accept_claim(known, request, asked.deed)
    elif request.pickup_id in round_.elsewhere:
        verdict = Denied(Why.OTHER_STORE)
    else:
        verdict = Denied(Why.UNKNOWN_PICKUP)
    if isinstance(verdict, Granted) and not verdict.stood:
        row = _redemption_row(asked, verdict)
        if not alone:
            round_.to_save.redemptions.append(row)
        elif not insert_new(connection, t.redemption, [row]):
            verdict = Denied(Why.ID_REUSED)
    answer = _answer(asked, known, verdict, now)
    if isinstance(verdict, Granted) and not verdict.stood:
        order = verdict.known.row
        round_.known[order.pickup] = verdict.known
        put = put_row(store_scope(order.store), order)
        round_.to_save.puts[order.store, order.pickup] = put
    round_.kept[place] = (asked.same, answer)
    round_.to_save.claims.append(
        {
            "store": asked.deed.store,
            "claim": request.claim_id,
            "asked": asked.same,
            "answer": wire.encode(answer),
            "at": now,
        }
    )
    return answer


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
        "store": asked.deed.store,
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
