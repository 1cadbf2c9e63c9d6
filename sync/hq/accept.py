"""What a fact does to an order: the pure core of HQ. Known state and a body in, a verdict out; no database, no clock.

Every rule of protocol.md §1 about units, grants and overrides stands here and nowhere else at HQ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from msgspec.structs import replace as changed

from sync import wire


class Why(StrEnum):
    """The `detail` of a FactResult: a stable word, which each screen puts into its own language."""

    REPEATED = "repeated"
    CONFLICT_UNDONE = "conflict_undone"
    OTHER_STORE = "other_store"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    UNITS_TAKEN = "units_taken"
    """Some of these units were handed over before."""
    GRANT_ELSEWHERE = "grant_elsewhere"
    """Another counter, or HQ, held the right to redeem, or it was another epoch."""
    ID_REUSED = "id_reused"
    UNKNOWN_KIND = "unknown_kind"
    """Stored and forwarded; judged once this HQ knows the kind."""
    UNREADABLE = "unreadable"
    HASH_MISMATCH = "hash_mismatch"
    UNKNOWN_PICKUP = "unknown_pickup"
    UNKNOWN_REDEMPTION = "unknown_redemption"
    OTHER_COUNTER = "other_counter"
    BAD_UNITS = "bad_units"
    BAD_CODE = "bad_code"
    CARRIED = "carried"
    """HQ had this very fact under an earlier incarnation of the counter."""
    JOINED = "joined"
    """An earlier fact of this order from this counter is in quarantine."""
    REVOKED = "revoked"
    RELEASED = "released"
    """A person gave the units of this claim back."""
    STALE_EPOCH = "stale_epoch"
    """The counter that asks has not seen the newest state of the order."""


@dataclass(frozen=True, slots=True)
class Award:
    """Points a redemption brought, and whom. `claimed`: granted by HQ or the store's hub, and the counter's fact is still to
    come. `returned`: the counter has told the hub that it is over, and its facts are still to come."""

    member: str | None
    points: int
    claimed: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What HQ knows of one order. `contested` are redemptions that stand as conflicts."""

    row: wire.PickupRow
    awards: Mapping[str, Award] = field(default_factory=dict)
    contested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did it, where and when, with the names a refusal card must say."""

    at: datetime
    counter: int
    counter_label: int
    store: int
    store_name: str
    by_name: str


@dataclass(frozen=True, slots=True)
class SignedUnits:
    """A pickup code whose signature HQ has checked: what it lets one take, where."""

    pickup: int
    store: int


@dataclass(frozen=True, slots=True)
class PointsChange:
    """One ledger row; `operation` makes it happen once."""

    operation: str
    member: str
    points: int


@dataclass(frozen=True, slots=True)
class Applied:
    """`known` is the order afterwards; `redeemed` a hand-over that now stands, `undone` one that no longer does;
    `fulfilled` = it stood before, as a claim."""

    known: Known
    redeemed: wire.RedemptionRow | None = None
    award: Award | None = None
    undone: str | None = None
    points: PointsChange | None = None
    detail: Why | None = None
    fulfilled: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """HQ has this redemption already, word for word, under another seq."""

    detail: Why = Why.REPEATED


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides are kept for a person: `ours` is the counter's, `theirs` what stood at HQ. `part` is the part of an
    override that did fit and therefore stands."""

    why: Why
    ours: wire.RedemptionRow
    theirs: tuple[wire.RedemptionRow, ...]
    known: Known
    part: wire.RedemptionRow | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Kept as it came, for a person; later facts of the same order from the same counter join it."""

    why: Why


Verdict = Applied | Duplicate | Conflict | Quarantined


@dataclass(frozen=True, slots=True)
class Granted:
    """A claim that holds: `known` is the order with `redeemed` standing. `stood` = it did before: the store's hub had
    granted it, and HQ heard of that first."""

    known: Known
    redeemed: wire.RedemptionRow
    stood: bool = False


@dataclass(frozen=True, slots=True)
class Denied:
    why: Why


CLOSED = frozenset({"refunded", "cancelled"})
"""States in which nothing of an order is the customer's any more."""


def open_units(row: wire.PickupRow) -> dict[int, int]:
    """Units still owed, by line: ordered, less handed over, less reported short."""
    owed = {line.line_no: line.quantity - line.short for line in row.lines}
    for redemption in row.redemptions:
        if not redemption.undone:
            for unit in redemption.units:
                owed[unit.line_no] = owed.get(unit.line_no, 0) - unit.quantity
    return owed


