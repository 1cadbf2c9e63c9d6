"""Fixed seeds of the simulated chain; `python -m tests.faults.simulator --seeds N` plays more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sim.shop import Shop
from tests.faults.sim.world import Profile, template
from tests.faults.simulator import folder, play

SEEDS = (
    *((seed, Profile.LINE) for seed in (3, 9)),
    *((seed, Profile.PEOPLE) for seed in (1, 2, 7)),
    *((seed, Profile.DISASTER) for seed in (2, 11, 12, 26)),
)
"""Each is the one that notices some promise being taken out: taken_out.py."""

SHOP_SEEDS = (
    (6, Profile.LINE),
    (39, Profile.LINE),
    (7, Profile.PEOPLE),
    (31, Profile.PEOPLE),
    (5, Profile.DISASTER),
)


@pytest.fixture(scope="module")
def start() -> Iterator[Path]:
    with folder() as place:
        yield template(Path(place) / "template.db")


@pytest.mark.parametrize(("seed", "profile"), SEEDS)
def test_the_promises_hold_in_this_story(start: Path, seed: int, profile: Profile) -> None:
    play(seed, profile, start)


@pytest.mark.parametrize(("seed", "profile"), SHOP_SEEDS)
def test_the_promises_hold_in_this_shop(start: Path, seed: int, profile: Profile) -> None:
    """Its counters ask each other."""
    play(seed, profile, start, kind=Shop)
