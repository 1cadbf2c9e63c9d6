"""A till prints through the counter: the paper carries our code, the sale is told to HQ with the number inside it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp

from app.bootstrap.bridging import Bridging, PosNextToUs, sales_folder, wants_bridge
from app.devices.bridge.turns import PrinterTurns
from app.settings import BridgeSettings, PrinterSettings, Settings
from tests.actions.conftest import Shop
from tests.devices.bridge.pos import Till, receipt
from tests.virtual_printer import VirtualPrinter


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "tuangui.db")
    yield shop
    shop.sql.close()


def nobody() -> None:
    """Who is on screen."""


def free_port() -> int:
    with VirtualPrinter() as gone:
        return gone.port


def test_from_the_tills_receipt_to_the_fact(shop: Shop) -> None:
    with VirtualPrinter() as printer, ThreadPoolExecutor(max_workers=1) as lane:
        bridging = Bridging(
            BridgeSettings(port=free_port()),
            PrinterSettings(host="127.0.0.1", port=printer.port),
            time_zone="Asia/Shanghai",
            turns=PrinterTurns(),
            prepare=lambda: lane.submit(shop.verbs.prepare_pos_code).result(),
            record=lambda sale: lane.submit(shop.verbs.record_pos_sale, sale).result(),
        )
        bridging.start()
        till = Till(bridging.port)
        till.print(receipt("1,234.50"))
        till.close()
        (job,) = printer.wait_for_jobs(1)
        bridging.stop()
        plain_end = job.replace(
            b"\x1ba\x02", b"\x1ba\x00"
        )  # the strict reader knows left and middle
        (code,) = zxingcpp.read_barcodes(printer.render(plain_end))
    (fact,) = [body for kind, body in shop.facts() if kind == "pos_sale.seen"]
    assert (fact["total"], fact["number"], fact["sold_at"], fact["source"]) == (
        123_450,
        "A0001",
        "2026-11-22T17:42:05+08:00",
        "receipt",
    )
    assert f"TR{fact['receipt_no']:04d}1" in code.text


@pytest.mark.parametrize(("mode", "fs_amp"), [("utf8", True), ("image", True), ("gbk", False)])
def test_a_printer_of_another_kind_is_told_nothing_it_does_not_know(
    mode: str, fs_amp: bool, shop: Shop
) -> None:
    with VirtualPrinter() as printer:
        bridging = Bridging(
            BridgeSettings(port=free_port()),
            PrinterSettings(host="127.0.0.1", port=printer.port, mode=mode, fs_amp=fs_amp),
            time_zone="Asia/Shanghai",
            turns=PrinterTurns(),
            prepare=shop.verbs.prepare_pos_code,
            record=shop.verbs.record_pos_sale,
        )
        bridging.start()
        till = Till(bridging.port)
        till.print(b"\x1b@total 1.00\n\x1bi")
        till.close()
        (job,) = printer.wait_for_jobs(1)
        bridging.stop()
    assert b"\x1c&" not in job
    assert ("元".encode("gb18030") in job) is (mode == "gbk")


def test_a_port_that_is_taken_leaves_the_counter_without_a_bridge(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    with VirtualPrinter() as printer:
        bridging = Bridging(
            BridgeSettings(port=printer.port),
            PrinterSettings(host="127.0.0.1", port=printer.port),
            time_zone="Asia/Shanghai",
            turns=PrinterTurns(),
            prepare=shop.verbs.prepare_pos_code,
            record=shop.verbs.record_pos_sale,
        )
        bridging.start()
        bridging.stop()
    assert bridging.port == 0
    assert "no receipt bridge" in caplog.text


@pytest.mark.parametrize(
    ("bridge", "printer", "wanted"),
    [
        (BridgeSettings(), PrinterSettings(host="192.0.2.5"), False),
        (BridgeSettings(port=9100), PrinterSettings(kind="serial", device="COM3"), False),
        (BridgeSettings(port=9100), PrinterSettings(), False),
        (BridgeSettings(port=9100), PrinterSettings(host="192.0.2.5"), True),
        (BridgeSettings(serial_link="printer"), PrinterSettings(host="192.0.2.5"), True),
        (BridgeSettings(port=9101), PrinterSettings(host="127.0.0.1"), True),
        (BridgeSettings(port=9100), PrinterSettings(host="127.0.0.1"), False),
    ],
    ids=[
        "off",
        "serial printer",
        "no printer",
        "on",
        "serial POS",
        "same PC, other port",
        "to itself",
    ],
)
def test_when_there_is_a_bridge(
    bridge: BridgeSettings, printer: PrinterSettings, wanted: bool
) -> None:
    assert wants_bridge(bridge, printer) is wanted


@pytest.mark.parametrize("silence_ms", [0, 100])
def test_a_serial_till_prints_through_the_counter_too(
    silence_ms: int, shop: Shop, tmp_path: Path
) -> None:
    link = tmp_path / "printer"
    with VirtualPrinter() as printer:
        bridging = Bridging(
            BridgeSettings(serial_link=str(link), silence_ms=silence_ms),
            PrinterSettings(host="127.0.0.1", port=printer.port),
            time_zone="Asia/Shanghai",
            turns=PrinterTurns(),
            prepare=shop.verbs.prepare_pos_code,
            record=shop.verbs.record_pos_sale,
        )
        bridging.start()
        with link.open("wb", buffering=0) as till:
            till.write(receipt("8.00"))
            printer.wait_for_jobs(1)
        bridging.stop()
    assert [body["total"] for _, body in shop.facts()] == [800]


def test_a_file_left_in_the_folder_of_the_settings_becomes_facts(
    shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / "sales.csv").write_text("no,total\nA1,1.00\n", encoding="utf-8")
    chosen = BridgeSettings(drop_folder=str(tmp_path))
    folder = sales_folder(chosen, time_zone="Asia/Shanghai", record=shop.verbs.import_pos_sales)
    assert (folder.look(), folder.look()) == (0, 1)
    assert [body["number"] for _, body in shop.facts()] == ["A1"]


def test_both_start_and_stop_with_the_counter_and_neither_costs_nothing(
    shop: Shop, tmp_path: Path
) -> None:
    with VirtualPrinter() as printer, ThreadPoolExecutor(max_workers=1) as lane:
        ours = PrinterSettings(host="127.0.0.1", port=printer.port)
        port = free_port()
        both = Settings(
            printers=(ours,), bridge=BridgeSettings(port=port, drop_folder=str(tmp_path))
        )
        pos = PosNextToUs(both, shop.verbs, lane, PrinterTurns(), nobody)
        pos.start()
        till = Till(port)
        till.print(receipt())
        till.close()
        printer.wait_for_jobs(1)
        pos.stop()
        with pytest.raises(ConnectionError):
            Till(port)
        neither = PosNextToUs(Settings(), shop.verbs, lane, PrinterTurns(), nobody)
        neither.start()
        neither.stop()
    assert [body["total"] for _, body in shop.facts()] == [3560]
