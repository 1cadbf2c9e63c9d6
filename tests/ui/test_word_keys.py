"""Keys between the keyboard and an input method that is let in: a person's get through, a scan is heard past it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.raw_keys import RawKey
from app.domain.wedge import Rule
from app.ui.code_field import CodeField, WordField
from app.ui.wedge_filter import WedgeFilter
from app.ui.word_keys import LOST_MS, WordKeys
from tests.domain.test_raw_keys import BACKSPACE, SHIFT, typed
from tests.ui.word_screen import Screen

CODE = "tpab23cdef"
RULE = Rule(gap_ms=30)
GAP_MS = RULE.gap_ms


@dataclass
class Desk:
    screen: Screen
    words: WordField
    keys: WordKeys
    scans: list[str] = field(default_factory=list)
    enters: list[str] = field(default_factory=list)


@pytest.fixture(params=[False, True], ids=["seen again later", "seen again at once"])
def desk(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    words = WordField()
    qtbot.addWidget(words)
    screen, wedge = Screen(at_once=request.param), WedgeFilter(RULE)
    keys = WordKeys(wedge, lambda: screen)
    made = Desk(screen, words, keys)
    wedge.scanned.connect(made.scans.append)
    words.returnPressed.connect(lambda: made.enters.append("Enter"))
    wedge.install(qapp)
    keys.install(qapp)
    with qtbot.waitActive(words):
        words.show()
        words.activateWindow()
    words.setFocus()
    yield made
    keys.uninstall(qapp)
    wedge.uninstall(qapp)
    for each in (keys, wedge):
        each.deleteLater()


def pressed(text: str, start: int, gap: int = 4) -> list[RawKey]:
    return [replace(key, button=key.code + 8) for key in typed(text, start=start, gap=gap)]


def through(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.keys.undecided == 0 and not desk.screen.on_the_way)
    qtbot.waitUntil(lambda: not desk.keys._wedge.holding)
    QCoreApplication.processEvents()


def test_keys_are_left_alone_until_a_word_is_begun_and_after_it(desk: Desk, qtbot: QtBot) -> None:
    assert desk.screen.see is None
    desk.words.ask_chinese()
    assert desk.screen.see is not None
    desk.words.stop_chinese()
    assert desk.screen.see is None
    desk.words.ask_chinese()
    other = CodeField()
    qtbot.addWidget(other)
    other.show()
    with qtbot.waitActive(other):
        other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: desk.screen.see is None)


def test_a_person_s_keys_get_to_the_input_method_as_they_were(desk: Desk, qtbot: QtBot) -> None:
    desk.words.ask_chinese()
    word = pressed("Wang", 1000, 80) + pressed("1", 1320)
    for key in word:
        desk.screen.press(key)
        QCoreApplication.processEvents()
    through(desk, qtbot)
    assert desk.screen.method == word
    assert (desk.words.text(), desk.scans, desk.words.chinese) == ("", [], True)


@pytest.mark.parametrize("end", ["\r", "\t", ""])
@pytest.mark.parametrize("word", ["", "w", "wang"])
def test_a_scan_into_a_word_is_heard_once_and_ends_it(
    desk: Desk, qtbot: QtBot, word: str, end: str
) -> None:
    desk.words.setText("王")
    desk.words.ask_chinese()
    by_person = pressed(word, 1000, 80)
    desk.screen.press(*by_person)
    QCoreApplication.sendEvent(desk.words, QInputMethodEvent(word, []))
    desk.screen.press(*pressed(CODE.upper() + end, 2000))
    qtbot.waitUntil(lambda: desk.scans != [])
    through(desk, qtbot)
    assert [key for key in desk.screen.method if key.code != SHIFT] == by_person
    assert (desk.scans, desk.words.text(), desk.enters) == ([CODE], "王", [])
    assert not desk.words.chinese
    qtbot.waitUntil(lambda: desk.screen.see is None)


def test_two_scans_close_to_each_other_are_both_heard(desk: Desk, qtbot: QtBot) -> None:
    """Also the second is in front of the input method yet when the first ends the word."""
    desk.words.ask_chinese()
    desk.screen.press(*pressed(f"{CODE}\r", 1000), *pressed(f"{CODE}9\r", 1070))
    qtbot.waitUntil(lambda: len(desk.scans) >= 2)
    through(desk, qtbot)
    assert (desk.scans, desk.words.text(), desk.enters) == ([CODE, f"{CODE}9"], "", [])
    assert desk.screen.method == []


def test_a_late_enter_of_a_scan_presses_nothing_and_a_person_s_does(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.words.ask_chinese()
    desk.screen.press(*pressed(CODE, 1000), *pressed("\r", 1130))
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    through(desk, qtbot)
    assert desk.enters == []
    desk.screen.press(*pressed("\r", 3000))
    assert desk.enters == ["Enter"]


def test_a_key_the_input_method_gives_back_is_no_part_of_a_scan(desk: Desk, qtbot: QtBot) -> None:
    """It answers when it gets to it, while the keys of a scan go by: ibus on a busy PC."""
    desk.words.ask_chinese()
    (back, up) = [RawKey(1000, BACKSPACE, down=on, button=BACKSPACE + 8) for on in (True, False)]
    desk.screen.press(back, up)
    assert desk.screen.method == [back, up]
    desk.words.stop_chinese()
    desk.words.setText("王x")
    scan = pressed(f"{CODE}\r", 1030)
    desk.screen.press(*scan[:8])
    desk.screen.to_window(back)
    desk.screen.press(*scan[8:])
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.words.text() == "王"


def test_a_scan_that_began_before_the_word_is_heard(desk: Desk, qtbot: QtBot) -> None:
    """Its first key is held behind the input method's place when the word is asked for."""
    scan = pressed(f"{CODE}\r", 1000)
    desk.screen.press(scan[0])
    desk.words.ask_chinese()
    desk.screen.press(*scan[1:])
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.words.text() == ""
    qtbot.waitUntil(lambda: desk.words.chinese)
    word = pressed("wang", 5000, 80)
    desk.screen.press(*word)
    through(desk, qtbot)
    assert desk.screen.method == word


