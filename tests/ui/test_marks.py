"""Line marks under random keys: never more than can go, never a problem about units that do not exist."""

from hypothesis import given
from hypothesis import strategies as st

from app.actions.redeem_pickup import impossible
from app.domain.pickups import Line, Ready, Units, choose
from app.ui.counter import marks
from app.ui.counter.state import LineMark
from tests.builders import line, pickup

lines = st.builds(
    lambda quantity, arrived, redeemed, short: line(
        1,
        quantity=quantity,
        arrived=min(arrived, quantity),
        redeemed=min(redeemed, arrived, quantity),
        short=min(short, quantity - min(redeemed, arrived, quantity)),
    ),
    st.integers(1, 6),
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(0, 6),
)
keys = st.lists(st.sampled_from(["toggle", "+", "-", "problem", "0", "3", "9"]), max_size=25)


def pressed(one: Line, mark: LineMark, key: str) -> LineMark:
    match key:
        case "toggle":
            return marks.toggled(one, mark)
        case "problem":
            return marks.next_problem(one, mark)
        case "+" | "-":
            return marks.changed(one, mark, 1 if key == "+" else -1)
        case _:
            return marks.set_to(one, mark, int(key))


@given(lines, keys)
def test_no_keys_ask_for_what_the_verb_must_refuse(one: Line, pressing: list[str]) -> None:
    order = pickup(one)
    ready = Ready((Units(1, one.ready),) if one.ready else ())
    (mark,) = marks.all_ready(order, ready)
    for key in pressing:
        mark = pressed(one, mark, key)
    units, problems = marks.units_of((mark,)), marks.problems_of((mark,))
    assert isinstance(choose(ready, units), Ready)
    if units or problems:
        assert impossible(order, units, problems) is None


@given(lines)
def test_problem_comes_round_to_fine(one: Line) -> None:
    (mark,) = marks.all_ready(pickup(one), Ready((Units(1, one.ready),) if one.ready else ()))
    seen = mark
    for _ in range(3):
        seen = marks.next_problem(one, seen)
        if seen == mark:
            return
    assert seen == mark


def test_arrows_stop_at_the_ends() -> None:
    three = tuple(LineMark(no, 1) for no in (1, 2, 5))
    assert marks.moved(three, None, 1) == 1
    assert marks.moved(three, None, -1) == 5
    assert marks.moved(three, 2, 1) == 5
    assert marks.moved(three, 5, 1) == 5
    assert marks.moved((), None, 1) is None
