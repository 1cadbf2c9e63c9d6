"""The tests that guard the promises would notice if one were taken out: here those that are tried in a moment,
`python -m tests.faults.mutations` tries all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.mutations import copied, turns_red
from tests.faults.taken_out import TAKEN_OUT, Mutation

QUICK = tuple(mutation for mutation in TAKEN_OUT if mutation.quick)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with copied() as tree:
        yield tree


@pytest.mark.parametrize("mutation", QUICK, ids=lambda mutation: mutation.name)
def test_a_promise_taken_out_turns_its_test_red(mutation: Mutation, root: Path) -> None:
    assert turns_red(mutation, root)


@pytest.mark.parametrize("mutation", TAKEN_OUT, ids=lambda mutation: mutation.name)
def test_every_promise_still_stands_where_it_is_taken_out(mutation: Mutation) -> None:
    text = (Path(__file__).parents[2] / mutation.file).read_text(encoding="utf-8")
    assert text.count(mutation.old) == 1
    assert mutation.old != mutation.new
