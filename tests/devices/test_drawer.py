"""The drawer on a printer over TCP: one kick for one wish, within its few seconds or never, whatever the printer does."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from app.devices.bridge.turns import PrinterInTurn, PrinterTurns
from app.devices.drawer import PrinterDrawer, kick_bytes
from app.devices.printers.status import Question
from app.devices.printers.transports import TcpLimits, TcpTransport
from app.domain.drawer import DrawerEnd
from app.domain.receipts import JobState
from tests.devices.printers.receipts import printer as on_loopback
from tests.devices.printers.receipts import receipt
from tests.virtual_printer import Condition, VirtualPrinter

PATIENCE = 20.0
KICK = kick_bytes(pin=2, on_ms=120, off_ms=240)


class Clock:
    """Moves by hand, so that a wish grows old without anybody waiting."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as made:
        yield made


def drawer_on(
    printer: VirtualPrinter,
    turns: PrinterTurns | None = None,
    *,
    talks: bool = False,
    clock: Clock | None = None,
) -> PrinterDrawer:
    port = printer.port
    return PrinterDrawer(
        transport=lambda seconds: TcpTransport(
            "127.0.0.1", port, limits=TcpLimits(connect=seconds, close=2.0)
        ),
        kick=KICK,
        turns=turns or PrinterTurns(),
        talks=lambda: talks,
        mono=clock or Clock(),
    )


def received(printer: VirtualPrinter) -> bytes:
    return b"".join((*printer.jobs, *printer.torn, *printer.held))


def waits(turns: PrinterTurns) -> None:
    """Until a drawer stands in the queue."""
    limit = time.monotonic() + PATIENCE
    while not turns._drawer_waits:
        assert time.monotonic() < limit
        time.sleep(0.005)


def hung_up(printer: VirtualPrinter, connections: int) -> None:
    """Until the printer has dealt with that many connections and waits for the next."""
    printer.wait_for(lambda one: one.connections >= connections)
    printer.stop()


@pytest.mark.parametrize(
    ("pin", "on_ms", "off_ms", "command"),
    [
        (2, 120, 240, b"\x1bp\x00\x3c\x78"),
        (5, 50, 500, b"\x1bp\x01\x19\xfa"),
        (2, 1, 9999, b"\x1bp\x00\x01\xff"),
    ],
)
def test_the_command_is_as_in_the_makers_book(
    pin: int, on_ms: int, off_ms: int, command: bytes
) -> None:
    assert kick_bytes(pin=pin, on_ms=on_ms, off_ms=off_ms) == command


@pytest.mark.parametrize("condition", [Condition.OK, Condition.NEAR_END, Condition.SILENT])
def test_a_wish_is_a_job_of_its_own(printer: VirtualPrinter, condition: Condition) -> None:
    printer.state = condition
    assert drawer_on(printer).open_before(PATIENCE) is DrawerEnd.TOLD
    assert printer.wait_for_jobs(1) == [KICK]


def test_two_wishes_are_two_kicks_and_one_is_one(printer: VirtualPrinter) -> None:
    drawer = drawer_on(printer)
    assert [drawer.open_before(PATIENCE) for _ in range(2)] == [DrawerEnd.TOLD] * 2
    assert printer.wait_for_jobs(2) == [KICK, KICK]


@pytest.mark.parametrize(
    "condition", [Condition.NO_PAPER, Condition.COVER_OPEN, Condition.JAM, Condition.OFFLINE]
)
def test_a_printer_in_trouble_would_obey_later_so_it_is_told_nothing(
    printer: VirtualPrinter, condition: Condition
) -> None:
    printer.state = condition
    assert drawer_on(printer).open_before(PATIENCE) is DrawerEnd.TROUBLE
    hung_up(printer, 1)
    printer.state = Condition.OK
    assert received(printer) == b""


