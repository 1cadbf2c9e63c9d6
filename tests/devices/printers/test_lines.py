"""A printer on a serial port and one behind a USB device file, over a real pty: every accident of a cable, a job of 2 MB,
two jobs at once. The end of a job is named honestly."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.lines import LineConnection, LineLimits, PartlyTaken
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.serial_port import FLOWS, SerialTransport
from app.devices.printers.transports import ConnectionBroke, TcpTransport, Transport
from app.devices.printers.usb_device import UsbTransport, _DeviceLine
from app.domain.receipts import JobState, Paper, PrinterState, PrintFault
from tests.devices.printers.receipts import SHOP_TIME, on_paper, receipt
from tests.virtual_printer import Condition, VirtualPrinter
from tests.virtual_printer.pty_printer import CUT, PtyPrinter
from tests.virtual_printer.tcp_printer import State

HASTY = LineLimits(open=0.2, write=0.4, job=2.0)
TWO_MB = b"\x1b@" + b"0123456789abcdef0123456789abcd\n" * 64_516 + CUT
Make = Callable[[str, LineLimits], Transport]


def serial(path: str, limits: LineLimits) -> Transport:
    return SerialTransport(path, baud=115_200, limits=limits)


def usb(path: str, limits: LineLimits) -> Transport:
    return UsbTransport(path, limits=limits)


@pytest.fixture(params=[serial, usb], ids=["serial", "usb"])
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[PtyPrinter]:
    with PtyPrinter(tmp_path / "printer") as pty:
        yield pty


class Heavy(EscposPrinter):
    """Prints two megabytes whatever it is given."""

    def job(self, receipt: Paper) -> bytes:
        return TWO_MB


def on(
    machine: PtyPrinter,
    make: Make,
    limits: LineLimits = HASTY,
    kind: type[EscposPrinter] = EscposPrinter,
) -> EscposPrinter:
    return kind(
        make(str(machine.path), limits), setup=PrinterSetup(), tz=SHOP_TIME, paper_seconds=0.02
    )


@pytest.mark.parametrize("state", [Condition.OK, Condition.NEAR_END, 0x12])
def test_a_printer_that_answers_confirms(machine: PtyPrinter, make: Make, state: State) -> None:
    machine.state = state
    assert on(machine, make).print_receipt(receipt()) == PrintResult(JobState.CONFIRMED)
    machine.wait_for(lambda pty: bool(pty.jobs))
    assert machine.jobs == [on_paper(receipt())]


@pytest.mark.parametrize("state", [Condition.SILENT, Condition.HALF_DEAF, 0x00, 0xFF])
def test_a_silent_printer_is_sent_and_no_more(
    machine: PtyPrinter, make: Make, state: State
) -> None:
    machine.state = state
    assert on(machine, make).print_receipt(receipt()) == PrintResult(JobState.SENT)
    machine.wait_for(lambda pty: bool(pty.jobs))
    assert machine.jobs == [on_paper(receipt())]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (Condition.NO_PAPER, PrintFault.NO_PAPER),
        (Condition.COVER_OPEN, PrintFault.COVER_OPEN),
        (0x1A, PrintFault.PRINTER_ERROR),
        (0x1E, PrintFault.COVER_OPEN),
        (0x72, PrintFault.NO_PAPER),
    ],
)
def test_trouble_before_the_job_sends_nothing(
    machine: PtyPrinter, make: Make, state: State, fault: PrintFault
) -> None:
    machine.state = state
    assert on(machine, make).print_receipt(receipt()) == PrintResult(JobState.FAILED, fault)
    machine.state = Condition.OK
    on(machine, make).print_receipt(receipt(reprint=1))
    machine.wait_for(lambda pty: bool(pty.jobs))
    assert machine.jobs == [on_paper(receipt(reprint=1))]


def test_a_slow_printer_gets_everything(machine: PtyPrinter, make: Make) -> None:
    machine.faults = replace(machine.faults, bytes_a_read=64, pause=0.001)
    assert on(machine, make).print_receipt(receipt()) == PrintResult(JobState.CONFIRMED)
    machine.wait_for(lambda pty: bool(pty.jobs))
    assert machine.jobs == [on_paper(receipt())]


def test_a_printer_that_stops_taking_bytes_is_unknown_in_time(
    machine: PtyPrinter, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.devices.printers.printer.LATE_ANSWER_SECONDS", 0.2)
    machine.faults.stop_reading_after = 300
    result = on(machine, make).print_receipt(receipt())
    machine.read_on()
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.TOO_SLOW)


def test_two_megabytes_into_a_printer_that_stalls_end_in_time(
    machine: PtyPrinter, make: Make
) -> None:
    machine.faults.stop_reading_after = 50_000
    result = on(machine, make, kind=Heavy).print_receipt(receipt())
    machine.read_on()
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.TOO_SLOW)


def test_two_megabytes_arrive_whole(machine: PtyPrinter, make: Make) -> None:
    patient = LineLimits(bytes_per_second=100_000)
    result = on(machine, make, patient, Heavy).print_receipt(receipt())
    assert result == PrintResult(JobState.CONFIRMED)
    machine.wait_for(lambda pty: bool(pty.jobs))
    assert machine.jobs == [TWO_MB]


def test_two_megabytes_arrive_whole_over_the_network() -> None:
    with VirtualPrinter() as virtual:
        ours = Heavy(
            TcpTransport("127.0.0.1", virtual.port),
            setup=PrinterSetup(),
            tz=SHOP_TIME,
            paper_seconds=0.02,
        )
        assert ours.print_receipt(receipt()) == PrintResult(JobState.CONFIRMED)
        assert virtual.wait_for_jobs(1) == [TWO_MB]


@pytest.mark.parametrize("after", [1, 700, 3000])
def test_a_plug_pulled_in_the_middle_is_unknown(
    machine: PtyPrinter, make: Make, after: int
) -> None:
    """Twelve bytes are the four questions before the job."""
    machine.faults.pull_after = 12 + after
    machine.faults.bytes_a_read = 256
    result = on(machine, make, kind=Heavy).print_receipt(receipt())
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.BROKE_OFF)
    machine.wait_for(lambda pty: bool(pty.torn))
    assert machine.jobs == []
    assert len(machine.torn[0]) >= after


def test_no_plug_is_unreachable_and_after_it_is_back_the_next_job_prints(
    machine: PtyPrinter, make: Make
) -> None:
    """Under its old name, on another pty: nothing of the old device is kept."""
    ours = on(machine, make)
    assert ours.print_receipt(receipt()).state is JobState.CONFIRMED
    machine.pull()
    assert ours.print_receipt(receipt()) == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)
    assert ours.probe() is PrinterState.OFFLINE
    machine.plug_in()
    assert ours.probe() is PrinterState.OK
    assert ours.print_receipt(receipt(reprint=1)).state is JobState.CONFIRMED
    machine.wait_for(lambda pty: len(pty.jobs) == 2)
    assert machine.jobs == [on_paper(receipt()), on_paper(receipt(reprint=1))]


def test_two_jobs_at_once_print_one_after_the_other(machine: PtyPrinter, make: Make) -> None:
    machine.faults = replace(machine.faults, bytes_a_read=256, pause=0.001)
    patient = replace(HASTY, open=10.0)
    results: list[PrintResult] = []
    threads = [
        threading.Thread(
            target=lambda n=number: results.append(
                on(machine, make, patient).print_receipt(receipt(reprint=n))
            )
        )
        for number in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results == [PrintResult(JobState.CONFIRMED)] * 2
    machine.wait_for(lambda pty: len(pty.jobs) == 2)
    assert sorted(machine.jobs) == sorted(on_paper(receipt(reprint=n)) for n in (1, 2))


def test_a_device_another_program_keeps_is_refused(machine: PtyPrinter, make: Make) -> None:
    with make(str(machine.path), HASTY).open():
        result = on(machine, make).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.REFUSED)


def test_a_plain_file_in_the_device_s_place_is_not_written_to(tmp_path: Path) -> None:
    """/dev/usb/lp0 becomes one when somebody prints into it while the printer is off."""
    file = tmp_path / "lp0"
    file.write_bytes(b"")
    ours = EscposPrinter(UsbTransport(str(file)), setup=PrinterSetup(), tz=SHOP_TIME)
    assert ours.print_receipt(receipt()) == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)
    assert file.read_bytes() == b""


@pytest.mark.parametrize("empty", [b"", BlockingIOError()])
def test_an_empty_packet_of_a_usb_printer_is_no_answer(
    empty: bytes | BlockingIOError, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, outer = os.pipe()
    os.write(outer, b"\x12")
    really, packets = os.read, [empty, empty]

    def read(descriptor: int, size: int) -> bytes:
        if not packets:
            return really(descriptor, size)
        packet = packets.pop()
        if isinstance(packet, BlockingIOError):
            raise packet
        return packet

    monkeypatch.setattr(os, "read", read)
    try:
        assert _DeviceLine(inner).read(seconds=5) == b"\x12"
        assert _DeviceLine(inner).read(seconds=0.01) == b""
    finally:
        os.close(inner)
        os.close(outer)


def test_a_serial_line_has_the_time_its_speed_needs() -> None:
    """16 kB at 9600 baud take 17 s: that is no fault."""
    slow = SerialTransport("nowhere", baud=9600)._limits
    assert slow.whole(16_384) >= 17 * 1.4
    assert SerialTransport("nowhere", baud=115_200)._limits.whole(16_384) < 15
    assert set(FLOWS) == {"none", "rts", "dtr", "xon"}


class Wire:
    """A line that does as told: each write's outcome, then drained or not."""

    def __init__(self, *writes: int | type[OSError], drained: bool = True) -> None:
        self.writes = list(writes)
        self.drained = drained

    def write(self, data: memoryview, *, seconds: float) -> int:
        outcome = self.writes.pop(0)
        if isinstance(outcome, int):
            return outcome
        raise outcome

    def read(self, *, seconds: float) -> bytes:
        return b""

    def drain(self, *, seconds: float) -> bool:
        return self.drained


@pytest.mark.parametrize(
    ("wire", "fault", "sent"),
    [
        (Wire(0), PrintFault.TOO_SLOW, False),
        (Wire(1, 0), PrintFault.TOO_SLOW, True),
        (Wire(TimeoutError), PrintFault.TOO_SLOW, True),
        (Wire(OSError), PrintFault.BROKE_OFF, False),
        (Wire(PartlyTaken), PrintFault.BROKE_OFF, True),
        (Wire(1, OSError), PrintFault.BROKE_OFF, True),
        (Wire(4, drained=False), PrintFault.TOO_SLOW, True),
    ],
)
def test_whether_a_byte_left_is_told_truly(wire: Wire, fault: PrintFault, *, sent: bool) -> None:
    with pytest.raises(ConnectionBroke) as broke:
        LineConnection(wire, LineLimits()).send(b"four")
    assert (broke.value.fault, broke.value.sent) == (fault, sent)


def test_a_question_nobody_takes_is_no_job_sent() -> None:
    with pytest.raises(ConnectionBroke) as broke:
        LineConnection(Wire(TimeoutError), LineLimits()).ask(1, seconds=0)
    assert not broke.value.sent
