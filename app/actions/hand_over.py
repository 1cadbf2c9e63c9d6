"""Hand over: the one transaction behind redeeming and overriding. Fact, redemption, points, receipt and print
job are written together or not at all (architecture.md, The way of a scan)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actions.outcomes import HandedOver
from app.actions.ports import Clock, Ids, ReceiptTokens, RedemptionRecord, Room
from app.actions.requests import LineProblem, Problem
from app.domain.codes import PickupCode
from app.domain.facts import AfterSaleReported, Fact, HandedOutByOverride, PickupRedeemed
from app.domain.grants import Granted
from app.domain.identity import ReceiptNo, RedemptionId, StaffId
from app.domain.loyalty import handed_over_value, pickup_points
from app.domain.members import masked
from app.domain.money import Fen
from app.domain.pickups import Pickup, Redemption, Refusal, Units
from app.domain.receipts import LineNote, PickupReceipt, ReceiptCode, ReceiptLine
from app.domain.staff import Clerk, Policy

REFERRAL, JOIN_GROUP = 1, 2
"""Purposes inside a receipt token (protocol.md §5, TR)."""


class NotSignedIn(Exception):
    """Our bug: a screen let somebody act before signing in."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is about to be written. `units` may be empty when only problems are reported."""

    pickup: Pickup
    units: tuple[Units, ...]
    problems: tuple[LineProblem, ...]
    code: PickupCode | None
    approval: tuple[StaffId, Refusal] | None = None
    """The manager and what they let through; None = an ordinary redemption."""
    claimed: tuple[RedemptionId, Granted] | None = None
    """The id of a claim, and what HQ or the hub answered it."""


def signed_in(room: Room) -> Clerk:
    """The clerk at this counter."""
    clerk = room.staff.signed_in()
    if clerk is None:
        raise NotSignedIn
    return clerk


class HandOverWriter:
    """Writes a `HandOver` inside the caller's transaction; the caller commits and wakes the lanes."""

    def __init__(self, *, ids: Ids, clock: Clock, tokens: ReceiptTokens) -> None:
        self._ids = ids
        self._clock = clock
        self._tokens = tokens

    def write(self, room: Room, deed: HandOver) -> HandedOver:
        now, clerk = self._clock.now(), signed_in(room)
        policy, identity = room.about.policy(), room.about.identity()
        redemption = deed.claimed[0] if deed.claimed else RedemptionId(self._ids.new())
        receipt_no = room.receipts.next_no()
        pickup = deed.pickup
        member = room.members.get(pickup.member) if pickup.member is not None else None
        points = 0
        if member is not None and deed.approval is None:
            points = pickup_points(handed_over_value(pickup, deed.units), policy)

        def append(fact: Fact) -> int:
            mono_ms = self._clock.mono_ms()
            return room.journal.append(fact, at=now, mono_ms=mono_ms, by=clerk.id).seq

        seq = 0
        if deed.units:
            seq = append(_redemption_fact(deed, redemption, receipt_no, points))
            room.pickups.record_redemption(
                RedemptionRecord(
                    redemption=Redemption(
                        id=redemption,
                        at=now,
                        counter=identity.id,
                        counter_label=identity.label,
                        store_name=identity.store.name,
                        by_name=clerk.name,
                        receipt_no=receipt_no,
                        units=deed.units,
                        override=deed.approval is not None,
                    ),
                    pickup=pickup.id,
                    member=pickup.member,
                    points=points,
                    by=clerk.id,
                ),
                seq,
            )
            if member is not None and points:
                room.members.add_points(member.id, redemption, points, seq)
        for problem in deed.problems:
            units = Units(problem.line_no, problem.quantity)
            with_redemption = redemption if deed.units else None
            fact = AfterSaleReported(
                pickup=pickup.id,
                line_no=problem.line_no,
                quantity=problem.quantity,
                problem=problem.problem,
                redemption=with_redemption,
            )
            seq = append(fact)
            room.pickups.record_problem(pickup.id, units, problem.problem, with_redemption, seq)
        receipt = PickupReceipt(
            store_name=identity.store.name,
            store_address=identity.store.address,
            store_phone=identity.store.phone,
            receipt_no=receipt_no,
            counter_label=identity.label,
            clerk=clerk.name,
            at=now,
            order_no=pickup.order_no,
            pickup_no=pickup.pickup_no,
            lines=_receipt_lines(deed),
            phone=masked(member.phone if member is not None else pickup.phone),
            points_earned=points if member is not None else None,
            points_balance=member.points + points if member is not None else None,
            codes=self._codes(receipt_no, now, policy),
            codes_valid_days=policy.referral_days,
            override=deed.approval is not None,
        )
        room.receipts.add(receipt, redemption)
        room.print_jobs.add(receipt, now)
        after = room.pickups.get(pickup.id)
        if after is None and deed.code is not None:
            after = room.pickups.blind(deed.code)
        return HandedOver(
            redemption=redemption,
            receipt=receipt,
            pickup=after or pickup,
            count=sum(unit.quantity for unit in deed.units),
            points=points,
            member=room.members.get(member.id) if member is not None else None,
            undo_until=now + timedelta(seconds=policy.undo_free_seconds),
            fact_seq=seq,
        )

    def _codes(
        self, receipt_no: ReceiptNo, now: datetime, policy: Policy
    ) -> tuple[ReceiptCode, ...]:
        expires = now + timedelta(days=policy.referral_days)
        made = []
        for purpose, name, amount in (
            (REFERRAL, "referral", policy.referral_fen),
            (JOIN_GROUP, "join_group", policy.join_group_fen),
        ):
            url = self._tokens.url(receipt_no, purpose, expires)
            made.append(ReceiptCode(name, url, short_form(url), Fen(amount)))
        return tuple(made)


