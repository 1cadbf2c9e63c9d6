"""Taking a counter's facts (protocol.md §2): order, hash chain, verdicts, and one flush, inside one transaction.

Reads everything a batch needs at once and writes it at once; no statement runs per fact. Rules stand in accept.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import Connection

from sync import wire
from sync.hq import carried, grants, problems, recalls
from sync.hq.accept import (
    Applied,
    Conflict,
    Deed,
    Duplicate,
    Known,
    Quarantined,
    SignedUnits,
    Verdict,
    Why,
    accept_after_sale,
    accept_override,
    accept_redeemed,
    accept_undone,
)
from sync.hq.accept_grants import accept_grant_returned, recall_over
from sync.hq.accept_hub import (
    Sibling,
    accept_claim_granted,
    accept_claim_returned,
    accept_redeemed_by_ticket,
    accept_undone_by_ticket,
)
from sync.hq.bodies import Body, Unknown, Unreadable, pickup_of, read_body
from sync.hq.codes import BadCode, read_pickup
from sync.hq.feed import Put, publish
from sync.hq.recalls import Ended
from sync.hq.siblings import checked_tickets, siblings_of
from sync.hq.store import journals
from sync.hq.store.journals import Journal
from sync.hq.store.verdicts import Judged, save
from sync.wire.hub import Ticket

REVOKED_QUEUE = timedelta(days=30)
"""How long the queue of a revoked counter is still taken, into quarantine."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The answer, and the feed scopes that have news once the transaction is committed."""

    answer: wire.PushAnswer
    scopes: frozenset[str]


def push(
    connection: Connection,
    request: wire.PushRequest,
    *,
    code_keys: Mapping[int, bytes],
    server_epoch: str,
    now: datetime,
    store: int | None = None,
) -> Pushed:
    """Apply a batch; `store` is the counter's, where that is known. Raises Refused: gap, forked, revoked, bad_request."""
    _check_envelopes(request)
    journal = journals.lock_journal(connection, request.counter, request.incarnation, store=store)
    if journal is None:
        raise problems.forked("this journal has been replaced by a newer enrolment")
    if journal.revoked_at is not None and now - journal.revoked_at > REVOKED_QUEUE:
        raise problems.revoked()
    if request.first_seq > journal.last_seq + 1:
        raise problems.gap(journal.last_seq + 1)
    known_already = [fact for fact in request.facts if fact.seq <= journal.last_seq]
    fresh = request.facts[len(known_already) :]
    results = _repeats(connection, journal, known_already)
    _check_links(journal, fresh)
    scopes: frozenset[str] = frozenset()
    if fresh:
        again = carried.known_before(connection, journal, fresh)
        bench = judge(connection, journal, fresh, code_keys, again=again)
        judged = bench.judged
        puts = save(connection, journal, judged, told_head=request.head, now=now)
        puts += settle_recalls(connection, bench, now)
        scopes = publish(connection, puts, now)
        results.extend(
            wire.FactResult(seq=each.fact.seq, outcome=each.outcome, detail=each.detail)
            for each in judged
        )
    answer = wire.PushAnswer(
        acked_through=max(journal.last_seq, fresh[-1].seq if fresh else 0),
        results=tuple(results),
        server_epoch=server_epoch,
        now=now,
    )
    return Pushed(answer, scopes)


def _check_envelopes(request: wire.PushRequest) -> None:
    if len(request.facts) > wire.PUSH_FACTS:
        raise problems.bad_request(f"at most {wire.PUSH_FACTS} facts at once")
    for place, fact in enumerate(request.facts):
        if fact.seq != request.first_seq + place or not 0 < fact.seq < 2**63:
            raise problems.bad_request("facts are not in a row")
        if (fact.counter, fact.incarnation) != (request.counter, request.incarnation):
            raise problems.bad_request("a fact of another journal")
        if not _envelope_fits(fact):
            raise problems.bad_request(f"fact {fact.seq} has an impossible envelope")


def _envelope_fits(fact: wire.Fact) -> bool:
    return (
        fact.at.utcoffset() == timedelta(0)
        and len(fact.sha256) == len(fact.prev) == len(wire.CHAIN_START)
        and 0 < len(fact.id) <= 36
        and 0 < len(fact.kind) <= 60
        and (fact.id + fact.kind + fact.sha256 + fact.prev).isascii()
        and (fact.id + fact.kind + fact.sha256 + fact.prev).isprintable()
        and all(0 <= number < 2**63 for number in (fact.v, fact.mono_ms, fact.by))
    )


