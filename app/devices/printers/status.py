"""What a printer says of itself when asked (DLE EOT n), judged purely. No socket here.
Bits as in Epson's "ESC/POS Command Reference", DLE EOT."""

from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from app.actions.ports import PrintResult
from app.domain.receipts import JobState, PrinterState, PrintFault


class Question(IntEnum):
    """The `n` of DLE EOT n, in the order they are asked."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


@dataclass(frozen=True, slots=True)
class NoStatus:
    """It does not answer, or not all questions, or 00 / FF: its word is worth nothing (devices.md §1.7)."""


@dataclass(frozen=True, slots=True)
class Ready:
    """All four questions answered and nothing wrong."""


@dataclass(frozen=True, slots=True)
class Trouble:
    fault: PrintFault


Status = NoStatus | Ready | Trouble

_FIXED_MASK, _FIXED_BITS = 0b1001_0011, 0b0001_0010
"""Bits 0, 1, 4 and 7 of every true answer are 0, 1, 1, 0."""
_GRAVITY = (
    PrintFault.NO_PAPER,
    PrintFault.COVER_OPEN,
    PrintFault.PRINTER_ERROR,
    PrintFault.OFFLINE,
)
"""What a person should hear first when several are true: OFFLINE is only a consequence of the others."""


def is_answer(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT at all; 00 and FF are not."""
    return byte & _FIXED_MASK == _FIXED_BITS


def judge(answers: dict[Question, int]) -> Status:
    """The answers so far (0–255 each), a question without an answer left out, in one word."""
    true = {question: byte for question, byte in answers.items() if is_answer(byte)}
    faults = {fault for question, byte in true.items() for fault in _faults(question, byte)}
    for fault in _GRAVITY:
        if fault in faults:
            return Trouble(fault)
    return Ready() if true.keys() == set(Question) else NoStatus()


def _faults(question: Question, byte: int) -> set[PrintFault]:
    match question:
        case Question.PRINTER:
            bits = {0x08: PrintFault.OFFLINE}
        case Question.OFFLINE_CAUSE:
            bits = {
                0x04: PrintFault.COVER_OPEN,
                0x20: PrintFault.NO_PAPER,
                0x40: PrintFault.PRINTER_ERROR,
            }
        case Question.ERROR_CAUSE:
            bits = {0x6C: PrintFault.PRINTER_ERROR}
        case Question.PAPER:
            bits = {0x60: PrintFault.NO_PAPER}
        case _:
            assert_never(question)
    return {fault for mask, fault in bits.items() if byte & mask}


def state_of(status: Status) -> PrinterState:
    """For the status strip, from a status just read."""
    match status:
        case Ready():
            return PrinterState.OK
        case NoStatus():
            return PrinterState.UNKNOWN
        case Trouble(fault=fault):
            return _state_of_fault(fault)
        case _:
            assert_never(status)


def state_after(result: PrintResult) -> PrinterState:
    """For the status strip, from how a job ended: it saves asking again."""
    if result.why in set(PrintFault):
        return _state_of_fault(PrintFault(result.why))
    return PrinterState.OK if result.state is JobState.CONFIRMED else PrinterState.UNKNOWN


def _state_of_fault(fault: PrintFault) -> PrinterState:
    match fault:
        case PrintFault.NO_PAPER:
            return PrinterState.NO_PAPER
        case PrintFault.COVER_OPEN | PrintFault.PRINTER_ERROR:
            return PrinterState.TROUBLE
        case PrintFault.OFFLINE | PrintFault.REFUSED | PrintFault.UNREACHABLE:
            return PrinterState.OFFLINE
        case PrintFault.BROKE_OFF | PrintFault.TOO_SLOW | PrintFault.NO_FONT | PrintFault.INTERNAL:
            return PrinterState.UNKNOWN
        case _:
            assert_never(fault)
