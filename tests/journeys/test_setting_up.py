"""A new PC becomes a counter and is set up by keys and scans alone, with printers that are not what one hopes: their paper is
read by a clerk of software, who answers what a person would see."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.actions.setting_up import Item, Step, Verdict
from app.bootstrap.desktop import Desktop
from app.devices.printers.preview.reader import (
    PaperFault,
    PrintedCode,
    PrintedLine,
    PrintedPicture,
    read_job,
)
from app.domain.check_codes import DIGITS, LENGTH, LETTERS, NATIVE_CODE, TEST_CODE
from app.settings import PrinterSettings, Settings, load_settings, save_settings
from app.ui.counter.state import DoneShown, PickupOpen
from app.ui.main_window import MainWindow
from app.ui.settings.home import SettingsHome
from installer.demo.day_arrival import enrol
from installer.demo.hands import Hands
from installer.demo.opening import fresh_shop, open_counter
from installer.demo.report import Report
from installer.demo.scene import DEAF_S
from installer.demo.shop import CASHIER, CASHIER_PIN, MANAGER_PIN, Shop
from tests.virtual_printer import VirtualPrinter, draw
from tests.virtual_printer.pty_printer import PtyPrinter

Key = Qt.Key


@pytest.fixture
def new_shop(tmp_path: Path, qapp: object) -> Iterator[Shop]:
    """HQ runs; this PC is no counter yet, and has no printer."""
    made = fresh_shop(tmp_path)
    save_settings(made.paths.settings, Settings(mute=True))
    yield made
    made.close()


class Clerk:
    """Sits before the window with a scanner and looks at the paper."""

    def __init__(self, desktop: Desktop, window: MainWindow, shop: Shop) -> None:
        self.desktop, self.window, self.shop = desktop, window, shop
        self.hands = Hands(window)

    @property
    def home(self) -> SettingsHome:
        assert self.window.settings is not None
        return self.window.settings

    @property
    def step(self) -> Step:
        at = self.home.at_guide.state.at
        assert at is not None
        return at.step

    def sees(self, step: Step) -> None:
        self.hands.wait(lambda: self.step is step, f"{step}, not {self.step}")

    def settled(self, wanted: Callable[[Settings], bool], what: str) -> None:
        """Until the file says so."""
        self.hands.wait(lambda: wanted(load_settings(self.shop.paths.settings)[0]), what)

    def scans(self, text: str) -> None:
        before = self.step
        self.hands.scan(text)
        self.hands.wait(lambda: self.step is not before, f"an answer to the scan at {before}")

    def listened(self) -> None:
        """A dialog hears nothing for its first 300 ms."""
        opened = time.monotonic()
        self.hands.wait(lambda: time.monotonic() - opened > DEAF_S, "the dialog to listen")

    def teaches_the_scanner(self) -> None:
        for text in ("6901234010015", DIGITS, LETTERS, LENGTH):
            self.scans(text)
        self.sees(Step.DONE)

    def verdicts(self) -> dict[Item, Verdict]:
        at = self.home.at_guide.state.at
        assert at is not None
        return dict(at.verdicts)


@pytest.fixture
def at_work(new_shop: Shop, tmp_path: Path) -> Iterator[Callable[[], Clerk]]:
    """Enrols the counter with the settings as they are by then, and signs in."""
    desktops: list[Desktop] = []

    def begin() -> Clerk:
        desktop = open_counter(new_shop)
        desktops.append(desktop)
        window = enrol(desktop, new_shop, Report(tmp_path / "out", lambda _text: None))
        made = Clerk(desktop, window, new_shop)
        people = window.at_sign_in
        made.hands.wait(lambda: bool(people.state.people), "the staff")
        names = [one.name for one in people.state.people]
        made.hands.type(str(names.index(CASHIER) + 1), enter=False)
        made.hands.wait(lambda: people.state.chosen is not None, "the PIN to be asked")
        made.hands.type(CASHIER_PIN, enter=False)
        made.hands.wait(lambda: not window.signing_in, "somebody to be signed in")
        return made

    yield begin
    for desktop in desktops:
        desktop.close()


def chinese_letters(job: bytes) -> bool:
    """Whether the job trusts the printer's own Chinese letters."""
    return any(
        isinstance(piece, PrintedLine) and not piece.text.isascii() for piece in read_wide(job)
    )


def read_wide(job: bytes):  # type: ignore[no-untyped-def]
    """As a printer with the widest paper reads it."""
    return read_job(job, width_dots=576, chinese_at_start=True)


def wraps_on_58_mm(job: bytes) -> bool:
    try:
        read_job(job, width_dots=384, chinese_at_start=True)
    except PaperFault:
        return True
    return False


