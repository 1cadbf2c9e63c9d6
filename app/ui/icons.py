"""Icons of the Lucide package as pixmaps, drawn when first seen, one per name, colour, size and screen density.

Importing the package costs about 80 ms, so the drawings used once are kept as text in the cache directory.
"""

import importlib.util
import json
import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

log = logging.getLogger(__name__)


class Icons:
    """`cache` None = nothing is kept between starts."""

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / "icons.json" if cache is not None else None
        self._stamp = _stamp()
        self._drawings = self._kept()
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        """`size` in device-independent pixels, `ratio` the screen's density."""
        key = (name, colour.rgba(), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._render(self._drawing(name), colour, size, ratio)
            self._pixmaps[key] = found
        return found

    def _render(self, drawing: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        svg = drawing.replace("currentColor", colour.name())
        pixels = round(size * ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _drawing(self, name: str) -> str:
        if name not in self._drawings:
            from lucide import lucide_icon

            self._drawings[name] = lucide_icon(name)
            self._keep()
        return self._drawings[name]

    def _kept(self) -> dict[str, str]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            kept = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict) or kept.pop("stamp", None) != self._stamp:
            return {}
        return {name: svg for name, svg in kept.items() if isinstance(svg, str)}

    def _keep(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"stamp": self._stamp, **self._drawings}), "utf-8")
        except OSError as error:
            log.warning("icons are not kept: %s", error)


def _stamp() -> str:
    """Changes when another version of the package is installed; finding it does not import it."""
    found = importlib.util.find_spec("lucide")
    if found is None or found.origin is None:
        return ""
    return str(Path(found.origin).stat().st_mtime_ns)
