"""Windows' own list of printers, and nothing else. `library` is winspool.drv; tests give one of their own (Microsoft, "Print
Spooler API": EnumPrintersW with PRINTER_INFO_4)."""

import ctypes
import sys

LOCAL_AND_CONNECTED = 0x2 | 0x4
LEVEL = 4


class PrinterInfo4(ctypes.Structure):
    """PRINTER_INFO_4."""

    _fields_ = (
        ("name", ctypes.c_wchar_p),
        ("server", ctypes.c_wchar_p),
        ("attributes", ctypes.c_uint32),
    )


def windows_printers(library: object = None) -> tuple[str, ...]:
    """The names of this PC's printers; none on any other system. Raises OSError."""
    if library is None and sys.platform == "win32":
        library = ctypes.WinDLL("winspool.drv", use_last_error=True)
    if library is None:
        return ()
    listed = getattr(library, "EnumPrintersW")  # noqa: B009 - a Windows library has no types
    size, count = ctypes.c_uint32(), ctypes.c_uint32()
    sizes = ctypes.byref(size), ctypes.byref(count)
    listed(LOCAL_AND_CONNECTED, None, LEVEL, None, 0, *sizes)
    room = ctypes.create_string_buffer(max(1, size.value))
    if not listed(LOCAL_AND_CONNECTED, None, LEVEL, room, size.value, *sizes):
        raise OSError("EnumPrintersW failed")
    found = (PrinterInfo4 * count.value).from_buffer_copy(room.raw) if count.value else ()
    return tuple(each.name for each in found if each.name)
