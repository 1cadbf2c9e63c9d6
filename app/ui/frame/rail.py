"""The rail: the pages that exist, each with its key, and the menu at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.frame.top_bar import RAIL
from app.ui.look import Look
from app.ui.widgets.buttons import RailButton
from app.ui.widgets.painted import Ink, Painted
from app.ui.words import translate


class Page(StrEnum):
    COUNTER = "counter"
    PICKUPS = "pickups"
    SYNC = "sync"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Entry:
    page: Page
    icon: str
    key: Qt.Key


ENTRIES: Sequence[Entry] = (
    Entry(Page.COUNTER, "store", Qt.Key.Key_F1),
    Entry(Page.PICKUPS, "clipboard-list", Qt.Key.Key_F2),
    Entry(Page.SYNC, "arrow-up-down", Qt.Key.Key_F6),
    Entry(Page.SETTINGS, "settings", Qt.Key.Key_F12),
)
MENU_KEY = Qt.Key.Key_F10


class Rail(Painted):
    chosen = Signal(object)
    menu = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setFixedWidth(RAIL)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 6, 8)
        column.setSpacing(4)
        self._buttons: dict[Page, RailButton] = {}
        for entry in ENTRIES:
            button = RailButton(look, icon=entry.icon, key=_key_name(entry.key))
            button.clicked.connect(lambda _checked=False, page=entry.page: self.chosen.emit(page))
            self._buttons[entry.page] = button
            column.addWidget(button)
        column.addStretch(1)
        self._menu = RailButton(look, icon="ellipsis", key=_key_name(MENU_KEY))
        self._menu.setCheckable(False)
        self._menu.clicked.connect(self.menu)
        column.addWidget(self._menu)
        self.retranslate()

    def show_page(self, page: Page) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name is page)

    def retranslate(self) -> None:
        self._buttons[Page.COUNTER].say(translate("Frame", "Counter"))
        self._buttons[Page.PICKUPS].say(translate("Frame", "Pickups"))
        self._buttons[Page.SYNC].say(translate("Frame", "Sync"))
        self._buttons[Page.SETTINGS].say(translate("Frame", "Settings"))
        self._menu.say(translate("Frame", "More"))

    def draw(self, ink: Ink) -> None:
        ink.fill(self.box(), "rail")


def _key_name(key: Qt.Key) -> str:
    return key.name.removeprefix("Key_")
