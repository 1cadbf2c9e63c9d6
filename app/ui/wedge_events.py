"""Qt's key events as the wedge rule sees them: what kind of key, which one, and a copy that lasts."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.domain.wedge import Kind

GS: Final = "\x1d"
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_END_TEXTS: Final = frozenset({"\r", "\n"})
"""Also as Ctrl+M and Ctrl+J, which some scanners send."""
_MODIFIER_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
    }
)
Button = int
"""One physical key: its scan code, or its Qt code (negative) where an event has none."""


def is_alt_code(event: QKeyEvent) -> bool:
    """A digit of an Alt code: Windows makes the character when Alt is let go, and some scanners type nothing else. It gives no
    text of its own, and no page has a use for it: a PIN or a choice must not take it."""
    alt = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    return event.modifiers() == alt and event.key() != Qt.Key.Key_Enter


def kind_of(event: QKeyEvent) -> Kind | None:
    """None for a modifier key by itself. Printable text with Ctrl and Alt together is AltGr's and is a character."""
    if event.key() in _MODIFIER_KEYS:
        return None
    if event.isAutoRepeat():
        return Kind.OTHER
    if is_alt_code(event):
        return Kind.CHARACTER
    chord = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    if (event.key() in _ENDS and not chord) or event.text() in _END_TEXTS:
        return Kind.END
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if event.text() == GS or (
        event.text() and event.text().isprintable() and (not chord or chord == alt_gr)
    ):
        return Kind.CHARACTER
    return Kind.OTHER


def button_of(event: QKeyEvent) -> Button:
    return event.nativeScanCode() or -event.key()


def copy_of(event: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    """A value of our own: Qt's event dies when its delivery ends."""
    copy = QKeyEvent(
        kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
