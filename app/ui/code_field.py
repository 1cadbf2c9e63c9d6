"""The one-line fields of the counter: under no input method, or under one only while a word of Chinese is typed. They know
nothing of what is typed into them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHideEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class CodeField(QLineEdit):
    """A Chinese input method swallows the digits of a scan to pick candidates. `WA_InputMethodEnabled` does not keep it
    away from a QLineEdit (Qt 6.12), this answer does (devices.md §2)."""

    def inputMethodQuery(  # noqa: N802 - Qt's name
        self, query: Qt.InputMethodQuery, argument: object = None
    ) -> object:
        """ImEnabled is False; the rest is the line edit's."""
        if query is Qt.InputMethodQuery.ImEnabled:
            return False
        if argument is None:
            return super().inputMethodQuery(query)
        return super().inputMethodQuery(query, argument)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """What an input method that is away still sends is of no word: ibus answers when it gets to it."""
        if self.inputMethodQuery(Qt.InputMethodQuery.ImEnabled):
            super().inputMethodEvent(event)


class WordField(CodeField):
    """For codes, numbers and initials, and for Chinese when it is asked for.

    An input method takes the keys before any window of ours sees them, and not every screen lets a scan be sorted out before
    (app/ui/word_keys.py). So it is let in for one word only: from `ask_chinese` until its characters are there, a scan
    comes, or the focus or the field goes.
    """

    chinese_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chinese = False

    def ask_chinese(self) -> None:
        """The next word is Chinese; the field should have the focus."""
        self._let_in(chinese=True)

    def ask_again(self) -> None:
        """As `ask_chinese`, if the focus is still here."""
        if self.hasFocus():
            self.ask_chinese()

    def stop_chinese(self) -> None:
        """The input method is away again; what it was composing is dropped."""
        self._let_in(chinese=False)

    def turn_chinese(self) -> None:
        """One key for both."""
        self._let_in(chinese=not self.chinese)

    def _let_in(self, *, chinese: bool) -> None:
        if chinese == self.chinese:
            return
        if not chinese:
            QGuiApplication.inputMethod().reset()
            super().inputMethodEvent(QInputMethodEvent())
        self.chinese = chinese
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
        self.chinese_changed.emit(chinese)

    def inputMethodQuery(  # noqa: N802 - Qt's name
        self, query: Qt.InputMethodQuery, argument: object = None
    ) -> object:
        """ImEnabled is True for one word."""
        if query is Qt.InputMethodQuery.ImEnabled:
            return self.chinese
        return super().inputMethodQuery(query, argument)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        super().inputMethodEvent(event)
        if event.commitString() and not event.preeditString():
            self.stop_chinese()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self.stop_chinese()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        self.stop_chinese()
        super().hideEvent(event)
