"""Windows' own word on the input method of a window, and nothing else: open or closed, its conversion, the keyboard layout.
`imm` and `user` are imm32.dll and user32.dll; tests give their own (Microsoft, "Input Method Manager": ImmGetContext,
ImmGetOpenStatus, ImmGetConversionStatus; GetKeyboardLayout)."""

import ctypes
import sys
from typing import Any


def windows_input_method(window: int, *, imm: Any = None, user: Any = None) -> tuple[str, ...]:  # noqa: ANN401 - Windows' libraries have no types
    """One line each; nothing on any other system."""
    if imm is None and sys.platform == "win32":
        imm, user = ctypes.WinDLL("imm32"), ctypes.WinDLL("user32")
        imm.ImmGetContext.restype = ctypes.c_void_p
        user.GetKeyboardLayout.restype = ctypes.c_void_p
    if imm is None:
        return ()
    layout = f"keyboard layout {(user.GetKeyboardLayout(0) or 0) & 0xFFFF:04x}"
    context = ctypes.c_void_p(imm.ImmGetContext(ctypes.c_void_p(window)))
    if not context:
        return layout, "no input method on this window"
    conversion, sentence = ctypes.c_uint32(), ctypes.c_uint32()
    try:
        is_open = bool(imm.ImmGetOpenStatus(context))
        imm.ImmGetConversionStatus(context, ctypes.byref(conversion), ctypes.byref(sentence))
    finally:
        imm.ImmReleaseContext(ctypes.c_void_p(window), context)
    state = "open" if is_open else "closed"
    return layout, f"input method {state}, conversion {conversion.value:#x}"
