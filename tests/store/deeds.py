"""What a clerk does, written straight into the store as the verbs would: one transaction a deed."""

from datetime import datetime

from app.actions.ports import RedemptionRecord, Room, Written
from app.domain.facts import PickupRedeemed, RedemptionUndone, SignedIn
from app.domain.identity import (
    CounterId,
    MemberId,
    PickupId,
    ReceiptNo,
    RedemptionId,
    StaffId,
)
from app.domain.pickups import Redemption, Units
from app.store.opening import SqlStore
from tests.builders import NOW, WANG

CLERK = StaffId(1)
PICKUP = PickupId(20462)


def say(room: Room, at: datetime = NOW) -> Written:
    """The smallest fact."""
    return room.journal.append(SignedIn(staff=1, way="pin"), at=at, mono_ms=5, by=CLERK)


def record_of(
    redemption: str,
    *units: Units,
    pickup: PickupId = PICKUP,
    member: str | None = WANG,
    points: int = 0,
    at: datetime = NOW,
    override: bool = False,
) -> RedemptionRecord:
    return RedemptionRecord(
        redemption=Redemption(
            id=RedemptionId(redemption),
            at=at,
            counter=CounterId(1),
            counter_label=1,
            store_name="翠湖路店",
            by_name="小周",
            receipt_no=ReceiptNo(1),
            units=units or (Units(1, 1),),
            override=override,
        ),
        pickup=pickup,
        member=MemberId(member) if member is not None else None,
        points=points,
        by=CLERK,
    )


def redeem(store: SqlStore, record: RedemptionRecord) -> int:
    """The seq of its fact."""
    with store.write() as room:
        seq = room.journal.append(
            PickupRedeemed(
                redemption=record.redemption.id,
                pickup=record.pickup,
                epoch=1,
                units=record.redemption.units,
                receipt_no=1,
                member=record.member,
                points=record.points,
            ),
            at=record.redemption.at,
            mono_ms=1,
            by=CLERK,
        ).seq
        room.pickups.record_redemption(record, seq)
        if record.member is not None and record.points:
            room.members.add_points(record.member, record.redemption.id, record.points, seq)
    return seq


def undo(store: SqlStore, record: RedemptionRecord) -> int:
    with store.write() as room:
        seq = room.journal.append(
            RedemptionUndone(
                redemption=record.redemption.id,
                pickup=record.pickup,
                approved_by=None,
                member=record.member,
                points=record.points,
            ),
            at=record.redemption.at,
            mono_ms=2,
            by=CLERK,
        ).seq
        room.pickups.record_undo(record.redemption.id, seq)
        if record.member is not None and record.points:
            operation = f"undo:{record.redemption.id}"
            room.members.add_points(record.member, operation, -record.points, seq)
    return seq


def redeemed(store: SqlStore, pickup: PickupId = PICKUP, line_no: int = 1) -> int:
    """Units of a line the counter counts as handed over."""
    with store.read() as room:
        found = room.pickups.get(pickup)
        assert found is not None
        return next(line.redeemed for line in found.lines if line.line_no == line_no)
