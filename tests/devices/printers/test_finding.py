"""What hangs on this PC is found once each; the network is looked at only where it is the shop's own."""

import ctypes
import sys
import threading
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.printers import finding, neighbours, winspool_names
from app.devices.printers.finding import found_printers, receipt_printers, usb_printers
from app.devices.printers.neighbours import addresses_beside, listening
from app.devices.printers.winspool_names import PrinterInfo4, windows_printers
from app.devices.scanners.serial_scanner import PortInfo
from app.settings import PrinterSettings
from tests.virtual_printer import VirtualPrinter

SET = PrinterSettings(name="收银小票", kind="usb", device="USB0", mode="image")


def test_each_place_is_listed_once_and_a_set_printer_keeps_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "windows_printers", lambda: ("POS-58", "Microsoft Print to PDF"))
    (tmp_path / "lp0").touch()
    (tmp_path / "lp1").touch()
    (tmp_path / "hiddev0").touch()
    first = PrinterSettings(kind="usb", device=str(tmp_path / "lp0"), mode="image")
    found = found_printers(
        [first, SET, PrinterSettings()],
        [PortInfo("COM3"), PortInfo("COM3")],
        usb_folder=tmp_path,
    )
    assert [(each.kind, each.device) for each in found] == [
        ("usb", str(tmp_path / "lp0")),
        ("usb", "USB0"),
        ("windows", "POS-58"),
        ("usb", str(tmp_path / "lp1")),
        ("serial", "COM3"),
    ]
    assert found[0].mode == "image"


def test_a_pc_without_any_has_none(tmp_path: Path) -> None:
    assert usb_printers(tmp_path / "none") == ()
    assert found_printers([], [], usb_folder=tmp_path) == ()


def test_windows_that_does_not_answer_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses() -> tuple[str, ...]:
        raise OSError("EnumPrintersW failed")

    monkeypatch.setattr(finding, "windows_printers", refuses)
    assert found_printers([SET], [], usb_folder=tmp_path) == (SET,)


def test_printers_that_only_make_files_are_left_out() -> None:
    names = ("POS-58", "Microsoft Print to PDF", "Fax", "OneNote (Desktop)", "XPS Writer")
    assert receipt_printers(names) == ("POS-58",)


class Library:
    """winspool.drv with three printers."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        names = ("POS-58", "厨房", None)
        self.infos = (PrinterInfo4 * 3)(*(PrinterInfo4(name, None, 0x40) for name in names))

    def EnumPrintersW(self, *arguments: object) -> int:  # noqa: N802 - Windows' name
        flags, _name, level, room, size, needed, count = arguments
        assert (flags, level) == (6, 4)
        whole = bytes(self.infos)
        needed._obj.value = len(whole)  # type: ignore[attr-defined]
        if self.fails or size != len(whole):
            return 0
        ctypes.memmove(room, whole, len(whole))  # type: ignore[arg-type]
        count._obj.value = 3  # type: ignore[attr-defined]
        return 1


def test_windows_names_its_printers() -> None:
    assert windows_printers(Library()) == ("POS-58", "厨房")
    with pytest.raises(OSError, match="EnumPrintersW"):
        windows_printers(Library(fails=True))


def test_elsewhere_windows_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert windows_printers() == ()
    assert len(Path(winspool_names.__file__).read_text(encoding="utf-8").splitlines()) < 60


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_only_the_shop_s_own_network_is_looked_at(own: IPv4Address) -> None:
    beside = addresses_beside(own)
    rfc_1918 = any(own in network for network in neighbours._PRIVATE)
    assert bool(beside) is rfc_1918
    for address in beside:
        assert address != str(own)
        assert str(own).rpartition(".")[0] == address.rpartition(".")[0]
    assert len(beside) in {0, 253, 254}


@pytest.mark.parametrize(
    ("own", "looks"),
    [
        ("192.168.1.20", True),
        ("10.3.2.1", True),
        ("172.20.0.9", True),
        ("172.32.0.9", False),
        ("127.0.0.1", False),
        ("169.254.3.4", False),
        ("100.64.0.1", False),
        ("8.8.8.8", False),
    ],
)
def test_private_means_rfc_1918(own: str, looks: bool) -> None:
    assert bool(addresses_beside(IPv4Address(own))) is looks
    assert addresses_beside(None) == ()


def test_who_listens_is_found_and_hears_no_byte() -> None:
    with VirtualPrinter() as printer:
        found = listening(["127.0.0.1", "127.0.0.2"], port=printer.port, seconds=2)
        printer.wait_for(lambda it: it.connections > 0)
    assert found == ("127.0.0.1",)
    assert printer.jobs == printer.torn == []
    assert listening([]) == ()


def test_few_are_asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, most, lock = [0], [0], threading.Lock()
    gate = threading.Event()

    def connect(_address: object, timeout: float) -> object:
        assert timeout < 1
        with lock:
            asked[0] += 1
            most[0] = max(most[0], asked[0])
            if asked[0] == neighbours.AT_ONCE:
                gate.set()
        assert gate.wait(20)
        with lock:
            asked[0] -= 1
        raise OSError

    monkeypatch.setattr("app.devices.printers.neighbours.socket.create_connection", connect)
    assert listening([f"10.0.0.{n}" for n in range(1, 255)]) == ()
    assert most[0] == neighbours.AT_ONCE
