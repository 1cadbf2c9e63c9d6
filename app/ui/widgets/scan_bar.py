"""The scan bar: what is typed before it is submitted, a place to look at, and the tone of the last result.

Its field has no input method; names in Chinese are looked up on the pickups page.
"""

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.code_field import CodeField
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate


class ScanBar(Painted):
    """`submitted` with the text on Enter, `confirmed` on Enter without any, `left` on Esc (True = there was text)."""

    submitted = Signal(str)
    confirmed = Signal()
    left = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tone: Tone | None = None
        self._hint = ""
        self.field = CodeField(self)
        self.field.setProperty("kind", "bare")
        self.field.setMaxLength(1024)
        self.field.setFrame(False)
        self.field.setFont(look.theme.type("lead").font)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.update)
        row = QHBoxLayout(self)
        row.setContentsMargins(60, 4, 130, 4)
        row.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(64)
        self._retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(600, 64)

    def set_compact(self, *, compact: bool) -> None:
        self.setFixedHeight(50 if compact else 64)
        super().set_compact(compact=compact)

    def set_tone(self, tone: Tone | None, hint: str) -> None:
        """The edge takes the tone of the result; `hint` names the key that starts typing."""
        if (tone, hint) != (self._tone, self._hint):
            self._tone, self._hint = tone, hint
            self.update()

    def type_first(self, event: QKeyEvent) -> None:
        """A key pressed elsewhere begins the text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if event.text().isprintable():
            self.field.insert(event.text())

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        self.field.clear()

    @property
    def has_text(self) -> bool:
        return bool(self.field.text())

    def _submit(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        if text:
            self.submitted.emit(text)
        else:
            self.confirmed.emit()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802, ANN401 - Qt's signature
        """Enter and Esc end here: a line edit would pass Enter on to the page, which would confirm as well."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                    self._submit()
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    had_text = self.has_text
                    self.field.clear()
                    self.left.emit(had_text)
                    return True
        elif watched is self.field and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.field.setAccessibleName(translate("ScanBar", "Scan or type a code"))

    def draw(self, ink: Ink) -> None:
        area = self.box()
        radius = ink.theme.radius["card"]
        tone = self._tone or Tone.OK
        ink.box(area, f"{tone.value}_soft", radius + 2)
        inner = area.adjusted(2, 2, -2, -2)
        ink.box(inner, "card", radius)
        ink.frame(inner, tone.value, radius, 2)
        ink.icon("scan-barcode", 20, area.center().y() - 13, 26, tone.value)
        if not self.field.text():
            space = QRectF(60, 0, area.width() - 60 - 130, area.height())
            words = translate(
                "ScanBar",
                "Scan a member code, pickup code or product, or type a phone, its last 4 or a pickup number",
            )
            if ink.width(words, "lead") > space.width():
                words = translate("ScanBar", "Scan, or type a phone, last 4 or pickup number")
            ink.text(space, words, "lead", "ink_faint")
        key, word = (
            ("Enter", "") if self.field.text() else ("", translate("ScanBar", "any key types"))
        )
        if self._hint and not self.field.text():
            key, word = self._hint, translate("ScanBar", "to type")
        at = area.right() - 20 - ink.width(word, "caption")
        ink.text(
            QRectF(at, 0, ink.width(word, "caption") + 1, area.height()),
            word,
            "caption",
            "ink_faint",
        )
        if key:
            ink.key(at - ink.key_width(key) - (6 if word else 0), area.center().y(), key)
