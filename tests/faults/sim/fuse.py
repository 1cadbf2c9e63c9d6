"""Dying at a chosen statement: a fuse on a database engine, burnt down by every statement and every commit that is over,
and what a process that died leaves on its disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event


class Died(Exception):
    """The process is gone. Nothing in the program catches what it does not know."""


TORN_PAGE = bytes(range(1, 256)) * 9
"""The beginning of a page of the log that was being written."""


def cut_short(file: Path, close: Callable[[], None]) -> None:
    """Close a database as its process's death does: nothing is tidied up, and the log ends in the middle of a page."""
    log = file.with_name(f"{file.name}-wal")
    left = {each: each.read_bytes() for each in (file, log) if each.exists()}
    close()
    for each, content in left.items():
        each.write_bytes(content + (TORN_PAGE if each == log else b""))
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)


class Fuse:
    """`arm(n)`: the n-th moment from now is the last one. A moment is before a statement or after a COMMIT."""

    def __init__(self, engine: Engine) -> None:
        self._left = 0
        self.commits = 0
        """So often something was written."""
        self.begin: Callable[[Any], None] | None = None
        """Called with the driver's connection before each writing transaction."""
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._committing)

    def arm(self, moments: int) -> None:
        self._left = moments

    def safe(self) -> None:
        self._left = 0

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """What is done inside is no moment."""
        left, self._left = self._left, 0
        try:
            yield
        finally:
            self._left = left

    def _before(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN IMMEDIATE" and self.begin is not None:
            self.begin(connection.connection.driver_connection)
        if statement != "ROLLBACK":
            self._burn()

    def _after(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "COMMIT":
            self.commits += 1
            self._burn()

    def _committing(self, _connection: Any) -> None:
        self.commits += 1
        self._burn()

    def _burn(self) -> None:
        if self._left:
            self._left -= 1
            if not self._left:
                raise Died
