"""A short storm in CI; `python -m tests.faults.storm --minutes M` is the long one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.storm import Storm

TURNS = 3
SEED = 20261125


@pytest.fixture
def storm(tmp_path: Path) -> Iterator[Storm]:
    made = Storm(tmp_path, seed=SEED, units=40)
    yield made
    made.close()


@pytest.mark.timeout(600)
def test_counter_and_hq_are_killed_and_the_line_lies_but_there_is_one_story(storm: Storm) -> None:
    for _ in range(TURNS):
        storm.turn()
    storm.calm()
    assert storm.deaths == 2 * TURNS
    assert sum(storm.proxy.suffered.values()) > 0, "the line never failed"
