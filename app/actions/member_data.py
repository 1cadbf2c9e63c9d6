"""One member's rights: everything this counter holds of them, told or deleted. A manager's PIN opens both."""

import logging
from dataclasses import dataclass

from app.actions.check_pin import CheckPin
from app.actions.outcomes import NotAllowed, PinAccepted, PinLocked, PinWrong
from app.actions.privacy import PrivateStore
from app.domain.identity import MemberId, StaffId
from app.domain.staff import Role

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MemberTold:
    """`data` is ready for JSON and holds the full phone: it is for the member alone."""

    data: dict[str, object]

    def __repr__(self) -> str:
        return "MemberTold(…)"


@dataclass(frozen=True, slots=True)
class MemberDeleted:
    """Gone from this counter; HQ is told by whoever asked (it may send the member again otherwise)."""


@dataclass(frozen=True, slots=True)
class StillOwed:
    """Not deleted: goods of these orders wait for the member."""

    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchMember:
    """Nothing is held of them here."""


Refused = PinWrong | PinLocked | NotAllowed
ExportOutcome = MemberTold | NoSuchMember | Refused
DeleteOutcome = MemberDeleted | StillOwed | NoSuchMember | Refused


class ExportMember:
    def __init__(self, *, store: PrivateStore, check_pin: CheckPin) -> None:
        self._store = store
        self._check_pin = check_pin

    def __call__(self, member: MemberId, approver: StaffId, pin: str) -> ExportOutcome:
        checked = self._check_pin(approver, pin, role=Role.MANAGER)
        if not isinstance(checked, PinAccepted):
            return checked
        with self._store.read() as room:
            data = room.privacy.told(member)
        log.info("member %s exported by staff %s", member, approver)
        return MemberTold(data) if data is not None else NoSuchMember()


class DeleteMember:
    def __init__(self, *, store: PrivateStore, check_pin: CheckPin) -> None:
        self._store = store
        self._check_pin = check_pin

    def __call__(self, member: MemberId, approver: StaffId, pin: str) -> DeleteOutcome:
        checked = self._check_pin(approver, pin, role=Role.MANAGER)
        if not isinstance(checked, PinAccepted):
            return checked
        with self._store.write() as room:
            known = room.members.get(member)
            if known is None:
                return NoSuchMember()
            owed = room.privacy.open_orders(known.id)
            if owed:
                return StillOwed(tuple(owed))
            room.privacy.forget((known.id,))
        log.info("member %s deleted by staff %s", known.id, approver)
        return MemberDeleted()
