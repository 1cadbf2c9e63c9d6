"""The enrolment screen: HQ's address and its one-time code, what is happening, and errors for the person standing there."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.code_field import CodeField
from app.ui.enrol.sentences import Failed, of_failure
from app.ui.jobs import Jobs
from app.ui.look import Look
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

T = TypeVar("T")
CODE_LENGTH = 8


class EnrolScreen(Painted, Generic[T]):
    """`enrol` blocks on the network and runs as a job; `done` gets its result."""

    def __init__(
        self,
        look: Look,
        *,
        jobs: Jobs,
        enrol: Callable[[str, str], T],
        done: Callable[[T], None],
        address: str = "https://",
    ) -> None:
        super().__init__(look)
        self._jobs = jobs
        self._enrol = enrol
        self._done = done
        self._busy = False
        self._failed: Failed | None = None
        self.setMinimumSize(720, 480)
        self.resize(1366, 768)
        self.setWindowTitle("团柜")
        self.address = CodeField(address, self)
        self.code = CodeField(self)
        self.code.setMaxLength(20)
        for field in (self.address, self.code):
            field.setFixedHeight(52)
            field.installEventFilter(self)
        self._go = ActionButton(look, kind="primary")
        self._go.clicked.connect(self._start)
        buttons = QHBoxLayout()
        buttons.addWidget(self._go)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.address)
        self._column.addSpacing(40)
        self._column.addWidget(self.code)
        self._column.addStretch(1)
        self._column.addLayout(buttons)
        self._retranslate()
        self.code.setFocus()

    def _start(self) -> None:
        address, code = self.address.text().strip(), bare(self.code.text())
        if self._busy:
            return
        if len(code) != CODE_LENGTH:
            self._show(Failed.CODE_LENGTH)
            self.code.setFocus()
            return
        self._busy, self._failed = True, None
        self._retranslate()
        self._jobs.run(
            lambda: _attempt(self._enrol, address, code),
            self._answered,
            lambda: self._show(Failed.UNEXPECTED),
        )

    def _answered(self, answer: "T | Failed") -> None:
        if isinstance(answer, Failed):
            self._show(answer)
        else:
            self._done(answer)

    def _show(self, failed: Failed) -> None:
        self._busy, self._failed = False, failed
        self._retranslate()

    def _retranslate(self) -> None:
        self.address.setAccessibleName(translate("Enrol", "Address of headquarters"))
        self.code.setAccessibleName(translate("Enrol", "One-time code"))
        self.code.setPlaceholderText("XXXX-XXXX")
        self._go.say(
            translate("Enrol", "Asking headquarters …")
            if self._busy
            else translate("Enrol", "Enrol this counter"),
            "Enter",
        )
        self._go.setEnabled(not self._busy)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on, ↑↓ between the two fields; Esc does nothing here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._start()
                    return True
                case Qt.Key.Key_Up:
                    self.address.setFocus()
                    return True
                case Qt.Key.Key_Down:
                    self.code.setFocus()
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def scanned(self, text: str) -> None:
        """The code as a QR picture."""
        self.code.setText(bare(text)[:CODE_LENGTH])
        self._start()

    def draw(self, ink: Ink) -> None:
        ink.fill(self.box(), "paper")
        whole = self.box()
        width, height = min(620.0, whole.width() - 40), min(500.0, whole.height() - 40)
        area = QRectF(
            round((whole.width() - width) / 2), round((whole.height() - height) / 2), width, height
        )
        ink.card(area)
        left, inner = area.left() + 32, width - 64
        self._column.setContentsMargins(
            round(left),
            round(area.top() + 148),
            round(left),
            round(whole.height() - area.bottom() + 26),
        )
        ink.icon("store", left, area.top() + 28, 36, "accent")
        title = translate("Enrol", "Make this PC a counter")
        ink.text(QRectF(left + 52, area.top() + 22, inner - 52, 48), title, "heading")
        hint = translate(
            "Enrol", "Headquarters gives you an address and a code that lives ten minutes."
        )
        ink.text(QRectF(left, area.top() + 76, inner, 26), hint, "body", "ink_soft")
        first = translate("Enrol", "Address of headquarters")
        ink.text(QRectF(left, area.top() + 116, inner, 26), first, "body_bold")
        second = translate("Enrol", "One-time code")
        ink.text(QRectF(left, area.top() + 208, inner, 26), second, "body_bold")
        if self._failed is not None:
            failure = of_failure(self._failed)
            top = area.top() + 304
            ink.text(QRectF(left, top, inner, 26), failure.title, "strong", "danger")
            ink.paragraph(QRectF(left, top + 28, inner, 50), failure.advice, "body", "ink_soft")


def bare(text: str) -> str:
    """`abcd-efgh` → `ABCDEFGH`."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def _attempt(enrol: Callable[[str, str], T], address: str, code: str) -> "T | Failed":
    """On the lane: the errors of enrolment are answers, everything else is our bug and goes the jobs' way."""
    from sync.enrol import (
        AppTooOld,
        BadAddress,
        CodeRefused,
        EnrolError,
        HqTooOld,
        HqUnreachable,
        TooManyTries,
    )

    try:
        return enrol(address, code)
    except EnrolError as error:
        for kind, failed in (
            (CodeRefused, Failed.CODE_REFUSED),
            (TooManyTries, Failed.TOO_MANY),
            (HqUnreachable, Failed.UNREACHABLE),
            (BadAddress, Failed.BAD_ADDRESS),
            (AppTooOld, Failed.TOO_OLD),
            (HqTooOld, Failed.HQ_TOO_OLD),
        ):
            if isinstance(error, kind):
                return failed
        return Failed.UNEXPECTED
