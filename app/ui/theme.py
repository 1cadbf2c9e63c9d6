"""The look as data: roles, sizes and type from resources/theme/tokens.toml, and the QPalette and QSS made of them.

No widget sets a style sheet of its own; painted widgets ask for a role, styled ones set `tone` or `kind`.
"""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

MOST_WIDTHS = 2000


class Tone(StrEnum):
    """What a card, pill or notice wants to say; each has the roles X, X_deep, X_soft and X_card."""

    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    INFO = "info"
    NEUTRAL = "neutral"


class Mode(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale. Widths are kept: the same words are measured again at every paint."""

    font: QFont
    metrics: QFontMetricsF
    widths: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        found = self.widths.get(text)
        if found is None:
            if len(self.widths) > MOST_WIDTHS:
                self.widths.clear()
            found = self.widths[text] = self.metrics.horizontalAdvance(text)
        return found


@dataclass(frozen=True, slots=True)
class Theme:
    """One mode, ready to paint with. Sizes are device-independent pixels."""

    mode: Mode
    colours: dict[str, QColor]
    types: dict[str, Type]
    space: dict[str, int]
    radius: dict[str, int]
    touch: dict[str, int]

    def colour(self, role: str) -> QColor:
        return self.colours[role]

    def type(self, name: str) -> Type:
        return self.types[name]


def tokens_of(resources: Path) -> dict[str, Any]:
    """The token file as a dict; raises when it is missing or no TOML (a broken installation)."""
    with (resources / "theme" / "tokens.toml").open("rb") as file:
        return tomllib.load(file)


def make_theme(tokens: dict[str, Any], mode: Mode) -> Theme:
    """Colours, fonts and metrics of one mode. Needs a running QGuiApplication."""
    types: dict[str, Type] = {}
    for name, (pixels, bold) in tokens["type"].items():
        font = body_font(tokens)
        font.setPixelSize(pixels)
        font.setBold(bold)
        types[name] = Type(font, QFontMetricsF(font))
    return Theme(
        mode=mode,
        colours={role: QColor(value) for role, value in tokens[mode.value].items()},
        types=types,
        space=tokens["space"],
        radius=tokens["radius"],
        touch=tokens["touch"],
    )


def body_font(tokens: dict[str, Any]) -> QFont:
    """The font everything starts from; the first family present is used."""
    font = QFont()
    font.setFamilies(tokens["font"]["families"])
    font.setPixelSize(tokens["type"]["body"][0])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def make_palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "paper"),
        (roles.WindowText, "ink"),
        (roles.Base, "card"),
        (roles.AlternateBase, "well"),
        (roles.Text, "ink"),
        (roles.PlaceholderText, "ink_faint"),
        (roles.Button, "card"),
        (roles.ButtonText, "ink"),
        (roles.Highlight, "accent_soft"),
        (roles.HighlightedText, "ink"),
        (roles.ToolTipBase, "card"),
        (roles.ToolTipText, "ink"),
        (roles.Link, "accent"),
        (roles.Accent, "accent"),
    ):
        palette.setColor(role, theme.colour(name))
    return palette


def make_qss(theme: Theme) -> str:
    """The few styled Qt widgets: fields, tables, scroll bars. Everything else paints itself."""
    c = {role: colour.name() for role, colour in theme.colours.items()}
    radius = theme.radius
    return f"""
QLineEdit {{ background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]};
  border-radius: {radius["button"]}px; padding: 0 14px; selection-background-color: {c["accent_soft"]};
  selection-color: {c["ink"]}; }}
QLineEdit:focus {{ border: 2px solid {c["accent"]}; padding: 0 13px; }}
QLineEdit[kind="bare"] {{ background: transparent; border: none; padding: 0; border-radius: 0; }}
QTableView {{ background: transparent; border: none; outline: none; gridline-color: transparent; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {c["ink_soft"]}; border: none;
  border-bottom: 1px solid {c["line"]}; padding: 0 10px; font-weight: bold; font-size: 13px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c["key_line"]}; border-radius: 4px; min-height: 40px;
  margin: 0 2px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
QToolTip {{ background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; }}
"""
