"""Windows' keys before any input method: a low-level keyboard hook and SendInput (Microsoft, "LowLevelKeyboardProc": called
before a key is posted to any thread; "SendInput"). Thin: what the numbers mean is app/ui/native_keys.py's."""

import ctypes
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from app.domain.raw_keys import RawKey
from app.ui.native_keys import HookedKey, SentKey, windows_input, windows_key

_WH_KEYBOARD_LL, _HC_ACTION = 13, 0
_Caller: Final = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
HOOK: Final = _Caller(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p)


class WindowsKeys:
    """`user` and `kernel` are user32.dll and kernel32.dll; tests give their own."""

    def __init__(self, *, user: Any = None, kernel: Any = None) -> None:  # noqa: ANN401 - Windows' libraries have no types
        if user is None and sys.platform == "win32":
            user, kernel = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
            handle, word = ctypes.c_void_p, ctypes.c_uint32
            kernel.GetModuleHandleW.restype = handle
            user.SetWindowsHookExW.argtypes = (ctypes.c_int, HOOK, handle, word)
            user.SetWindowsHookExW.restype = handle
            user.CallNextHookEx.argtypes = (handle, ctypes.c_int, ctypes.c_size_t, handle)
            user.CallNextHookEx.restype = ctypes.c_ssize_t
            user.UnhookWindowsHookEx.argtypes = (handle,)
        self._user, self._kernel = user, kernel
        self._hooked = HOOK(self._hook)
        self._handle: int | None = None
        self._see: Callable[[RawKey], bool] = lambda _: False

    def watch(self, see: Callable[[RawKey], bool]) -> None:
        self._see = see
        module = self._kernel.GetModuleHandleW(None)
        self._handle = self._user.SetWindowsHookExW(_WH_KEYBOARD_LL, self._hooked, module, 0)

    def stop(self) -> None:
        if self._handle is not None:
            self._user.UnhookWindowsHookEx(self._handle)
        self._handle = None

    def _hook(self, code: int, message: int, at: int) -> int:
        key = windows_key(HookedKey.from_address(at)) if code == _HC_ACTION else None
        if key is not None and self._see(key):
            return 1
        return int(self._user.CallNextHookEx(None, code, message, at))

    def send(self, keys: Sequence[RawKey]) -> bool:
        inputs = (SentKey * len(keys))(*map(windows_input, keys))
        sent = self._user.SendInput(len(keys), inputs, ctypes.sizeof(SentKey))
        return bool(sent == len(keys))
