"""Promises taken out of the program, one at a time, on a copy of the tree: a named test must turn red for each.
`python -m tests.faults.mutations [WORDS]` takes out all, or those whose name holds the words; CI those that cost little."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.taken_out import SEED, SHOP, TAKEN_OUT, Mutation

ROOT = Path(__file__).parents[2]
COPIED = ("app", "sync", "tests", "installer", "seeds", "pyproject.toml")
TESTS_FAILED = 1
"""pytest's exit code when tests ran and failed; a broken copy gives another."""


@contextmanager
def mutated(mutation: Mutation, root: Path) -> Iterator[None]:
    """One file of a tree is another one inside. Raises ValueError when the place is not there exactly once."""
    file = root / mutation.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.name}: {mutation.file} no longer says what is to be changed")
    file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(text, encoding="utf-8")


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the tree, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tuangui-mutation-") as folder:
        for name in COPIED:
            source, root = ROOT / name, Path(folder)
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, root / name)
        yield Path(folder)


def turns_red(mutation: Mutation, root: Path) -> bool:
    """Whether the named test fails on the copy while it is changed; a seed's story changes with the program, so the other
    seeds that CI plays come after it."""
    others = [seeds for seeds in (SEED, SHOP) if mutation.test.startswith(seeds)]
    tests = [mutation.test, *others]
    with mutated(mutation, root):
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "0", "-x", *tests],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.returncode not in {0, TESTS_FAILED}:
        raise ValueError(f"{mutation.name}: the test did not run\n{ran.stdout}{ran.stderr}")
    return ran.returncode == TESTS_FAILED


def main(words: Sequence[str]) -> int:
    green = 0
    with copied() as root:
        for mutation in TAKEN_OUT:
            if words and not any(word in mutation.name for word in words):
                continue
            red = turns_red(mutation, root)
            green += not red
            said = f"without {mutation.name}: {'red' if red else 'STILL GREEN'}  ({mutation.test})"
            sys.stdout.write(f"{said}\n")
            sys.stdout.flush()
    return 1 if green else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
