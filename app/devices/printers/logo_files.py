"""Pictures of this PC and of its sticks that could become the logo: where they are, and why one could not. A chosen one is
brought into the shop's folder as the printer will need it."""

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app.devices.export_places import sticks
from app.devices.printers.logo import MOST_PIXELS, flattened, is_blank
from app.domain.receipt_styles import LogoFile, LogoFlaw

log = logging.getLogger(__name__)

SUFFIXES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
UNREAD: Final = frozenset({".svg", ".ai", ".psd", ".pdf", ".heic", ".cdr", ".eps"})
"""What a logo often comes as and cannot be read; it is listed with the reason, so that nobody searches on."""
HOME_FOLDERS: Final = ("Pictures", "图片", "Desktop", "桌面", "Downloads", "下载")
MOST_FILES: Final = 40
MOST_BYTES: Final = 40_000_000
MOST_JUDGED: Final = 4_000_000
"""Pixels; of a larger one it is not looked whether anything of it would be seen: that takes too long for a list."""
LARGEST: Final = (832, 400)
"""Dots a kept logo has at most: the widest paper, the highest logo."""


def logo_files(own: Path, home: Path) -> tuple[LogoFile, ...]:
    """The shop's own first, then those of sticks, then those of the usual folders; of each the newest first."""
    found: list[LogoFile] = []
    for where, folder in _places(own, home):
        for path in _newest(folder):
            if len(found) == MOST_FILES:
                return tuple(found)
            found.append(_looked_at(path, where))
    return tuple(found)


def take_logo(path: Path, own: Path) -> str:
    """The name under which it lies in the shop's folder from now on. Raises OSError, ValueError for no picture."""
    if path.parent == own:
        return path.name
    picture = flattened(path)
    picture.thumbnail(LARGEST)
    mark = hashlib.sha256(picture.tobytes()).hexdigest()[:6]
    name = f"{path.stem[:40]}-{mark}.png"
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = own / f"{name}.new"
    with draft.open("wb") as out:
        picture.save(out, "PNG")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(own / name)
    return name


def _places(own: Path, home: Path) -> Iterator[tuple[str, Path]]:
    yield "", own
    for name, folder in sticks():
        yield name, folder
        for below in _folders(folder):
            yield f"{name}/{below.name}", below
    for name in HOME_FOLDERS:
        yield name, home / name


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir())[:20]
    except OSError:
        return []


def _newest(folder: Path) -> list[Path]:
    try:
        wanted = [each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES | UNREAD]
        return _by_age(wanted)
    except OSError:
        return []


def _by_age(paths: Iterable[Path]) -> list[Path]:
    return sorted(
        (each for each in paths if each.is_file()), key=lambda one: -one.stat().st_mtime_ns
    )


def _looked_at(path: Path, where: str) -> LogoFile:
    """What a list says of it; a broken file is no trouble here, it is told."""
    from PIL import Image, UnidentifiedImageError

    about = LogoFile(str(path), path.name, where)
    if path.suffix.lower() in UNREAD:
        return about.with_flaw(LogoFlaw.OTHER_KIND)
    try:
        if path.stat().st_size > MOST_BYTES:
            return about.with_flaw(LogoFlaw.TOO_LARGE)
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
            clear = "A" in picture.getbands() or "transparency" in picture.info
            about = LogoFile(
                str(path), path.name, where, picture.width, picture.height, clear=clear
            )
        if not 0 < pixels <= MOST_PIXELS:
            return about.with_flaw(LogoFlaw.TOO_LARGE)
        if pixels <= MOST_JUDGED and is_blank(path):
            return about.with_flaw(LogoFlaw.BLANK)
    except Image.DecompressionBombError:
        return about.with_flaw(LogoFlaw.TOO_LARGE)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as broken:
        log.info("no logo: %s", type(broken).__name__)
        return about.with_flaw(LogoFlaw.NO_PICTURE)
    return about
