"""The one-line field for codes and numbers: never under an input method. Knows nothing of what is typed into it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


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
