"""The button beside a field that takes Chinese: its key, and whether an input method is in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.code_field import WordField
from app.ui.look import Look
from app.ui.widgets.buttons import ActionButton
from app.ui.words import translate


class ChineseButton(ActionButton):
    """Lets an input method into `field` for one word, filled for as long as that lasts. `key` is what the page has for the
    same; the page hears it."""

    def __init__(
        self, look: Look, field: WordField, *, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, big=False, parent=parent)
        self._field = field
        self._shortcut = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)
        field.chinese_changed.connect(lambda on: self.set_kind("primary" if on else "plain"))
        self._retranslate()

    def _ask(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.ask_chinese()

    def _retranslate(self) -> None:
        self.say(translate("Fields", "Type Chinese"), self._shortcut)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
