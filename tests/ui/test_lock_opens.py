"""Only a PIN opens a locked counter; another clerk finds it empty, and a scan waits for whoever comes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.actions.outcomes import (
    BadgeSeen,
    NotACode,
    PaymentCodeSeen,
    PinAccepted,
    PinLocked,
    PinWrong,
)
from app.domain.codes import Fault
from app.ui.counter.state import (
    Idle,
    PickupOpen,
)
from app.ui.frame.rail import Page
from app.ui.language import Language
from app.ui.lock.presenter import KEEP_SCAN_SECONDS
from app.ui.lock.state import Remark
from app.ui.look import Look
from app.ui.theme import Tone
from tests.builders import NOW
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing
from tests.ui.lock_hands import (
    CONTROL,
    HELD,
    Key,
    everything_readable,
    lock,
    nothing_seen,
    pin,
    real_key,
    wait,
)

pytestmark = pytest.mark.usefixtures("no_guard")


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, lock_minutes=5, has_drawer=True)


def test_a_wrong_pin_opens_nothing_and_five_make_it_wait(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    lock(desktop)
    for left in (4, 3, 2, 1):
        desktop.script.answers["unlock"] = PinWrong(left)
        pin(desktop, "111111")
        assert desktop.window.guard.locked
    desktop.script.answers["unlock"] = PinLocked(NOW + timedelta(minutes=1))
    pin(desktop, "111111")
    assert "输错太多" in desktop.text
    desktop.script.answers["unlock"] = PinAccepted(samples.ZHOU)
    pin(desktop)
    assert len(desktop.script.asked("unlock")) == 5, "not even asked before the minute is over"
    desktop.time.moment += timedelta(minutes=2)
    pin(desktop)
    assert not desktop.window.guard.locked


@pytest.mark.parametrize(
    "key",
    [
        Key.Key_Escape,
        Key.Key_Return,
        Key.Key_F1,
        Key.Key_F2,
        Key.Key_F6,
        Key.Key_F8,
        Key.Key_F10,
        Key.Key_F12,
        Key.Key_Tab,
        Key.Key_Space,
        Key.Key_P,
        Key.Key_Backspace,
    ],
)
def test_no_other_key_opens_it_or_does_anything(desktop: Desktop, key: Key) -> None:
    desktop.scan(samples.found())
    before = desktop.window.at_counter.state
    calls = len(desktop.script.calls)
    lock(desktop)
    for _ in range(3):
        real_key(desktop, key)
        desktop.press(key)
    real_key(desktop, Key.Key_Z, "\x1a", CONTROL)
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert [name for name, _ in desktop.script.calls[calls:]] == ["lock"]
    desktop.window.activateWindow()
    assert desktop.window.at_counter.state == before


def test_neither_look_nor_language_opens_it(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    lock(desktop)
    desktop.look.turn_mode()
    desktop.language.turn()
    settle()
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert "Type your PIN to go on" in desktop.text


def test_another_clerk_takes_over_an_empty_counter(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    lock(desktop)
    desktop.script.answers["unlock"] = PinAccepted(samples.LAO_HE)
    desktop.script.answers["sign_in"] = PinAccepted(samples.LAO_HE)
    real_key(desktop, Key.Key_Escape)
    pin(desktop, "3")
    assert "小周打开的单会收起" in desktop.text
    calls = len(desktop.script.calls)
    pin(desktop, "808080")
    deeds = [name for name, _ in desktop.script.calls[calls:]][:3]
    assert deeds == ["unlock", "answer_prompt", "sign_in"], "the first clerk's sentence is theirs"
    assert not desktop.window.guard.locked
    assert isinstance(desktop.window.at_counter.state.card, Idle)
    assert "老何" in desktop.text
    assert "王女士" not in desktop.text


def test_no_half_typed_word_and_no_search_of_the_first_is_left_for_the_second(
    desktop: Desktop,
) -> None:
    desktop.window.pages.show(Page.PICKUPS)
    desktop.write("wang")
    desktop.window.pages.show(Page.COUNTER)
    desktop.write("1388")
    assert "1388" in everything_readable(desktop.window)
    lock(desktop)
    desktop.script.answers["unlock"] = PinAccepted(samples.LAO_HE)
    desktop.script.answers["sign_in"] = PinAccepted(samples.LAO_HE)
    real_key(desktop, Key.Key_Escape)
    pin(desktop, "3808080")
    assert "1388" not in everything_readable(desktop.window)
    desktop.window.pages.show(Page.PICKUPS)
    settle()
    assert "wang" not in everything_readable(desktop.window)
    assert desktop.window.at_pickups.state.text == ""


def test_a_wrong_pin_of_somebody_else_takes_nothing_from_who_stands_here(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    before = desktop.window.at_counter.state
    lock(desktop)
    desktop.script.answers["unlock"] = PinWrong(4)
    real_key(desktop, Key.Key_Escape)
    pin(desktop, "3808081")
    assert desktop.script.asked("answer_prompt") == []
    assert desktop.script.asked("sign_in") == []
    real_key(desktop, Key.Key_Escape)
    desktop.script.answers["unlock"] = PinAccepted(samples.ZHOU)
    pin(desktop, "1246810")
    assert desktop.window.at_counter.state == before


def test_a_question_to_headquarters_is_left_before_another_clerk_signs_in(desktop: Desktop) -> None:
    """Else what headquarters grants would be handed over in the second clerk's name."""
    desktop.scan(HELD)
    desktop.press(Key.Key_Return)
    (question,) = desktop.script.asked_hq
    lock(desktop)
    desktop.script.answers["unlock"] = PinAccepted(samples.LAO_HE)
    left: list[bool] = []

    def sign_in(*_: object) -> PinAccepted:
        left.append(question.left)
        return PinAccepted(samples.LAO_HE)

    desktop.script.answers["sign_in"] = sign_in
    real_key(desktop, Key.Key_Escape)
    pin(desktop, "3808080")
    assert left == [True]


