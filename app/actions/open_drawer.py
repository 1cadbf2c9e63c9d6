"""Open the cash drawer without a sale: the right person, on record with a reason before anything moves, and never later
than its few seconds. The record stands for the wish; nobody can know whether a drawer moved."""

from collections.abc import Callable

from app.actions.check_pin import CheckPin
from app.actions.hand_over import signed_in
from app.actions.outcomes import (
    DrawerAsked,
    DrawerNeedsPin,
    DrawerOutcome,
    DrawerTooLate,
    NotAllowed,
    PinAccepted,
)
from app.actions.ports import Clock, Store, Wake
from app.actions.requests import DrawerRequest
from app.domain import facts
from app.domain.drawer import expires_ms, may_open

Kick = Callable[[int], None]
"""Tells the cash drawer to open, now or when the printer is free, but not after this moment of `Clock.mono_ms`. Never
blocks, never raises, never tries twice; how it ended is told elsewhere."""


class OpenDrawer:
    """`kick` is handed the wish after the commit and never asked again: one record, one kick at most."""

    def __init__(
        self, *, store: Store, clock: Clock, check_pin: CheckPin, kick: Kick, committed: Wake
    ) -> None:
        self._store = store
        self._clock = clock
        self._check_pin = check_pin
        self._kick = kick
        self._committed = committed

    def __call__(self, request: DrawerRequest) -> DrawerOutcome:
        """A clerk whose role may not open it needs the PIN of somebody who may."""
        if request.approver is not None:
            checked = self._check_pin(request.approver, request.pin)
            if not isinstance(checked, PinAccepted):
                return checked
            if not may_open(checked.clerk.role):
                return NotAllowed()
        expires = expires_ms(request.asked_ms)
        with self._store.write() as room:
            clerk = signed_in(room)
            if request.approver is None and not may_open(clerk.role):
                return DrawerNeedsPin()
            if self._clock.mono_ms() > expires:
                return DrawerTooLate()
            fact = facts.DrawerAsked(reason=request.reason.value, approved_by=request.approver)
            room.journal.append(
                fact, at=self._clock.now(), mono_ms=self._clock.mono_ms(), by=clerk.id
            )
        self._committed()
        self._kick(expires)
        return DrawerAsked()
