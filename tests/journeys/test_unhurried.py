"""Forgetting goes on in pieces with a rest after each; a rest is never skipped, and nothing is begun once the counter stops."""

from collections.abc import Callable

from app.bootstrap.unhurried import Unhurried


class Lane:
    """Work put on it waits until it is run."""

    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []
        self.rests: list[Callable[[], None]] = []
        self.called_off = 0

    def behind(self, work: Callable[[], None]) -> None:
        self.work.append(work)

    def later(self, _seconds: float, then: Callable[[], None]) -> Callable[[], None]:
        self.rests.append(then)
        return self._call_off

    def _call_off(self) -> None:
        self.called_off += 1

    def run(self) -> None:
        work, self.work = self.work, []
        for one in work:
            one()

    def rested(self) -> None:
        rests, self.rests = self.rests, []
        for one in rests:
            one()


def _going(pieces: list[bool]) -> tuple[Lane, Unhurried]:
    lane = Lane()
    return lane, Unhurried(lane.behind, lambda: pieces.pop(0), rest_s=1, later=lane.later)


def test_each_piece_waits_for_the_rest_after_the_one_before() -> None:
    pieces = [True, True, False, False]
    lane, tidy = _going(pieces)
    tidy.begin()
    tidy.begin()
    for left in (3, 2, 1):
        lane.run()
        assert (len(pieces), lane.work) == (left, [])
        lane.rested()
    assert (lane.work, lane.rests) == ([], [])
    tidy.begin()
    lane.run()
    assert pieces == []


def test_nothing_is_begun_after_the_end() -> None:
    lane, tidy = _going([True, True])
    tidy.begin()
    lane.run()
    tidy.stop()
    assert lane.called_off == 1
    lane.rested()
    tidy.begin()
    assert lane.work == []


def test_a_piece_that_fails_is_tried_again_when_asked() -> None:
    lane, tidy = _going([])
    tidy.begin()
    try:
        lane.run()
    except IndexError:
        tidy.begin()
    assert len(lane.work) == 1
