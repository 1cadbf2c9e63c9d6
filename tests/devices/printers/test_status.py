"""Every byte a printer can answer has a meaning, and doubt is never called ready."""

from itertools import product

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.status import (
    NoStatus,
    Question,
    Ready,
    Trouble,
    is_answer,
    judge,
    state_after,
    state_of,
)
from app.domain.receipts import JobState, PrinterState, PrintFault
from tests.virtual_printer.tcp_printer import Condition


def everywhere(byte: int) -> dict[Question, int]:
    return dict.fromkeys(Question, byte)


def test_every_single_answer_is_defined_and_never_ready_alone() -> None:
    for question, byte in product(Question, range(256)):
        assert isinstance(judge({question: byte}), NoStatus | Trouble)


def test_every_byte_given_to_all_questions_is_defined() -> None:
    for byte in range(256):
        status = judge(everywhere(byte))
        if not is_answer(byte):
            assert status == NoStatus()
        elif byte == 0x12:
            assert status == Ready()
        else:
            assert isinstance(status, Ready | Trouble)
        assert isinstance(state_of(status), PrinterState)


def test_any_four_answers_are_ready_only_without_one_fault_bit() -> None:
    """All combinations of the 16 true answers to the four questions."""
    true = [byte for byte in range(256) if is_answer(byte)]
    assert len(true) == 16
    faulty = {1: 0x08, 2: 0x64, 3: 0x6C, 4: 0x60}
    for answers in product(true, repeat=4):
        status = judge(dict(zip(Question, answers, strict=True)))
        wrong = any(byte & faulty[number] for number, byte in enumerate(answers, start=1))
        assert isinstance(status, Trouble if wrong else Ready)


@pytest.mark.parametrize(
    ("byte", "status"),
    [
        (0x00, NoStatus()),
        (0xFF, NoStatus()),
        (0x12, Ready()),
        (0x1A, Trouble(PrintFault.PRINTER_ERROR)),
        (0x1E, Trouble(PrintFault.COVER_OPEN)),
        (0x72, Trouble(PrintFault.NO_PAPER)),
    ],
)
def test_the_bytes_seen_in_the_field(byte: int, status: object) -> None:
    assert judge(everywhere(byte)) == status


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (Condition.OK, PrinterState.OK),
        (Condition.NEAR_END, PrinterState.OK),
        (Condition.NO_PAPER, PrinterState.NO_PAPER),
        (Condition.COVER_OPEN, PrinterState.TROUBLE),
        (Condition.JAM, PrinterState.TROUBLE),
        (Condition.OFFLINE, PrinterState.OFFLINE),
        (Condition.SILENT, PrinterState.UNKNOWN),
        (Condition.HALF_DEAF, PrinterState.UNKNOWN),
    ],
)
def test_what_the_strip_says_of_each_condition(condition: Condition, state: PrinterState) -> None:
    answers = dict(zip(Question, condition.value, strict=True))
    known = {question: byte for question, byte in answers.items() if byte is not None}
    assert state_of(judge(known)) is state


def test_every_end_of_a_job_says_how_the_printer_is() -> None:
    for fault in PrintFault:
        for state in (JobState.FAILED, JobState.UNKNOWN):
            assert state_after(PrintResult(state, fault)) is not PrinterState.OK
    assert state_after(PrintResult(JobState.CONFIRMED)) is PrinterState.OK
    assert state_after(PrintResult(JobState.SENT)) is PrinterState.UNKNOWN
    assert (
        state_after(PrintResult(JobState.FAILED, "a word of another printer"))
        is PrinterState.UNKNOWN
    )
