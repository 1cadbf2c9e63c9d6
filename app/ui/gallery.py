"""Every widget in every tone, light and dark, as pictures: `python -m app.ui.gallery --out DIR`. For people who design."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.look import Look
from app.ui.theme import Mode, Tone
from app.ui.widgets.buttons import ActionButton, RailButton
from app.ui.widgets.chips import Chip, ChipRow
from app.ui.widgets.line_list import LineList, LineRow, Mark
from app.ui.widgets.painted import Ink, Painted
from app.ui.widgets.scan_bar import ScanBar
from app.ui.widgets.strips import KeyHints, Strip

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


class Tones(Painted):
    """Cards and pills side by side."""

    def draw(self, ink: Ink) -> None:
        for index, tone in enumerate([None, *Tone]):
            left = index * 150.0
            ink.card(self.box().adjusted(left, 0, left + 140 - self.width(), 0), tone)
            name = tone.value if tone is not None else "plain"
            ink.pill(left + 18, 16, name, tone or Tone.NEUTRAL, dot=tone, icon="check")
            ink.key(left + 18, 68, "Enter")


def buttons(look: Look) -> list[QWidget]:
    made: list[QWidget] = []
    for kind in ("primary", "plain", "danger"):
        for big in (True, False):
            button = ActionButton(look, kind=kind, big=big)
            button.say(f"{kind} 核销 3 件", "Enter", "check" if big else "")
            made.append(button)
    off = ActionButton(look, kind="primary")
    off.say("disabled", "Enter")
    off.setEnabled(False)
    rail = RailButton(look, icon="store", key="F1")
    rail.say("柜台")
    rail.setChecked(True)
    return [*made, off, rail]


def strips(look: Look) -> list[QWidget]:
    made: list[QWidget] = []
    for tone in Tone:
        strip = Strip(look)
        strip.say(f"{tone.value}: 还有 2 单一起取?", tone=tone, icon="layers", key="Enter")
        bar = ScanBar(look)
        bar.set_tone(tone, "/")
        made += [strip, bar]
    hints = KeyHints(look)
    hints.show_hints((("↑↓", "选行"), ("Space", "取 / 不取")))
    return [*made, hints]


def lists(look: Look) -> list[QWidget]:
    lines = LineList(look)
    lines.setFixedHeight(64 * 7)
    lines.show_rows(
        [
            LineRow(index, f"{mark.value} 红颜草莓 500g", "冷藏 · B-12", "×1", "¥29.90", mark, tone)
            for index, (mark, tone) in enumerate(
                [*((mark, None) for mark in Mark), (Mark.WARN, Tone.WARN)]
            )
        ]
    )
    chips = ChipRow(look)
    chips.show_chips([Chip(tone.value, 12, tone) for tone in Tone], 0)
    tones = Tones(look)
    tones.setFixedSize(900, 100)
    return [tones, chips, lines]


SHEETS: dict[str, Callable[[Look], list[QWidget]]] = {
    "buttons": buttons,
    "strips": strips,
    "lists": lists,
}


def render(out: Path, look: Look) -> list[Path]:
    """One picture a sheet and mode; returns what was written."""
    written = []
    out.mkdir(parents=True, exist_ok=True)
    for mode in Mode:
        look.set_mode(mode)
        for name, make in SHEETS.items():
            sheet = QWidget()
            column = QVBoxLayout(sheet)
            for widget in make(look):
                column.addWidget(widget)
            sheet.resize(940, sheet.sizeHint().height())
            path = out / f"{name}-{mode.value}.png"
            sheet.grab().save(str(path))
            written.append(path)
    return written


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.ui.gallery")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.application import make_application

    application = make_application(["gallery"])
    for path in render(chosen.out, Look(resources=RESOURCES)):
        sys.stdout.write(f"{path}\n")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
