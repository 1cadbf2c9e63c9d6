"""The cash drawer at the counter page: a key, a reason, perhaps a PIN, and a calm word about what became of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.outcomes import DrawerAsked, DrawerNeedsPin, DrawerTooLate, PinWrong
from app.actions.requests import DrawerRequest
from app.domain.drawer import DrawerEnd, DrawerReason
from app.ui.language import Language
from app.ui.look import Look
from app.ui.theme import Tone
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing, text_of

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, has_drawer=True)


def ask(desktop: Desktop, reason: Key = Key.Key_2) -> None:
    desktop.press(Key.Key_D, control=True)
    desktop.press(reason)


def test_the_key_is_shown_and_asks_for_a_reason(desktop: Desktop) -> None:
    assert "开钱箱" in text_of(desktop.window.footer)
    desktop.press(Key.Key_D, control=True)
    for words in ("为什么开", "找零", "清点", "换班", "其他"):
        assert words in text_of(desktop.window.counter.drawer)
    assert desktop.script.asked("open_drawer") == []


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (Key.Key_1, DrawerReason.CHANGE),
        (Key.Key_2, DrawerReason.COUNT),
        (Key.Key_3, DrawerReason.SHIFT),
        (Key.Key_4, DrawerReason.OTHER),
    ],
)
def test_a_number_is_a_reason_and_one_wish(
    desktop: Desktop, key: Key, reason: DrawerReason
) -> None:
    ask(desktop, key)
    asked_ms = int(desktop.time.seconds * 1000)
    assert desktop.script.asked("open_drawer") == [(DrawerRequest(reason, asked_ms),)]
    assert not desktop.window.counter.drawer.isVisible()
    desktop.window.drawer_ended(DrawerEnd.TOLD)
    settle()
    assert "已通知钱箱打开" in desktop.text


def test_a_key_pressed_twice_is_one_wish(desktop: Desktop) -> None:
    desktop.lane.held = True
    ask(desktop)
    desktop.press(Key.Key_2, Key.Key_2)
    ask(desktop)
    desktop.lane.drain()
    settle()
    assert len(desktop.script.asked("open_drawer")) == 1


def test_escape_and_other_keys_open_nothing(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    ask(desktop, Key.Key_5)
    desktop.press(Key.Key_Return, Key.Key_Space, Key.Key_Escape)
    assert not desktop.window.counter.drawer.isVisible()
    assert desktop.script.asked("open_drawer") == []
    assert desktop.script.asked("redeem_pickup") == []
    assert "核销 3 件并打印" in desktop.text


def test_a_scan_meanwhile_is_told_to_wait_and_chooses_nothing(desktop: Desktop) -> None:
    desktop.press(Key.Key_D, control=True)
    desktop.scan(samples.found())
    assert desktop.script.asked("scan_code") == []
    assert desktop.script.asked("open_drawer") == []
    assert desktop.heard == [Tone.WARN]
    assert desktop.window.counter.drawer.isVisible()


def test_a_scan_while_it_is_written_is_done_after_it(desktop: Desktop) -> None:
    desktop.lane.held = True
    ask(desktop)
    desktop.scan(samples.found())
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    assert "核销 3 件并打印" in desktop.text


def test_whose_role_may_not_is_asked_for_the_pin_of_somebody_who_may(desktop: Desktop) -> None:
    desktop.script.answers["open_drawer"] = DrawerNeedsPin()
    ask(desktop)
    dialog = text_of(desktop.window.counter.pin)
    assert "清点 · 两个人的名字都会记录" in dialog
    assert "小周" in dialog
    assert "老何" in dialog
    assert "小何" not in dialog, "shop staff may not open it either"
    desktop.script.answers["open_drawer"] = PinWrong(4)
    desktop.press(Key.Key_2)
    desktop.write("111111")
    assert "还能试 4 次" in desktop.text
    desktop.script.answers["open_drawer"] = DrawerAsked()
    desktop.time.seconds += 60
    desktop.write("808080")
    (last,) = desktop.script.asked("open_drawer")[-1]
    asked_ms = int(desktop.time.seconds * 1000)
    assert last == DrawerRequest(DrawerReason.COUNT, asked_ms, samples.LAO_HE.id, "808080")
    assert not desktop.window.counter.pin.isVisible()


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (DrawerEnd.LATE, "小票机正忙,钱箱没有打开"),
        (DrawerEnd.AWAY, "小票机没有回应,钱箱没有打开"),
        (DrawerEnd.TROUBLE, "小票机缺纸或要处理,钱箱没有打开"),
        (DrawerEnd.UNSURE, "请看钱箱开没开"),
    ],
)
def test_what_went_wrong_is_said_calmly(desktop: Desktop, end: DrawerEnd, words: str) -> None:
    ask(desktop)
    desktop.window.drawer_ended(end)
    settle()
    assert words in desktop.text
    assert desktop.heard == [Tone.WARN]


def test_a_wish_this_pc_was_too_slow_for_is_said_to_be_over(desktop: Desktop) -> None:
    desktop.script.answers["open_drawer"] = DrawerTooLate()
    ask(desktop)
    assert "钱箱没有打开" in desktop.text


def test_nothing_of_it_is_there_without_a_drawer(
    qtbot: QtBot, look: Look, language: Language
) -> None:
    for desktop in showing(qtbot, look, language):
        assert "钱箱" not in desktop.text
        ask(desktop)
        assert desktop.script.asked("open_drawer") == []
        assert not desktop.window.counter.drawer.isVisible()


def test_a_drawer_set_or_taken_away_is_there_or_not_at_once(desktop: Desktop) -> None:
    desktop.window.show_drawer(there=False)
    settle()
    assert "开钱箱" not in text_of(desktop.window.footer)
    desktop.press(Key.Key_D, control=True)
    assert not desktop.window.counter.drawer.isVisible()
    desktop.window.show_drawer(there=True)
    settle()
    assert "开钱箱" in text_of(desktop.window.footer)
    ask(desktop)
    assert len(desktop.script.asked("open_drawer")) == 1
