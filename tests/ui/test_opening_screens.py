"""Enrolment, lost keys and data that cannot be opened: calm words, one way on, never a new key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import Sentence, Told, Whose
from app.ui.calm.view import CalmScreen
from app.ui.enrol.sentences import Failed, of_failure
from app.ui.enrol.view import EnrolScreen, bare
from app.ui.jobs import Jobs
from app.ui.language import Language, Tongue
from app.ui.look import Look
from sync.enrol import (
    AppTooOld,
    BadAddress,
    CodeRefused,
    HqTooOld,
    HqUnreachable,
    TooManyTries,
)
from tests.ui.conftest import SCREENS, settle, shown_words, text_of
from tests.ui.desk import Lane

KINDS = {
    CodeRefused("x"): Failed.CODE_REFUSED,
    TooManyTries(60.0): Failed.TOO_MANY,
    HqUnreachable("timeout"): Failed.UNREACHABLE,
    BadAddress("x"): Failed.BAD_ADDRESS,
    AppTooOld("x"): Failed.TOO_OLD,
    HqTooOld("x"): Failed.HQ_TOO_OLD,
    RuntimeError("secret"): Failed.UNEXPECTED,
}


@pytest.fixture
def calls() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def lane() -> Lane:
    return Lane()


@pytest.mark.parametrize("error", KINDS, ids=lambda error: type(error).__name__)
def test_each_failure_has_its_advice(
    qtbot: QtBot, look: Look, language: Language, lane: Lane, error: Exception
) -> None:
    def enrol(_address: str, _code: str) -> str:
        raise error

    screen = EnrolScreen(look, jobs=Jobs(lane), enrol=enrol, done=lambda _: None)
    qtbot.addWidget(screen)
    screen.show()
    screen.code.setText("abcd-efgh")
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    settle()
    text = text_of(screen)
    assert of_failure(KINDS[error]).title in text
    assert "secret" not in text
    assert screen._go.isEnabled()


def test_the_code_is_sent_bare_and_once(
    qtbot: QtBot, look: Look, language: Language, lane: Lane, calls: list[tuple[str, str]]
) -> None:
    done: list[str] = []

    def enrol(address: str, code: str) -> str:
        calls.append((address, code))
        return "counter"

    screen = EnrolScreen(
        look, jobs=Jobs(lane), enrol=enrol, done=done.append, address="https://hq.example"
    )
    qtbot.addWidget(screen)
    screen.show()
    QTest.keyClicks(screen.code, "abc")
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    assert "登记码是 8 位" in text_of(screen)
    lane.held = True
    QTest.keyClicks(screen.code, "d-efgh")
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    assert "正在联系总部" in text_of(screen)
    lane.drain()
    settle()
    assert calls == [("https://hq.example", "ABCDEFGH")]
    assert done == ["counter"]


def test_bare() -> None:
    assert bare(" ab-cd ef·gh") == "ABCDEFGH"


@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize("sentence", Sentence)
def test_every_error_is_calm_and_whole(
    qtbot: QtBot, look: Look, language: Language, sentence: Sentence, tongue: Tongue
) -> None:
    language.set(tongue)
    screen = CalmScreen.told(look, Told(sentence, Whose.WORLD, "OSError"))
    qtbot.addWidget(screen)
    screen.show()
    for size in SCREENS:
        screen.resize(*size)
        settle()
        shown = shown_words(screen)
        assert [one.text for one in shown if one.cut] == [], size
    assert len([one for one in shown if len(one.text) > 4]) >= 3
    assert not screen.field.isVisible()


@pytest.mark.parametrize("why", ["keys_lost", "too_slow", "refused", "damaged", "open_to_others"])
def test_lost_keys_offer_the_recovery_key_and_nothing_else(
    qtbot: QtBot, look: Look, language: Language, why: str
) -> None:
    typed: list[str] = []

    def recover(text: str, wrong: object) -> None:
        typed.append(text)
        assert callable(wrong)
        wrong()

    screen = CalmScreen.locked(look, why, recover)
    qtbot.addWidget(screen)
    screen.show()
    settle()
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    assert typed == []
    QTest.keyClicks(screen.field, "ABCD-EFGH")
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    settle()
    assert typed == ["ABCD-EFGH"]
    text = text_of(screen)
    assert "不是恢复钥匙" in text
    assert "恢复钥匙" in text
    assert [one.text for one in shown_words(screen) if one.cut] == []


def test_the_kinds_cover_every_failure() -> None:
    assert set(KINDS.values()) | {Failed.CODE_LENGTH} == set(Failed)
