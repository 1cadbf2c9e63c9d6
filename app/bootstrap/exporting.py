"""Exporting the queue, or one member's data, on a thread of its own: the store lane reads, the stick is written beside it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Thread
from typing import TypeVar

from app.actions.export_unsent import (
    ExportOutcome,
    ExportPlace,
    ExportRequest,
    ExportUnsent,
    SealedQueue,
    write_queue,
)
from app.actions.member_data import (
    ExportMember,
    MemberFileOutcome,
    MemberFileRequest,
    MemberTold,
    write_member,
)

T = TypeVar("T")


class Exporting:
    """`lane` is the store lane; `places` looks what is plugged in."""

    def __init__(
        self,
        *,
        verb: ExportUnsent,
        member: ExportMember,
        lane: Executor,
        places: Callable[[], tuple[ExportPlace, ...]],
    ) -> None:
        self._verb = verb
        self._member = member
        self._lane = lane
        self._places = places

    def places(self) -> "Future[tuple[ExportPlace, ...]]":
        """Where a file may go, sticks first. A stick that hangs holds up nothing else."""
        return _apart(self._places)

    def export(self, request: ExportRequest) -> "Future[ExportOutcome]":
        return _apart(lambda: self._exported(request))

    def member_file(self, request: MemberFileRequest) -> "Future[MemberFileOutcome]":
        """All that is held of one person, for them."""
        return _apart(lambda: self._member_file(request))

    def _member_file(self, request: MemberFileRequest) -> MemberFileOutcome:
        asked = (request.member, request.approver, request.pin)
        told = self._lane.submit(self._member, *asked).result()
        return write_member(told, request.folder) if isinstance(told, MemberTold) else told

    def _exported(self, request: ExportRequest) -> ExportOutcome:
        sealed = self._lane.submit(self._verb.seal, request).result()
        return write_queue(sealed, request.folder) if isinstance(sealed, SealedQueue) else sealed


def _apart(work: Callable[[], T]) -> "Future[T]":
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as fault:  # noqa: BLE001  for whoever waits, as an executor hands it on
            future.set_exception(fault)

    Thread(target=run, name="exporting", daemon=True).start()
    return future
