"""Where an export goes: a numbered list, keys only."""

from PySide6.QtCore import QRectF, Qt, Signal

from app.actions.export_unsent import ExportPlace
from app.ui.sync.place_words import place_name
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.words import translate

ROW = 58


class PlaceDialog(Overlay):
    """`chose` (place from 0) by its number or a touch, `closed` on Esc."""

    chose = Signal(int)
    closed = Signal()

    def render_places(self, places: tuple[ExportPlace, ...]) -> None:
        """None closes it."""
        self._places = places
        if not places:
            self.close_panel()
            return
        self.panel_size = (520, 168 + ROW * len(places))
        self.open()
        self.update()

    def heading(self) -> str:
        """What is exported."""
        return translate("Export", "Export what is not sent yet")

    def about(self) -> str:
        """Who can read it."""
        return translate("Export", "Where to? The file can be read by headquarters only.")

    def pressed(self, key: Qt.Key, text: str) -> None:
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self._choose(int(text) - 1)

    def touched(self, x: float, y: float) -> None:  # noqa: ARG002 - rows are as wide as the panel
        self._choose(int((y - 104) // ROW))

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._places):
            self.chose.emit(at)

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        left, width, top = area.left() + 28, area.width() - 56, area.top()
        ink.icon("hard-drive-download", left, top + 26, 28, "accent")
        ink.text(QRectF(left + 40, top + 20, width - 40, 40), self.heading(), "heading")
        ink.text(QRectF(left, top + 64, width, 24), self.about(), "body", "ink_soft")
        for index, place in enumerate(self._places):
            row = QRectF(left, top + 104 + index * ROW, width, ROW - 8)
            ink.box(row, "well", 10, "line")
            ink.key(row.left() + 12, row.center().y(), str(index + 1))
            name = place_name(place)
            taken = ink.text(
                QRectF(row.left() + 52, row.top(), width - 60, row.height()), name, "goods"
            )
            rest = QRectF(row.left() + 64 + taken, row.top(), width - 76 - taken, row.height())
            if ink.width(str(place.path), "caption") <= rest.width():
                ink.text(rest, str(place.path), "caption", "ink_soft")
        y = area.bottom() - 34
        at = left + ink.key(left, y, "Esc") + 8
        ink.text(QRectF(at, y - 12, 120, 24), translate("Pin", "close"), "caption", "ink_soft")
