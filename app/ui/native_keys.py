"""Keys as X11 and Windows write them down, read into the domain's. Pure: bytes and numbers in, keys out."""

import ctypes
from typing import Final

from app.domain.raw_keys import RawKey

X11_BYTES: Final = 32
_X11_PRESS, _X11_RELEASE, _X11_SENT = 2, 3, 0x80
_X11_FIRST: Final = 8
"""X counts the kernel's key codes from here."""
MARK: Final = 0x7475616E
"""On keys we send ourselves on Windows."""
_EXTENDED, _UP = 0x01, 0x80
_INPUT_KEYBOARD, _KEYEVENTF_KEYUP = 1, 2
_FAKE: Final = 0x200
"""Windows' own Shift and Ctrl around other keys: it makes them again."""
_EXTENDED_CODES: Final = {0x1C: 96, 0x1D: 97, 0x35: 98, 0x36: 54, 0x38: 100, 0x45: 69}
_EXTENDED_OTHERS: Final = 0x100

_Word, _Wide = ctypes.c_uint32, ctypes.c_size_t


class HookedKey(ctypes.Structure):
    """Windows' `KBDLLHOOKSTRUCT`."""

    _fields_ = (("vk", _Word), ("scan", _Word), ("flags", _Word), ("at", _Word), ("extra", _Wide))


class SentKey(ctypes.Structure):
    """Windows' `INPUT` (64 bits) with a `KEYBDINPUT` in it; its union is as long as a mouse's, so there is `room`."""

    _fields_ = (
        ("kind", _Wide),
        ("vk", ctypes.c_uint16),
        ("scan", ctypes.c_uint16),
        ("flags", _Word),
        ("at", _Word),
        ("extra", _Wide),
        ("room", ctypes.c_uint64),
    )


def x11_key(event: bytes) -> RawKey | None:
    """An `xcb_key_press_event_t` (the core protocol's KeyPress, KeyRelease); None for any other event."""
    kind = event[0] & ~_X11_SENT
    if kind not in {_X11_PRESS, _X11_RELEASE}:
        return None
    return RawKey(
        at_ms=int.from_bytes(event[4:8], "little"),
        code=event[1] - _X11_FIRST,
        down=kind == _X11_PRESS,
        button=event[1],
        sent=bool(event[0] & _X11_SENT),
        origin=event,
    )


def x11_window(event: bytes) -> int:
    """The window a key event was given to."""
    return int.from_bytes(event[12:16], "little")


def windows_key(told: HookedKey) -> RawKey | None:
    """None for what is no key of a keyboard: text from a pen or a screen keyboard has no scan code."""
    if told.scan == 0 or told.scan & _FAKE:
        return None
    extended = told.flags & _EXTENDED
    code = told.scan & 0xFF
    if extended:
        code = _EXTENDED_CODES.get(code, code | _EXTENDED_OTHERS)
    return RawKey(
        at_ms=told.at,
        code=code,
        down=not told.flags & _UP,
        button=told.scan,
        sent=told.extra == MARK,
        origin=(told.vk, told.scan, extended),
    )


def windows_input(key: RawKey) -> SentKey:
    """What presses, or lets go, the same key."""
    assert isinstance(key.origin, tuple)  # noqa: S101 - every key here was read by windows_key
    vk, scan, extended = key.origin
    flags = extended | (0 if key.down else _KEYEVENTF_KEYUP)
    return SentKey(_INPUT_KEYBOARD, vk, scan, flags, 0, MARK, 0)
