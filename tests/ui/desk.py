"""A Desk of scripted answers, and an executor that runs now, later, or never: what screens are tested against."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.actions.desk import Desk
from app.actions.export_unsent import ExportOutcome, ExportPlace, ExportRequest
from app.actions.member_data import MemberDeleted, MemberFileOutcome, MemberFileRequest
from app.actions.outcomes import (
    ClaimOutcome,
    DrawerAsked,
    NothingFound,
    NothingToReprint,
    NothingToUndo,
    PinAccepted,
)
from app.actions.requests import RedeemRequest
from app.domain.receipts import JobState
from tests.builders import NOW
from tests.ui import samples


class Lane(Executor):
    """`held` keeps work until `drain`; answers come in the order asked."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        work = (future, lambda: fn(*args, **kwargs))
        if self.held:
            self._waiting.append(work)
        else:
            _run(*work)
        return future

    def drain(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            _run(*work)


def _run(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001 - handed on to whoever asked, as an executor does
        future.set_exception(error)


@dataclass
class Question:
    """Asked at HQ; a test answers it. `handing_over` = the clerk can leave it no more."""

    request: RedeemRequest
    answer: Future[ClaimOutcome] = field(default_factory=Future)
    handing_over: bool = False
    left: bool = False

    def leave(self) -> bool:
        self.left = not self.handing_over
        return self.left


@dataclass
class Scripted:
    """Answers by verb; `calls` holds (verb, arguments) in order. A callable answer is called, an error raised."""

    answers: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    asked_hq: list[Question] = field(default_factory=list)

    places: tuple[ExportPlace, ...] = (ExportPlace("", Path("exports"), removable=False),)
    looked_for: Future[tuple[ExportPlace, ...]] | None = None
    """The places, where looking for them takes its time."""
    member_files: list[tuple[MemberFileRequest, Future[MemberFileOutcome]]] = field(
        default_factory=list
    )
    exports: list[tuple[ExportRequest, Future[ExportOutcome]]] = field(default_factory=list)

    def export_places(self) -> Future[tuple[ExportPlace, ...]]:
        if self.looked_for is not None:
            return self.looked_for
        future: Future[tuple[ExportPlace, ...]] = Future()
        future.set_result(self.places)
        return future

    def export(self, request: ExportRequest) -> Future[ExportOutcome]:
        self.exports.append((request, Future()))
        return self.exports[-1][1]

    def member_file(self, request: MemberFileRequest) -> Future[MemberFileOutcome]:
        self.member_files.append((request, Future()))
        return self.member_files[-1][1]

    def ask_hq(self, request: RedeemRequest) -> Question:
        self.asked_hq.append(Question(request))
        return self.asked_hq[-1]

    def verb(self, name: str, usual: Any) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls.append((name, arguments))
            answer = self.answers.get(name, usual)
            if isinstance(answer, Exception):
                raise answer
            return answer(*arguments) if callable(answer) else answer

        return call

    def asked(self, name: str) -> list[tuple[Any, ...]]:
        return [arguments for verb, arguments in self.calls if verb == name]

    def desk(self) -> Desk:
        nothing = NothingFound("", "words")
        return Desk(
            start=self.verb("start", samples.START),
            scan_code=self.verb("scan_code", nothing),
            open_pickup=self.verb("open_pickup", nothing),
            open_member=self.verb("open_member", nothing),
            redeem_pickup=self.verb("redeem_pickup", samples.handed_over()),
            override_refusal=self.verb("override_refusal", samples.handed_over()),
            undo_redemption=self.verb("undo_redemption", NothingToUndo()),
            answer_prompt=self.verb("answer_prompt", None),
            reprint_receipt=self.verb("reprint_receipt", NothingToReprint()),
            list_pickups=self.verb("list_pickups", samples.LISTS),
            sign_in=self.verb("sign_in", PinAccepted(samples.ZHOU)),
            sign_out=self.verb("sign_out", None),
            lock=self.verb("lock", None),
            unlock=self.verb("unlock", PinAccepted(samples.ZHOU)),
            sync_picture=self.verb("sync_picture", samples.PICTURE),
            troubled_prints=self.verb("troubled_prints", ()),
            print_state=self.verb("print_state", JobState.SENDING),
            print_again=self.verb("print_again", None),
            drop_print=self.verb("drop_print", None),
            open_drawer=self.verb("open_drawer", DrawerAsked()),
            delete_member=self.verb("delete_member", MemberDeleted()),
            reveal_phone=self.verb("reveal_phone", samples.PHONE_TOLD),
        )


class Time:
    """A clock tests move by hand."""

    def __init__(self) -> None:
        self.moment = NOW
        self.seconds = 100.0

    def now(self) -> datetime:
        return self.moment

    def mono(self) -> float:
        return self.seconds
