"""Every way a person can set a printer becomes that printer; and a PC without a Chinese font says so."""

from pathlib import Path

import pytest

from app.actions.ports import PrintResult
from app.devices.printers.escpos_bytes import PrinterSetup, TextMode
from app.devices.printers.fonts import NoChineseFont, chinese_font, windows_fonts
from app.devices.printers.from_settings import printer_from, setup_from, transport_from
from app.devices.printers.paper import PaperWidth
from app.devices.printers.preview.reader import read_job
from app.devices.printers.printer import EscposPrinter
from app.devices.printers.serial_port import SerialTransport
from app.devices.printers.transports import FileTransport, TcpTransport
from app.devices.printers.usb_device import UsbTransport
from app.devices.printers.windows_spooler import SpoolerTransport
from app.domain.receipts import JobState, PrintFault
from app.settings import PrinterSettings
from tests.devices.printers.receipts import SHOP_TIME, receipt

CHINA = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        (PrinterSettings(host="192.168.1.50"), TcpTransport),
        (PrinterSettings(kind="serial", device="COM3", baud=115_200, flow="xon"), SerialTransport),
        (PrinterSettings(kind="usb", device="/dev/usb/lp0"), UsbTransport),
        (PrinterSettings(kind="windows", device="POS-58"), SpoolerTransport),
        (PrinterSettings(kind="file", device="paper"), FileTransport),
    ],
)
def test_each_kind_has_its_transport(chosen: PrinterSettings, kind: type) -> None:
    assert type(transport_from(chosen)) is kind
    assert isinstance(printer_from(chosen, time_zone=CHINA), EscposPrinter)


@pytest.mark.parametrize("kind", ["tcp", "serial", "usb", "windows", "file"])
def test_a_printer_without_a_place_is_none(kind: str) -> None:
    other = {"device": "COM3"} if kind == "tcp" else {"host": "192.168.1.50"}
    assert printer_from(PrinterSettings(kind=kind, **other), time_zone=CHINA) is None  # type: ignore[arg-type]


def test_every_setting_reaches_the_bytes() -> None:
    chosen = PrinterSettings(
        columns=42, dots=512, mode="utf8", fs_amp=False, native_qr=True, cut=False
    )
    assert setup_from(chosen) == PrinterSetup(
        width=PaperWidth(42, 512), cut=False, fs_amp=False, mode=TextMode.UTF8, native_qr=True
    )


def test_the_shop_s_own_papers_are_printed(tmp_path: Path) -> None:
    own, out = tmp_path / "receipts", tmp_path / "out"
    own.mkdir()
    (own / "pickup.toml").write_text('order = ["footer"]\n', encoding="utf-8")
    ours = printer_from(
        PrinterSettings(kind="file", device=str(out)), time_zone=CHINA, own_templates=own
    )
    assert ours is not None
    assert ours.print_receipt(receipt()) == PrintResult(JobState.SENT)
    first = read_job((out / "0001.bin").read_bytes())[0]
    assert getattr(first, "text", "") == "谢谢惠顾，欢迎再来"


@pytest.mark.parametrize("without", ["no fontconfig", "no such font", "broken"])
def test_without_a_chinese_font_the_job_fails_with_that_reason(
    without: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake = tmp_path / "fc-match"
    answer = "exit 3" if without == "broken" else r"printf '/fonts/Latin.ttf\n0\nen|de'"
    fake.write_text(f"#!/bin/sh\n{answer}\n")
    fake.chmod(0o700)
    found = None if without == "no fontconfig" else str(fake)
    monkeypatch.setattr("app.devices.printers.fonts.shutil.which", lambda _: found)
    chinese_font.cache_clear()
    from app.devices.printers.glyphs import _face, _letter

    _face.cache_clear()
    _letter.cache_clear()
    try:
        with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
            chinese_font(bold=False)
        ours = EscposPrinter(
            FileTransport(tmp_path / "out"), setup=PrinterSetup(mode=TextMode.IMAGE), tz=SHOP_TIME
        )
        assert ours.print_receipt(receipt()) == PrintResult(JobState.FAILED, PrintFault.NO_FONT)
    finally:
        monkeypatch.undo()
        chinese_font.cache_clear()
    assert "fonts-noto-cjk" in caplog.text
    assert not (tmp_path / "out").exists()


def test_windows_fonts_are_looked_for_where_windows_is() -> None:
    regular = windows_fonts({"SYSTEMROOT": "D:/Win"}, bold=False)
    assert regular[0] == Path("D:/Win/Fonts/msyh.ttc")
    assert windows_fonts({}, bold=True)[0] == Path("C:/Windows/Fonts/msyhbd.ttc")
