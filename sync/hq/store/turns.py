"""Whose turn it is to write where only one may (SQLite): who is in a hurry goes before who is not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock for threads. While somebody in a hurry waits, nobody else begins."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._hurried = 0

    @property
    def hurried(self) -> int:
        """How many in a hurry wait."""
        return self._hurried

    @contextmanager
    def turn(self, *, hurry: bool) -> Iterator[None]:
        with self._changed:
            self._hurried += hurry
            try:
                self._changed.wait_for(lambda: not self._taken and (hurry or not self._hurried))
                self._taken = True
            finally:
                self._hurried -= hurry
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
