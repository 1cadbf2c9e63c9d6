"""Fixed seeds of the simulated chain; `python -m tests.faults.simulator --seeds N` plays more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sim.world import Profile, template
from tests.faults.simulator import folder, play

SEEDS = (
    *((seed, Profile.LINE) for seed in (1, 2, 3)),
    *((seed, Profile.PEOPLE) for seed in (4, 20, 21)),
    *((seed, Profile.DISASTER) for seed in (2, 4, 12, 13)),
)


@pytest.fixture(scope="module")
def start() -> Iterator[Path]:
    with folder() as place:
        yield template(Path(place) / "template.db")


@pytest.mark.parametrize(("seed", "profile"), SEEDS)
def test_the_promises_hold_in_this_story(start: Path, seed: int, profile: Profile) -> None:
    play(seed, profile, start)
