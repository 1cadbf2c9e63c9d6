"""`python -m tests.bench [--row NAME …] [--json FILE]`: measures, prints the table, keeps the JSON. A target missed is
shown as missed; the exit code is about whether it could be measured."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench import (
    backlog,
    bridge,
    claims,
    cold_start,
    commits,
    first_pull,
    growth,
    latency,
    paper,
    polls,
    scans,
)
from tests.bench.figures import Bench, Figure, table

BENCHES: tuple[Bench, ...] = (
    *scans.BENCHES,
    *commits.BENCHES,
    *cold_start.BENCHES,
    *paper.BENCHES,
    *backlog.BENCHES,
    *bridge.BENCHES,
    *latency.BENCHES,
    *first_pull.BENCHES,
    *claims.BENCHES,
    *polls.BENCHES,
    *growth.BENCHES,
)


def main(argv: Sequence[str]) -> int:
    """0 when every chosen row was measured; 2 for a name no row has."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--row", action="append", default=[])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(argv)
    known = {name for bench in BENCHES for name in (bench.name, *bench.rows)}
    if unknown := sorted(set(asked.row) - known):
        sys.stderr.write(
            f"No such row: {', '.join(unknown)}. There are: {', '.join(sorted(known))}\n"
        )
        return 2
    figures = measure(set(asked.row))
    sys.stdout.write(table(figures) + "\n")
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        rows = [figure.as_json() for figure in figures]
        asked.json.write_text(
            json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


def measure(wanted: set[str]) -> list[Figure]:
    """The figures of the named rows, or of all."""
    figures: list[Figure] = []
    for bench in BENCHES:
        if wanted and not wanted & {bench.name, *bench.rows}:
            continue
        sys.stderr.write(f"measuring {bench.name} …\n")
        whole = not wanted or bench.name in wanted
        figures += [each for each in bench.measure() if whole or each.row in wanted]
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
