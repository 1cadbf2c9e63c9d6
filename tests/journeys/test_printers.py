"""A counter whose printer hangs on a serial line, with the shop's own paper: its cable is pulled, and plugged in again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.devices.printers.preview.reader import PrintedLine, read_job
from app.domain.receipts import JobState
from app.settings import PrinterSettings, load_settings, save_settings
from app.ui.counter.state import DoneShown, PickupOpen
from installer.demo.shop import Shop
from tests.journeys.conftest import Day
from tests.virtual_printer.pty_printer import PtyPrinter

FOOTER = "明早七点新鲜豆腐到店"


@pytest.fixture
def serial_day(shop: Shop, tmp_path: Path) -> Iterator[tuple[Day, PtyPrinter]]:
    with PtyPrinter(tmp_path / "printer") as printer:
        settings, _ = load_settings(shop.paths.settings)
        chosen = PrinterSettings(kind="serial", device=str(printer.path), baud=115_200)
        save_settings(shop.paths.settings, replace(settings, printers=(chosen,)))
        shop.paths.receipts.mkdir()
        own = f'[block.footer]\nlines = ["{FOOTER}"]\n'
        (shop.paths.receipts / "pickup.toml").write_text(own, encoding="utf-8")
        made = Day(shop)
        try:
            made.sign_in()
            made.online()
            yield made, printer
        finally:
            made.close()


def hand_over(day: Day, order_no: str) -> None:
    day.hands.scan(day.shop.pickup_code(order_no))
    day.see(PickupOpen)
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)


def settled(day: Day) -> None:
    """The last receipt is known to be on paper, or with a printer that tells nothing."""
    ended = (JobState.SENT, JobState.CONFIRMED)
    day.hands.wait(lambda: day.window.at_counter.state.last_paper in ended, "the paper", 30)


def said(job: bytes) -> list[str]:
    return [piece.text for piece in read_job(job) if isinstance(piece, PrintedLine)]


def test_paper_on_a_serial_line_and_a_cable_that_is_pulled(
    serial_day: tuple[Day, PtyPrinter],
) -> None:
    day, printer = serial_day
    hand_over(day, "T-20462")
    printer.wait_for(lambda pty: len(pty.jobs) == 1)
    first = said(printer.jobs[0])
    assert first[-1] == FOOTER
    assert any("T-20462" in line for line in first)
    settled(day)  # a cable pulled before that leaves this paper unknown as well
    printer.pull()
    day.hands.press(Qt.Key.Key_Escape)
    hand_over(day, "T-20466")
    day.hands.wait(lambda: bool(day.window.at_counter.state.troubles), "the clerk to be told", 20)
    assert len(printer.jobs) == 1
    printer.plug_in()
    day.hands.press(Qt.Key.Key_F7)
    printer.wait_for(lambda pty: len(pty.jobs) == 2)
    assert any("T-20466" in line for line in said(printer.jobs[1]))
    day.hands.wait(lambda: not day.window.at_counter.state.troubles, "the trouble to be over", 20)
    settled(day)
