"""X11's keys before Qt gives them to an input method: a native event filter, and libxcb's `xcb_send_event`. Thin: what the
bytes mean is app/ui/native_keys.py's. Qt reads an event that was sent with the state it carries, not the keyboard's."""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from app.domain.raw_keys import RawKey
from app.ui.native_keys import X11_BYTES, x11_key, x11_window

Buffer = bytes | bytearray | memoryview


class X11Keys(QAbstractNativeEventFilter):
    """`connection` is Qt's own; `xcb` is libxcb, tests give their own."""

    def __init__(self, connection: int, *, xcb: Any = None) -> None:  # noqa: ANN401 - a C library has no types
        super().__init__()
        self._connection = ctypes.c_void_p(connection)
        self._xcb = xcb or ctypes.CDLL("libxcb.so.1")
        self._see: Callable[[RawKey], bool] = lambda _: False

    def watch(self, see: Callable[[RawKey], bool]) -> None:
        self._see = see
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def stop(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, eventType: QByteArray | Buffer, message: int) -> tuple[bool, int]:  # noqa: ARG002, N802, N803 - Qt's names
        key = x11_key(ctypes.string_at(int(message), X11_BYTES))
        return key is not None and self._see(key), 0

    def send(self, keys: Sequence[RawKey]) -> bool:
        for key in keys:
            assert isinstance(key.origin, bytes)  # noqa: S101 - every key here was read by x11_key
            window = ctypes.c_uint32(x11_window(key.origin))
            self._xcb.xcb_send_event(self._connection, 0, window, 0, key.origin)
        return bool(self._xcb.xcb_flush(self._connection) > 0)