def test_a_badge_chooses_its_person_and_still_wants_the_pin(desktop: Desktop) -> None:
    lock(desktop)
    desktop.scan(BadgeSeen(samples.HE))
    assert desktop.window.guard.locked
    assert "小何" in desktop.text
    pin(desktop)
    assert desktop.script.asked("unlock")[0][0] == samples.HE.id


def test_a_scan_is_kept_unseen_and_shown_right_after_the_pin(desktop: Desktop) -> None:
    lock(desktop)
    desktop.scan(samples.found(), "TPABC")
    nothing_seen(desktop)
    assert "已扫到码" in desktop.text
    assert desktop.heard == [Tone.WARN]
    assert isinstance(desktop.window.at_counter.state.card, Idle)
    pin(desktop)
    assert desktop.script.asked("scan_code")[-1] == ("TPABC",)
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_the_newest_scan_is_the_one_that_is_kept(desktop: Desktop) -> None:
    lock(desktop)
    desktop.scan(samples.found(), "TPFIRST")
    desktop.scan(samples.found(), "TPSECOND")
    pin(desktop)
    assert desktop.script.asked("scan_code")[-1] == ("TPSECOND",)


def test_a_payment_code_is_refused_at_once_and_kept_nowhere(desktop: Desktop) -> None:
    lock(desktop)
    desktop.scan(PaymentCodeSeen(), "134567890123456789")
    assert "付款码" in desktop.text
    assert desktop.window.guard.presenter._scan is None
    desktop.scan(NotACode(Fault.UNREADABLE), "x")
    assert desktop.window.guard.presenter.state.remark is Remark.NO_CODE
    scans = len(desktop.script.asked("scan_code"))
    pin(desktop)
    assert len(desktop.script.asked("scan_code")) == scans
    assert isinstance(desktop.window.at_counter.state.card, Idle)


def test_a_scan_whose_customer_has_left_long_ago_is_shown_to_nobody(desktop: Desktop) -> None:
    lock(desktop)
    desktop.scan(samples.found(), "TPABC")
    wait(desktop, KEEP_SCAN_SECONDS)
    assert "已扫到码" not in desktop.text
    pin(desktop)
    assert isinstance(desktop.window.at_counter.state.card, Idle)
    assert len(desktop.script.asked("scan_code")) == 1


def test_a_kept_scan_is_shown_to_whoever_takes_over(desktop: Desktop) -> None:
    lock(desktop)
    desktop.script.answers["unlock"] = PinAccepted(samples.LAO_HE)
    desktop.script.answers["sign_in"] = PinAccepted(samples.LAO_HE)
    desktop.scan(samples.found(), "TPABC")
    real_key(desktop, Key.Key_Escape)
    pin(desktop, "3808080")
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_scan_looked_up_while_the_pin_is_checked_is_shown(desktop: Desktop) -> None:
    lock(desktop)
    desktop.lane.held = True
    pin(desktop)
    desktop.scan(samples.found(), "TPABC")
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_store_that_fails_keeps_it_locked_and_says_so(desktop: Desktop, caplog: object) -> None:
    lock(desktop)
    desktop.script.answers["unlock"] = RuntimeError("disk")
    pin(desktop)
    assert desktop.window.guard.locked
    assert "没有成功" in desktop.text
    pin(desktop, "2")
    assert "没有成功" not in desktop.text
    desktop.script.answers["scan_code"] = RuntimeError("disk")
    desktop.window.scanned("TPABC")
    settle()
    assert "没有成功" in desktop.text
