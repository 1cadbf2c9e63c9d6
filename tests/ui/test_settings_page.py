"""The settings page by keys alone: what is changed is checked, needs a manager where receipts hang on it, is kept and followed,
and what cannot be kept is as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.actions.outcomes import NotAllowed, PinLocked, PinWrong
from app.actions.ports import PrintResult
from app.domain.receipts import JobState, PrintFault
from app.settings import DrawerSettings, ScannerSettings, Settings
from app.ui.frame.rail import Page
from app.ui.language import Tongue
from app.ui.settings.fields import (
    FIELDS,
    Section,
    Shape,
    fields_of,
    parsed,
    printer_at,
    turned,
    with_value,
)
from app.ui.settings.home import SettingsHome
from app.ui.settings.state import Moved, Note
from tests.builders import NOW
from tests.ui import samples
from tests.ui.conftest import SCREENS, Desktop, settle, shown_words
from tests.ui.settings_hands import approve, go_to, typed
from tests.ui.workshop import COUNTER_PRINTER, LABELS, Workshop

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def home(desktop: Desktop) -> SettingsHome:
    desktop.press(Key.Key_F12)
    assert desktop.window.settings is not None
    return desktop.window.settings


def test_it_is_made_when_it_is_first_opened_and_every_section_has_its_number(
    desktop: Desktop,
) -> None:
    assert desktop.window.settings is None
    desktop.press(Key.Key_F12)
    assert desktop.window.page is Page.SETTINGS
    for key, words in (
        (Key.Key_2, "自提小票"),
        (Key.Key_3, "两键之间最长间隔"),
        (Key.Key_4, "静音"),
        (Key.Key_5, "给收银机的端口"),
        (Key.Key_1, "192.168.1.50"),
    ):
        desktop.press(key)
        assert words in desktop.text
    assert "F12" in desktop.text
    desktop.press(Key.Key_F1)
    assert "全部设置" not in desktop.text


def test_what_receipts_hang_on_needs_a_manager_once_a_visit(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    go_to(desktop, home, "printer.mode")
    desktop.press(Key.Key_Right)
    assert "改设置要店长同意" in desktop.text
    assert workshop.kept == []
    workshop.pin_answers = [PinWrong(4), PinLocked(NOW + timedelta(minutes=1))]
    approve(desktop)
    assert "还能试 4 次" in desktop.text
    approve(desktop)
    assert "已锁定" in desktop.text
    desktop.press(Key.Key_Escape)
    assert "改设置要店长同意" not in desktop.text
    assert workshop.kept == []
    desktop.press(Key.Key_Right)
    approve(desktop)
    assert [each.printer.mode for each in workshop.kept] == ["utf8"]
    desktop.press(Key.Key_Right)
    assert [each.printer.mode for each in workshop.kept] == ["utf8", "image"]
    assert home.at_fields.state.note is Note.KEPT
    desktop.press(Key.Key_F1, Key.Key_F12, Key.Key_Right)
    assert "改设置要店长同意" in desktop.text, "the word is gone with the page"


def test_somebody_who_is_no_manager_is_not_enough(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.pin_answers = [NotAllowed()]
    go_to(desktop, home, "printer.cut")
    desktop.press(Key.Key_Return)
    approve(desktop)
    assert "不能做这件事" in desktop.text or "权限" in desktop.text
    assert workshop.kept == []


def test_the_manager_at_the_counter_needs_no_pin(desktop: Desktop, workshop: Workshop) -> None:
    desktop.window.begin_with(replace(samples.START, clerk=samples.LAO_HE))
    settle()
    desktop.press(Key.Key_F12)
    home = desktop.window.settings
    assert home is not None
    go_to(desktop, home, "printer.cut")
    desktop.press(Key.Key_Return)
    assert [each.printer.cut for each in workshop.kept] == [False]


def test_an_answer_to_a_pin_after_the_page_was_left_changes_nothing(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    go_to(desktop, home, "printer.cut")
    desktop.press(Key.Key_Return)
    workshop.lane.held = True
    approve(desktop)
    home.hidden()
    workshop.lane.drain()
    settle()
    assert workshop.kept == []


def test_appearance_language_and_sound_are_anybody_s_and_at_once(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_4, Key.Key_Right)
    desktop.press(Key.Key_Down, Key.Key_Right)
    desktop.press(Key.Key_Down, Key.Key_Return)
    kept = workshop.kept[-1]
    assert (kept.theme, kept.language, kept.mute) == ("dark", "en", True)
    assert workshop.settings == kept


def test_what_takes_a_restart_says_so(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_4)
    go_to(desktop, home, "time_zone")
    desktop.press(Key.Key_Return)
    approve_first = "改设置要店长同意" in desktop.text
    assert not approve_first, "typing is free; keeping is not"
    editor = desktop.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("Mars/Olympus")
    desktop.press(Key.Key_Return)
    assert "没有这个时区" in desktop.text
    editor.setText("Asia/Urumqi")
    desktop.press(Key.Key_Return)
    approve(desktop)
    assert workshop.kept[-1].time_zone == "Asia/Urumqi"
    assert "下次启动柜台时生效" in desktop.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("printer.host", "tcp://x"),
        ("printer.port", "0"),
        ("printer.port", "９１００"),
        ("printer.port", "99999999999"),
        ("scanner.vid", "xyz"),
        ("bridge.silence_ms", "-1"),
    ],
)
def test_a_bad_value_is_told_and_kept_nowhere(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, name: str, text: str
) -> None:
    section = {"printer": Key.Key_1, "scanner": Key.Key_3, "bridge": Key.Key_5}
    desktop.press(section[name.split(".", maxsplit=1)[0]])
    go_to(desktop, home, name)
    before = workshop.settings
    desktop.press(Key.Key_Return)
    editor = desktop.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    desktop.press(Key.Key_Return)
    assert home.at_fields.state.note is Note.BAD_VALUE
    assert home.at_fields.state.editing
    desktop.press(Key.Key_Escape)
    assert not home.at_fields.state.editing
    assert workshop.settings == before
    assert workshop.kept == []
    assert desktop.window.focusWidget() is home.fields


def test_an_address_is_typed_and_printed_to(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    go_to(desktop, home, "printer.host")
    typed(desktop, "10.0.0.9")
    approve(desktop)
    assert workshop.kept[-1].printer.host == "10.0.0.9"
    desktop.press(Key.Key_T)
    assert workshop.printed == [("test", replace(COUNTER_PRINTER, host="10.0.0.9"))]
    assert home.at_fields.state.note is Note.PRINTED


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (PrintResult(JobState.FAILED, PrintFault.NO_PAPER), "缺纸"),
        (PrintResult(JobState.FAILED, PrintFault.UNREACHABLE), "线插好了吗"),
        (PrintResult(JobState.UNKNOWN, PrintFault.BROKE_OFF), "看看纸上有没有"),
        (PrintResult(JobState.CONFIRMED), "已发给小票机"),
    ],
)
def test_a_test_page_ends_in_plain_words(
    desktop: Desktop, home: SettingsHome, workshop: Workshop, result: PrintResult, words: str
) -> None:
    workshop.results = [result]
    desktop.press(Key.Key_T)
    assert words in desktop.text


def test_nothing_is_printed_twice_while_it_prints(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.lane.held = True
    desktop.press(Key.Key_T, Key.Key_T, Key.Key_T)
    assert "正在打印" in desktop.text
    workshop.lane.drain()
    settle()
    assert len(workshop.printed) == 1


def test_a_second_printer_comes_and_goes(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_A)
    approve(desktop)
    assert [each.roles for each in workshop.settings.printers] == [
        ("receipts", "labels"),
        ("labels",),
    ]
    assert "2/2" in desktop.text
    desktop.press(Key.Key_T)
    assert home.at_fields.state.note is Note.NO_PRINTER
    desktop.press(Key.Key_Delete)
    assert workshop.settings.printers == (COUNTER_PRINTER,)
    desktop.press(Key.Key_Delete)
    assert not workshop.settings.printers
    desktop.press(Key.Key_Delete)
    assert not workshop.kept[-1].printers


def test_a_full_disk_leaves_everything_as_it_was(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    before = workshop.settings
    workshop.disk_full = True
    desktop.press(Key.Key_4, Key.Key_Right)
    assert "一切照旧" in desktop.text
    assert workshop.settings == before
    assert home.at_fields.state.settings == before
    desktop.press(Key.Key_D)
    assert home.at_fields.state.note is Note.NOT_KEPT


def test_many_quick_changes_are_kept_in_one_and_the_newest_wins(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.lane.held = True
    desktop.press(Key.Key_3)
    for _ in range(5):
        desktop.press(Key.Key_Right)
    workshop.lane.held = False
    workshop.lane.drain()
    settle()
    assert len(workshop.kept) == 2
    assert workshop.kept[-1].scanner.wedge_gap_ms == 100
    assert home.at_fields.state.settings == workshop.settings == workshop.kept[-1]


def test_a_look_turned_in_the_menu_meanwhile_is_not_lost(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.settings = replace(workshop.settings, theme="dark")
    desktop.press(Key.Key_3, Key.Key_Right)
    assert workshop.kept[-1].theme == "dark"


def test_the_doctor_says_where_the_report_is(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_D)
    assert "doctor-report.txt" in desktop.text
    (facts,) = workshop.examined
    assert any("scale" in line for line in facts.screens)


def test_a_scan_goes_to_the_counter_from_here_too(desktop: Desktop, home: SettingsHome) -> None:
    desktop.scan(samples.found())
    assert desktop.window.page is Page.COUNTER


@pytest.mark.parametrize("section", Section)
def test_every_choice_of_every_field_may_be_kept(section: Section) -> None:
    settings = Settings(printers=(COUNTER_PRINTER, LABELS))
    for field in FIELDS[section]:
        for value in field.values:
            changed = with_value(settings, field, 1, value)
            assert printer_at(changed, 0) == COUNTER_PRINTER
            steps = {turned(changed, field, 1, 1) for _ in range(1)}
            assert steps <= set(field.values) | {True, False}
    for field in FIELDS[section]:
        if field.shape is Shape.NUMBER:
            assert parsed(field, "x") is parsed(field, "") is parsed(field, "9" * 50) is None


LONG = ScannerSettings(port="/dev/serial/by-id/usb-Newland_NLS-HR22", maker="honeywell")


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("section", [Key.Key_1, Key.Key_3, Key.Key_4, Key.Key_5])
def test_nothing_is_cut(
    desktop: Desktop,
    home: SettingsHome,
    workshop: Workshop,
    section: Key,
    tongue: Tongue,
    size: tuple[int, int],
) -> None:
    desktop.window.resize(*size)
    desktop.language.set(tongue)
    workshop.settings = Settings(
        printers=(COUNTER_PRINTER, LABELS), drawer=DrawerSettings(pin=2), scanner=LONG
    )
    desktop.press(Key.Key_F1, Key.Key_F12, section)
    state = home.at_fields.state
    for _ in fields_of(state.section, state.settings, state.which)[::2]:
        assert [one.text for one in shown_words(desktop.window) if one.cut] == []
        home.at_fields.act(Moved(2))


def test_the_sheet_is_of_the_maker_chosen(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    workshop.settings = Settings(printers=(COUNTER_PRINTER,))
    desktop.press(Key.Key_F1, Key.Key_F12, Key.Key_3)
    desktop.press(Key.Key_S)
    go_to(desktop, home, "scanner.maker")
    desktop.press(Key.Key_Right, Key.Key_S)
    assert [what for what, _ in workshop.printed] == ["sheet", "sheet datalogic"]
    assert workshop.kept[-1].scanner.maker == "datalogic"


def test_a_camera_is_chosen_among_those_of_this_pc(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_4)
    go_to(desktop, home, "camera.name")
    for name in (*workshop.cameras, ""):
        desktop.press(Key.Key_Right)
        assert workshop.kept[-1].camera.name == name
    workshop.cameras = ()
    desktop.press(Key.Key_Right)
    assert workshop.settings.camera.name == ""


def test_the_drawer_is_asked_on_the_page_of_its_printer_alone(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    labels = replace(LABELS, roles=("labels",))
    workshop.settings = Settings(printers=(replace(COUNTER_PRINTER, roles=("receipts",)), labels))
    desktop.press(Key.Key_F1, Key.Key_F12, Key.Key_1)
    assert "开钱箱的脉冲" not in desktop.text
    go_to(desktop, home, "drawer.pin")
    desktop.press(Key.Key_Right)
    approve(desktop)
    go_to(desktop, home, "drawer.on_ms")
    desktop.press(Key.Key_Right)
    kept = workshop.kept[-1].drawer
    assert (kept.pin, kept.on_ms) == (2, 200)
    assert home.at_fields.state.note is Note.KEPT, "at once, not at the next start"
    go_to(desktop, home, "printer.which")
    desktop.press(Key.Key_Right)
    names = [each.name for each in fields_of(Section.PRINTER, workshop.settings, 1)]
    assert not [name for name in names if name.startswith("drawer")]
