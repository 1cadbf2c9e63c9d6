"""Dying at a chosen statement: a fuse on a database engine, burnt down by every statement and every commit that is over."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event


class Died(Exception):
    """The process is gone. Nothing in the program catches what it does not know."""


class Fuse:
    """`arm(n)`: the n-th moment from now is the last one. A moment is before a statement or after a COMMIT."""

    def __init__(self, engine: Engine) -> None:
        self._left = 0
        self.begin: Callable[[Any], None] | None = None
        """Called with the driver's connection before each writing transaction."""
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._committing)

    def arm(self, moments: int) -> None:
        self._left = moments

    def safe(self) -> None:
        self._left = 0

    def _before(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN IMMEDIATE" and self.begin is not None:
            self.begin(connection.connection.driver_connection)
        if statement != "ROLLBACK":
            self._burn()

    def _after(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "COMMIT":
            self._burn()

    def _committing(self, _connection: Any) -> None:
        self._burn()

    def _burn(self) -> None:
        if self._left:
            self._left -= 1
            if not self._left:
                raise Died
