"""Three promises taken out of the program, one at a time, on a copy of the tree: a named test must turn red for each.
`python -m tests.faults.mutations`."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("app", "sync", "tests", "installer", "seeds", "pyproject.toml")
TESTS_FAILED = 1
"""pytest's exit code when tests ran and failed; a broken copy gives another."""


@dataclass(frozen=True)
class Mutation:
    """`old` stands exactly once in `file` and becomes `new`; `test` guards what is gone then."""

    name: str
    file: str
    old: str
    new: str
    test: str


PLAIN_SEQUENCE = """\
        last = {}
        with connection.engine.begin() as own:  # as a plain sequence: taken outside the transaction
            for scope, puts in by_scope.items():
                last[scope] = own.exec_driver_sql(
                    "UPDATE feed_scope SET last = last + %s WHERE scope = %s RETURNING last",
                    (len(puts), scope),
                ).scalar_one_or_none() or len(puts)
        for scope in by_scope:
            upsert(connection, feed_scope, [{"scope": scope, "last": last[scope], "pruned": 0}], keep=True)
        values = [
            {"scope": row.scope, "entity": row.entity, "key": row.key, "seq": last[row.scope] - row.behind,
             "op": row.op, "row": row.row, "at": at}
            for row in rows
        ]
        from sqlalchemy.dialects import postgresql
        make = postgresql.insert(feed_row)
        fresh = {name: make.excluded[name] for name in ("seq", "op", "row", "at")}
        connection.execute(make.on_conflict_do_update(index_elements=["scope", "entity", "key"], set_=fresh), values)
"""
MUTATIONS = (
    Mutation(
        name="epoch check",
        file="sync/hq/accept.py",
        old="(row.holder, row.epoch) != (deed.counter, body.epoch)",
        new="row.holder != deed.counter",
        test="tests/hq/test_accept.py::test_an_old_epoch_is_a_conflict_though_the_units_are_free",
    ),
    Mutation(
        name="seq check",
        file="sync/hq/push.py",
        old="if request.first_seq > journal.last_seq + 1:",
        new="if request.first_seq < 0:",
        test="tests/hq/test_push.py::test_a_gap_names_the_fact_hq_wants[sqlite]",
    ),
    Mutation(
        name="dense counter",
        file="sync/hq/feed.py",
        old="        connection.exec_driver_sql(PUBLISH, published(rows, Moment.text(at)))\n",
        new=PLAIN_SEQUENCE,
        test="tests/hq/test_feed.py::test_a_lower_number_of_an_open_transaction_is_never_passed",
    ),
)


def mutated(mutation: Mutation, root: Path) -> None:
    """Change one file of a tree. Raises ValueError when the place is not there exactly once."""
    file = root / mutation.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.name}: {mutation.file} no longer says what is to be changed")
    file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")


def turns_red(mutation: Mutation, root: Path) -> bool:
    """Whether the named test fails on a copy of the tree that was changed."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    mutated(mutation, root)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-x", mutation.test],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode not in {0, TESTS_FAILED}:
        raise ValueError(f"{mutation.name}: the test did not run\n{ran.stdout}{ran.stderr}")
    return ran.returncode == TESTS_FAILED


def main() -> int:
    green = 0
    for mutation in MUTATIONS:
        with tempfile.TemporaryDirectory(prefix="tuangui-mutation-") as folder:
            red = turns_red(mutation, Path(folder))
        green += not red
        sys.stdout.write(f"without the {mutation.name}: {'red' if red else 'STILL GREEN'}\n")
    return 1 if green else 0


if __name__ == "__main__":
    sys.exit(main())
