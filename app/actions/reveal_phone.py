"""Reveal the full phone number of one member: the right person, on record before anybody sees a digit."""

from app.actions.check_pin import CheckPin
from app.actions.hand_over import signed_in
from app.actions.outcomes import (
    NotAllowed,
    PhoneTold,
    PinAccepted,
    RevealNeedsPin,
    RevealNobody,
    RevealOutcome,
)
from app.actions.ports import Clock, Store, Wake
from app.actions.requests import RevealRequest
from app.domain import facts
from app.domain.staff import may_reveal


class RevealPhone:
    def __init__(self, *, store: Store, clock: Clock, check_pin: CheckPin, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._check_pin = check_pin
        self._committed = committed

    def __call__(self, request: RevealRequest) -> RevealOutcome:
        """A clerk whose role may not needs the PIN of somebody who may, good for this one member and this one time. The
        fact names the member by id and holds no digit; the number is told only once it is committed."""
        if request.approver is not None:
            checked = self._check_pin(request.approver, request.pin)
            if not isinstance(checked, PinAccepted):
                return checked
            if not may_reveal(checked.clerk.role):
                return NotAllowed()
        with self._store.write() as room:
            clerk, member = signed_in(room), room.members.get(request.member)
            if member is None:
                return RevealNobody()
            if request.approver is None and not may_reveal(clerk.role):
                return RevealNeedsPin()
            fact = facts.PhoneRevealed(
                member=member.id, approved_by=request.approver, reason=facts.SHOWN
            )
            room.journal.append(
                fact, at=self._clock.now(), mono_ms=self._clock.mono_ms(), by=clerk.id
            )
        self._committed()
        return PhoneTold(member.id, member.name, member.phone)
