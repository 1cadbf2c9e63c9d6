"""Windows' print queue without Windows: what its words mean, and which calls it gets in which order, on a library that
writes down what it was asked."""

import ctypes
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.ports import PrintResult
from app.devices.bridge.turns import PrinterTurns
from app.devices.drawer import PrinterDrawer
from app.devices.printers import winspool
from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.windows_spooler import (
    SpoolerState,
    SpoolerTransport,
    fault_of,
    state_of_info,
)
from app.devices.printers.winspool import WinSpool
from app.domain.drawer import DrawerEnd
from app.domain.receipts import JobState, PrinterState, PrintFault
from tests.devices.printers.receipts import SHOP_TIME, on_paper, receipt

NAME = "收银小票"
RIGHT_ORDER = [
    "OpenPrinterW", "StartDocPrinterW", "StartPagePrinter", "WritePrinter", "EndPagePrinter",
    "EndDocPrinter", "ClosePrinter",
]  # fmt: skip


class Library:
    """winspool.drv for one printer; `fails` names the call that says no."""

    def __init__(self, *, attributes: int = 0, status: int = 0, fails: str = "") -> None:
        pointers = b"\x55" * 13 * struct.calcsize("P")
        self.info = pointers + struct.pack("<8I", attributes, 1, 1, 0, 0, status, 2, 0)
        self.fails = fails
        self.calls: list[str] = []
        self.printed = b""
        self.takes: int | None = None
        self.document: Sequence[str | None] = ()

    def __getattr__(self, call: str) -> "object":
        def answer(*arguments: object) -> int:
            self.calls.append(call)
            return 0 if call == self.fails else self._do(call, arguments)

        return answer

    def _do(self, call: str, arguments: tuple[object, ...]) -> int:
        match call:
            case "OpenPrinterW":
                name, handle, defaults = arguments
                assert isinstance(name, ctypes.c_wchar_p)
                assert (name.value, defaults) == (NAME, None)
                handle._obj.value = 77  # type: ignore[attr-defined]
            case "GetPrinterW":
                _, level, buffer, size, needed = arguments
                assert level == 2
                needed._obj.value = len(self.info)  # type: ignore[attr-defined]
                if buffer is None:
                    return 0
                assert size == len(self.info)
                ctypes.memmove(buffer, self.info, len(self.info))  # type: ignore[arg-type]
            case "StartDocPrinterW":
                self.document = list(arguments[2]._obj)  # type: ignore[attr-defined]
            case "WritePrinter":
                data = arguments[1]
                assert isinstance(data, bytes)
                assert arguments[2] == len(data)
                self.printed += data[: self.takes]
                arguments[3]._obj.value = len(self.printed)  # type: ignore[attr-defined]
            case _:
                assert arguments[0].value == 77  # type: ignore[attr-defined]
        return 1


def on(library: Library) -> EscposPrinter:
    transport = SpoolerTransport(NAME, lambda: WinSpool(library))
    return EscposPrinter(transport, setup=PrinterSetup(), tz=SHOP_TIME)


def test_a_job_goes_into_the_queue_as_it_is_and_is_sent_no_more() -> None:
    library = Library()
    assert on(library).print_receipt(receipt()) == PrintResult(JobState.SENT)
    assert library.printed == on_paper(receipt())
    assert list(library.document) == ["Tuangui", None, "RAW"]
    asked = ["OpenPrinterW", "GetPrinterW", "GetPrinterW", "ClosePrinter"]
    assert library.calls == [*asked, *RIGHT_ORDER]


