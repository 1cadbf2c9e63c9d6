"""The footer: the keys of the page, and the last order of this counter."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from app.actions.outcomes import HandedOver
from app.domain.receipts import JobState
from app.ui import paper_words, words
from app.ui.frame.rail import Page
from app.ui.look import Look
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate

HEIGHT = 36


class Footer(Painted):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._hints: tuple[tuple[str, str], ...] = ()
        self._last: HandedOver | None = None
        self._undone = False
        self._paper: JobState | None = None
        self.setFixedHeight(HEIGHT)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.update()

    def show_last(
        self, last: HandedOver | None, *, undone: bool, paper: JobState | None = None
    ) -> None:
        """`paper` is how its receipt's print job is."""
        if (last, undone, paper) != (self._last, self._undone, self._paper):
            self._last, self._undone, self._paper = last, undone, paper
            self.update()

    def draw(self, ink: Ink) -> None:
        area = self.box()
        ink.fill(area, "card")
        ink.fill(QRectF(0, 0, area.width(), 1), "line")
        right = area.width() - 18
        last = last_words(self._last, undone=self._undone, paper=self._paper)
        if last:
            width = ink.width(last, "caption") + 1
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            ink.text(QRectF(right - width, 0, width, HEIGHT), last, "caption", "ink_soft", end)
            right -= width + 24
        left = 18.0
        for key, word in self._hints:
            needed = ink.key_width(key) + 6 + ink.width(word, "caption")
            if left + needed > right:
                break
            left += ink.key(left, HEIGHT / 2, key) + 6
            left += (
                ink.text(QRectF(left, 0, right - left, HEIGHT), word, "caption", "ink_soft") + 22
            )


def last_words(last: HandedOver | None, *, undone: bool, paper: JobState | None) -> str:
    """`上一单 17:39 · T-20461 · 已核销 · 已打印`"""
    if last is None:
        return ""
    return words.joined(
        translate("Frame", "Last {time}").format(time=words.clock(last.receipt.at)),
        last.pickup.order_no,
        translate("Frame", "taken back") if undone else translate("Frame", "handed over"),
        paper_words.word(paper),
    )


def hints_of(page: Page | None, *, drawer: bool = False) -> tuple[tuple[str, str], ...]:
    """The keys of a page; None = the sign-in page. `drawer`: there is a cash drawer to open."""
    enter = ("Enter", translate("Frame", "confirm"))
    match page:
        case None:
            return (enter, ("F10", translate("Frame", "appearance, language")))
        case Page.COUNTER:
            return (
                enter,
                ("Esc", translate("Frame", "clear")),
                ("F8", translate("Frame", "takes the offer")),
                ("F9", translate("Frame", "no thanks")),
                *((("Ctrl+D", translate("Frame", "drawer")),) if drawer else ()),
                ("Ctrl+P", translate("Frame", "reprint")),
                ("Ctrl+Z", translate("Frame", "undo (60 s)")),
            )
        case Page.PICKUPS:
            return (
                ("Enter", translate("Frame", "open at the counter")),
                ("↑↓", translate("Frame", "order")),
                ("← →", translate("Frame", "list")),
                ("/", translate("Frame", "search")),
                ("Ctrl+S", translate("Frame", "sort by slot")),
                ("Esc", translate("Frame", "clear the search")),
            )
        case Page.SYNC:
            return (
                ("R", translate("Frame", "retry now")),
                ("E", translate("Frame", "export what is not sent")),
                ("↑↓", translate("Frame", "scroll")),
                ("F1", translate("Frame", "back to the counter")),
            )
        case Page.SETTINGS:
            return (
                ("↑↓", translate("Frame", "choose")),
                ("Enter", translate("Frame", "change")),
                ("Esc", translate("Frame", "leave as it is, skip")),
                ("F12", translate("Frame", "all settings")),
                ("F1", translate("Frame", "back to the counter")),
            )
