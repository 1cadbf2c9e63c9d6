"""A field of the settings being typed into: its keys are its own, a scan is the counter's, and an input method is in for one
word only."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.frame.rail import Page
from app.ui.settings.fields import Section
from app.ui.settings.home import SettingsHome
from tests.ui import samples
from tests.ui.conftest import Desktop
from tests.ui.settings_hands import approve, go_to, ime_enabled, typed
from tests.ui.workshop import COUNTER_PRINTER, Workshop

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def home(desktop: Desktop) -> SettingsHome:
    desktop.press(Key.Key_F12)
    assert desktop.window.settings is not None
    return desktop.window.settings


def test_a_scan_into_a_field_goes_to_the_counter_and_the_field_is_as_it_was(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    go_to(desktop, home, "printer.name")
    desktop.press(Key.Key_Return)
    desktop.write("half a na")
    desktop.press(Key.Key_Tab)
    desktop.scan(samples.found())
    assert desktop.window.page is Page.COUNTER
    assert not ime_enabled(home.fields.words)
    desktop.press(Key.Key_F12)
    assert not home.at_fields.state.editing
    desktop.press(Key.Key_Return)
    assert home.fields.words.text() == COUNTER_PRINTER.name
    assert workshop.kept == []


def test_codes_take_no_input_method_and_names_one_for_a_word(
    desktop: Desktop, home: SettingsHome
) -> None:
    go_to(desktop, home, "printer.host")
    desktop.press(Key.Key_Return, Key.Key_Tab)
    assert not ime_enabled(home.fields.code)
    assert "输入中文" not in desktop.text
    desktop.press(Key.Key_Escape)
    go_to(desktop, home, "printer.name")
    desktop.press(Key.Key_Return)
    words = home.fields.words
    assert (words.isVisible(), ime_enabled(words)) == (True, False)
    assert "输入中文" in desktop.text
    desktop.press(Key.Key_Tab)
    assert ime_enabled(words)
    desktop.press(Key.Key_Tab)
    assert not ime_enabled(words)
    home.fields.chinese.click()
    assert ime_enabled(words)
    desktop.press(Key.Key_Tab, Key.Key_Escape)
    assert not ime_enabled(words)
    assert "输入中文" not in desktop.text


def test_a_path_is_typed_with_its_slashes(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    desktop.press(Key.Key_5)
    go_to(desktop, home, "bridge.drop_folder")
    typed(desktop, "/srv/pos")
    approve(desktop)
    assert workshop.kept[-1].bridge.drop_folder == "/srv/pos"


def test_keys_typed_into_a_field_do_nothing_else(
    desktop: Desktop, home: SettingsHome, workshop: Workshop
) -> None:
    go_to(desktop, home, "printer.name")
    desktop.press(Key.Key_Return)
    desktop.write("td 1 ga")
    assert workshop.printed == []
    assert workshop.examined == []
    assert home.at_fields.state.section is Section.PRINTER
    press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(home.fields.words, press)
    assert desktop.window.focusWidget() is home.fields.words
    desktop.press(Key.Key_Return)
    assert workshop.kept[-1].printers[0].name.endswith("td 1 ga")
