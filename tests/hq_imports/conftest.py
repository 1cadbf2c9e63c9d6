"""A running HQ with the demo store; on both databases where rows are written."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hq.conftest import hq as hq_on_both
from tests.hq.conftest import postgres, seeded, seeded_file, seeded_template
from tests.hq.running import RunningHq

__all__ = ["hq", "hq_on_both", "postgres", "seeded", "seeded_file", "seeded_template"]


@pytest.fixture
def hq(seeded_file: Path, tmp_path: Path) -> Iterator[RunningHq]:
    running = RunningHq(f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'hq.db')}")
    running.office.public_url = running.url
    yield running
    running.stop()
