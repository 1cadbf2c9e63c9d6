"""Forward-only steps from one schema to the next. A step is never edited once a counter in a shop has taken it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.store.migrations import (
    step_0001,
    step_0002,
    step_0003,
    step_0004,
    step_0005,
    step_0006,
    step_0007,
    step_0008,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Brings a database of version `to` − 1 to `to`, inside the transaction that also writes the version."""

    to: int
    run: Callable[[Connection], None]


STEPS: tuple[Step, ...] = (
    Step(1, step_0001.run),
    Step(2, step_0002.run),
    Step(3, step_0003.run),
    Step(4, step_0004.run),
    Step(5, step_0005.run),
    Step(6, step_0006.run),
    Step(7, step_0007.run),
    Step(8, step_0008.run),
)
SCHEMA = STEPS[-1].to
"""What this app reads and writes; a file beyond it is refused."""
