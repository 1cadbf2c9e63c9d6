"""The look as every widget holds it: the theme of the moment and the icons, and a word when it changes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.ui.icons import Icons
from app.ui.theme import Mode, Theme, make_palette, make_qss, make_theme, tokens_of


class Look(QObject):
    """Handed to every widget at its making. `set_mode` restyles the running application at once."""

    changed = Signal()

    def __init__(
        self,
        *,
        resources: Path,
        mode: Mode = Mode.LIGHT,
        cache: Path | None = None,
        remember: Callable[[Mode], None] | None = None,
    ) -> None:
        super().__init__()
        self._tokens = tokens_of(resources)
        self._remember = remember
        self._themes: dict[Mode, Theme] = {}
        self.icons = Icons(cache)
        self.theme = self._theme(mode)
        self._apply()

    def set_mode(self, mode: Mode) -> None:
        """Light or dark, remembered by whoever was asked to."""
        self.theme = self._theme(mode)
        self._apply()
        self.changed.emit()
        if self._remember is not None:
            self._remember(mode)

    def turn_mode(self) -> None:
        self.set_mode(Mode.DARK if self.theme.mode is Mode.LIGHT else Mode.LIGHT)

    def _theme(self, mode: Mode) -> Theme:
        if mode not in self._themes:
            self._themes[mode] = make_theme(self._tokens, mode)
        return self._themes[mode]

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.theme.type("body").font)
            app.setPalette(make_palette(self.theme))
            app.setStyleSheet(make_qss(self.theme))
