"""Windows' own calls to its print queue, and nothing else. `library` is winspool.drv; tests give one that writes down what
it was asked (Microsoft, "Print Spooler API": OpenPrinterW, GetPrinterW, StartDocPrinterW, WritePrinter …)."""

import ctypes
import sys
from collections.abc import Generator
from contextlib import contextmanager

from app.devices.printers.windows_spooler import SpoolerState, state_of_info


class WinSpool:
    """`Spooler` of this PC."""

    def __init__(self, library: object = None) -> None:
        if library is None and sys.platform == "win32":
            library = ctypes.WinDLL("winspool.drv", use_last_error=True)
        if library is None:
            raise OSError("no Windows print queue here")
        self._library = library

    def state(self, printer: str) -> SpoolerState:
        with self._opened(printer) as handle:
            size = ctypes.c_uint32()
            self._call("GetPrinterW", handle, 2, None, 0, ctypes.byref(size))
            info = ctypes.create_string_buffer(size.value)
            self._do("GetPrinterW", handle, 2, info, size.value, ctypes.byref(size))
            return state_of_info(info.raw)

    def print_raw(self, printer: str, title: str, data: bytes) -> None:
        with self._opened(printer) as handle:
            about = (ctypes.c_wchar_p * 3)(title, None, "RAW")  # DOC_INFO_1: name, file, data type
            self._do("StartDocPrinterW", handle, 1, ctypes.byref(about))
            self._do("StartPagePrinter", handle)
            written = ctypes.c_uint32()
            self._do("WritePrinter", handle, data, len(data), ctypes.byref(written))
            if written.value != len(data):
                raise OSError("the print queue took a part")
            self._do("EndPagePrinter", handle)
            self._do("EndDocPrinter", handle)

    @contextmanager
    def _opened(self, printer: str) -> Generator[ctypes.c_void_p]:
        handle = ctypes.c_void_p()
        self._do("OpenPrinterW", ctypes.c_wchar_p(printer), ctypes.byref(handle), None)
        try:
            yield handle
        except BaseException:
            self._call("AbortPrinter", handle)
            raise
        finally:
            self._call("ClosePrinter", handle)

    def _do(self, call: str, *arguments: object) -> None:
        if not self._call(call, *arguments):
            raise OSError(f"{call} failed")

    def _call(self, call: str, *arguments: object) -> bool:
        return bool(getattr(self._library, call)(*arguments))
