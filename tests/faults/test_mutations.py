"""The tests that guard the three promises would notice if one were taken out."""

from pathlib import Path

import pytest

from tests.faults.mutations import MUTATIONS, Mutation, turns_red


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_promise_taken_out_turns_its_test_red(mutation: Mutation, tmp_path: Path) -> None:
    assert turns_red(mutation, tmp_path)
