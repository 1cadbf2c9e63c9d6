"""Undo (撤销核销) the last redemption of this counter: a new fact naming it, nothing is deleted."""

from app.actions.check_pin import CheckPin
from app.actions.hand_over import signed_in
from app.actions.outcomes import (
    NotAllowed,
    NothingToUndo,
    PinAccepted,
    Undone,
    UndoNeedsPin,
    UndoOutcome,
)
from app.actions.ports import Clock, RedemptionRecord, Room, Store, Wake
from app.domain.facts import RedemptionUndone
from app.domain.identity import StaffId
from app.domain.pickups import UndoRight, undo_right
from app.domain.staff import Clerk, Role


class UndoRedemption:
    def __init__(self, *, store: Store, clock: Clock, check_pin: CheckPin, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._check_pin = check_pin
        self._committed = committed

    def __call__(self, approver: StaffId | None = None, pin: str = "") -> UndoOutcome:
        """Without an approver: free within the first minute for the same clerk. With a PIN: of that clerk or of
        a manager, within the hour."""
        approved: Clerk | None = None
        if approver is not None:
            checked = self._check_pin(approver, pin)
            if not isinstance(checked, PinAccepted):
                return checked
            approved = checked.clerk
        with self._store.write() as room:
            record = room.pickups.last_redemption()
            if record is None or record.redemption.undone:
                return NothingToUndo()
            order_no = _order_no(room, record)
            match self._right(room, record):
                case UndoRight.TOO_LATE:
                    return NothingToUndo(UndoRight.TOO_LATE)
                case UndoRight.PIN if approved is None:
                    return UndoNeedsPin(order_no, record.redemption.id)
                case UndoRight.PIN if not _may_approve(approved, record):
                    return NotAllowed()
                case _:
                    undone = self._write(room, record, approved, order_no)
        self._committed()
        return undone

    def _right(self, room: Room, record: RedemptionRecord) -> UndoRight:
        policy = room.about.policy()
        return undo_right(
            redeemed_at=record.redemption.at,
            now=self._clock.now(),
            same_clerk=record.by == signed_in(room).id,
            free_seconds=policy.undo_free_seconds,
            pin_seconds=policy.undo_pin_seconds,
        )

    def _write(
        self, room: Room, record: RedemptionRecord, approved: Clerk | None, order_no: str
    ) -> Undone:
        fact = RedemptionUndone(
            redemption=record.redemption.id,
            pickup=record.pickup,
            approved_by=approved.id if approved is not None else None,
            member=record.member,
            points=record.points,
        )
        written = room.journal.append(
            fact,
            at=self._clock.now(),
            mono_ms=self._clock.mono_ms(),
            by=signed_in(room).id,
        )
        room.pickups.record_undo(record.redemption.id, written.seq)
        if record.member is not None and record.points:
            operation = f"undo:{record.redemption.id}"
            room.members.add_points(record.member, operation, -record.points, written.seq)
        return Undone(room.pickups.get(record.pickup), order_no, record.redemption.count)


def _may_approve(approved: Clerk | None, record: RedemptionRecord) -> bool:
    return approved is not None and (approved.role is Role.MANAGER or approved.id == record.by)


def _order_no(room: Room, record: RedemptionRecord) -> str:
    pickup = room.pickups.get(record.pickup)
    if pickup is not None:
        return pickup.order_no
    receipt = room.receipts.of_redemption(record.redemption.id)
    return receipt.order_no if receipt is not None else str(record.pickup)
