"""X11's bytes and Windows' numbers, as the protocols describe them."""

import ctypes
import struct
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.domain.raw_keys import RawKey
from app.ui.native_keys import MARK, HookedKey, SentKey, windows_input, windows_key, x11_key
from app.ui.windows_keys import WindowsKeys
from app.ui.x11_keys import X11Keys

WINDOW, TIME = 0x0160000A, 4_000_000_000
EXTENDED, INJECTED, UP = 0x01, 0x10, 0x80


def x11_event(kind: int, keycode: int) -> bytes:
    """xproto.xml, KeyPress: type, keycode, sequence, time, root, event, child, four coordinates, state, same screen."""
    return struct.pack(
        "<BBHIIIIhhhhHBx", kind, keycode, 7, TIME, 0x50D, WINDOW, 0, 1, 2, 3, 4, 1, 1
    )


@pytest.mark.parametrize(
    ("kind", "keycode", "wanted"),
    [
        (2, 24, RawKey(TIME, 16, down=True, button=24)),
        (3, 24, RawKey(TIME, 16, down=False, button=24)),
        (2 | 0x80, 36, RawKey(TIME, 28, down=True, button=36, sent=True)),
        (3 | 0x80, 36, RawKey(TIME, 28, down=False, button=36, sent=True)),
        (4, 1, None),
        (35, 0, None),
    ],
    ids=["q", "q let go", "Enter sent", "Enter let go sent", "a mouse button", "a generic event"],
)
def test_an_x11_event(kind: int, keycode: int, wanted: RawKey | None) -> None:
    event = x11_event(kind, keycode)
    found = x11_key(event)
    assert (found and found.origin) == (wanted and event)
    assert found == (wanted and RawKey(**_without_origin(wanted), origin=event))


def _without_origin(key: RawKey) -> dict[str, Any]:
    names = ("at_ms", "code", "down", "button", "sent")
    return {name: getattr(key, name) for name in names}


def test_x11_keys_go_back_to_their_window_as_they_were() -> None:
    @dataclass
    class Xcb:
        sent: list[tuple[int, int, int, int, bytes]] = field(default_factory=list)

        def xcb_send_event(
            self, connection: Any, propagate: int, window: Any, mask: int, event: bytes
        ) -> None:
            self.sent.append((connection.value, propagate, window.value, mask, event))

        def xcb_flush(self, connection: Any) -> int:
            return len(self.sent)

    xcb = Xcb()
    keyboard = X11Keys(0xABCD, xcb=xcb)
    events = [x11_event(2, 24), x11_event(3, 24)]
    keys = [key for key in map(x11_key, events) if key is not None]
    assert keyboard.send(keys)
    assert xcb.sent == [(0xABCD, 0, WINDOW, 0, event) for event in events]


@pytest.mark.parametrize(
    ("scan", "flags", "code"),
    [
        (0x10, 0, 16),
        (0x1C, 0, 28),
        (0x1C, EXTENDED, 96),
        (0x35, EXTENDED, 98),
        (0x36, EXTENDED, 54),
        (0x38, EXTENDED, 100),
        (0x1D, EXTENDED, 97),
        (0x45, EXTENDED, 69),
        (0x48, EXTENDED, 0x148),
        (0x48, 0, 72),
    ],
    ids=["q", "Enter", "the keypad's", "its /", "Shift", "AltGr", "Ctrl", "Num Lock", "up", "8"],
)
def test_a_windows_key_by_its_scan_code(scan: int, flags: int, code: int) -> None:
    down = windows_key(HookedKey(0x41, scan, flags, 99, 0))
    up = windows_key(HookedKey(0x41, scan, flags | UP, 99, 0))
    assert down == RawKey(99, code, down=True, button=scan, origin=(0x41, scan, flags))
    assert up == RawKey(99, code, down=False, button=scan, origin=(0x41, scan, flags))


