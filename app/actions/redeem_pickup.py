"""Redeem (核销): re-read, decide, write in one transaction. Safe to call twice: the second re-read says no."""

from app.actions.hand_over import HandOver, HandOverWriter
from app.actions.outcomes import HandOverRefused, RedeemOutcome
from app.actions.ports import Clock, Room, Store, Wake
from app.actions.reading import judged, place_of
from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.domain.codes import PickupCode
from app.domain.identity import PickupId
from app.domain.pickups import NotEnough, Pickup, Ready, Units, choose, overridable


class PickupGone(Exception):
    """Our bug: a screen asked for an order that is neither here nor in a signed code."""


def pickup_to_hand_over(room: Room, pickup: PickupId, code: PickupCode | None) -> Pickup:
    """The order as the store knows it now, or as its signed code says."""
    found = room.pickups.get(pickup)
    if found is not None:
        return found
    if code is None or code.pickup != pickup:
        raise PickupGone(pickup)
    return room.pickups.blind(code)


class RedeemPickup:
    def __init__(
        self, *, store: Store, clock: Clock, writer: HandOverWriter, committed: Wake
    ) -> None:
        self._store = store
        self._clock = clock
        self._writer = writer
        self._committed = committed

    def __call__(self, request: RedeemRequest) -> RedeemOutcome:
        with self._store.write() as room:
            pickup = pickup_to_hand_over(room, request.pickup, request.code)
            verdict = judged(room, pickup, request.code, place_of(room, self._clock.now()))
            if not isinstance(verdict, Ready):
                return HandOverRefused(pickup, verdict, overridable(verdict))
            chosen = choose(verdict, request.units)
            if not isinstance(chosen, Ready):
                return HandOverRefused(pickup, chosen, overridable=False)
            wrong = impossible(pickup, chosen.units, request.problems)
            if wrong is not None:
                return HandOverRefused(pickup, wrong, overridable=False)
            deed = HandOver(pickup, chosen.units, request.problems, request.code)
            outcome = self._writer.write(room, deed)
        self._committed()
        return outcome


def impossible(
    pickup: Pickup, units: tuple[Units, ...], problems: tuple[LineProblem, ...]
) -> NotEnough | None:
    """Problems must be about units that exist: short ones still owed and not handed over now, bad ones ordered."""
    if not units and not problems:
        return NotEnough(0, 0)
    given = {unit.line_no: unit.quantity for unit in units}
    lines = {line.line_no: line for line in pickup.lines}
    short: dict[int, int] = {}
    for problem in problems:
        line = lines.get(problem.line_no)
        if line is None or problem.quantity < 1 or problem.quantity > line.quantity:
            return NotEnough(problem.line_no, 0)
        if problem.problem is Problem.SHORTAGE:
            short[line.line_no] = short.get(line.line_no, 0) + problem.quantity
            left = line.open - given.get(line.line_no, 0)
            if short[line.line_no] > left:
                return NotEnough(line.line_no, left)
    return None
