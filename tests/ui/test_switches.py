"""The menu's switches: each shows how it stands, turns with its number, and the menu stays open."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.frame.switches import Part, Position, Switch
from app.ui.language import Language
from app.ui.look import Look
from tests.ui.conftest import Desktop, showing, shown_words, text_of

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")


class Turned:
    """A switch that goes round: on, off, on without the thing."""

    ORDER = (Position.ON, Position.OFF, Position.ABSENT)

    def __init__(self) -> None:
        self.at = 0

    def position(self) -> Position:
        return self.ORDER[self.at]

    def turn(self) -> None:
        self.at = (self.at + 1) % len(self.ORDER)


@pytest.fixture
def turned() -> dict[Part, Turned]:
    return {part: Turned() for part in Part}


@pytest.fixture
def desktop(
    qtbot: QtBot, look: Look, language: Language, turned: dict[Part, Turned]
) -> Iterator[Desktop]:
    switches = [Switch(part, state.position, state.turn) for part, state in turned.items()]
    yield from showing(qtbot, look, language, switches=switches)


@pytest.mark.parametrize(
    ("key", "part", "words"),
    [
        ("3", Part.SOUND, ["提示音 开", "提示音 关", "提示音 开 · 没有喇叭"]),
        ("4", Part.DISPLAY, ["顾客屏 开", "顾客屏 关", "顾客屏 开 · 没有第二块屏"]),
        ("5", Part.CAMERA, ["摄像头扫码 开", "摄像头扫码 关", "摄像头扫码 开 · 没找到摄像头"]),
    ],
)
def test_a_number_turns_it_and_the_row_says_how_it_stands(
    desktop: Desktop, turned: dict[Part, Turned], key: str, part: Part, words: list[str]
) -> None:
    desktop.press(Key.Key_F10)
    menu = desktop.window.menu
    seen = []
    for _ in words:
        shown = [one.text for one in shown_words(menu)]
        row = shown.index(words[0].split(" ")[0])
        seen.append(" ".join(shown[row : row + 2]))
        desktop.write(key)
    assert seen == words
    assert turned[part].at == 0
    assert all(state.at == 0 for state in turned.values())
    assert menu.isVisible()


def test_everything_fits_and_signing_out_comes_last(desktop: Desktop) -> None:
    desktop.window.resize(1024, 540)
    desktop.press(Key.Key_F10)
    assert not [one.text for one in shown_words(desktop.window.menu) if one.cut]
    assert "换人" in text_of(desktop.window.menu)
    desktop.write("6")
    assert not desktop.window.menu.isVisible()
    assert desktop.script.asked("sign_out") == [()]
