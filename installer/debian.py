"""What Qt, the tests and Chinese text need from a Debian or Ubuntu machine: looks, and installs with apt as root."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.saying import Stopped, quietly, say, step

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What PySide6 6.12's own libraries and its xcb and offscreen plugins link to (read with ldd) and their packages."""

MULTIMEDIA_LIBRARIES = {
    "libpulse.so.0": "libpulse0",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdrm.so.2": "libdrm2",
}
"""The same for QtMultimedia and its FFmpeg plugin: without them the counter works, without sounds and camera."""

PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
    "dbus-launch": "dbus-x11",
    "ibus-daemon": "ibus",
    "/usr/libexec/ibus-engine-libpinyin": "ibus-libpinyin",
    "fc-list": "fontconfig",
    "chromium": "chromium",
    "wrk": "wrk",
}
"""For the tests: a screen without a screen, a hand on its keyboard, a window manager and a Chinese input method; fontconfig's
list of fonts; a browser for HQ's pages; for the benchmark a client that costs next to nothing."""

CJK_FONT = "fonts-noto-cjk"


def make_ready(root: Path) -> None:
    """Install what is missing, or say the line that does. Stops only when the counter cannot run without it."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing()
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        say(f"  This machine lacks what Debian calls: {' '.join(missing)}")
    elif os.geteuid() == 0:
        _install(root, missing)
    else:
        say(f"  Missing system packages. Please run:\n    sudo {line}")
    essential = sorted(_missing_libraries() | _missing_venv())
    if essential:
        raise Stopped(f"Cannot go on without: {' '.join(essential)}\n    sudo {line}")


def has_screen() -> bool:
    """Is there a display a window can open on?"""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _install(root: Path, packages: list[str]) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    logs = root / ".venv" / "logs"
    with step(f"installing {len(packages)} system packages ({', '.join(packages[:4])} …)"):
        try:
            quietly(["apt-get", "update"], log=logs / "apt-update.log", cwd=root, env=env)
            argv = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
            quietly(argv, log=logs / "apt-install.log", cwd=root, env=env)
        except Stopped as why:
            say(f"\n  apt did not manage: {why}")


def _missing() -> list[str]:
    wanted = _missing_libraries() | _missing_venv()
    wanted |= {package for name, package in MULTIMEDIA_LIBRARIES.items() if not _loads(name)}
    wanted |= {package for program, package in PROGRAMS.items() if shutil.which(program) is None}
    if not _has_cjk_font():
        wanted.add(CJK_FONT)
    return sorted(wanted)


def _missing_libraries() -> set[str]:
    return {package for name, package in QT_LIBRARIES.items() if not _loads(name)}


def _missing_venv() -> set[str]:
    return set() if importlib.util.find_spec("ensurepip") else {"python3-venv"}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_cjk_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    argv = ["fc-list", ":lang=zh-cn", "family"]
    listed = subprocess.run(argv, capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())
