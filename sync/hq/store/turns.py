"""Whose turn it is to write where only one may (SQLite): who is in a hurry goes first, but not for ever."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MOST_IN_A_ROW: Final = 4
"""So many hurried turns, then one of those who wait."""


class Turns:
    """A lock for threads. While somebody in a hurry waits, nobody else begins, unless they have let enough pass."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._hurried = self._patient = 0
        self._in_a_row = 0
        """Hurried turns while somebody patient waited."""

    @property
    def hurried(self) -> int:
        """How many in a hurry wait."""
        return self._hurried

    @property
    def patient(self) -> int:
        """How many others wait."""
        return self._patient

    @contextmanager
    def turn(self, *, hurry: bool) -> Iterator[None]:
        with self._changed:
            self._hurried += hurry
            self._patient += not hurry
            try:
                self._changed.wait_for(lambda: not self._taken and self._may(hurry=hurry))
                self._taken = True
            finally:
                self._hurried -= hurry
                self._patient -= not hurry
            self._in_a_row = self._in_a_row + 1 if hurry and self._patient else 0
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _may(self, *, hurry: bool) -> bool:
        enough = self._patient > 0 and self._in_a_row >= MOST_IN_A_ROW
        return not enough if hurry else enough or not self._hurried
