"""The receipt printer: lay out, make bytes, ask, send, ask again, and name the end of the job honestly. Runs on the print
lane only."""

import logging
from datetime import tzinfo

from app.actions.ports import PrintResult
from app.devices.printers.content import kind_of
from app.devices.printers.escpos_bytes import PrinterSetup, job_bytes
from app.devices.printers.fonts import NoChineseFont
from app.devices.printers.layout import lay_out
from app.devices.printers.status import (
    NoStatus,
    Question,
    Ready,
    Status,
    Trouble,
    judge,
    state_after,
    state_of,
)
from app.devices.printers.templates import Templates
from app.devices.printers.transports import (
    Connection,
    ConnectionBroke,
    NoConnection,
    Transport,
)
from app.domain.receipts import JobState, Paper, PrinterState, PrintFault

log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.5
"""For a status answer before the job; printers answer within some 10 ms or never."""
LATE_ANSWER_SECONDS = 5.0
"""After the job, from a printer that answered before: its buffer may still be full of our dots."""
PAPER_SECONDS = 1.5
"""A receipt's way through the head. DLE EOT is answered at once, before what is in the buffer has printed: only after this
time does "paper is there, no error" speak of this receipt."""


class EscposPrinter:
    """`ReceiptPrinter` for any printer speaking ESC/POS. `paper_seconds` shortens the wait where no real
    paper moves."""

    def __init__(
        self,
        transport: Transport,
        *,
        setup: PrinterSetup,
        tz: tzinfo,
        templates: Templates | None = None,
        paper_seconds: float = PAPER_SECONDS,
    ) -> None:
        self._transport = transport
        self._setup = setup
        self._tz = tz
        self._templates = templates or Templates()
        self._paper_seconds = paper_seconds

    def print_receipt(self, receipt: Paper) -> PrintResult:
        """Blocks for some seconds. Never raises for the world's faults; our own mistakes are logged and reported."""
        kind = kind_of(receipt)
        try:
            data = self.job(receipt)
        except NoChineseFont:
            log.exception("%s cannot be drawn", kind)
            return PrintResult(JobState.FAILED, PrintFault.NO_FONT)
        except Exception:
            log.exception("%s could not be laid out", kind)
            return PrintResult(JobState.FAILED, PrintFault.INTERNAL)
        try:
            return self._deliver(data)
        except Exception:
            log.exception("%s: the way to the printer has a mistake", kind)
            return PrintResult(JobState.UNKNOWN, PrintFault.INTERNAL)

    def job(self, receipt: Paper) -> bytes:
        """The bytes of one paper for this printer."""
        elements = lay_out(
            receipt,
            self._templates.get(kind_of(receipt)),
            width=self._setup.width,
            tz=self._tz,
            native_qr=self._setup.native_qr,
        )
        return job_bytes(elements, self._setup)

    def probe(self) -> PrinterState:
        """How the printer is now, from a connection of its own; never during a job. Same promises as printing."""
        try:
            with self._transport.open() as connection:
                status = read_status(connection, ANSWER_SECONDS)
                connection.finish()
        except NoConnection as none:
            state = state_after(PrintResult(JobState.FAILED, none.fault))
            return PrinterState.OFFLINE if state is PrinterState.UNKNOWN else state
        except ConnectionBroke:
            return PrinterState.OFFLINE
        except Exception:
            log.exception("asking the printer how it is went wrong")
            return PrinterState.UNKNOWN
        return state_of(status)

    def _deliver(self, data: bytes) -> PrintResult:
        try:
            with self._transport.open() as connection:
                return self._talk(connection, data)
        except NoConnection as none:
            return PrintResult(JobState.FAILED, none.fault)
        except ConnectionBroke as broke:
            state = JobState.UNKNOWN if broke.sent else JobState.FAILED
            return PrintResult(state, broke.fault)

    def _talk(self, connection: Connection, data: bytes) -> PrintResult:
        before = read_status(connection, ANSWER_SECONDS)
        if isinstance(before, Trouble):
            return PrintResult(JobState.FAILED, before.fault)
        connection.send(data)
        if isinstance(before, NoStatus):
            connection.finish()
            return PrintResult(JobState.SENT)
        connection.watch(self._paper_seconds)
        match read_status(connection, LATE_ANSWER_SECONDS):
            case Trouble(fault=fault):
                return PrintResult(JobState.UNKNOWN, fault)
            case NoStatus():
                # our bytes are still on the way: hang up so that they do not print minutes later
                raise ConnectionBroke(PrintFault.TOO_SLOW, sent=True)
            case Ready():
                _say_goodbye(connection)
                return PrintResult(JobState.CONFIRMED)


def read_status(connection: Connection, seconds: float) -> Status:
    """Asks one question after the other and stops at the first without an answer: a late one would be taken for
    the answer to the next."""
    answers: dict[Question, int] = {}
    for question in Question:
        byte = connection.ask(question, seconds=seconds)
        if byte is None:
            break
        answers[question] = byte
    return judge(answers)


def _say_goodbye(connection: Connection) -> None:
    """After a confirmed job: how the printer hangs up changes nothing any more."""
    try:
        connection.finish()
    except ConnectionBroke as broke:
        log.info("the printer confirmed and then hung up: %s", broke.fault)
