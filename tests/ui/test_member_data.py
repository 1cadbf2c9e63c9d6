"""One member's data from their card: a file for them, or deleted from this counter, each with a manager's PIN, and nothing
deleted before the last four digits of their number were typed."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.actions.export_unsent import ExportPlace, NotWritten
from app.actions.member_data import (
    MemberDeleted,
    MemberFileOutcome,
    MemberWritten,
    NoSuchMember,
    StillOwed,
)
from app.actions.outcomes import PinWrong
from app.ui.counter.data_state import Step
from app.ui.counter.state import Idle, PickupOpen
from app.ui.language import Language
from app.ui.look import Look
from tests.builders import WANG, WANG_PHONE
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing, text_of
from tests.ui.lock_hands import lock, nothing_seen, pin

Key = Qt.Key
STICK = ExportPlace("KINGSTON", Path("/media/shop/KINGSTON"), removable=True)
HERE = ExportPlace("", Path("/srv/shop/exports"), removable=False)
LAST = WANG_PHONE[-4:]
pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    for made in showing(qtbot, look, language, lock_minutes=5):
        made.script.places = (STICK, HERE)
        made.scan(samples.found())
        yield made


def panel(desktop: Desktop) -> str:
    return text_of(desktop.window.counter.data)


def opened(desktop: Desktop) -> None:
    desktop.press(Key.Key_E, control=True)
    assert desktop.window.counter.data.isVisible()


def to_the_pin(desktop: Desktop) -> None:
    opened(desktop)
    desktop.press(Key.Key_1)
    assert "U 盘 KINGSTON" in text_of(desktop.window.counter.places)
    assert "只交给本人" in text_of(desktop.window.counter.places)
    desktop.press(Key.Key_1)
    assert desktop.window.counter.pin.isVisible()


def written(desktop: Desktop, outcome: MemberFileOutcome) -> str:
    desktop.script.member_files[-1][1].set_result(outcome)
    settle()
    return panel(desktop)


def test_the_card_shows_the_key_and_a_finger_does_it_too(desktop: Desktop) -> None:
    card = desktop.window.counter.member
    assert "Ctrl+E" in text_of(card)
    QTest.mouseClick(
        card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 20, card.height() - 10)
    )
    settle()
    assert "王女士的资料" in panel(desktop)
    for said in ("导出给本人", "从本机删除"):
        assert said in panel(desktop)


def test_from_the_key_to_the_file(desktop: Desktop) -> None:
    to_the_pin(desktop)
    assert "U 盘 KINGSTON · 只给本人" in text_of(desktop.window.counter.pin)
    desktop.write("808080")
    ((request, _),) = desktop.script.member_files
    assert (request.member, request.folder, request.approver, request.pin) == (
        WANG,
        STICK.path,
        samples.LAO_HE.id,
        "808080",
    )
    assert "808080" not in repr(request)
    path = STICK.path / "tuangui-member-1234-20261122-174200.json"
    said = written(desktop, MemberWritten(path))
    assert str(path) in said
    assert "已记录" in said
    assert WANG_PHONE not in desktop.text
    desktop.press(Key.Key_Escape)
    assert not desktop.window.counter.data.isVisible()
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_wrong_pin_asks_again_and_a_stick_that_is_full_is_said(desktop: Desktop) -> None:
    to_the_pin(desktop)
    desktop.write("111111")
    written(desktop, PinWrong(4))
    assert "还能试 4 次" in desktop.text
    desktop.write("808080")
    assert "文件没有写成" in written(desktop, NotWritten())


def test_one_place_needs_no_choice(desktop: Desktop) -> None:
    desktop.script.places = (HERE,)
    opened(desktop)
    desktop.press(Key.Key_1)
    assert desktop.window.counter.pin.isVisible()


def test_esc_leaves_the_pin_then_the_panel_and_nothing_was_done(desktop: Desktop) -> None:
    to_the_pin(desktop)
    desktop.press(Key.Key_Escape)
    assert not desktop.window.counter.pin.isVisible()
    assert "从本机删除" in panel(desktop)
    desktop.press(Key.Key_Escape)
    assert not desktop.window.counter.data.isVisible()
    assert desktop.script.member_files == []
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_deleting_says_what_it_means_and_wants_the_last_four_digits(desktop: Desktop) -> None:
    opened(desktop)
    desktop.press(Key.Key_2)
    said = panel(desktop)
    for words in ("仍留作记录", "总部另有一份", "后四位"):
        assert words in said
    desktop.press(Key.Key_Return, Key.Key_Return)
    desktop.write("9999")
    assert "不是这位会员的后四位" in panel(desktop)
    assert not desktop.window.counter.pin.isVisible()
    desktop.write(LAST[:2])
    desktop.press(Key.Key_Backspace)
    desktop.write(LAST[1:])
    assert desktop.window.counter.pin.isVisible()
    assert "从本机彻底删除王女士" in text_of(desktop.window.counter.pin)
    assert desktop.script.asked("delete_member") == []
    desktop.write("808080")
    assert desktop.script.asked("delete_member") == [(WANG, samples.LAO_HE.id, "808080")]
    assert "已从本机删除" in panel(desktop)
    desktop.press(Key.Key_Escape)
    assert isinstance(desktop.window.at_counter.state.card, Idle)
    assert "王女士" not in desktop.text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (StillOwed(("T-20462", "T-20470")), "请先交货:T-20462 · T-20470"),
        (NoSuchMember(), "本机已没有这位会员的资料"),
    ],
)
def test_what_is_not_deleted_is_said(desktop: Desktop, outcome: object, words: str) -> None:
    desktop.script.answers["delete_member"] = outcome
    opened(desktop)
    desktop.write("2" + LAST)
    desktop.write("808080")
    assert words in panel(desktop)
    desktop.press(Key.Key_Escape)
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_wrong_pin_deletes_nothing_and_a_store_that_fails_says_so(desktop: Desktop) -> None:
    desktop.script.answers["delete_member"] = PinWrong(4)
    opened(desktop)
    desktop.write("2" + LAST)
    desktop.write("111111")
    assert "还能试 4 次" in desktop.text
    desktop.script.answers["delete_member"] = RuntimeError("disk")
    desktop.write("808080")
    assert "出了点问题" in desktop.text
    assert desktop.window.at_counter.state.data is None


def test_a_scan_waits_until_it_is_closed(desktop: Desktop) -> None:
    opened(desktop)
    calls = len(desktop.script.asked("scan_code"))
    desktop.scan(samples.found(), "TPOTHER")
    assert len(desktop.script.asked("scan_code")) == calls
    assert desktop.window.counter.data.isVisible()


def test_the_lock_closes_it_and_the_digits_are_forgotten(desktop: Desktop) -> None:
    opened(desktop)
    desktop.write("2" + LAST[:3])
    lock(desktop)
    nothing_seen(desktop)
    pin(desktop)
    assert not desktop.window.counter.data.isVisible()
    opened(desktop)
    desktop.write("2" + LAST[3:])
    assert not desktop.window.counter.pin.isVisible()


def test_an_answer_behind_the_lock_is_said_after_it(desktop: Desktop) -> None:
    to_the_pin(desktop)
    desktop.write("808080")
    lock(desktop)
    desktop.script.member_files[-1][1].set_result(MemberWritten(STICK.path / "x.json"))
    settle()
    nothing_seen(desktop)
    pin(desktop)
    assert "文件已写好" in panel(desktop)


def test_places_found_after_it_was_closed_open_nothing(desktop: Desktop) -> None:
    desktop.script.looked_for = Future()
    opened(desktop)
    desktop.press(Key.Key_1)
    state = desktop.window.at_counter.state.data
    assert state is not None
    assert state.step is Step.WORKING
    desktop.press(Key.Key_Escape)
    desktop.script.looked_for.set_result((STICK, HERE))
    settle()
    assert not desktop.window.counter.places.isVisible()
    assert desktop.window.at_counter.state.data is None


def test_without_a_member_the_key_does_nothing(desktop: Desktop) -> None:
    desktop.press(Key.Key_Escape)
    desktop.press(Key.Key_E, control=True)
    assert not desktop.window.counter.data.isVisible()
    assert desktop.script.answers.get("delete_member", MemberDeleted()) == MemberDeleted()
