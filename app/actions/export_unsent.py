"""Export what is not yet sent: the last resort when a shop's line stays down. The file is for HQ alone to read; nothing
counts as sent by it, and HQ recognises what reaches it twice. Two steps: `seal` on the store lane behind a manager's PIN,
`write` off it, for a stick may take its time."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.actions.check_pin import CheckPin
from app.actions.outcomes import NotAllowed, PinAccepted, PinLocked, PinWrong
from app.actions.whole_files import write_whole
from app.domain.identity import StaffId
from app.domain.staff import Role


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


@dataclass(frozen=True, slots=True)
class ExportPlace:
    """A folder a file may be carried away from; `name` as people call it. `removable` = a stick or a card."""

    name: str
    path: Path
    removable: bool


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A manager exports into a folder. `pin` lives only as long as this value."""

    folder: Path
    approver: StaffId
    pin: str

    def __repr__(self) -> str:
        return f"ExportRequest(approver={self.approver}, pin=***)"


ExportOutcome = Exported | NothingUnsent | NotWritten | PinWrong | PinLocked | NotAllowed


class ExportUnsent:
    def __init__(self, *, store: QueueSeal, check_pin: CheckPin) -> None:
        self._store = store
        self._check_pin = check_pin

    def seal(self, request: ExportRequest) -> SealedQueue | ExportOutcome:
        """On the store lane."""
        checked = self._check_pin(request.approver, request.pin, role=Role.MANAGER)
        if not isinstance(checked, PinAccepted):
            return checked
        return self._store.sealed_queue() or NothingUnsent()


def write_queue(queue: SealedQueue, folder: Path) -> ExportOutcome:
    """Writes one file into `folder`, whole or not at all."""
    target = folder / queue.name
    if not write_whole(target, queue.content):
        return NotWritten()
    return Exported(target, queue.last - queue.first + 1)
