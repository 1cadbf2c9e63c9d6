"""Hands on the settings page: to a field, into it, and a manager's PIN."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.settings.fields import fields_of
from app.ui.settings.home import SettingsHome
from tests.ui.conftest import Desktop, settle

Key = Qt.Key


def go_to(desktop: Desktop, home: SettingsHome, name: str) -> None:
    """The arrow onto this field."""
    state = home.at_fields.state
    names = [each.name for each in fields_of(state.section, state.settings, state.which)]
    for _ in range(30):
        desktop.press(Key.Key_Up)
    for _ in range(names.index(name)):
        desktop.press(Key.Key_Down)
    assert home.at_fields.field is not None
    assert home.at_fields.field.name == name


def typed(desktop: Desktop, text: str) -> None:
    desktop.press(Key.Key_Return)
    editor = desktop.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    desktop.write(text)
    desktop.press(Key.Key_Return)


def approve(desktop: Desktop) -> None:
    desktop.write("808080")
    settle()


def ime_enabled(field: QLineEdit) -> bool:
    """Whether an input method may take the keys of this field."""
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))
