"""A serial scanner over a real pty: split reads, floods, unplugged and plugged in again, stopped at any moment."""

import os
import queue
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.scanners.frames import MAX_BYTES
from app.devices.scanners.serial_scanner import (
    PortInfo,
    ScannerState,
    SerialScanner,
    choose_port,
)
from app.settings import ScannerSettings

CODE = "TPAB23CDEF"
WAIT = 20.0
QUICK = (0.01, 0.02)


class Plug:
    """A scanner's cable: `path` always leads to the pty that is plugged in now."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.master = -1
        self.slave = ""
        self.plug_in()

    def plug_in(self) -> None:
        self.master, slave = os.openpty()
        self.slave = os.ttyname(slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(self.slave)
        os.close(slave)

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.master, data) :]

    def pull(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            self.master = -1
            self.path.unlink()


class Desk:
    """A running scanner and what it told."""

    def __init__(self, settings: ScannerSettings, ports: list[PortInfo] | None = None) -> None:
        self.scans: queue.Queue[str] = queue.Queue()
        self.states: queue.Queue[ScannerState] = queue.Queue()
        self.ports = [] if ports is None else ports
        self.scanner = SerialScanner(
            settings,
            on_scan=self.scans.put,
            on_state=self.states.put,
            list_ports=lambda: list(self.ports),
            backoff_seconds=QUICK,
            look_seconds=0.05,
        )
        self.scanner.start()

    def scan(self) -> str:
        return self.scans.get(timeout=WAIT)

    def state(self) -> ScannerState:
        return self.states.get(timeout=WAIT)


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    made = Plug(tmp_path / "scanner")
    yield made
    made.pull()


@pytest.fixture
def desk(plug: Plug) -> Iterator[Desk]:
    made = Desk(ScannerSettings(port=str(plug.path)))
    assert made.state() is ScannerState.OK
    yield made
    made.scanner.stop()


def test_scans_arrive_in_order(desk: Desk, plug: Plug) -> None:
    plug.send(f"{CODE}1\r{CODE}2\n{CODE}3\r\n]Q1{CODE}4\r".encode() + "排骨\r".encode("gb18030"))
    assert [desk.scan() for _ in range(5)] == [CODE + d for d in "1234"] + ["排骨"]


def test_a_scan_in_pieces_is_one(desk: Desk, plug: Plug) -> None:
    for byte in f"{CODE}豆腐\r".encode():
        plug.send(bytes([byte]))
    assert desk.scan() == f"{CODE}豆腐"


def test_a_pause_ends_a_scan_without_cr(desk: Desk, plug: Plug) -> None:
    plug.send(CODE.encode())
    assert desk.scan() == CODE


def test_garbage_of_64_kb_hurts_nobody(desk: Desk, plug: Plug) -> None:
    noise = random.Random(5).randbytes(64 * 1024)
    plug.send(noise + b"\r\r" + CODE.encode() + b"\r")
    last = ""
    while last != CODE:
        last = desk.scan()
        assert 0 < len(last) <= MAX_BYTES
    assert desk.states.empty()


def test_unplugged_and_plugged_in_again(desk: Desk, plug: Plug) -> None:
    for number in range(3):
        plug.pull()
        assert desk.state() is ScannerState.MISSING
        plug.plug_in()
        assert desk.state() is ScannerState.OK
        plug.send(f"{CODE}{number}\r".encode())
        assert desk.scan() == f"{CODE}{number}"


def test_half_a_scan_is_lost_with_the_cable_and_spoils_nothing(desk: Desk, plug: Plug) -> None:
    plug.send(b"HALF")
    plug.pull()
    assert desk.state() is ScannerState.MISSING
    plug.plug_in()
    assert desk.state() is ScannerState.OK
    plug.send(CODE.encode() + b"\r")
    assert next(text for text in iter(desk.scan, "HALF")) == CODE


def test_a_scanner_that_comes_late_is_found(tmp_path: Path) -> None:
    desk = Desk(ScannerSettings(port=str(tmp_path / "scanner")))
    assert desk.state() is ScannerState.MISSING
    plug = Plug(tmp_path / "scanner")
    assert desk.state() is ScannerState.OK
    plug.pull()
    desk.scanner.stop()


def test_found_by_its_ids_under_a_new_name(plug: Plug) -> None:
    desk = Desk(ScannerSettings(vid="1eab", pid="0006"))
    assert desk.state() is ScannerState.MISSING
    desk.ports.append(PortInfo(plug.slave, 0x1EAB, 0x0006))
    assert desk.state() is ScannerState.OK
    plug.send(CODE.encode() + b"\r")
    assert desk.scan() == CODE
    desk.scanner.stop()


def test_a_port_that_stays_open_after_the_pull_is_missed(plug: Plug) -> None:
    """As on Windows: no error comes, the port is only no longer listed."""
    desk = Desk(ScannerSettings(vid="1eab"), [PortInfo(plug.slave, 0x1EAB, 0x0006)])
    assert desk.state() is ScannerState.OK
    desk.ports.clear()
    assert desk.state() is ScannerState.MISSING
    desk.ports.append(PortInfo(plug.slave, 0x1EAB, 0x0006))
    assert desk.state() is ScannerState.OK
    desk.scanner.stop()


def test_a_port_another_program_holds_is_left_alone(desk: Desk, plug: Plug) -> None:
    second = Desk(ScannerSettings(port=str(plug.path)))
    assert second.state() is ScannerState.MISSING
    second.scanner.stop()
    plug.send(CODE.encode() + b"\r")
    assert desk.scan() == CODE
    assert second.scans.empty()


def test_a_listing_that_fails_is_a_missing_scanner(plug: Plug) -> None:
    def broken() -> list[PortInfo]:
        raise TypeError("driver")

    states: queue.Queue[ScannerState] = queue.Queue()
    scanner = SerialScanner(
        ScannerSettings(vid="1eab"),
        on_scan=print,
        on_state=states.put,
        list_ports=broken,
        backoff_seconds=QUICK,
    )
    scanner.start()
    assert states.get(timeout=WAIT) is ScannerState.MISSING
    scanner.stop()
    assert not scanner._thread.is_alive()


@pytest.mark.parametrize("there", [True, False])
def test_stop_is_quick_with_and_without_a_scanner(plug: Plug, there: bool) -> None:
    states: queue.Queue[ScannerState] = queue.Queue()
    if not there:
        plug.pull()
    scanner = SerialScanner(
        ScannerSettings(port=str(plug.path)), on_scan=print, on_state=states.put
    )
    scanner.start()
    states.get(timeout=WAIT)
    begun = time.monotonic()
    scanner.stop()
    assert time.monotonic() - begun < 1.0
    assert not scanner._thread.is_alive()


# -- which port -----------------------------------------------------------------------------------------------

PORTS = [
    PortInfo("/dev/ttyS0"),
    PortInfo("/dev/ttyUSB1", 0x1EAB, 0x0006, "B"),
    PortInfo("/dev/ttyUSB0", 0x1EAB, 0x0006, "A"),
    PortInfo("/dev/ttyACM0", 0x0C2E, 0x0CAA, None),
]


@pytest.mark.parametrize(
    ("settings", "port"),
    [
        (ScannerSettings(), None),
        (ScannerSettings(port="COM7"), "COM7"),
        (ScannerSettings(port="COM7", vid="1eab"), "COM7"),
        (ScannerSettings(vid="1EAB"), "/dev/ttyUSB0"),
        (ScannerSettings(vid="1eab", pid="0006", serial="B"), "/dev/ttyUSB1"),
        (ScannerSettings(vid="1eab", serial="C"), None),
        (ScannerSettings(serial="A"), "/dev/ttyUSB0"),
        (ScannerSettings(vid="0c2e", pid="0caa"), "/dev/ttyACM0"),
        (ScannerSettings(vid="0c2e", pid="0006"), None),
        (ScannerSettings(pid="0006"), None),
    ],
)
def test_the_port_is_chosen_by_name_or_ids(settings: ScannerSettings, port: str | None) -> None:
    assert choose_port(settings, PORTS) == port


@given(st.permutations(PORTS))
def test_the_order_of_the_list_changes_nothing(ports: list[PortInfo]) -> None:
    assert choose_port(ScannerSettings(vid="1eab"), ports) == "/dev/ttyUSB0"
