"""Where this system keeps a Chinese font. Used wherever text becomes dots, on paper and in the preview; draws nothing."""

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

SECONDS = 20.0


class NoChineseFont(Exception):
    """This PC has no font with Chinese letters: install Noto Sans CJK (Debian: fonts-noto-cjk) or, on Windows, the
    Chinese supplemental fonts."""


@lru_cache(maxsize=2)
def chinese_font(*, bold: bool) -> tuple[str, int]:
    """(file, index of the face in it). Raises NoChineseFont; slow the first time (asks fontconfig)."""
    found = _windows_font(bold=bold) if sys.platform == "win32" else _fontconfig_font(bold=bold)
    if found is None:
        raise NoChineseFont(NoChineseFont.__doc__)
    return found


def windows_fonts(environ: dict[str, str], *, bold: bool) -> tuple[Path, ...]:
    """Fonts every Chinese Windows has, best first (Microsoft, "Windows 11 font list": msyh, simhei, simsun)."""
    folder = Path(environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
    names = ("msyhbd.ttc", "simhei.ttf") if bold else ("msyh.ttc", "simsun.ttc", "simhei.ttf")
    return tuple(folder / name for name in names)


def _windows_font(*, bold: bool) -> tuple[str, int] | None:
    for path in windows_fonts(dict(os.environ), bold=bold):
        if path.exists():
            return str(path), 0
    return None


def _fontconfig_font(*, bold: bool) -> tuple[str, int] | None:
    fc_match = shutil.which("fc-match")
    if fc_match is None:
        return None
    pattern = "Noto Sans Mono CJK SC:lang=zh-cn" + (":bold" if bold else ":regular")
    command = [fc_match, "-f", "%{file}\n%{index}\n%{lang}", pattern]
    try:
        found = subprocess.run(  # noqa: S603  our own words only
            command, capture_output=True, text=True, check=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return None
    file, index, languages = (*found.stdout.split("\n"), "", "")[:3]
    # fontconfig answers with its best font even if that has no Chinese letters
    if "zh-cn" not in languages.split("|"):
        return None
    return file, int(index or 0) & 0xFFFF
