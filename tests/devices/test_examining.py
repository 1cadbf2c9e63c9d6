"""The doctor's questions to the machines: a printer's bytes as they came, and an answer where there is no machine."""

from pathlib import Path

import pytest

from app.devices import examining
from app.devices.examining import keys_kept, printer_answers, scanner_found, serial_ports
from app.devices.scanners.serial_scanner import PortInfo
from app.devices.secret_places import KEY_FILE, FileSecrets, KeyringSecrets
from app.devices.secrets import new_keys
from app.settings import PrinterSettings, ScannerSettings
from tests.devices.test_secrets import FakeKeyring
from tests.virtual_printer import Condition, VirtualPrinter


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Condition.OK, "1 → 12, 2 → 12, 3 → 12, 4 → 12: ok"),
        (Condition.NO_PAPER, "1 → 1a, 2 → 32, 3 → 12, 4 → 7e: no_paper"),
        (Condition.SILENT, "→ no answer: unknown"),
        (0xFF, "1 → ff, 2 → ff, 3 → ff, 4 → ff: unknown"),
    ],
)
def test_a_printer_s_bytes_are_told_as_they_came(state: Condition | int, said: str) -> None:
    with VirtualPrinter() as printer:
        printer.state = state
        answer = printer_answers(PrinterSettings(host="127.0.0.1", port=printer.port))
    assert answer == f"DLE EOT {said}"


def test_no_printer_is_an_answer_too() -> None:
    with VirtualPrinter() as gone:
        port = gone.port
    assert printer_answers(PrinterSettings(host="127.0.0.1", port=port)) == (
        "no connection: refused"
    )
    assert printer_answers(PrinterSettings()) == "not set"
    assert printer_answers(PrinterSettings(kind="windows", device="POS")).startswith("no conn")


def test_ports_and_the_scanner_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = [PortInfo("COM3", 0x1EAB, 0x0C10, "SN1", "Newland HR20"), PortInfo("COM1")]
    monkeypatch.setattr(examining, "system_ports", lambda: ports)
    assert list(serial_ports()) == ["COM3  1eab:0c10  Newland HR20", "COM1  not USB"]
    assert scanner_found(ScannerSettings(vid="1eab")) == "COM3"
    assert "none of the ports" in scanner_found(ScannerSettings(vid="1eac"))
    assert scanner_found(ScannerSettings()) == "keyboard wedge"


def test_how_the_keys_are_kept_and_no_key(tmp_path: Path) -> None:
    FileSecrets(tmp_path / KEY_FILE).save(new_keys())
    assert keys_kept(tmp_path) == "key file, weak"


def test_a_keyring_is_told_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = KeyringSecrets(FakeKeyring(), account="x")
    monkeypatch.setattr(examining, "choose_secrets", lambda _folder: keyring)
    assert keys_kept(tmp_path) == "tests.devices.test_secrets.FakeKeyring, strong"