def accept_redeemed(
    known: Known, body: wire.PickupRedeemed, deed: Deed, code: SignedUnits | None
) -> Verdict:
    """Units handed over under a grant, or blind (`epoch` 0) with a checked `code`."""
    ours = _redemption(body.redemption, body.units, body.receipt_no, deed, override=False)
    claim = _claim(known, ours)
    if claim is not None:
        return _fulfilled(known, claim, ours, Award(body.member, body.points))
    late = _late(known, body, ours, deed)
    if late is not None:
        return late
    repeated = _repeated(known, ours)
    if repeated is not None:
        return repeated
    if faulty(known, body.units):
        return Quarantined(Why.BAD_UNITS)
    row = known.row
    blind = body.epoch == 0
    if blind and (code is None or code.pickup != row.pickup or code.store != deed.store):
        return Quarantined(Why.BAD_CODE)
    why = why_not(row, body.units, deed)
    if not why and not blind and (row.holder, row.epoch) != (deed.counter, body.epoch):
        why = Why.GRANT_ELSEWHERE
    if why:
        return _conflict(known, why, ours)
    if blind and row.holder != deed.counter and (row.holder == 0 or not _standing(row)):
        row = changed(row, holder=deed.counter, epoch=row.epoch + 1)
    return stands(known, row, ours, Award(body.member, body.points))


def accept_override(known: Known, body: wire.HandedOutByOverride, deed: Deed) -> Verdict:
    """A manager let it through. What is still owed stands, flagged; what was given already is a conflict, never a
    second redemption."""
    ours = _redemption(body.redemption, body.units, body.receipt_no, deed, override=True)
    repeated = _repeated(known, ours)
    if repeated is not None:
        return repeated
    if faulty(known, body.units):
        return Quarantined(Why.BAD_UNITS)
    award = Award(body.member, 0)
    why = why_not(known.row, body.units, deed)
    if not why:
        return stands(known, known.row, ours, award)
    owed = open_units(known.row)
    fits = tuple(
        wire.Units(line_no=unit.line_no, quantity=min(unit.quantity, owed[unit.line_no]))
        for unit in body.units
        if owed[unit.line_no] > 0
    )
    if known.row.state in CLOSED or known.row.store != deed.store or not fits:
        return _conflict(known, why, ours)
    part = changed(ours, units=fits)
    after = stands(known, known.row, part, award)
    return replace(_conflict(known, why, ours), known=after.known, part=part)


def accept_undone(known: Known, body: wire.RedemptionUndone, deed: Deed) -> Verdict:
    """A redemption named by its id no longer stands; the points it brought go back."""
    named = next((r for r in known.row.redemptions if r.redemption == body.redemption), None)
    award = known.awards.get(body.redemption)
    released = named is not None and named.undone and award is not None and award.claimed
    if (named is None or released) and body.redemption in known.contested:
        return Applied(known, undone=body.redemption, detail=Why.CONFLICT_UNDONE)
    if named is None:
        return Quarantined(Why.UNKNOWN_REDEMPTION)
    if named.counter != deed.counter:
        return Quarantined(Why.OTHER_COUNTER)
    if named.undone:
        return Duplicate()
    row = changed(
        known.row,
        redemptions=tuple(
            changed(r, undone=True) if r is named else r for r in known.row.redemptions
        ),
    )
    points = None
    if award is not None and award.member is not None and award.points:
        points = PointsChange(f"undo:{body.redemption}", award.member, -award.points)
    return Applied(replace(known, row=row), undone=body.redemption, points=points)


def accept_after_sale(known: Known, body: wire.AfterSaleReported) -> Verdict:
    """A shortage lowers what is owed, never below nothing; a quality problem changes no units."""
    lines = {line.line_no: line for line in known.row.lines}
    line = lines.get(body.line_no)
    if line is None or body.quantity < 1 or body.problem not in {"shortage", "quality"}:
        return Quarantined(Why.BAD_UNITS)
    owed = open_units(known.row)[body.line_no]
    if body.problem == "quality" or owed <= 0:
        return Applied(known)
    lines[body.line_no] = changed(line, short=line.short + min(body.quantity, owed))
    return Applied(replace(known, row=changed(known.row, lines=tuple(lines.values()))))


def accept_claim(known: Known, asked: wire.ClaimRequest, deed: Deed) -> Granted | Denied:
    """May a counter that asked HQ hand these units over? Only where the right is HQ's own, or the counter's anyway. A
    grant that is asked back is neither: its holder may have given it up already."""
    row = known.row
    if row.store != deed.store:
        return Denied(Why.OTHER_STORE)
    if faulty(known, asked.units):
        return Denied(Why.BAD_UNITS)
    ours = _redemption(asked.claim_id, asked.units, 0, deed, override=False)
    if (stood := _claim(known, ours)) is not None:
        return Granted(known, stood, stood=True)
    if asked.claim_id in known.contested or asked.claim_id in known.awards:
        return Denied(Why.ID_REUSED)
    why = why_not(row, asked.units, deed)
    if not why and (row.holder not in {0, deed.counter} or (row.holder and row.recall)):
        why = Why.GRANT_ELSEWHERE
    if not why and asked.epoch not in {0, row.epoch}:
        why = Why.STALE_EPOCH
    if why:
        return Denied(why)
    after = stands(known, row, ours, Award(None, 0, claimed=True))
    return Granted(after.known, ours)


