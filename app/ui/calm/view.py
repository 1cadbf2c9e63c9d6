"""A window with one calm card: a start-up that failed, or data whose key is missing. Never a stack trace."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from app.errors import Told
from app.ui.calm.sentences import Calm, of_lock, of_sentence
from app.ui.code_field import CodeField
from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

Recover = Callable[[str, Callable[[], None]], None]
"""(typed key, what to call when it is none)"""


class CalmScreen(Painted):
    """Made by `told` or `locked`."""

    def __init__(
        self,
        look: Look,
        *,
        calm: Callable[[], Calm],
        detail: str = "",
        recover: Recover | None = None,
    ) -> None:
        super().__init__(look)
        self._calm = calm
        self._detail = detail
        self._recover = recover
        self._word = ""
        self.setMinimumSize(720, 480)
        self.resize(1366, 768)
        self.setWindowTitle("团柜")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field = CodeField(self)
        self.field.setFixedHeight(52)
        self.field.setMaxLength(200)
        self._go = ActionButton(look, kind="primary")
        self._go.clicked.connect(self._unlock)
        self._close = ActionButton(look)
        self._close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._go, 2)
        buttons.addWidget(self._close, 1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self.field)
        self._column.addSpacing(40)
        self._column.addLayout(buttons)
        self.field.setVisible(recover is not None)
        self._go.setVisible(recover is not None)
        self._retranslate()
        (self.field if recover is not None else self).setFocus()

    @classmethod
    def told(cls, look: Look, told: Told) -> "CalmScreen":
        """An error of app.errors."""
        return cls(look, calm=lambda: of_sentence(told.sentence), detail=told.detail)

    @classmethod
    def locked(cls, look: Look, why: str, recover: Recover) -> "CalmScreen":
        """Data without its key: the recovery key opens it, nothing else does."""
        return cls(look, calm=lambda: of_lock(why), recover=recover)

    def _unlock(self) -> None:
        text = self.field.text().strip()
        if self._recover is None or not text or not self._go.isEnabled():
            return
        self._say(translate("Calm", "Checking …"), busy=True)
        self._recover(text, self._wrong)

    def scanned(self, text: str) -> None:
        """The recovery key as a QR picture; where no key is asked for, nothing can be scanned, and that is heard."""
        if self._recover is None or not self._go.isEnabled():
            QApplication.beep()
            return
        self.field.setText(text.strip())
        self._unlock()

    def _wrong(self) -> None:
        self._say(
            translate("Calm", "This is not the recovery key. Check it letter by letter."),
            busy=False,
        )
        self.field.selectAll()

    def _say(self, word: str, *, busy: bool) -> None:
        self._word = word
        self._go.setEnabled(not busy)
        self.update()

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(translate("Calm", "Recovery key"))
        self.field.setAccessibleName(translate("Calm", "Recovery key"))
        self._go.say(translate("Calm", "Unlock"), "Enter")
        self._close.say(translate("Calm", "Close"), "Esc")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._unlock()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def panel(self) -> QRectF:
        area = self.box()
        width, height = min(760.0, area.width() - 40), min(460.0, area.height() - 40)
        return QRectF(
            round((area.width() - width) / 2), round((area.height() - height) / 2), width, height
        )

    def draw(self, ink: Ink) -> None:
        calm = self._calm()
        ink.fill(self.box(), "paper")
        area = self.panel()
        margin = area.left() + 34
        self._column.setContentsMargins(
            round(margin), 0, round(margin - 10), round(self.height() - area.bottom() + 22)
        )
        ink.card(area, Tone.WARN)
        left, width = margin, area.right() - 24 - margin
        ink.icon(calm.icon, left, area.top() + 28, 36, "warn")
        ink.text(QRectF(left + 52, area.top() + 22, width - 52, 48), calm.title, "heading")
        top = area.top() + 88
        top += ink.paragraph(QRectF(left, top, width, 80), calm.meaning, "lead") + 14
        top += ink.paragraph(QRectF(left, top, width, 80), calm.advice, "lead", "ink_soft") + 14
        if self._detail:
            ink.text(QRectF(left, top, width, 24), self._detail, "caption", "ink_faint")
        if self._word:
            ink.text(
                QRectF(left, area.bottom() - 118, width, 26), self._word, "body_bold", "warn_deep"
            )