@pytest.mark.parametrize(
    ("attributes", "status", "fault", "state"),
    [
        (0x400, 0, PrintFault.OFFLINE, PrinterState.OFFLINE),
        (0x440, 0x10, PrintFault.OFFLINE, PrinterState.OFFLINE),
        (0, 0x10, PrintFault.NO_PAPER, PrinterState.NO_PAPER),
        (0, 0x400010, PrintFault.NO_PAPER, PrinterState.NO_PAPER),
        (0, 0x400000, PrintFault.COVER_OPEN, PrinterState.TROUBLE),
        (0, 0x8, PrintFault.PRINTER_ERROR, PrinterState.TROUBLE),
        (0, 0x2, PrintFault.PRINTER_ERROR, PrinterState.TROUBLE),
        (0, 0x80, PrintFault.OFFLINE, PrinterState.OFFLINE),
        (0, 0x1, PrintFault.OFFLINE, PrinterState.OFFLINE),
    ],
)
def test_a_queue_that_would_keep_the_job_gets_none(
    attributes: int, status: int, fault: PrintFault, state: PrinterState
) -> None:
    library = Library(attributes=attributes, status=status)
    assert on(library).print_receipt(receipt()) == PrintResult(JobState.FAILED, fault)
    assert library.printed == b""
    assert on(library).probe() is state


def test_a_ready_queue_tells_nothing_of_the_printer() -> None:
    assert on(Library(attributes=0x240, status=0x400)).probe() is PrinterState.UNKNOWN


@pytest.mark.parametrize("fails", ["OpenPrinterW", "GetPrinterW"])
def test_a_printer_windows_does_not_know_is_unreachable(fails: str) -> None:
    result = on(Library(fails=fails)).print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)


@pytest.mark.parametrize("fails", RIGHT_ORDER[1:-1])
def test_a_call_that_fails_takes_the_job_back_and_is_unknown(fails: str) -> None:
    library = Library(fails=fails)
    result = on(library).print_receipt(receipt())
    assert result == PrintResult(JobState.UNKNOWN, PrintFault.BROKE_OFF)
    assert library.calls[-2:] == ["AbortPrinter", "ClosePrinter"]


def test_a_queue_that_takes_a_part_is_unknown() -> None:
    library = Library()
    library.takes = 100
    assert on(library).print_receipt(receipt()).state is JobState.UNKNOWN
    assert library.calls[-2:] == ["AbortPrinter", "ClosePrinter"]


def test_elsewhere_there_is_no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    transport = SpoolerTransport(NAME, WinSpool)
    ours = EscposPrinter(transport, setup=PrinterSetup(), tz=SHOP_TIME)
    assert ours.print_receipt(receipt()) == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)


def test_what_only_windows_can_run_is_short() -> None:
    assert len(Path(winspool.__file__).read_text(encoding="utf-8").splitlines()) < 60


@given(st.binary(max_size=200), st.sampled_from([4, 8]))
def test_any_information_is_read_or_refused(info: bytes, pointer: int) -> None:
    try:
        state = state_of_info(info, pointer=pointer)
    except OSError:
        assert len(info) < 13 * pointer + 28
    else:
        assert fault_of(state) in {None, *PrintFault}


def test_the_numbers_stand_behind_thirteen_pointers() -> None:
    info = bytes(13 * 4) + struct.pack("<8I", 0x400, 9, 9, 9, 9, 0x80, 3, 9)
    assert state_of_info(info, pointer=4) == SpoolerState(attributes=0x400, status=0x80, jobs=3)


class Queue:
    """A queue with jobs in it."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self.printed: list[bytes] = []

    def state(self, printer: str) -> SpoolerState:
        return SpoolerState(attributes=0, status=0, jobs=self._jobs)

    def print_raw(self, printer: str, title: str, data: bytes) -> None:
        self.printed.append(data)


@pytest.mark.parametrize(("jobs", "end"), [(0, DrawerEnd.TOLD), (1, DrawerEnd.AWAY)])
def test_a_drawer_never_waits_behind_receipts_in_a_queue(jobs: int, end: DrawerEnd) -> None:
    queue = Queue(jobs)
    drawer = PrinterDrawer(
        transport=lambda _: SpoolerTransport(NAME, lambda: queue, alone=True),
        kick=b"kick",
        turns=PrinterTurns(),
        talks=lambda: False,
        mono=lambda: 0.0,
    )
    assert drawer.open_before(3.0) is end
    assert queue.printed == ([b"kick"] if end is DrawerEnd.TOLD else [])
