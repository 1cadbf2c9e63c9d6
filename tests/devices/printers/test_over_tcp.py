"""Every state of a printer and every accident of the line, over real TCP: the end of a job is named honestly."""

import socket
import threading
from collections.abc import Iterator

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.preview.reader import read_job
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.transports import TcpLimits
from app.domain.receipts import JobState, PrinterState, PrintFault
from tests.devices.printers.receipts import on_paper, printer, receipt
from tests.virtual_printer import Condition, VirtualPrinter
from tests.virtual_printer.tcp_printer import State

HASTY = TcpLimits(connect=1.0, write=0.3, job=0.6, close=2.0)


@pytest.fixture
def machine() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as virtual:
        yield virtual


@pytest.mark.parametrize("state", [Condition.OK, Condition.NEAR_END, 0x12])
def test_a_printer_that_says_ready_afterwards_confirms(
    machine: VirtualPrinter, state: State
) -> None:
    machine.state = state
    assert printer(machine.port).print_receipt(receipt()) == PrintResult(JobState.CONFIRMED)
    assert machine.wait_for_jobs(1) == [on_paper(receipt())]
    assert machine.connections == 1


@pytest.mark.parametrize("state", [Condition.SILENT, Condition.HALF_DEAF, 0x00, 0xFF])
def test_a_printer_without_status_is_sent_and_no_more(
    machine: VirtualPrinter, state: State
) -> None:
    machine.state = state
    assert printer(machine.port).print_receipt(receipt()) == PrintResult(JobState.SENT)
    assert machine.wait_for_jobs(1) == [on_paper(receipt())]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (Condition.NO_PAPER, PrintFault.NO_PAPER),
        (Condition.COVER_OPEN, PrintFault.COVER_OPEN),
        (Condition.JAM, PrintFault.PRINTER_ERROR),
        (Condition.OFFLINE, PrintFault.OFFLINE),
        (0x1A, PrintFault.PRINTER_ERROR),
        (0x1E, PrintFault.COVER_OPEN),
        (0x72, PrintFault.NO_PAPER),
    ],
)
def test_trouble_before_the_job_sends_nothing(
    machine: VirtualPrinter, state: State, fault: PrintFault
) -> None:
    machine.state = state
    assert printer(machine.port).print_receipt(receipt()) == PrintResult(JobState.FAILED, fault)
    machine.stop()
    assert machine.jobs == machine.held == machine.torn == []


@pytest.mark.parametrize(
    ("state", "fault"),
    [(Condition.NO_PAPER, PrintFault.NO_PAPER), (Condition.JAM, PrintFault.PRINTER_ERROR)],
)
def test_trouble_in_the_middle_is_unknown(
    machine: VirtualPrinter, state: State, fault: PrintFault
) -> None:
    machine.faults.state_after = (1000, state)
    assert printer(machine.port).print_receipt(receipt()) == PrintResult(JobState.UNKNOWN, fault)
    machine.wait_for(lambda virtual: bool(virtual.held or virtual.torn))
    assert machine.jobs == []


def test_new_paper_prints_what_the_printer_held(machine: VirtualPrinter) -> None:
    """Why an unknown job is never sent again by itself."""
    machine.faults.state_after = (1000, Condition.NO_PAPER)
    printer(machine.port).print_receipt(receipt())
    machine.wait_for(lambda virtual: bool(virtual.held))
    machine.state = Condition.OK
    assert machine.jobs == [on_paper(receipt())]


def test_nobody_listening_is_refused() -> None:
    virtual = VirtualPrinter()
    port = virtual.start()
    virtual.stop()
    result = printer(port).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.REFUSED)


def test_after_a_refusal_the_next_job_prints() -> None:
    """python-escpos's own Network class never recovers from one (its issue 720)."""
    virtual = VirtualPrinter()
    port = virtual.start()
    virtual.stop()
    ours = printer(port)
    assert ours.print_receipt(receipt()).state is JobState.FAILED
    virtual.start()
    assert ours.print_receipt(receipt()).state is JobState.CONFIRMED
    virtual.stop()


def test_an_address_nobody_has_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_route(*_: object, **__: object) -> socket.socket:
        raise OSError(113, "No route to host")

    monkeypatch.setattr(socket, "create_connection", no_route)
    result = printer(9100).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)


