"""Points (积分): what a hand-over earns. Whole points, half-up, once per transaction (product.md, Points)."""

from app.domain.money import Fen, half_up
from app.domain.pickups import Line, Pickup, Units
from app.domain.staff import Policy


def value_of(line: Line, units: int) -> Fen:
    """The part of a line's amount that `units` more units are worth; all parts of a line add up to it exactly."""
    before = line.amount * line.redeemed // line.quantity
    after = line.amount * (line.redeemed + units) // line.quantity
    return Fen(after - before)


def handed_over_value(pickup: Pickup, units: tuple[Units, ...]) -> Fen:
    """What the customer paid for these units."""
    lines = {line.line_no: line for line in pickup.lines}
    return Fen(sum(value_of(lines[unit.line_no], unit.quantity) for unit in units))


def pickup_points(value: Fen, policy: Policy) -> int:
    """1.2 points a yuan for group orders, doubled when picked up in store; `value` in fen."""
    return half_up(max(0, value) * policy.points_group_tenths * policy.points_pickup_factor, 1000)
