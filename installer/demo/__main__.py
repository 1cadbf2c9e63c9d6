"""`python -m installer.demo [--headless --out DIR]`, run by installer/run.py inside the virtual environment."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="demo")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("out/demo"))
    asked = parser.parse_args(argv)
    if asked.headless:
        from installer.demo import headless

        return headless.run(asked.out)
    from installer.demo import beside

    return beside.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