@pytest.mark.parametrize("politely", [False, True])
@pytest.mark.parametrize("state", [Condition.OK, Condition.SILENT])
def test_hanging_up_before_the_job_fails_and_loses_nothing(
    machine: VirtualPrinter, state: Condition, *, politely: bool
) -> None:
    machine.state = state
    machine.faults.hang_up_after = 0
    machine.faults.hang_up_politely = politely
    result = printer(machine.port).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.BROKE_OFF)


@pytest.mark.parametrize("politely", [False, True])
@pytest.mark.parametrize("state", [Condition.OK, Condition.SILENT])
@pytest.mark.parametrize("after", [1, 700, 4000])
def test_hanging_up_in_the_middle_is_unknown(
    machine: VirtualPrinter, state: Condition, after: int, *, politely: bool
) -> None:
    """The silent loss of python-escpos's issue 253: the first write to a closed peer seems to succeed."""
    machine.state = state
    machine.faults.hang_up_after = after
    machine.faults.hang_up_politely = politely
    result = printer(machine.port).print_receipt(receipt())
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.BROKE_OFF)
    machine.wait_for(lambda virtual: bool(virtual.torn))
    assert len(machine.torn[0]) >= after


def test_a_printer_that_stops_reading_is_unknown_and_gets_nothing_later(
    machine: VirtualPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """8 kB vanish in the buffers of two systems: only the missing answer tells, and hanging up takes them back."""
    monkeypatch.setattr("app.devices.printers.printer.LATE_ANSWER_SECONDS", 0.3)
    machine.faults.stop_reading_after = 500
    result = printer(machine.port, limits=HASTY).print_receipt(receipt())
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.TOO_SLOW)
    machine.read_on()
    machine.wait_for(lambda virtual: bool(virtual.torn))
    assert machine.jobs == []


def test_a_full_buffer_is_noticed_in_time(machine: VirtualPrinter) -> None:
    machine.faults.stop_reading_after = 500

    class Verbose(EscposPrinter):
        def job(self, of: object) -> bytes:
            return b"\x1b@" + b"x\n" * 4_000_000

    ours = Verbose(
        printer(machine.port, limits=HASTY)._transport,
        setup=printer(machine.port)._setup,
        tz=printer(machine.port)._tz,
    )
    result = ours.print_receipt(receipt())
    machine.read_on()
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.TOO_SLOW)


def test_a_slow_printer_that_comes_round_confirms(machine: VirtualPrinter) -> None:
    machine.faults.stop_reading_after = 3000
    results: list[PrintResult] = []
    job = threading.Thread(
        target=lambda: results.append(printer(machine.port).print_receipt(receipt()))
    )
    job.start()
    machine.wait_until_stalled()
    machine.read_on()
    job.join(10)
    assert results == [PrintResult(JobState.CONFIRMED)]


def test_two_jobs_are_two_connections_and_two_receipts(machine: VirtualPrinter) -> None:
    ours = printer(machine.port)
    for number in range(2):
        assert ours.print_receipt(receipt(reprint=number)).state is JobState.CONFIRMED
    machine.wait_for_jobs(2)
    assert machine.connections == 2
    assert [len(read_job(job)) > 10 for job in machine.jobs] == [True, True]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Condition.OK, PrinterState.OK),
        (Condition.NO_PAPER, PrinterState.NO_PAPER),
        (Condition.JAM, PrinterState.TROUBLE),
        (Condition.SILENT, PrinterState.UNKNOWN),
        (0xFF, PrinterState.UNKNOWN),
    ],
)
def test_a_probe_says_how_it_is_and_prints_nothing(
    machine: VirtualPrinter, state: State, said: PrinterState
) -> None:
    machine.state = state
    assert printer(machine.port).probe() is said
    machine.stop()
    assert machine.jobs == machine.torn == machine.held == []
    assert printer(machine.port).probe() is PrinterState.OFFLINE


def test_our_own_mistake_is_loud_and_never_raised(
    machine: VirtualPrinter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("app.devices.printers.printer.lay_out", broken)
    result = printer(machine.port).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.INTERNAL)
    assert "could not be laid out" in caplog.text
    monkeypatch.undo()
    monkeypatch.setattr("app.devices.printers.printer.judge", broken)
    result = printer(machine.port).print_receipt(receipt())
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.INTERNAL)
    assert printer(machine.port).probe() is PrinterState.UNKNOWN