def _redemption_fact(
    deed: HandOver, redemption: RedemptionId, receipt_no: ReceiptNo, points: int
) -> Fact:
    pickup = deed.pickup
    code = deed.code.text if pickup.blind and deed.code is not None else None
    if deed.approval is None:
        held = deed.claimed[1] if deed.claimed else Granted(pickup.grant.epoch)
        return PickupRedeemed(
            redemption=redemption,
            pickup=pickup.id,
            epoch=0 if pickup.blind else held.epoch,
            units=deed.units,
            receipt_no=receipt_no,
            member=pickup.member,
            points=points,
            code=code,
            ticket=held.ticket,
        )
    approver, refusal = deed.approval
    return HandedOutByOverride(
        redemption=redemption,
        pickup=pickup.id,
        refusal=type(refusal).__name__,
        units=deed.units,
        receipt_no=receipt_no,
        approved_by=approver,
        member=pickup.member,
        code=code,
    )


def _receipt_lines(deed: HandOver) -> tuple[ReceiptLine, ...]:
    """What was handed over, what is short or bad, and what is still owed, line by line."""
    given = {unit.line_no: unit.quantity for unit in deed.units}
    lines: list[ReceiptLine] = []
    for line in deed.pickup.lines:
        handed = given.get(line.line_no, 0)
        amount = Fen(line.amount * handed // line.quantity)
        if handed:
            lines.append(ReceiptLine(line.name, handed, LineNote.NONE, amount))
        short = 0
        for problem in deed.problems:
            if problem.line_no != line.line_no:
                continue
            note = LineNote.SHORT if problem.problem is Problem.SHORTAGE else LineNote.QUALITY
            worth = Fen(line.amount * problem.quantity // line.quantity)
            lines.append(ReceiptLine(line.name, problem.quantity, note, worth))
            short += problem.quantity if note is LineNote.SHORT else 0
        later = line.open - handed - short
        if later > 0:
            lines.append(ReceiptLine(line.name, later, LineNote.LATER))
    return tuple(lines)


def short_form(url: str) -> str:
    """The last eight characters of the token (they are its MAC), for a person to read out or type."""
    return f"TR{url[-8:-4]}-{url[-4:]}"
