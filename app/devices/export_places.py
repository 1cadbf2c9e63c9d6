"""Where an exported file may go: the sticks that are plugged in, and this PC's own folder for documents."""

import contextlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from app.actions.export_unsent import ExportPlace

MOUNTED_UNDER: Final = ("/media/", "/run/media/", "/mnt/")
"""Where desktops of Linux put what is plugged in."""
MOST: Final = 8
_OCTAL: Final = re.compile(r"\\([0-3][0-7]{2})")


def export_places(documents: Path) -> tuple[ExportPlace, ...]:
    """Sticks first; `documents` last, made when it is not there."""
    plugged = [ExportPlace(name, path, removable=True) for name, path in sticks()]
    documents.mkdir(parents=True, exist_ok=True)
    return (*plugged[:MOST], ExportPlace("", documents, removable=False))


def sticks() -> list[tuple[str, Path]]:
    """(name, folder) of what is plugged in and can be written."""
    if sys.platform == "win32":
        return _windows_drives()
    mounts = Path("/proc/self/mounts")
    return mounted(mounts.read_text(encoding="utf-8").splitlines()) if mounts.exists() else []


def mounted(lines: Iterable[str]) -> list[tuple[str, Path]]:
    """(name, folder) of the writable ones among the lines of /proc/self/mounts (fstab(5): octal for space)."""
    found = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 4 or "ro" in parts[3].split(","):
            continue
        folder = _OCTAL.sub(lambda found: chr(int(found[1], 8)), parts[1])
        with contextlib.suppress(UnicodeError):
            folder = folder.encode("latin-1").decode()
        if folder.startswith(MOUNTED_UNDER):
            found.append((Path(folder).name, Path(folder)))
    return sorted(found)


def _windows_drives() -> list[tuple[str, Path]]:
    """Removable drives by their letters; GetDriveTypeW gives 2 for them."""
    if sys.platform != "win32":
        return []
    import ctypes

    kernel = ctypes.windll.kernel32
    letters = [chr(65 + place) for place in range(26) if kernel.GetLogicalDrives() >> place & 1]
    return [
        (f"{letter}:", Path(f"{letter}:/"))
        for letter in letters
        if kernel.GetDriveTypeW(f"{letter}:\\") == 2
    ]
