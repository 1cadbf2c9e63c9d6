"""The bell: wakes long polls after a commit. Lives on the event loop; never touches the database."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Bell:
    """One future for each waiting poll, found by what it listens to: feed scopes and its own counter."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Future[None]]] = {}

    @contextmanager
    def listening(self, names: Iterable[str]) -> Iterator[asyncio.Future[None]]:
        """Listen before reading, so that a commit between reading and waiting is heard."""
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        wanted = tuple(names)
        for name in wanted:
            self._waiting.setdefault(name, set()).add(heard)
        try:
            yield heard
        finally:
            for name in wanted:
                listeners = self._waiting[name]
                listeners.discard(heard)
                if not listeners:
                    del self._waiting[name]

    def ring(self, names: Iterable[str]) -> None:
        """`*` is everybody."""
        for name in names:
            for each in self._waiting if name == "*" else (name,):
                for heard in self._waiting.get(each, ()):
                    if not heard.done():
                        heard.set_result(None)

    def names(self) -> frozenset[str]:
        """What anybody is waiting for now."""
        return frozenset(self._waiting)
