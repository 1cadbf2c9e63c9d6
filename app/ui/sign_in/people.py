"""What the sign-in page and the lock page have in common: the keys that choose a person and type a PIN, and the people as
numbered rows."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui import words
from app.ui.sign_in.state import SignInState
from app.ui.widgets.painted import Ink, Painted

ROW = 56


class PersonPage(Painted):
    """Keys only; a number chooses while nobody is chosen, and is a digit of the PIN afterwards."""

    typed = Signal(str)
    moved = Signal(int)
    chose = Signal(int)
    confirmed = Signal()
    erased = Signal()
    went_back = Signal()

    def rest(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, event: QKeyEvent) -> bool:
        """True = it was one of these keys."""
        key, text = event.key(), event.text()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if len(text) == 1 and text.isascii() and text.isdigit():
            self.typed.emit(text)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
        elif key == Qt.Key.Key_Backspace:
            self.erased.emit()
        elif key == Qt.Key.Key_Escape:
            self.went_back.emit()
        else:
            return False
        return True


def first_shown(state: SignInState, fits: int) -> int:
    """The person on the first row, when only so many fit."""
    return max(0, state.cursor - fits + 1)


def draw_people(ink: Ink, area: QRectF, state: SignInState, fits: int) -> None:
    first = first_shown(state, fits)
    for place, clerk in enumerate(state.people[first : first + fits]):
        index = first + place
        row = QRectF(area.left(), area.top() + place * ROW, area.width(), ROW - 8)
        chosen = index == state.chosen
        ink.box(row, "accent_soft" if chosen else "well", 12, None if chosen else "line")
        if state.chosen is None and index == state.cursor:
            ink.frame(row, "accent", 12, 2)
        if index < 9:
            ink.key(row.left() + 12, row.center().y(), str(index + 1))
        role = words.role(clerk.role)
        width = ink.width(role, "body") + 2
        name = QRectF(row.left() + 52, row.top(), row.width() - 72 - width, row.height())
        ink.text(name, clerk.name, "goods", "accent_deep" if chosen else "ink")
        ink.text(
            QRectF(row.right() - 14 - width, row.top(), width, row.height()),
            role,
            "body",
            "ink_soft",
        )