def test_a_58_mm_printer_on_the_network_that_knows_no_chinese(
    at_work: Callable[[], Clerk],
) -> None:
    clerk = at_work()
    hands, window = clerk.hands, clerk.window
    hands.wait(lambda: window.settings is not None, "the guide to come by itself")
    clerk.sees(Step.PRINTER)
    with VirtualPrinter(width_dots=576) as printer:
        hands.press(Key.Key_A)
        hands.wait(lambda: isinstance(window.focusWidget(), QLineEdit), "the address field")
        address = window.focusWidget()
        assert isinstance(address, QLineEdit)
        address.setText(f"127.0.0.1:{printer.port}")
        hands.press(Key.Key_Return)
        clerk.sees(Step.CAME_OUT)
        hands.press(Key.Key_Y)
        clerk.sees(Step.CHINESE)
        while chinese_letters(printer.jobs[-1]):
            asked = len(printer.jobs)
            hands.press(Key.Key_N)
            hands.wait(lambda asked=asked: len(printer.jobs) > asked, "the next page")  # type: ignore[misc]
            clerk.sees(Step.CHINESE)
        hands.press(Key.Key_Y)
        assert len(printer.jobs) == 3, "GBK, UTF-8, drawn"
        clerk.sees(Step.WIDTH)
        assert not wraps_on_58_mm(printer.jobs[-1])
        hands.press(Key.Key_1)
        clerk.sees(Step.CUT)
        hands.press(Key.Key_N)
        clerk.sees(Step.CODE)
        (first, *_) = zxingcpp.read_barcodes(draw(read_wide(printer.jobs[-1]), width_dots=576))
        clerk.scans(first.text)
        clerk.sees(Step.NATIVE)
        hands.press(Key.Key_N)
        clerk.sees(Step.SCANNER)
        clerk.teaches_the_scanner()
        port = printer.port
        clerk.settled(lambda settings: settings.printer.port == port, "the printer to be kept")
        settings, warnings = load_settings(clerk.shop.paths.settings)
        assert warnings == ()
        assert settings == Settings(
            mute=True,
            printers=(
                PrinterSettings(
                    host="127.0.0.1", port=port, mode="image", cut=False, columns=32, dots=384
                ),
            ),
        )
        assert set(clerk.verdicts().values()) == {Verdict.OK}
        hands.press(Key.Key_F)
        # without a restart, the next receipt comes from it as it was set up
        asked = len(printer.jobs)
        hands.scan(clerk.shop.pickup_code("T-20462"))
        hands.wait(lambda: isinstance(window.at_counter.state.card, PickupOpen), "the order")
        hands.press(Key.Key_Return)
        hands.wait(lambda: isinstance(window.at_counter.state.card, DoneShown), "it to be done")
        hands.wait(lambda: len(printer.jobs) > asked, "the receipt")
        receipt = printer.jobs[-1]
        pieces = read_job(receipt, width_dots=384)
        assert not any(isinstance(piece, PrintedLine) and piece.text for piece in pieces)
        assert any(isinstance(piece, PrintedPicture) for piece in pieces)


def test_an_80_mm_setting_on_a_58_mm_serial_printer_ends_with_384(
    at_work: Callable[[], Clerk],
    new_shop: Shop,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The printer is set already, wrongly: the guide is asked for, and the manager for leave."""
    caplog.set_level(logging.INFO)
    with PtyPrinter(tmp_path / "tty") as printer:
        wrong = PrinterSettings(
            kind="serial", device=str(printer.path), baud=115_200, columns=48, dots=576
        )
        save_settings(new_shop.paths.settings, Settings(mute=True, printers=(wrong,)))
        clerk = at_work()
        hands, window = clerk.hands, clerk.window
        assert window.settings is None, "a counter with a printer is left alone"
        hands.press(Key.Key_F12)
        hands.wait(lambda: window.settings is not None, "the settings")
        hands.press(Key.Key_G)
        hands.wait(clerk.home.pin.isVisible, "the manager to be asked for")
        clerk.listened()
        hands.type(MANAGER_PIN, enter=False)
        hands.wait(lambda: clerk.home.at_guide.state.printers is not None, "printers")
        clerk.sees(Step.PRINTER)
        hands.press(Key.Key_Return)
        clerk.sees(Step.CAME_OUT)
        hands.wait(lambda: len(printer.jobs) == 1, "the first page")
        hands.press(Key.Key_Y)
        clerk.sees(Step.CHINESE)
        assert chinese_letters(printer.jobs[-1])
        hands.press(Key.Key_Y)
        for pages in (2, 3):
            clerk.sees(Step.WIDTH)
            assert wraps_on_58_mm(printer.jobs[-1])
            hands.press(Key.Key_2)
            hands.wait(lambda pages=pages: len(printer.jobs) == pages, "the next page")  # type: ignore[misc]
        clerk.sees(Step.WIDTH)
        assert not wraps_on_58_mm(printer.jobs[-1])
        hands.press(Key.Key_1)
        clerk.sees(Step.CUT)
        hands.press(Key.Key_Y)
        clerk.sees(Step.CODE)
        clerk.scans(TEST_CODE)
        codes = [piece for piece in read_wide(printer.jobs[-1]) if isinstance(piece, PrintedCode)]
        assert [code.content for code in codes] == [NATIVE_CODE]
        clerk.scans(codes[0].content)
        clerk.sees(Step.SCANNER)
        for _ in range(2):
            hands.press(Key.Key_Escape)
        clerk.sees(Step.DONE)
        clerk.settled(lambda settings: settings.printer.is_set, "the printer to be kept")
        kept = load_settings(clerk.shop.paths.settings)[0].printer
        assert kept == replace(wrong, columns=32, dots=384, native_qr=True)
        assert clerk.verdicts()[Item.SCANNER] is Verdict.SKIPPED
    assert "agreed to changes of the settings" in caplog.text
    assert "settings changed: printers" in caplog.text
    assert MANAGER_PIN not in caplog.text
