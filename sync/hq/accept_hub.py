"""What facts about claims the hub of a store answered do to an order: pure, like accept.py. The hub's own fact and that of
the counter it granted come in any order; whichever is first brings the claim about, and the other finds it.

A claim alone never makes a conflict: only goods do, and they are in the fact of the counter that handed them over.
"""

from dataclasses import dataclass, replace

from msgspec.structs import replace as changed

from sync import wire
from sync.hq.accept import (
    Applied,
    Award,
    Deed,
    Duplicate,
    Known,
    PointsChange,
    Quarantined,
    Verdict,
    Why,
    accept_redeemed,
    accept_undone,
    faulty,
    stands,
    why_not,
)
from sync.wire.hub import Ticket


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another counter of the hub's store."""

    counter: int
    label: int


def accept_claim_granted(
    known: Known, body: wire.ClaimGranted, deed: Deed, asker: Sibling | None
) -> Verdict:
    """The hub let `asker` (None = no counter of its store) have these units. Where it had no right to any more, nothing
    is brought about."""
    if asker is None or asker.counter == deed.counter:
        return Quarantined(Why.OTHER_COUNTER)
    if faulty(known, body.units):
        return Quarantined(Why.BAD_UNITS)
    stood = _named(known, body.claim)
    if stood is not None:
        known_as = stood.counter == asker.counter
        return Duplicate() if known_as else Quarantined(Why.ID_REUSED)
    if body.claim in known.contested:
        return Duplicate()
    theirs = replace(deed, counter=asker.counter, counter_label=asker.label)
    granted = _granted(
        known, _claim(body.claim, body.units, theirs), deed, deed.counter, body.epoch
    )
    return Applied(known, detail=granted) if isinstance(granted, Why) else granted


def accept_claim_returned(known: Known, body: wire.ClaimReturned) -> Verdict:
    """The counter told the hub that the customer does not have it, and the hub may have given it to another since: it
    stands no more, whether HQ has heard of the hand-over or not. The counter's own fact says the same again."""
    named = _named(known, body.claim)
    if named is None:
        return Applied(known, detail=Why.UNKNOWN_REDEMPTION)
    if named.counter != body.counter:
        return Quarantined(Why.OTHER_COUNTER)
    award = known.awards.get(body.claim)
    if award is not None and award.claimed:
        over, returned = changed(named, undone=True), Award(None, 0, returned=True)
        after = _with(known, over, returned)
        return Applied(after, redeemed=over, award=returned, fulfilled=True)
    if named.undone:
        return Duplicate()
    points = None
    if award is not None and award.member is not None and award.points:
        points = PointsChange(f"undo:{body.claim}", award.member, -award.points)
    after = _with(known, changed(named, undone=True), award or Award(None, 0))
    return Applied(after, undone=body.claim, points=points)


def accept_redeemed_by_ticket(
    known: Known, body: wire.PickupRedeemed, deed: Deed, ticket: Ticket
) -> Verdict:
    """Units the hub granted, by the ticket whose signature HQ has checked. A ticket of another order, counter or claim
    is none."""
    if not _fits(ticket, body.redemption, body.pickup, deed):
        return accept_redeemed(known, body, deed, None)
    named = _named(known, body.redemption)
    if named is not None:
        if _returned(known, named, deed):
            return _told_late(known, body, deed)
        return accept_redeemed(known, body, deed, None)
    if body.redemption in known.contested or faulty(known, ticket.units):
        return accept_redeemed(known, body, deed, None)
    claim = _claim(body.redemption, ticket.units, deed)
    granted = _granted(known, claim, deed, ticket.hub, ticket.epoch)
    if isinstance(granted, Why):
        return accept_redeemed(known, body, deed, None)
    verdict = accept_redeemed(granted.known, body, deed, None)
    if isinstance(verdict, Applied):
        return replace(verdict, fulfilled=False)
    return accept_redeemed(known, body, deed, None)


def accept_undone_by_ticket(
    known: Known, body: wire.RedemptionUndone, deed: Deed, ticket: Ticket
) -> Verdict:
    """Granted by the hub and not handed over. Where HQ has not heard of the grant it keeps that it is over, so that the
    hub's fact brings nothing about when it comes."""
    unknown = _named(known, body.redemption) is None and body.redemption not in known.contested
    if not unknown or not _fits(ticket, body.redemption, body.pickup, deed):
        return accept_undone(known, body, deed)
    if faulty(known, ticket.units):
        return Quarantined(Why.BAD_UNITS)
    over = changed(_claim(body.redemption, ticket.units, deed), undone=True)
    return stands(known, known.row, over, Award(None, 0, claimed=True))


def _fits(ticket: Ticket, redemption: str, pickup: int, deed: Deed) -> bool:
    named = (ticket.claim, ticket.pickup, ticket.counter, ticket.store)
    return named == (redemption, pickup, deed.counter, deed.store)


def _granted(
    known: Known, claim: wire.RedemptionRow, deed: Deed, hub: int, epoch: int
) -> Applied | Why:
    """The order with the claim standing, or why the hub could not grant it."""
    why = why_not(known.row, claim.units, deed)
    if why is None and (known.row.holder, known.row.epoch) != (hub, epoch):
        why = Why.STALE_EPOCH
    return why or stands(known, known.row, claim, Award(None, 0, claimed=True))


def _returned(known: Known, named: wire.RedemptionRow, deed: Deed) -> bool:
    """A claim of this counter that the hub took back before HQ heard of its hand-over."""
    award = known.awards.get(named.redemption)
    return award is not None and award.returned and named.counter == deed.counter


def _told_late(known: Known, body: wire.PickupRedeemed, deed: Deed) -> Verdict:
    """It was handed over and taken back again, and HQ hears of the first after the second: nothing stands, no points
    were brought."""
    if faulty(known, body.units):
        return Quarantined(Why.BAD_UNITS)
    ours = _claim(body.redemption, body.units, deed)
    told = changed(ours, receipt_no=body.receipt_no, undone=True)
    award = Award(body.member, 0)
    after = _with(known, told, award)
    return Applied(after, redeemed=told, award=award, fulfilled=True)


def _claim(claim: str, units: tuple[wire.Units, ...], deed: Deed) -> wire.RedemptionRow:
    """As a claim HQ itself granted: no receipt yet."""
    return wire.RedemptionRow(
        redemption=claim,
        at=deed.at,
        counter=deed.counter,
        counter_label=deed.counter_label,
        store_name=deed.store_name,
        by_name=deed.by_name,
        receipt_no=0,
        units=units,
    )


def _named(known: Known, redemption: str) -> wire.RedemptionRow | None:
    return next((each for each in known.row.redemptions if each.redemption == redemption), None)


def _with(known: Known, row: wire.RedemptionRow, award: Award) -> Known:
    redemptions = tuple(
        row if each.redemption == row.redemption else each for each in known.row.redemptions
    )
    awards = {**known.awards, row.redemption: award}
    return replace(known, row=changed(known.row, redemptions=redemptions), awards=awards)
