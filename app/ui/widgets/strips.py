"""Thin painted things: a strip with one sentence and its key, a row of key hints, a notice that goes by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look import Look
from app.ui.theme import Tone
from app.ui.widgets.painted import Ink, Painted

NOTICE_MS = 5000


class Strip(Painted):
    """An icon, a sentence in a tone, and the key that follows it."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._words = ""
        self._key = ""
        self._icon = ""
        self._tone = Tone.INFO
        self.setFixedHeight(44)
        self.hide()

    def say(self, words: str, *, tone: Tone, icon: str, key: str = "") -> None:
        """Empty words hide the strip."""
        self.setVisible(bool(words))
        if (words, tone, icon, key) != (self._words, self._tone, self._icon, self._key):
            self._words, self._tone, self._icon, self._key = words, tone, icon, key
            self.setAccessibleName(words)
            self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.box(area, f"{self._tone.value}_soft", 10)
        ink.icon(self._icon, 14, area.center().y() - 10, 20, f"{self._tone.value}_deep")
        key = ink.key_width(self._key)
        room = area.width() - 44 - 14 - (key + 10 if key else 0)
        ink.text(
            QRectF(44, 0, room, area.height()), self._words, "body_bold", f"{self._tone.value}_deep"
        )
        if key:
            ink.key(area.right() - 14 - key, area.center().y(), self._key)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.pressed.emit()


class KeyHints(Painted):
    """`Enter 确认  Esc 清空 …`; hints that do not fit any more are left out from the end."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._hints: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(300, 32)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(60, 32)

    def draw(self, ink: Ink) -> None:
        left, middle = 0.0, self.height() / 2
        for key, word in self._hints:
            needed = ink.key_width(key) + 6 + ink.width(word, "caption")
            if left + needed > self.width():
                break
            left += ink.key(left, middle, key) + 6
            left += ink.text(
                QRectF(left, 0, self.width() - left, self.height()), word, "caption", "ink_soft"
            )
            left += 22


class NoticeLine(Painted):
    """One short sentence over the page, gone after five seconds. It takes no key and no focus."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._over = parent
        self._words = ""
        self._tone = Tone.NEUTRAL
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        return self._words if self.isVisibleTo(self._over) else ""

    def say(self, words: str, tone: Tone) -> None:
        """Empty words take it away."""
        self._words, self._tone = words, tone
        if not words:
            self.hide()
            return
        width = self.look.theme.type("body_bold").width(words) + 72
        parent = self._over
        self.resize(min(round(width), parent.width() - 40), 48)
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 24)
        self.show()
        self.raise_()
        self.update()
        self._timer.start(NOTICE_MS)

    def draw(self, ink: Ink) -> None:
        area = self.box()
        icons = {
            Tone.OK: "circle-check",
            Tone.WARN: "circle-alert",
            Tone.DANGER: "circle-x",
            Tone.INFO: "info",
            Tone.NEUTRAL: "info",
        }
        tone = self._tone.value
        ink.box(area, f"{tone}_soft", 24, tone)
        ink.icon(icons[self._tone], 18, area.center().y() - 11, 22, f"{tone}_deep")
        room = QRectF(50, 0, area.width() - 66, area.height())
        ink.text(room, self._words, "body_bold", f"{tone}_deep")