def _repeats(
    connection: Connection, journal: Journal, facts: Sequence[wire.Fact]
) -> list[wire.FactResult]:
    """Answers for facts HQ has. A conflict or quarantine is told again: the first reply may have been lost."""
    if not facts:
        return []
    stored = journals.stored_facts(connection, journal, facts[0].seq, facts[-1].seq)
    results = []
    for fact in facts:
        had = stored[fact.seq]
        if had.sha256 != fact.sha256:
            raise problems.forked(f"seq {fact.seq} is known with another hash")
        if had.outcome in {"conflict", "quarantined"}:
            results.append(wire.FactResult(seq=fact.seq, outcome=had.outcome, detail=had.detail))
        else:
            results.append(wire.FactResult(seq=fact.seq, outcome="duplicate"))
    return results


def _check_links(journal: Journal, facts: Sequence[wire.Fact]) -> None:
    head = journal.head
    for fact in facts:
        if fact.prev != head:
            raise problems.forked(f"seq {fact.seq} does not follow what HQ has")
        head = fact.sha256


@dataclass(slots=True)
class Bench:
    """What is known while a batch is worked through; each verdict changes it for the next fact."""

    journal: Journal
    code_keys: Mapping[int, bytes]
    known: dict[int, Known]
    recalled: frozenset[int]
    """Orders whose grant was asked back before this batch."""
    quarantined: set[int]
    owner: dict[str, int]
    """redemption id → the order that used it first"""
    staff_names: Mapping[int, str]
    siblings: Mapping[int, Sibling]
    """The counters of the store, where a fact names one."""
    tickets: Mapping[str, Ticket]
    """Those whose signature is a hub's of this store, by their text."""
    judged: list[Judged] = field(default_factory=list)


def judge(
    connection: Connection,
    journal: Journal,
    facts: Sequence[wire.Fact],
    code_keys: Mapping[int, bytes],
    *,
    again: Mapping[str, tuple[str, str]] | None = None,
    replaying: bool = False,
) -> Bench:
    """The verdict of each fact, in order. `again`: what became of facts HQ had under an earlier incarnation, by id;
    they are not judged. `replaying`: what lies in quarantine does not hold these back."""
    bodies = [read_body(fact) for fact in facts]
    pickups = sorted({pickup for body in bodies if (pickup := pickup_of(body)) is not None})
    redemptions = sorted({r for body in bodies if (r := _redemption_of(body))})
    known = journals.known_pickups(connection, journal.store, pickups)
    bench = Bench(
        journal=journal,
        code_keys=code_keys,
        known=known,
        recalled=frozenset(pickup for pickup, each in known.items() if each.row.recall),
        quarantined=set()
        if replaying
        else journals.quarantined_pickups(connection, journal, pickups),
        owner=journals.owners(connection, journal.store, redemptions),
        staff_names=journals.staff_names(connection, journal.store),
        siblings=siblings_of(connection, journal.store, bodies),
        tickets=checked_tickets(connection, journal.store, bodies),
    )
    for fact, body in zip(facts, bodies, strict=True):
        had = again.get(fact.id) if again else None
        if had is not None:
            bench.judged.append(Judged(fact, pickup_of(body), None, *had))
        else:
            _note(bench, fact, body, _judge(bench, fact, body))
    return bench


def settle_recalls(connection: Connection, bench: Bench, now: datetime) -> list[Put]:
    """Grants that were asked back and are HQ's now: what was wanted is done. Orders handed over instead: the wish is
    over. Returns what the feed must say, after what the batch itself said."""
    over = {
        pickup: bench.known[pickup].row
        for pickup in sorted(bench.recalled)
        if not bench.known[pickup].row.recall
    }
    returned = [pickup for pickup, row in over.items() if row.holder == 0]
    redeemed = [(row.store, pickup) for pickup, row in over.items() if row.holder]
    recalls.end(connection, redeemed, Ended.REDEEMED, now)
    if not returned:
        return []
    return grants.carry_out(connection, returned, now)


Ruled = (
    wire.PickupRedeemed
    | wire.HandedOutByOverride
    | wire.RedemptionUndone
    | wire.AfterSaleReported
    | wire.GrantReturned
    | wire.ClaimGranted
    | wire.ClaimReturned
)
"""The bodies that touch an order."""