def test_keys_on_their_way_when_the_word_ends_stay_in_order(desk: Desk, qtbot: QtBot) -> None:
    """The character is there while the next letters already wait."""
    desk.words.ask_chinese()
    desk.screen.press(*pressed("1", 1000))
    through(desk, qtbot)
    desk.screen.press(*pressed("ab", 1100, 20))
    done = QInputMethodEvent()
    done.setCommitString("王")
    QCoreApplication.sendEvent(desk.words, done)
    desk.screen.press(*pressed("cde", 1200, 80))
    through(desk, qtbot)
    qtbot.waitUntil(lambda: desk.words.text() == "王abcde")
    assert desk.scans == []
    qtbot.waitUntil(lambda: desk.screen.see is None)


def test_a_scanner_setting_for_slow_ones_takes_no_word_for_a_scan(desk: Desk, qtbot: QtBot) -> None:
    desk.keys._wedge.set_rule(Rule(gap_ms=120))
    desk.words.ask_chinese()
    word = pressed("xiaolongbao1", 1000, 60)
    desk.screen.press(*word)
    through(desk, qtbot)
    assert (desk.screen.method, desk.scans) == (word, [])


def test_keys_that_never_come_back_hold_up_no_others(desk: Desk, qtbot: QtBot) -> None:
    """Their window is gone, say."""
    desk.keys._lost.setInterval(GAP_MS)
    desk.words.ask_chinese()
    desk.screen.gives_back = False
    desk.screen.press(*pressed("w", 1000))
    qtbot.waitUntil(lambda: desk.screen.see is None)
    desk.screen.gives_back = True
    desk.words.stop_chinese()
    desk.words.ask_chinese()
    word = pressed("wang", 5000, 80)
    desk.keys._lost.setInterval(LOST_MS)
    desk.screen.press(*word)
    through(desk, qtbot)
    assert desk.screen.method == word


def test_where_no_key_may_be_sent_none_is_taken_again(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.takes = False
    desk.words.ask_chinese()
    desk.screen.press(*pressed("w", 1000))
    qtbot.waitUntil(lambda: desk.screen.refused != [])
    assert desk.screen.see is None
    desk.words.stop_chinese()
    desk.words.ask_chinese()
    assert desk.screen.see is None


def test_a_screen_that_shows_no_keys_still_takes_words(desk: Desk, qtbot: QtBot) -> None:
    """Wayland."""
    desk.keys._find = lambda: None
    desk.words.ask_chinese()
    word = pressed("wang1", 1000, 80)
    desk.screen.press(*word)
    assert desk.screen.method == word


def test_what_is_held_when_the_watch_is_over_is_not_lost(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    desk.words.ask_chinese()
    letters = pressed("wa", 1000, 10)
    desk.screen.press(*letters)
    desk.keys.uninstall(qapp)
    qtbot.waitUntil(lambda: desk.screen.method == letters)
    assert desk.screen.see is None
    desk.keys.install(qapp)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "w", "wang", "xiaoming"]),
            st.sampled_from(["", "tpab23cdef\r", "6901234010015", "123456\t", "AB cd1234\r"]),
            st.booleans(),
        ),
        max_size=4,
    )
)
def test_each_key_is_a_person_s_once_or_of_a_scan_once(
    desk: Desk, qtbot: QtBot, rounds: list[tuple[str, str, bool]]
) -> None:
    """Words with and without a scan in them; the loop runs after every key, or is stalled until the end of the round."""
    desk.scans.clear()
    desk.screen.method.clear()
    at, wanted, typed_keys = 10_000, list[str](), list[RawKey]()

    def all_heard() -> bool:
        return len(desk.scans) >= len(wanted)

    for word, scan, stalled in rounds:
        desk.words.stop_chinese()
        desk.words.ask_chinese()
        by_person = pressed(word, at, 80)
        typed_keys += by_person
        for key in [*by_person, *pressed(scan, at + 900)]:
            desk.screen.press(key)
            if not stalled:
                QCoreApplication.processEvents()
        wanted += [scan.strip().lower()] if scan else []
        qtbot.waitUntil(all_heard)
        through(desk, qtbot)
        at += 3000
    assert desk.scans == wanted
    assert [key for key in desk.screen.method if key.code != SHIFT] == typed_keys
    assert (desk.words.text(), desk.enters) == ("", [])
    desk.words.stop_chinese()
