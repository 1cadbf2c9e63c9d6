"""`python -m sync.hq.store.migrations WORDS`: for whoever changes the tables. Writes the next step by comparing them with
what the steps so far make; read it before keeping it."""

import sys

from alembic import command
from sqlalchemy import create_engine

from sync.hq.store.migrations import newest
from sync.hq.store.schema import config


def main(words: str) -> int:
    with create_engine("sqlite://").begin() as connection:
        command.upgrade(config(connection), "head")
        number = f"{int(newest()) + 1:04d}"
        command.revision(config(connection), words, autogenerate=True, rev_id=number)
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:]) or "…"))