def test_a_printer_that_talks_and_is_silent_now_is_told_nothing(printer: VirtualPrinter) -> None:
    """It serves another connection; ours would be read when that one ends."""
    printer.state = Condition.SILENT
    assert drawer_on(printer, talks=True).open_before(PATIENCE) is DrawerEnd.AWAY
    hung_up(printer, 1)
    assert received(printer) == b""


def test_a_refused_connection_is_not_tried_again(printer: VirtualPrinter) -> None:
    drawer = drawer_on(printer)
    printer.stop()
    assert drawer.open_before(PATIENCE) is DrawerEnd.AWAY
    printer.start()
    assert on_loopback(printer.port).print_receipt(receipt()).state is JobState.CONFIRMED
    (job,) = printer.wait_for_jobs(1)
    assert (KICK in job, printer.connections) == (False, 1)


class Fading(VirtualPrinter):
    """Answers the four questions before a job and then no more."""

    answers = 0

    def _answer(self, client: socket.socket, question: int) -> None:
        self.answers += 1
        if self.answers <= len(Question):
            super()._answer(client, question)


def test_a_printer_that_stops_answering_in_between_is_hung_up_on() -> None:
    """The command is with it or lost on the way: nobody knows, and nothing is sent again."""
    with Fading() as printer:
        assert drawer_on(printer).open_before(1.0) is DrawerEnd.UNSURE
        hung_up(printer, 1)
        assert (printer.jobs, printer.connections) == ([], 1)


def test_a_wish_older_than_its_life_is_never_sent(printer: VirtualPrinter) -> None:
    clock = Clock()
    clock.seconds = 3.1
    assert drawer_on(printer, clock=clock).open_before(3.0) is DrawerEnd.LATE
    assert printer.connections == 0


def test_a_printer_too_slow_to_say_how_it_is_gets_no_old_wish(printer: VirtualPrinter) -> None:
    printer.state = Condition.SILENT
    clock = Clock()

    def slow(seconds: float) -> TcpTransport:
        clock.seconds = 3.1  # connecting took that long
        return TcpTransport("127.0.0.1", printer.port)

    drawer = PrinterDrawer(
        transport=slow, kick=KICK, turns=PrinterTurns(), talks=lambda: False, mono=clock
    )
    assert drawer.open_before(3.0) is DrawerEnd.LATE
    hung_up(printer, 1)
    assert received(printer) == b""


def test_a_receipt_that_stays_in_the_printer_outlives_the_wish(printer: VirtualPrinter) -> None:
    """The wish is given up while the receipt still prints, and nothing opens after it."""
    turns = PrinterTurns()
    ours = PrinterInTurn(on_loopback(printer.port), turns, None)
    printer.faults.stop_reading_after = 200
    printing = threading.Thread(target=ours.print_receipt, args=(receipt(),))
    printing.start()
    printer.wait_until_stalled()
    assert drawer_on(printer, turns).open_before(0.1) is DrawerEnd.LATE
    printer.read_on()
    printing.join(PATIENCE)
    (job,) = printer.wait_for_jobs(1)
    assert (KICK in job, printer.connections) == (False, 1)


def test_a_wish_waits_for_the_receipt_before_it_and_goes_before_the_next(
    printer: VirtualPrinter,
) -> None:
    turns = PrinterTurns()
    ours = PrinterInTurn(on_loopback(printer.port), turns, None)
    printer.faults.stop_reading_after = 200
    printing = threading.Thread(
        target=lambda: [ours.print_receipt(receipt()) for _ in range(2)], daemon=True
    )
    printing.start()
    printer.wait_until_stalled()
    ends: list[DrawerEnd] = []
    drawer = drawer_on(printer, turns)
    opening = threading.Thread(target=lambda: ends.append(drawer.open_before(PATIENCE)))
    opening.start()
    waits(turns)
    printer.read_on()
    opening.join(PATIENCE)
    printing.join(PATIENCE)
    jobs = printer.wait_for_jobs(3)
    assert (ends, [job == KICK for job in jobs]) == ([DrawerEnd.TOLD], [False, True, False])