def test_what_we_sent_is_told_from_what_another_program_did() -> None:
    ours, theirs = (windows_key(HookedKey(0x41, 0x1E, INJECTED, 1, mark)) for mark in (MARK, 0))
    assert ours is not None
    assert theirs is not None
    assert (ours.sent, theirs.sent) == (True, False)


@pytest.mark.parametrize("scan", [0, 0x21D, 0x22A])
def test_no_key_of_a_keyboard_is_left_alone(scan: int) -> None:
    """A pen's text, and the Ctrl and Shift that Windows makes up around AltGr and the arrows."""
    assert windows_key(HookedKey(0xE7, scan, 0, 1, 0)) is None


def test_a_windows_key_is_pressed_again_as_it_was() -> None:
    """The sizes and places of `INPUT` on 64 bits: 40 bytes, `KEYBDINPUT` from the eighth."""
    assert (ctypes.sizeof(SentKey), ctypes.sizeof(HookedKey)) == (40, 24)
    told = HookedKey(0x25, 0x4B, EXTENDED | UP, 5, 0)
    key = windows_key(told)
    assert key is not None
    wanted = struct.pack("<I4xHHII4xQ8x", 1, 0x25, 0x4B, EXTENDED | 2, 0, MARK)
    assert bytes(windows_input(key)) == wanted


@dataclass
class User:
    """user32.dll and kernel32.dll, as far as the adapter calls them."""

    calls: list[str] = field(default_factory=list)
    hook: Any = None
    inputs: list[bytes] = field(default_factory=list)
    takes: bool = True

    def GetModuleHandleW(self, name: None) -> int:  # noqa: N802 - Windows' name
        return 0x400000

    def SetWindowsHookExW(self, kind: int, hook: Any, module: int, thread: int) -> int:  # noqa: N802 - Windows' name
        assert (kind, module, thread) == (13, 0x400000, 0)
        self.hook = hook
        return 77

    def UnhookWindowsHookEx(self, handle: int) -> int:  # noqa: N802 - Windows' name
        self.calls.append(f"unhook {handle}")
        return 1

    def CallNextHookEx(self, handle: None, code: int, message: int, at: int) -> int:  # noqa: N802 - Windows' name
        self.calls.append(f"next {code} {message:x}")
        return 0

    def SendInput(self, count: int, inputs: Any, size: int) -> int:  # noqa: N802 - Windows' name
        self.inputs += [bytes(each) for each in inputs]
        assert size == 40
        return count if self.takes else 0

    def press(self, told: HookedKey, code: int = 0) -> int:
        return int(self.hook(code, 0x100, ctypes.addressof(told)))


def test_windows_hook_takes_a_key_away_or_passes_it_on() -> None:
    user = User()
    keyboard = WindowsKeys(user=user, kernel=user)
    seen: list[RawKey] = []

    def see(key: RawKey) -> bool:
        seen.append(key)
        return key.code == 16

    keyboard.watch(see)
    assert user.press(HookedKey(0x51, 0x10, 0, 1, 0)) == 1
    assert user.press(HookedKey(0x57, 0x11, 0, 2, 0)) == 0
    assert user.press(HookedKey(0xE7, 0, 0, 3, 0)) == 0
    assert user.press(HookedKey(0x51, 0x10, 0, 4, 0), code=-1) == 0
    assert [key.code for key in seen] == [16, 17]
    assert user.calls == ["next 0 100", "next 0 100", "next -1 100"]
    keyboard.stop()
    keyboard.stop()
    assert user.calls[3:] == ["unhook 77"]


def test_windows_may_refuse_keys_that_are_sent() -> None:
    """SendInput tells how many it took: none for a window of a higher integrity level."""
    user = User()
    keyboard = WindowsKeys(user=user, kernel=user)
    keys = [windows_key(HookedKey(0x51, 0x10, flags, 1, 0)) for flags in (0, UP)]
    given = [key for key in keys if key is not None]
    assert keyboard.send(given)
    assert user.inputs == [bytes(windows_input(key)) for key in given]
    user.takes = False
    assert not keyboard.send(given)
