"""The order of a job's conversation with the printer, on a scripted connection."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.transports import Connection, ConnectionBroke
from app.domain.receipts import JobState, PrintFault
from tests.devices.printers.receipts import SHOP_TIME, receipt


class Script:
    """Answers in turn; writes down what was asked of it. `breaks` names the call that finds the line cut."""

    def __init__(self, *answers: int | None, breaks: str = "") -> None:
        self.answers = list(answers)
        self.breaks = breaks
        self.calls: list[str] = []

    @contextmanager
    def open(self) -> Generator[Connection]:
        yield self

    def ask(self, question: int, *, seconds: float) -> int | None:
        self._note(f"ask {question}")
        return self.answers.pop(0)

    def send(self, data: bytes) -> None:
        self._note("send")

    def watch(self, seconds: float) -> None:
        self._note(f"watch {seconds}")

    def finish(self) -> None:
        self._note("finish")

    def _note(self, call: str) -> None:
        self.calls.append(call)
        if call.split(maxsplit=1)[0] == self.breaks:
            raise ConnectionBroke(PrintFault.BROKE_OFF, sent="send" in self.calls)


def end_of(script: Script) -> PrintResult:
    ours = EscposPrinter(script, setup=PrinterSetup(), tz=SHOP_TIME, paper_seconds=1.5)
    return ours.print_receipt(receipt())


ASKED = ["ask 1", "ask 2", "ask 3", "ask 4"]


def test_the_paper_has_time_to_move_before_it_is_asked_again() -> None:
    """DLE EOT is answered before the buffer has printed: asked at once, a printer about to run out says ready."""
    script = Script(*[0x12] * 8)
    assert end_of(script) == PrintResult(JobState.CONFIRMED)
    assert script.calls == [*ASKED, "send", "watch 1.5", *ASKED, "finish"]


def test_a_printer_that_never_answers_is_asked_once_and_not_waited_for() -> None:
    script = Script(None)
    assert end_of(script) == PrintResult(JobState.SENT)
    assert script.calls == ["ask 1", "send", "finish"]


def test_an_answer_outside_the_pattern_is_no_status() -> None:
    script = Script(0x12, 0x12, 0x12, 0xFF)
    assert end_of(script) == PrintResult(JobState.SENT)


@pytest.mark.parametrize("after", [(None,), (0x12, None), (0xFF,) * 4])
def test_a_printer_that_has_lost_its_tongue_is_unknown(after: tuple[int | None, ...]) -> None:
    script = Script(*[0x12] * 4, *after)
    assert end_of(script) == PrintResult(JobState.UNKNOWN, PrintFault.TOO_SLOW)


@pytest.mark.parametrize(
    ("breaks", "answers", "state"),
    [
        ("ask", [], JobState.FAILED),
        ("watch", [0x12] * 8, JobState.UNKNOWN),
        ("finish", [None], JobState.UNKNOWN),
        ("finish", [0x12] * 8, JobState.CONFIRMED),
    ],
)
def test_where_the_line_is_cut_decides_what_is_known(
    breaks: str, answers: list[int | None], state: JobState
) -> None:
    result = end_of(Script(*answers, breaks=breaks))
    assert result.state is state
    assert (result.why == PrintFault.BROKE_OFF) is (state is not JobState.CONFIRMED)
