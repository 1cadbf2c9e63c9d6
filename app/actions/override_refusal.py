"""Override (店长放行): a manager's PIN on one refusal of one pickup. A flagged fact, never a silent one."""

from app.actions.check_pin import CheckPin
from app.actions.hand_over import HandOver, HandOverWriter
from app.actions.outcomes import HandOverRefused, PinAccepted, PinOutcome, RedeemOutcome
from app.actions.ports import Clock, Store, Wake
from app.actions.reading import judged, place_of
from app.actions.redeem_pickup import pickup_to_hand_over
from app.actions.requests import OverrideRequest
from app.domain.pickups import NotEnough, Pickup, Ready, Units, overridable
from app.domain.staff import Role


class OverrideRefusal:
    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        check_pin: CheckPin,
        writer: HandOverWriter,
        committed: Wake,
    ) -> None:
        self._store = store
        self._clock = clock
        self._check_pin = check_pin
        self._writer = writer
        self._committed = committed

    def __call__(self, request: OverrideRequest) -> RedeemOutcome | PinOutcome:
        """The PIN is good for this one call; what changed meanwhile is judged again inside the transaction."""
        checked = self._check_pin(request.approver, request.pin, role=Role.MANAGER)
        if not isinstance(checked, PinAccepted):
            return checked
        with self._store.write() as room:
            pickup = pickup_to_hand_over(room, request.pickup, request.code)
            verdict = judged(room, pickup, request.code, place_of(room, self._clock.now()))
            if isinstance(verdict, Ready):
                deed = HandOver(pickup, verdict.units, (), request.code)
            elif not overridable(verdict):
                return HandOverRefused(pickup, verdict, overridable=False)
            else:
                units = request.units or _all_that_is_asked(pickup)
                ordered = {line.line_no: line.quantity for line in pickup.lines}
                for unit in units:
                    if not 0 < unit.quantity <= ordered.get(unit.line_no, 0):
                        return HandOverRefused(
                            pickup, NotEnough(unit.line_no, 0), overridable=False
                        )
                approval = (request.approver, verdict)
                deed = HandOver(pickup, units, (), request.code, approval)
            outcome = self._writer.write(room, deed)
        self._committed()
        return outcome


def _all_that_is_asked(pickup: Pickup) -> tuple[Units, ...]:
    """Everything still owed; when all was handed over already, everything ordered."""
    owed = tuple(Units(line.line_no, line.open) for line in pickup.lines if line.open)
    return owed or tuple(Units(line.line_no, line.quantity) for line in pickup.lines)
