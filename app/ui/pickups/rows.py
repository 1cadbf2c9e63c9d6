"""Orders as rows of words for the list. Pure; phones are masked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actions.outcomes import PickupLists
from app.actions.ports import PickupSummary
from app.domain.identity import PickupId
from app.domain.members import masked
from app.domain.money import Fen
from app.domain.pickups import State, Zone
from app.ui import words
from app.ui.theme import Tone
from app.ui.words import translate


@dataclass(frozen=True, slots=True)
class Row:
    """One order. `late` colours the waiting time; `tag` is the one thing worth knowing about it."""

    pickup: PickupId
    number: str
    name: str
    phone: str
    goods: str
    units: str
    slot: str
    cold: bool
    arrived: str
    waited: str
    late: bool
    amount: str
    tag: tuple[str, Tone] | None
    ready: bool


def rows_of(
    lists: PickupLists, now: datetime, *, overdue_hours: int, by_slot: bool
) -> tuple[Row, ...]:
    """In the order the store gave them, or by slot for walking along the shelves."""
    found: Sequence[PickupSummary] = lists.rows
    if by_slot:
        found = sorted(found, key=lambda row: (row.slot == "", row.slot, row.pickup_no))
    late = timedelta(hours=overdue_hours)
    return tuple(_row(row, lists, now, late) for row in found)


def _row(row: PickupSummary, lists: PickupLists, now: datetime, late: timedelta) -> Row:
    waiting = now - row.arrived_at if row.arrived_at is not None and row.open else None
    overdue = waiting is not None and row.ready > 0 and waiting > late
    arrived = words.soon(row.arrived_at, now) if row.arrived_at is not None else ""
    if not arrived and row.expected_at is not None:
        arrived = translate("Pickups", "due {time}").format(time=words.soon(row.expected_at, now))
    waited = words.span(waiting) if waiting is not None else ""
    if not row.open and row.last_redeemed_at is not None:
        waited = words.soon(row.last_redeemed_at, now)
    return Row(
        pickup=row.id,
        number=words.number_in_fours(row.pickup_no) or row.order_no,
        name=row.name,
        phone=masked(row.phone),
        goods=row.goods,
        units=words.counted(
            row.units, translate("Pickups", "{count} item"), translate("Pickups", "{count} items")
        )
        if row.units > 1
        else "",
        slot=" ".join(part for part in (words.zone(row.zone), row.slot) if part),
        cold=row.zone in {Zone.CHILLED, Zone.FROZEN},
        arrived=arrived,
        waited=waited,
        late=overdue,
        amount=words.price(Fen(row.total)),
        tag=_tag(row, lists, overdue=overdue),
        ready=row.ready > 0,
    )


def _tag(row: PickupSummary, lists: PickupLists, *, overdue: bool) -> tuple[str, Tone] | None:
    """The most important thing first."""
    ended = _ended(row.state)
    if ended is not None:
        return ended
    if row.problem:
        return translate("Pickups", "problem"), Tone.DANGER
    if not row.open:
        return translate("Pickups", "collected"), Tone.OK
    if overdue:
        return translate("Pickups", "overdue"), Tone.WARN
    if not row.ready:
        return translate("Pickups", "not arrived"), Tone.NEUTRAL
    if row.ready < row.open:
        return translate("Pickups", "partly arrived"), Tone.WARN
    orders = lists.member_orders.get(row.member, 0) if row.member is not None else 0
    if orders > 1:
        return translate("Pickups", "same person, {count} orders").format(
            count=orders
        ), Tone.NEUTRAL
    return None


def _ended(state: State) -> tuple[str, Tone] | None:
    match state:
        case State.REFUNDED:
            return translate("Pickups", "refunded"), Tone.DANGER
        case State.CANCELLED:
            return translate("Pickups", "cancelled"), Tone.DANGER
        case State.EXPIRED:
            return translate("Pickups", "expired"), Tone.WARN
        case State.PAID | State.ARRIVED:
            return None
