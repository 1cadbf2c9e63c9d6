"""Many seeds, one after the other: `python -m tests.faults.simulator --seeds N [--from K] [--profile NAME]`. A seed whose
promise breaks prints its end; the same seed tells the same story again."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from tests.faults.sim.promises import at_every_step, at_the_end, heal
from tests.faults.sim.shop import Shop
from tests.faults.sim.world import Profile, World, template

STEPS = 120
SHOWN = 45
MEMORY = Path("/dev/shm")  # noqa: S108  files that may die with the machine


class Failed(Exception):
    """What a seed came to, ready to be read."""


def folder() -> "tempfile.TemporaryDirectory[str]":
    """Real files; in memory where the system has a place for them."""
    return tempfile.TemporaryDirectory(
        prefix="tuangui-sim-", dir=MEMORY if MEMORY.is_dir() else None
    )


def play(
    seed: int, profile: Profile, start: Path, steps: int = STEPS, *, kind: type[World] = World
) -> None:
    """Raises Failed with the end of its story."""
    with folder() as place:
        world = kind(Path(place), start, seed, profile)
        try:
            for _ in range(steps):
                world.step()
                at_every_step(world)
            heal(world)
            at_the_end(world)
        except Exception as fault:
            told = "\n".join(f"  {line}" for line in world.trace[-SHOWN:])
            where = traceback.format_exc(limit=-4)
            raise Failed(f"{kind.__name__} seed {seed} {profile}\n{told}\n{where}") from fault
        finally:
            for machine in world.machines:
                machine.store.close()
            world.hq.close()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.simulator")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--profile", choices=list(Profile), default=None)
    parser.add_argument("--shop", action="store_true", help="counters of a shop ask each other")
    parser.add_argument("--keep-going", action="store_true", help="show every seed that fails")
    asked = parser.parse_args(argv)
    kind = Shop if asked.shop else World
    began, failed = time.monotonic(), 0
    with folder() as place:
        start = template(Path(place) / "template.db")
        for seed in range(asked.first, asked.first + asked.seeds):
            profile = Profile(asked.profile) if asked.profile else list(Profile)[seed % 3]
            try:
                play(seed, profile, start, kind=kind)
            except Failed as story:
                failed += 1
                sys.stdout.write(f"{story}\n")
                sys.stdout.flush()
                if not asked.keep_going:
                    break
    took = time.monotonic() - began
    sys.stdout.write(f"{asked.seeds} seeds from {asked.first}: {failed} failed, {took:.0f} s\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
