"""The guide on screen: it comes by itself once, every question can be answered by keys or a scan, skipped, left and gone on
with, and what was found is kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.actions.ports import PrintResult
from app.actions.set_up import FoundDevices
from app.actions.setting_up import Item, Step, Verdict
from app.domain.check_codes import DIGITS, LENGTH, LETTERS, NATIVE_CODE, TEST_CODE
from app.domain.receipts import JobState, PrintFault
from app.domain.scan_timing import LineEnd, ScanTiming
from app.settings import PrinterSettings, Settings
from app.ui.frame.rail import Page
from app.ui.language import Tongue
from app.ui.settings.guide_presenter import printer_at_address
from app.ui.settings.home import SettingsHome
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words
from tests.ui.workshop import COUNTER_PRINTER, LABELS, SCANNER, Workshop

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")
QUICK = ScanTiming(13, 3, 30, LineEnd.ENTER)


@pytest.fixture
def bare(workshop: Workshop) -> Workshop:
    """A counter that has just been enrolled and has no printer."""
    workshop.settings = Settings()
    workshop.found = FoundDevices((LABELS,), (SCANNER,))
    workshop.first = True
    return workshop


@pytest.fixture
def first(bare: Workshop, desktop: Desktop) -> SettingsHome:
    assert desktop.window.settings is not None
    return desktop.window.settings


def step(home: SettingsHome) -> Step:
    assert home.at_guide.state.at is not None
    return home.at_guide.state.at.step


def scan(desktop: Desktop, workshop: Workshop, text: str) -> None:
    workshop.timing = QUICK
    desktop.window.scanned(text)
    settle()


def through(desktop: Desktop, workshop: Workshop) -> None:
    """All right at once."""
    desktop.press(Key.Key_Return, Key.Key_Y, Key.Key_Y, Key.Key_1, Key.Key_Y)
    for text in (TEST_CODE, NATIVE_CODE, "6901234567892", DIGITS, LETTERS.lower(), LENGTH):
        scan(desktop, workshop, text)


def test_a_new_counter_without_a_printer_is_guided_and_needs_no_pin(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    assert desktop.window.page is Page.SETTINGS
    assert "哪一台是小票机" in desktop.text
    through(desktop, bare)
    assert step(first) is Step.DONE
    assert "大写锁定开着" in desktop.text
    kept = bare.kept[-1]
    assert kept.printer == replace(LABELS, roles=("receipts", "labels"), native_qr=True)
    assert kept.scanner.wedge_gap_ms == 60
    assert "改设置要店长同意" not in desktop.text
    desktop.press(Key.Key_F)
    assert "请扫顾客的码" in desktop.text


def test_it_does_not_come_twice(first: SettingsHome, desktop: Desktop, bare: Workshop) -> None:
    desktop.press(Key.Key_F1)
    desktop.window.begin()
    settle()
    assert desktop.window.page is Page.COUNTER


def test_a_counter_with_a_printer_is_left_alone(desktop: Desktop) -> None:
    assert desktop.window.page is Page.COUNTER


def test_scans_at_a_question_are_the_guide_s_and_elsewhere_the_counter_s(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    desktop.press(Key.Key_Return, Key.Key_Y, Key.Key_Y, Key.Key_1, Key.Key_Y)
    scan(desktop, bare, "6901234567892")
    assert step(first) is Step.CODE
    assert "扫的是别的码" in desktop.text
    assert desktop.script.asked("scan_code") == []
    desktop.press(Key.Key_F1)
    scan(desktop, bare, TEST_CODE)
    assert len(desktop.script.asked("scan_code")) == 1
    assert step(first) is Step.CODE
    assert bare.taught[-1] == 0, "at the counter the gap is as set"
    desktop.press(Key.Key_F12)
    assert bare.taught[-1] == 120, "what was begun goes on"
    scan(desktop, bare, TEST_CODE)
    assert step(first) is Step.NATIVE


def test_its_own_key_leads_to_all_settings_and_g_goes_on(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    desktop.press(Key.Key_Return, Key.Key_Y)
    assert step(first) is Step.CHINESE
    desktop.press(Key.Key_F12)
    assert "显示与声音" in desktop.text
    desktop.press(Key.Key_G)
    assert step(first) is Step.CHINESE
    assert "中文看得清吗" in desktop.text


def test_esc_skips_all_of_it_and_nothing_is_changed(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    for _ in range(4):
        desktop.press(Key.Key_Escape)
        if step(first) is Step.DONE:
            break
    assert bare.kept == []
    assert desktop.text.count("跳过了") == len(Item)
    desktop.press(Key.Key_Return)
    assert step(first) is Step.PRINTER
    desktop.press(Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    assert desktop.window.page is Page.COUNTER


def test_a_page_that_does_not_print_says_why_and_asks_again(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    bare.results = [PrintResult(JobState.FAILED, PrintFault.COVER_OPEN)]
    desktop.press(Key.Key_Return)
    assert step(first) is Step.PRINTER
    assert "盖子开着" in desktop.text
    desktop.press(Key.Key_Return)
    assert step(first) is Step.CAME_OUT
    desktop.press(Key.Key_N)
    assert "没出纸" in desktop.text


@pytest.mark.parametrize("result", [JobState.SENT, JobState.CONFIRMED, JobState.UNKNOWN])
def test_whether_paper_came_is_asked_of_a_person(
    first: SettingsHome, desktop: Desktop, bare: Workshop, result: JobState
) -> None:
    bare.results = [PrintResult(result)]
    desktop.press(Key.Key_Return)
    assert step(first) is Step.CAME_OUT


def test_garbage_is_printed_again_in_the_next_way(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    desktop.press(Key.Key_Return, Key.Key_Y)
    expected = [first.at_guide.state.expected]
    for _ in range(2):
        desktop.press(Key.Key_N)
        expected.append(first.at_guide.state.expected)
    desktop.press(Key.Key_Y)
    assert [printer.mode for _what, printer in bare.printed] == ["gbk", "utf8", "image"]
    assert all(expected)
    assert expected[0] != expected[2], "the page beside it is the one that should come"


def test_an_address_is_typed(first: SettingsHome, desktop: Desktop, bare: Workshop) -> None:
    desktop.press(Key.Key_A)
    editor = desktop.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    desktop.write("printer at the back")
    desktop.press(Key.Key_Return)
    assert "这不是地址" in desktop.text
    editor.setText("192.168.1.88")
    desktop.press(Key.Key_Return)
    assert bare.printed == [("test", PrinterSettings(host="192.168.1.88"))]
    assert desktop.window.focusWidget() is first.guide


def test_esc_leaves_the_address_and_not_the_step(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    desktop.press(Key.Key_A, Key.Key_Escape)
    assert step(first) is Step.PRINTER
    assert "哪一台是小票机" in desktop.text


def test_the_network_is_looked_at_only_on_its_key(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    assert "192.168.1.77" not in desktop.text
    bare.lane.held = True
    desktop.press(Key.Key_L, Key.Key_L)
    assert "正在看 253 个地址" in desktop.text
    bare.lane.held = False
    bare.lane.drain()
    settle()
    assert desktop.text.count("192.168.1.77") == 1
    desktop.press(Key.Key_Down, Key.Key_Return)
    assert bare.printed == [("test", PrinterSettings(host="192.168.1.77"))]


def test_a_serial_scanner_is_chosen_and_listened_to(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    desktop.press(Key.Key_Escape)
    assert step(first) is Step.SCANNER
    desktop.press(Key.Key_Return)
    assert bare.kept[-1].scanner.vid == "1eab"
    assert bare.kept[-1].scanner.pid == "0c10"
    assert bare.kept[-1].printers == ()
    bare.timing = None
    desktop.window.scanned("6901234567892")
    settle()
    assert step(first) is Step.DIGITS


def test_codes_are_on_the_screen_and_on_the_sheet(desktop: Desktop, workshop: Workshop) -> None:
    desktop.press(Key.Key_F12, Key.Key_3, Key.Key_G)
    desktop.write("808080")
    home = desktop.window.settings
    assert home is not None
    assert step(home) is Step.SCANNER
    scan(desktop, workshop, "6901234567892")
    pictures = [home.at_guide.state.code]
    desktop.press(Key.Key_S)
    assert workshop.printed == [("sheet", COUNTER_PRINTER)]
    scan(desktop, workshop, DIGITS)
    pictures.append(home.at_guide.state.code)
    assert len(set(pictures)) == 2
    assert all(pictures)
    desktop.press(Key.Key_N, Key.Key_N)
    at = home.at_guide.state.at
    assert at is not None
    assert at.verdict(Item.SCANNER) is Verdict.WRONG
    assert home.at_guide.state.code == b""


def test_a_set_counter_asks_for_the_manager_first(desktop: Desktop, workshop: Workshop) -> None:
    desktop.press(Key.Key_F12, Key.Key_G)
    assert "改设置要店长同意" in desktop.text
    desktop.press(Key.Key_Escape)
    assert "哪一台" not in desktop.text
    desktop.press(Key.Key_G)
    desktop.write("808080")
    assert "哪一台是小票机" in desktop.text


def test_going_on_with_a_guide_after_leaving_needs_the_word_again(
    desktop: Desktop, workshop: Workshop
) -> None:
    desktop.press(Key.Key_F12, Key.Key_G)
    desktop.write("808080")
    desktop.press(Key.Key_Return, Key.Key_Y)
    home = desktop.window.settings
    assert home is not None
    assert step(home) is Step.CHINESE
    desktop.press(Key.Key_F1, Key.Key_F12)
    assert "改设置要店长同意" in desktop.text
    desktop.press(Key.Key_Escape)
    assert "显示与声音" in desktop.text
    desktop.press(Key.Key_G)
    desktop.write("808080")
    assert "中文看得清吗" in desktop.text


def test_a_scan_before_the_lesson_is_not_taken_for_one_in_it(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    bare.timing = QUICK
    desktop.press(Key.Key_F1, Key.Key_F12, Key.Key_Escape)
    assert step(first) is Step.SCANNER
    desktop.window.scanned("6901234567892")
    settle()
    assert bare.settings.scanner.wedge_gap_ms == 50, "nothing was typed: nothing was measured"


def test_what_cannot_be_kept_is_said(first: SettingsHome, desktop: Desktop, bare: Workshop) -> None:
    bare.disk_full = True
    through(desktop, bare)
    assert "没能保存" in desktop.text
    assert bare.settings.printers == ()


def test_signing_out_ends_the_lesson(first: SettingsHome, desktop: Desktop, bare: Workshop) -> None:
    desktop.press(Key.Key_Escape)
    assert bare.taught[-1] == 120
    desktop.script.answers["start"] = replace(desktop.script.desk().start(), clerk=None)
    desktop.window.begin()
    settle()
    assert bare.taught[-1] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        (" 192.168.1.50:9101 ", ("192.168.1.50", 9101)),
        ("192.168.1.50：9101", ("192.168.1.50", 9101)),
        ("", None),
        (":9100", None),
        ("192.168.1.50:0", None),
        ("192.168.1.50:x", None),
        ("192.168.1.50:99999", None),
        ("http://192.168.1.50", None),
        ("a b", None),
    ],
)
def test_addresses(text: str, found: tuple[str, int] | None) -> None:
    printer = printer_at_address(text)
    assert (None if printer is None else (printer.host, printer.port)) == found


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("tongue", Tongue)
def test_no_question_is_cut(
    first: SettingsHome, desktop: Desktop, bare: Workshop, tongue: Tongue, size: tuple[int, int]
) -> None:
    desktop.window.resize(*size)
    desktop.language.set(tongue)
    settle()
    seen = set[Step]()

    def look() -> None:
        seen.add(step(first))
        assert [one.text for one in shown_words(desktop.window) if one.cut] == [], step(first)

    look()
    for key in (Key.Key_Return, Key.Key_Y, Key.Key_Y, Key.Key_1, Key.Key_Y):
        desktop.press(key)
        look()
    for text in (
        TEST_CODE,
        NATIVE_CODE,
        "6901234567892",
        DIGITS[:12],
        LETTERS.lower(),
        LENGTH[:-4],
    ):
        scan(desktop, bare, text)
        look()
    assert seen == set(Step) - {Step.PRINTING}


def at_the_scanner(desktop: Desktop, workshop: Workshop) -> None:
    desktop.press(Key.Key_Return, Key.Key_Y, Key.Key_Y, Key.Key_1, Key.Key_Y)
    for text in (TEST_CODE, NATIVE_CODE):
        scan(desktop, workshop, text)


def test_the_sheet_of_a_maker_is_printed_by_keys_and_the_maker_remembered(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    at_the_scanner(desktop, bare)
    assert step(first) is Step.SCANNER
    desktop.press(Key.Key_S)
    for name in ("得利捷", "新大陆", "霍尼韦尔", "别的牌子"):
        assert name in desktop.text
    desktop.press(Key.Key_Down, Key.Key_Return)
    assert bare.printed[-1][0] == "sheet netum"
    assert bare.kept[-1].scanner.maker == "netum"
    assert "照设置单做完" in desktop.text
    assert step(first) is Step.SCANNER, "the scanner is still to be tried"
    bare.found = FoundDevices((LABELS,), (replace(SCANNER, name="NLS in serial mode"),))
    desktop.press(Key.Key_R)
    assert "NLS in serial mode" in desktop.text
    desktop.press(Key.Key_Return)
    kept = bare.kept[-1].scanner
    assert (kept.vid, kept.maker) == (SCANNER.vid, "netum")


def test_esc_from_the_makers_leads_back_and_a_scan_goes_on(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    at_the_scanner(desktop, bare)
    desktop.press(Key.Key_S, Key.Key_Escape)
    assert step(first) is Step.SCANNER
    assert "扫码枪是哪家的" not in desktop.text
    assert not [what for what, _ in bare.printed if what.startswith("sheet")]
    desktop.press(Key.Key_S)
    scan(desktop, bare, "6901234567892")
    assert step(first) is Step.DIGITS


def test_a_sheet_that_does_not_print_says_why(
    first: SettingsHome, desktop: Desktop, bare: Workshop
) -> None:
    at_the_scanner(desktop, bare)
    bare.results = [PrintResult(JobState.FAILED, PrintFault.NO_PAPER)]
    desktop.press(Key.Key_S, Key.Key_Return)
    assert "没打印 · 缺纸" in desktop.text
    assert step(first) is Step.SCANNER
