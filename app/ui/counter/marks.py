"""What the clerk decides line by line before a hand-over: pure functions over marks, limited by what is ready."""

from dataclasses import replace

from app.actions.requests import LineProblem, Problem
from app.domain.pickups import Line, Pickup, Ready, Units
from app.ui.counter.state import LineMark


def all_ready(pickup: Pickup, ready: Ready) -> tuple[LineMark, ...]:
    """The marks an order opens with: everything that can go, goes."""
    can = {unit.line_no: unit.quantity for unit in ready.units}
    return tuple(LineMark(line.line_no, can.get(line.line_no, 0)) for line in pickup.lines)


def units_of(marks: tuple[LineMark, ...]) -> tuple[Units, ...]:
    return tuple(Units(mark.line_no, mark.take) for mark in marks if mark.take)


def problems_of(marks: tuple[LineMark, ...]) -> tuple[LineProblem, ...]:
    short = (
        LineProblem(mark.line_no, mark.short, Problem.SHORTAGE) for mark in marks if mark.short
    )
    bad = (LineProblem(mark.line_no, mark.bad, Problem.QUALITY) for mark in marks if mark.bad)
    return (*short, *bad)


def most(line: Line, mark: LineMark) -> int:
    """Units that can go now: ready ones, and none that are reported short."""
    return max(0, min(line.ready, line.open - mark.short))


def toggled(line: Line, mark: LineMark) -> LineMark:
    """All of the line, or none of it."""
    return replace(mark, take=0 if mark.take else most(line, mark))


def set_to(line: Line, mark: LineMark, quantity: int) -> LineMark:
    return replace(mark, take=max(0, min(quantity, most(line, mark))))


def changed(line: Line, mark: LineMark, by: int) -> LineMark:
    """+ and − count the problem's units on a line with a problem, else the units to hand over."""
    if mark.short:
        short = max(1, min(mark.short + by, line.open))
        fresh = replace(mark, short=short)
        return replace(
            fresh, take=min(mark.take if by > 0 else most(line, fresh), most(line, fresh))
        )
    if mark.bad:
        return replace(mark, bad=max(1, min(mark.bad + by, line.quantity)))
    return set_to(line, mark, mark.take + by)


def next_problem(line: Line, mark: LineMark) -> LineMark:
    """none → shortage → quality → none. A line with nothing open can only be bad."""
    if mark.bad:
        fresh = replace(mark, bad=0)
    elif mark.short or not line.open:
        fresh = replace(mark, short=0, bad=1)
    else:
        fresh = replace(mark, short=1)
    return replace(
        fresh, take=min(mark.take, most(line, fresh)) if fresh.short else most(line, fresh)
    )


def moved(marks: tuple[LineMark, ...], cursor: int | None, by: int) -> int | None:
    """The next line up or down; from nowhere to the first or last."""
    if not marks:
        return None
    numbers = [mark.line_no for mark in marks]
    if cursor not in numbers:
        return numbers[0] if by > 0 else numbers[-1]
    return numbers[max(0, min(len(numbers) - 1, numbers.index(cursor) + by))]
