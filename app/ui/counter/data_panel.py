"""One member's data on screen: what can be done with it, what that means, and how it ended."""

from typing import assert_never

from PySide6.QtCore import QRectF, Qt, Signal

from app.actions.export_unsent import NotWritten
from app.actions.member_data import MemberDeleted, MemberWritten, NoSuchMember, StillOwed
from app.ui import words
from app.ui.counter.data_state import LAST, DataAsked, DataEnd, Step
from app.ui.sync.place_dialog import PlaceDialog
from app.ui.theme import Tone
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.painted import Ink
from app.ui.widgets.pin_dialog import draw_pin_boxes
from app.ui.words import translate

TOP, ROW = 84, 84


class MemberPlaceDialog(PlaceDialog):
    def heading(self) -> str:
        return translate("MemberData", "The customer's data, in a file")

    def about(self) -> str:
        return translate("MemberData", "Where to? Everybody can read it: give it to them alone.")


class DataPanel(Overlay):
    """`typed` a digit or "" for a step back, `closed` on Esc."""

    typed = Signal(str)
    closed = Signal()
    panel_size = (580, 340)
    _data: DataAsked | None = None

    def render_data(self, data: DataAsked | None) -> None:
        """None closes it; while a place is being chosen that dialog stands in its stead."""
        self._data = data
        if data is None or data.step is Step.PLACE:
            self.shown = ()
            self.close_panel()
            return
        self.open()
        self.update()

    def pressed(self, key: Qt.Key, text: str) -> None:
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Backspace:
            self.typed.emit("")
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self.typed.emit(text)

    def touched(self, x: float, y: float) -> None:  # noqa: ARG002 - rows are as wide as the panel
        if self._data is not None and self._data.step is Step.CHOOSE and y >= TOP:
            self.typed.emit(str(int((y - TOP) // ROW) + 1))

    def draw_panel(self, ink: Ink, area: QRectF) -> None:
        data = self._data
        if data is None:
            return
        left, width, top = area.left() + 28, area.width() - 56, area.top()
        ink.icon("id-card", left, top + 26, 28, "accent")
        title = translate("MemberData", "Data of {name}").format(name=data.name)
        ink.text(QRectF(left + 40, top + 20, width - 40, 40), title, "heading")
        room = QRectF(left, top + TOP, width, area.height() - TOP - 60)
        if data.end is not None:
            self._draw_end(ink, room, data.end)
        elif data.step is Step.CONFIRM:
            self._draw_confirm(ink, room, data)
        else:
            self._draw_choice(ink, room)
        y = area.bottom() - 34
        at = left + ink.key(left, y, "Esc") + 8
        ink.text(QRectF(at, y - 12, 200, 24), translate("Pin", "close"), "caption", "ink_soft")

    def _draw_choice(self, ink: Ink, area: QRectF) -> None:
        choices = (
            (
                translate("MemberData", "Give them all of it"),
                translate(
                    "MemberData", "A file with all this counter holds, full number included."
                ),
            ),
            (
                translate("MemberData", "Delete them here"),
                translate("MemberData", "Name, phone, points and coupons go from this counter."),
            ),
        )
        for place, (name, about) in enumerate(choices):
            row = QRectF(area.left(), area.top() + place * ROW, area.width(), ROW - 10)
            ink.box(row, "well", 12, "line")
            ink.key(row.left() + 14, row.center().y(), str(place + 1))
            inner = QRectF(row.left() + 56, row.top() + 10, row.width() - 70, 28)
            ink.text(inner, name, "goods")
            ink.text(inner.translated(0, 28), about, "body", "ink_soft")

    def _draw_confirm(self, ink: Ink, area: QRectF, data: DataAsked) -> None:
        about = translate(
            "MemberData",
            "What was handed over stays on record, without name or phone. Headquarters has its own copy: "
            "have it deleted there too, or it comes back.",
        )
        tall = ink.paragraph(QRectF(area.left(), area.top(), area.width(), 72), about, "body")
        top = area.top() + tall + 14
        ask = translate("MemberData", "To delete, type the last four digits of their phone")
        ink.text(QRectF(area.left(), top, area.width(), 26), ask, "body_bold", "danger_deep")
        boxes = QRectF(area.left(), top + 34, area.width(), 60)
        draw_pin_boxes(ink, boxes, len(data.typed), LAST)
        if data.wrong:
            wrong = translate("MemberData", "Those are not the last four digits")
            line = QRectF(area.left(), top + 98, area.width(), 24)
            ink.text(line, wrong, "body_bold", "danger", Qt.AlignmentFlag.AlignCenter)

    def _draw_end(self, ink: Ink, area: QRectF, end: DataEnd) -> None:
        said, more, tone, icon = end_words(end)
        ink.icon(icon, area.left(), area.top() + 2, 28, tone.value)
        head = QRectF(area.left() + 40, area.top(), area.width() - 40, 32)
        ink.text(head, said, "number", f"{tone.value}_deep")
        rest = QRectF(area.left(), area.top() + 48, area.width(), area.height() - 50)
        ink.paragraph(rest, more, "lead")


def end_words(end: DataEnd) -> tuple[str, str, Tone, str]:
    """(what became of it, what to do now, tone, icon)."""
    match end:
        case MemberWritten(path=path):
            more = translate(
                "MemberData",
                "Give it to the customer, then delete it: it holds their number.",
            )
            said = translate("MemberData", "The file is written, and it is on record")
            return said, f"{path}\n{more}", Tone.OK, "file-check"
        case NotWritten():
            return (
                translate("MemberData", "The file could not be written"),
                translate("MemberData", "The stick may be full, locked or gone. Try another."),
                Tone.DANGER,
                "circle-x",
            )
        case MemberDeleted():
            return (
                translate("MemberData", "Deleted from this counter"),
                translate("MemberData", "Tell headquarters, so that it does not send them again."),
                Tone.OK,
                "circle-check",
            )
        case StillOwed(orders=orders):
            more = translate("MemberData", "Hand over first: {orders}. Nothing was deleted.")
            return (
                translate("MemberData", "Goods are still waiting for them"),
                more.format(orders=words.joined(*orders)),
                Tone.WARN,
                "circle-alert",
            )
        case NoSuchMember():
            return (
                translate("MemberData", "Nothing is held of them here any more"),
                "",
                Tone.INFO,
                "info",
            )
        case _:
            assert_never(end)