def _judge(bench: Bench, fact: wire.Fact, body: Body) -> Verdict | None:
    """None = stored and forwarded, no order is touched."""
    kept = _unfit(bench, fact, body)
    if kept is not None:
        return Quarantined(kept)
    if not isinstance(body, Ruled):
        return None
    known = bench.known.get(body.pickup)
    if known is None:
        return Quarantined(Why.UNKNOWN_PICKUP)
    deed = Deed(
        at=fact.at,
        counter=fact.counter,
        counter_label=bench.journal.label,
        store=bench.journal.store,
        store_name=bench.journal.store_name,
        by_name=bench.staff_names.get(fact.by, ""),
    )
    if isinstance(body, wire.PickupRedeemed | wire.RedemptionUndone):
        return _of_redemption(bench, known, body, deed)
    match body:
        case wire.HandedOutByOverride():
            return accept_override(known, body, deed)
        case wire.AfterSaleReported():
            return accept_after_sale(known, body)
        case wire.GrantReturned():
            return accept_grant_returned(known, body, deed, store_holder=bench.journal.store_holder)
        case wire.ClaimGranted():
            named = replace(deed, by_name=bench.staff_names.get(body.by, ""))
            return accept_claim_granted(known, body, named, bench.siblings.get(body.counter))
        case wire.ClaimReturned():
            return accept_claim_returned(known, body)
        case _:
            assert_never(body)


def _of_redemption(
    bench: Bench, known: Known, body: wire.PickupRedeemed | wire.RedemptionUndone, deed: Deed
) -> Verdict:
    ticket = bench.tickets.get(body.ticket or "")
    match body:
        case wire.PickupRedeemed() if ticket is not None:
            return accept_redeemed_by_ticket(known, body, deed, ticket)
        case wire.PickupRedeemed():
            return accept_redeemed(known, body, deed, _signed_units(body.code, bench.code_keys))
        case wire.RedemptionUndone() if ticket is not None:
            return accept_undone_by_ticket(known, body, deed, ticket)
        case wire.RedemptionUndone():
            return accept_undone(known, body, deed)
        case _:
            assert_never(body)


def _unfit(bench: Bench, fact: wire.Fact, body: Body) -> Why | None:
    """Why a fact is not even looked at, before any rule."""
    if bench.journal.revoked_at is not None:
        return Why.REVOKED
    if wire.chain_hash(fact) != fact.sha256:
        return Why.HASH_MISMATCH
    if isinstance(body, Unreadable):
        return Why.UNREADABLE
    if pickup_of(body) in bench.quarantined:
        return Why.JOINED
    if isinstance(body, wire.PickupRedeemed | wire.HandedOutByOverride | wire.ClaimGranted):
        owner = bench.owner.setdefault(_redemption_of(body), body.pickup)
        return None if owner == body.pickup else Why.ID_REUSED
    return None


def _redemption_of(body: Body) -> str:
    """The redemption a body is about; a claim becomes one. "" = none."""
    name = "claim" if isinstance(body, wire.ClaimGranted) else "redemption"
    return getattr(body, name, None) or ""


def _signed_units(code: str | None, keys: Mapping[int, bytes]) -> SignedUnits | None:
    if code is None:
        return None
    try:
        signed = read_pickup(code, keys)
    except BadCode:
        return None
    return SignedUnits(pickup=signed.pickup, store=signed.store)


def _note(bench: Bench, fact: wire.Fact, body: Body, verdict: Verdict | None) -> None:
    pickup = pickup_of(body)
    outcome, detail = "applied", ""
    match verdict:
        case None:
            detail = Why.UNKNOWN_KIND if isinstance(body, Unknown) else ""
        case Applied():
            verdict = replace(verdict, known=recall_over(verdict.known))
            detail = verdict.detail or ""
            bench.known[verdict.known.row.pickup] = verdict.known
        case Duplicate():
            outcome, detail = "duplicate", verdict.detail
        case Conflict():
            if verdict.part is not None:
                verdict = replace(verdict, known=recall_over(verdict.known))
            outcome, detail = "conflict", verdict.why
            bench.known[verdict.known.row.pickup] = verdict.known
        case Quarantined():
            outcome, detail = "quarantined", verdict.why
            if pickup is not None:
                bench.quarantined.add(pickup)
        case _:
            assert_never(verdict)
    bench.judged.append(Judged(fact, pickup, verdict, outcome, str(detail)))
