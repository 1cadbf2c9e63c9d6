"""Printing into a folder: each job its own file, and a full or missing disk is a fault, not an exception."""

import os
from pathlib import Path

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.escpos_bytes import PrinterSetup
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.transports import FileTransport
from app.domain.receipts import JobState, PrintFault
from tests.devices.printers.receipts import SHOP_TIME, on_paper, receipt


def into(folder: Path) -> EscposPrinter:
    return EscposPrinter(FileTransport(folder), setup=PrinterSetup(), tz=SHOP_TIME)


def test_each_job_is_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    for _ in range(2):
        assert into(folder).print_receipt(receipt()) == PrintResult(JobState.SENT)
    assert [path.name for path in sorted(folder.iterdir())] == ["0001.bin", "0002.bin"]
    assert (folder / "0002.bin").read_bytes() == on_paper(receipt())


def test_a_folder_that_cannot_be_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = into(tmp_path / "file").print_receipt(receipt())
    assert result == PrintResult(JobState.FAILED, PrintFault.UNREACHABLE)


@pytest.mark.parametrize(("first", "state"), [(0, JobState.FAILED), (100, JobState.UNKNOWN)])
def test_a_full_disk_is_told_apart_by_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int, state: JobState
) -> None:
    calls: list[int] = []

    def write(_: int, data: bytes) -> int:
        calls.append(len(data))
        if first == 0 or len(calls) > 1:
            raise OSError(28, "No space left on device")
        return first

    monkeypatch.setattr(os, "write", write)
    assert into(tmp_path).print_receipt(receipt()) == PrintResult(state, PrintFault.BROKE_OFF)
