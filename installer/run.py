"""The one command: `python3 installer/run.py demo | test | bench | app | setup`. Standard library only; the
work is in the modules beside it, so that this file still reads on a Python too old for them."""

from __future__ import annotations

import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def main(argv: list[str]) -> int:
    """Return the exit code of the command; 2 when this Python is too old."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(f"Tuangui needs Python 3.11 or newer; this is {found}.")
        print("Debian 12: apt-get install python3    Windows: install Python 3.11+ from the Store.")
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.commands import run

    return run(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
