"""One member's rights: everything this counter holds of them, told or deleted. A manager's PIN opens both."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from app.actions.check_pin import CheckPin
from app.actions.export_unsent import NotWritten
from app.actions.hand_over import signed_in
from app.actions.outcomes import NotAllowed, PinAccepted, PinLocked, PinWrong
from app.actions.ports import Clock, Wake
from app.actions.privacy import PrivateStore
from app.actions.whole_files import write_whole
from app.domain.facts import EXPORTED, PhoneRevealed
from app.domain.identity import MemberId, StaffId
from app.domain.staff import Role

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MemberTold:
    """`data` is ready for JSON and holds the full phone: it is for the member alone. `name` of the file holds no more of it
    than every screen shows."""

    data: dict[str, object]
    name: str = "member.json"

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
class MemberWritten:
    """`path` is whole on the disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class MemberFileRequest:
    """A manager has a member's data written into a folder. `pin` lives only as long as this value."""

    member: MemberId
    folder: Path
    approver: StaffId
    pin: str

    def __repr__(self) -> str:
        return f"MemberFileRequest(member={self.member}, approver={self.approver}, pin=***)"


@dataclass(frozen=True, slots=True)
class NoSuchMember:
    """Nothing is held of them here."""


Refused = PinWrong | PinLocked | NotAllowed
ExportOutcome = MemberTold | NoSuchMember | Refused
MemberFileOutcome = MemberWritten | NotWritten | NoSuchMember | Refused
DeleteOutcome = MemberDeleted | StillOwed | NoSuchMember | Refused


class ExportMember:
    def __init__(
        self, *, store: PrivateStore, check_pin: CheckPin, clock: Clock, committed: Wake
    ) -> None:
        self._store = store
        self._check_pin = check_pin
        self._clock = clock
        self._committed = committed

    def __call__(self, member: MemberId, approver: StaffId, pin: str) -> ExportOutcome:
        checked = self._check_pin(approver, pin, role=Role.MANAGER)
        if not isinstance(checked, PinAccepted):
            return checked
        with self._store.write() as room:
            known = room.members.get(member)
            data = room.privacy.told(known.id) if known is not None else None
            if known is None or data is None:
                return NoSuchMember()
            fact = PhoneRevealed(member=known.id, approved_by=approver, reason=EXPORTED)
            mono_ms = self._clock.mono_ms()
            room.journal.append(fact, at=self._clock.now(), mono_ms=mono_ms, by=signed_in(room).id)
        self._committed()
        log.info("member %s exported by staff %s", known.id, approver)
        day = self._clock.now().strftime("%Y%m%d-%H%M%S")
        return MemberTold(data, f"tuangui-member-{known.phone[-4:]}-{day}.json")


def write_member(told: MemberTold, folder: Path) -> MemberFileOutcome:
    """Writes one file into `folder`, whole or not at all; off the store lane, for a stick may take its time."""
    target = folder / told.name
    text = json.dumps(told.data, ensure_ascii=False, indent=2)
    return MemberWritten(target) if write_whole(target, text.encode()) else NotWritten()


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
