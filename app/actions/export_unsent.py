"""Export what is not yet sent: the last resort when a shop's line stays down. The file is for HQ alone to read; nothing
counts as sent by it, and HQ recognises what reaches it twice."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SealedQueue:
    """Facts `first` … `last` as an encrypted file; `name` says whose they are."""

    first: int
    last: int
    name: str
    content: bytes


class QueueSeal(Protocol):
    def sealed_queue(self) -> SealedQueue | None:
        """All that HQ has not acknowledged, in one snapshot; None when there is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Exported:
    """`path` is whole on the disk; `count` facts are in it."""

    path: Path
    count: int


@dataclass(frozen=True, slots=True)
class NothingUnsent:
    """HQ has everything."""


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The folder takes no file: a stick that is full, read-only or gone."""


ExportOutcome = Exported | NothingUnsent | NotWritten


class ExportUnsent:
    def __init__(self, *, store: QueueSeal) -> None:
        self._store = store

    def __call__(self, folder: Path) -> ExportOutcome:
        """Writes one file into `folder`, whole or not at all."""
        queue = self._store.sealed_queue()
        if queue is None:
            return NothingUnsent()
        target = folder / queue.name
        half = target.with_suffix(".part")
        try:
            with half.open("wb") as file:
                file.write(queue.content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
        except OSError:
            return NotWritten()
        return Exported(target, queue.last - queue.first + 1)
