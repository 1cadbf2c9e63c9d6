"""The fields of the counter: no input method between a scanner and the window, or one for a single word."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.code_field import CodeField, WordField
from tests.ui.settings_hands import ime_enabled


def test_a_code_field_takes_no_input_method(qtbot: QtBot) -> None:
    plain, code = QLineEdit(), CodeField()
    qtbot.addWidget(plain)
    qtbot.addWidget(code)
    assert ime_enabled(plain)
    assert not ime_enabled(code)
    code.setText("T-20462")
    assert code.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) == "T-20462"


def test_a_word_field_lets_an_input_method_in_for_one_word(qtbot: QtBot) -> None:
    """However it ends: with its characters, by leaving, or by being stopped."""
    field, other = WordField(), QLineEdit()
    told: list[bool] = []
    field.chinese_changed.connect(told.append)
    for widget in (field, other):
        qtbot.addWidget(widget)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    assert not ime_enabled(field)
    field.ask_chinese()
    assert ime_enabled(field)
    QCoreApplication.sendEvent(field, QInputMethodEvent("wang", []))
    assert ime_enabled(field), "still composing"
    done = QInputMethodEvent()
    done.setCommitString("王")
    QCoreApplication.sendEvent(field, done)
    assert (field.text(), ime_enabled(field)) == ("王", False)
    for end in (field.stop_chinese, field.turn_chinese, field.clearFocus, field.hide):
        field.setFocus()
        field.ask_chinese()
        end()
        assert not ime_enabled(field)
    assert told == [True, False] * 5


def test_a_word_that_is_dropped_leaves_nothing(qtbot: QtBot) -> None:
    """Neither its letters in the field, nor characters that come when the input method is long away."""
    field, other = WordField(), CodeField()
    for widget in (field, other):
        qtbot.addWidget(widget)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    start = field.cursorRect()
    field.ask_chinese()
    QCoreApplication.sendEvent(field, QInputMethodEvent("wang", []))
    assert field.cursorRect() != start
    field.stop_chinese()
    assert field.cursorRect() == start
    for late in (field, other):
        words = QInputMethodEvent("xiao", [])
        words.setCommitString("王")
        QCoreApplication.sendEvent(late, words)
    assert (field.text(), other.text(), field.cursorRect()) == ("", "", start)
