"""Which key does what on the counter page, as one pure function of the key and the state."""

from PySide6.QtCore import Qt

from app.ui.counter.state import (
    Act,
    Changed,
    Choosing,
    CounterState,
    Did,
    MemberOpen,
    Moved,
    PickupOpen,
    RefusedOpen,
    SetTo,
)

_EVERYWHERE = {
    Qt.Key.Key_Return: Did.CONFIRMED,
    Qt.Key.Key_Enter: Did.CONFIRMED,
    Qt.Key.Key_Escape: Did.CLEARED,
    Qt.Key.Key_F8: Did.TOOK_OFFER,
    Qt.Key.Key_F9: Did.DECLINED_OFFER,
}
_TROUBLE = {Qt.Key.Key_F7: Did.PRINTED_AGAIN, Qt.Key.Key_F11: Did.DROPPED_PRINT}
_CONTROL = {
    Qt.Key.Key_Z: Did.ASKED_UNDO,
    Qt.Key.Key_P: Did.ASKED_REPRINT,
    Qt.Key.Key_D: Did.ASKED_DRAWER,
    Qt.Key.Key_E: Did.ASKED_DATA,
    Qt.Key.Key_T: Did.ASKED_PHONE,
}
_ON_ORDER: dict[Qt.Key, Act] = {
    Qt.Key.Key_Space: Did.TOGGLED,
    Qt.Key.Key_P: Did.WENT_PARTIAL,
    Qt.Key.Key_W: Did.REPORTED_PROBLEM,
    Qt.Key.Key_Plus: Changed(1),
    Qt.Key.Key_Equal: Changed(1),
    Qt.Key.Key_Minus: Changed(-1),
}
_ARROWS = {Qt.Key.Key_Up: Moved(-1), Qt.Key.Key_Down: Moved(1)}


def act_of(key: Qt.Key, text: str, *, control: bool, state: CounterState) -> Act | None:
    """What this key means now; None = it may start typing, or belongs to the window."""
    if control:
        if key == Qt.Key.Key_M and isinstance(state.card, RefusedOpen):
            return Did.ASKED_OVERRIDE
        return _CONTROL.get(key)
    if key in _EVERYWHERE:
        return _EVERYWHERE[key]
    if state.troubles and key in _TROUBLE:
        return _TROUBLE[key]
    digit = int(text) if len(text) == 1 and text.isascii() and text.isdigit() else None
    match state.card:
        case PickupOpen(partial=partial):
            if partial and digit is not None:
                return SetTo(digit)
            return _ON_ORDER.get(key) or _ARROWS.get(key)
        case Choosing(choices=choices):
            if digit is not None and 1 <= digit <= min(9, len(choices)):
                return SetTo(digit)
            return _ARROWS.get(key)
        case MemberOpen():
            return _ARROWS.get(key)
        case _:
            return None


def hint_of(state: CounterState) -> str:
    """The key that starts typing, as the scan bar shows it."""
    return "/" if isinstance(state.card, PickupOpen | Choosing) else ""