def _claim(known: Known, ours: wire.RedemptionRow) -> wire.RedemptionRow | None:
    """The standing claim these units were granted under, if this is what was claimed or less of it."""
    award = known.awards.get(ours.redemption)
    if award is None or not award.claimed or faulty(known, ours.units):
        return None
    for claim in _standing(known.row):
        if claim.redemption == ours.redemption and claim.counter == ours.counter:
            most = {unit.line_no: unit.quantity for unit in claim.units}
            fits = all(unit.quantity <= most.get(unit.line_no, 0) for unit in ours.units)
            return claim if fits else None
    return None


def _late(
    known: Known, body: wire.PickupRedeemed, ours: wire.RedemptionRow, deed: Deed
) -> Verdict | None:
    """The fact of a claim that no longer stands, for a person gave its units back, thinking the counter lost. It stands
    after all while the units are still there and nobody else got the right to them; else both sides are kept."""
    award = known.awards.get(ours.redemption)
    if award is None or not award.claimed or ours.redemption in known.contested:
        return None
    given_back = [each for each in known.row.redemptions if each.redemption == ours.redemption]
    if not all(each.undone and each.counter == ours.counter for each in given_back):
        return None
    if faulty(known, body.units):
        return Quarantined(Why.BAD_UNITS)
    why = why_not(known.row, body.units, deed)
    if not why and body.epoch != known.row.epoch:
        why = Why.GRANT_ELSEWHERE
    if why:
        return _conflict(known, why, ours)
    return _fulfilled(known, given_back[0], ours, Award(body.member, body.points))


def _fulfilled(
    known: Known, claim: wire.RedemptionRow, ours: wire.RedemptionRow, award: Award
) -> Applied:
    others = tuple(each for each in known.row.redemptions if each is not claim)
    after = stands(known, changed(known.row, redemptions=others), ours, award)
    return replace(after, fulfilled=True)


def _redemption(
    redemption: str, units: tuple[wire.Units, ...], receipt_no: int, deed: Deed, *, override: bool
) -> wire.RedemptionRow:
    return wire.RedemptionRow(
        redemption=redemption,
        at=deed.at,
        counter=deed.counter,
        counter_label=deed.counter_label,
        store_name=deed.store_name,
        by_name=deed.by_name,
        receipt_no=receipt_no,
        units=units,
        override=override,
    )


def _repeated(known: Known, ours: wire.RedemptionRow) -> Verdict | None:
    """The same redemption id may come once; again with the same content is a duplicate, with other content a conflict."""
    if ours.redemption in known.contested:
        return Duplicate()
    for theirs in known.row.redemptions:
        if theirs.redemption == ours.redemption:
            if changed(theirs, undone=False) == ours:
                return Duplicate()
            return Conflict(Why.ID_REUSED, ours, (theirs,), known)
    return None


def faulty(known: Known, units: tuple[wire.Units, ...]) -> bool:
    """No units, a line twice, or units of no line of this order."""
    lines = {line.line_no for line in known.row.lines}
    return (
        not units
        or len({unit.line_no for unit in units}) != len(units)
        or any(unit.line_no not in lines or unit.quantity < 1 for unit in units)
    )


def why_not(row: wire.PickupRow, units: tuple[wire.Units, ...], deed: Deed) -> Why | None:
    """Why these units may not stand as handed over; None = they may."""
    if row.store != deed.store:
        return Why.OTHER_STORE
    if row.state in CLOSED:
        return Why.REFUNDED if row.state == "refunded" else Why.CANCELLED
    owed = open_units(row)
    if any(unit.quantity > owed[unit.line_no] for unit in units):
        return Why.UNITS_TAKEN
    return None


def _standing(row: wire.PickupRow) -> tuple[wire.RedemptionRow, ...]:
    return tuple(redemption for redemption in row.redemptions if not redemption.undone)


def _conflict(known: Known, why: Why, ours: wire.RedemptionRow) -> Conflict:
    contested = replace(known, contested=known.contested | {ours.redemption})
    return Conflict(why, ours, _standing(known.row), contested)


def stands(known: Known, row: wire.PickupRow, ours: wire.RedemptionRow, award: Award) -> Applied:
    after = Known(
        row=changed(row, redemptions=(*row.redemptions, ours)),
        awards={**known.awards, ours.redemption: award},
        contested=known.contested,
    )
    points = None
    if award.member is not None and award.points > 0:
        points = PointsChange(ours.redemption, award.member, award.points)
    return Applied(after, redeemed=ours, award=award, points=points)
