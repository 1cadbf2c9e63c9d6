"""Orders and their lines as rows of words for the counter's cards. Pure; phones are masked here."""

from dataclasses import replace
from datetime import datetime

from app.actions.ports import PickupSummary
from app.domain.members import Member, Tag, masked
from app.domain.pickups import Line, Pickup
from app.ui import words
from app.ui.counter.marks import most
from app.ui.counter.state import LineMark
from app.ui.theme import Tone
from app.ui.widgets.line_list import LineRow, Mark
from app.ui.words import translate


def line_row(line: Line, mark: LineMark, *, chosen: bool) -> LineRow:
    """A line of an open order with the clerk's decision on it."""
    limit = most(line, mark)
    missing = line.arrived < line.quantity and line.open > 0 and line.ready < line.open
    troubled = bool(mark.short or mark.bad)
    if line.open == 0:
        box = Mark.DONE
    elif line.ready == 0:
        box = Mark.WARN
    elif mark.take == 0:
        box = Mark.WARN if mark.short else Mark.SKIP
    else:
        box = Mark.TAKE if mark.take == limit else Mark.PART
    whole = mark.take in {0, line.quantity}
    return LineRow(
        line_no=line.line_no,
        name=line.name,
        detail=words.joined(_problem(line, mark, missing=missing), _place(line)),
        quantity=f"×{line.quantity}" if whole else f"{mark.take}/{line.quantity}",
        amount=words.price(line.amount),
        mark=box,
        tone=Tone.WARN if troubled or missing else None,
        chosen=chosen,
    )


def read_only_row(line: Line) -> LineRow:
    """A line of an order that cannot be handed over."""
    taken = translate("Lines", "{count} taken").format(count=line.redeemed) if line.redeemed else ""
    return LineRow(
        line_no=line.line_no,
        name=line.name,
        detail=words.joined(taken, _place(line)),
        quantity=f"×{line.quantity}",
        amount=words.price(line.amount),
        mark=Mark.DONE if line.redeemed and not line.open else Mark.PLAIN,
    )


def _problem(line: Line, mark: LineMark, *, missing: bool) -> str:
    if mark.short:
        return translate("Lines", "Missing: {count}, reported").format(count=mark.short)
    if mark.bad:
        return translate("Lines", "Quality problem: {count}, reported").format(count=mark.bad)
    parts = []
    if line.short:
        parts.append(translate("Lines", "{count} reported missing").format(count=line.short))
    if line.redeemed:
        parts.append(translate("Lines", "{count} taken").format(count=line.redeemed))
    if missing:
        parts.append(
            translate("Lines", "Short: {arrived} of {quantity} arrived").format(
                arrived=line.arrived, quantity=line.quantity
            )
        )
    return words.joined(*parts)


def _place(line: Line) -> str:
    return words.joined(words.zone(line.zone), line.slot)


def heading(pickup: Pickup, now: datetime) -> tuple[str, ...]:
    """Who ordered, when, with which leader. The phone is masked."""
    leader = translate("Lines", "leader {name}").format(name=pickup.leader) if pickup.leader else ""
    ordered = ""
    if pickup.ordered_at is not None:
        ordered = translate("Lines", "ordered {time}").format(
            time=words.day_and_clock(pickup.ordered_at, now)
        )
    return (pickup.name, masked(pickup.phone) if pickup.phone else "", ordered, leader)


def whereabouts(pickup: Pickup, now: datetime) -> str:
    """Since when the goods are here and where they lie: the slot most lines share first."""
    arrived = ""
    if pickup.arrived_at is not None:
        arrived = translate("Lines", "arrived {time}").format(
            time=words.soon(pickup.arrived_at, now)
        )
    slots = list(dict.fromkeys(line.slot for line in pickup.lines if line.slot and line.ready))
    stored = ""
    if slots:
        more = len(slots) - 1
        where = (
            slots[0]
            if not more
            else translate("Lines", "{slot} +{more}").format(
                slot=slots[0], more=more, total=more + 1
            )
        )
        stored = translate("Lines", "in {slot}").format(slot=where)
    return words.joined(arrived, stored)


def summary_row(number: int, row: PickupSummary, *, chosen: bool, now: datetime) -> LineRow:
    """An order as one of several to choose from."""
    state = translate("Lines", "{count} can go now").format(count=row.ready)
    if not row.ready:
        state = translate("Lines", "not arrived yet")
        if row.expected_at is not None:
            state = translate("Lines", "expected {time}").format(
                time=words.day_and_clock(row.expected_at, now)
            )
    return LineRow(
        line_no=number,
        name=words.joined(row.name, row.order_no),
        detail=words.joined(masked(row.phone), row.goods),
        quantity=f"×{row.units}",
        amount=state,
        mark=Mark.PLAIN,
        chosen=chosen,
    )


def member_row(number: int, member: Member, *, chosen: bool) -> LineRow:
    return LineRow(
        line_no=number,
        name=member.name,
        detail=words.joined(
            masked(member.phone),
            translate("Lines", "visit no. {count}").format(count=member.visits),
        ),
        quantity="",
        amount=translate("Lines", "member"),
        mark=Mark.PLAIN,
        chosen=chosen,
    )


def tag(value: Tag) -> tuple[str, Tone]:
    match value:
        case Tag.FREQUENT:
            return translate("Tags", "Frequent"), Tone.NEUTRAL
        case Tag.RECOMMENDER:
            return translate("Tags", "Recommender"), Tone.NEUTRAL
        case Tag.FIRST_GROUP:
            return translate("Tags", "First group order"), Tone.WARN
        case Tag.LAPSED_7:
            return translate("Tags", "Not seen for 7 days"), Tone.WARN
        case Tag.LAPSED_15:
            return translate("Tags", "Not seen for 15 days"), Tone.WARN
        case Tag.LAPSED_30:
            return translate("Tags", "Not seen for 30 days"), Tone.DANGER


def numbered(row: LineRow, number: int) -> LineRow:
    """The number key that chooses this row stands in front of it."""
    return replace(row, key=str(number))
