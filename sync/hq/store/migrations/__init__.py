"""How HQ's tables came to be what they are: numbered steps, run by Alembic, never changed once they are out."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
BASELINE: Final = "0001"
"""The schema before steps were counted."""


def newest() -> str:
    """The number of the last step: what this HQ needs."""
    return max(file.stem.removeprefix("step_") for file in (FOLDER / "steps").glob("step_*.py"))
