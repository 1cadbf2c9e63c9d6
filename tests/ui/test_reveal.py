"""A full phone number on screen: after its record, for fifteen seconds, and gone with whatever comes next."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions.outcomes import (
    MemberFound,
    NotAllowed,
    PhoneTold,
    PinWrong,
    RevealNeedsPin,
    RevealNobody,
)
from app.actions.requests import RevealRequest
from app.ui.counter.phone_panel import in_threes
from app.ui.counter.state import CounterState, PickupOpen
from app.ui.frame.rail import Page
from app.ui.language import Language
from app.ui.look import Look
from tests.builders import WANG, WANG_PHONE
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing, text_of
from tests.ui.lock_hands import lock, pin, wait

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_guard")
NUMBER = in_threes(WANG_PHONE)
MASKED = f"{WANG_PHONE[:3]}****{WANG_PHONE[-4:]}"


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    for made in showing(qtbot, look, language, lock_minutes=5):
        made.window.activateWindow()
        settle()
        made.scan(samples.found())
        yield made


def reveal(desktop: Desktop) -> None:
    desktop.press(Key.Key_T, control=True)
    assert NUMBER in desktop.text


def hidden(desktop: Desktop) -> None:
    settle()
    for digits in (NUMBER, WANG_PHONE, WANG_PHONE[3:7]):
        assert digits not in desktop.text
    assert desktop.window.at_counter.state.phone is None
    assert desktop.window.counter.phone._phone is None


def test_the_card_shows_the_key_and_masks_the_number(desktop: Desktop) -> None:
    card = text_of(desktop.window.counter.member)
    assert MASKED in card
    assert "Ctrl+T" in card
    assert "看号码" in card
    hidden(desktop)
    assert desktop.script.asked("reveal_phone") == []


def test_it_is_shown_for_fifteen_seconds_with_a_countdown(desktop: Desktop) -> None:
    reveal(desktop)
    assert desktop.script.asked("reveal_phone") == [(RevealRequest(WANG),)]
    assert "还显示 15 秒" in desktop.text
    assert "已记录" in desktop.text
    wait(desktop, 10)
    assert "还显示 5 秒" in desktop.text
    wait(desktop, 4)
    assert NUMBER in desktop.text
    wait(desktop, 0.5)
    hidden(desktop)
    assert MASKED in desktop.text
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)


def test_a_wall_clock_set_back_shows_it_no_longer(desktop: Desktop) -> None:
    reveal(desktop)
    desktop.time.moment = desktop.time.moment.replace(year=2020)
    wait(desktop, 15)
    hidden(desktop)


def test_a_finger_on_the_card_asks_as_well(desktop: Desktop) -> None:
    card = desktop.window.counter.member
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, card.height() - 10))
    settle()
    assert NUMBER in desktop.text


def other_window(_desktop: Desktop) -> None:
    other = QWidget()
    other.show()
    other.activateWindow()
    QApplication.processEvents()
    other.close()


ENDS: dict[str, Callable[[Desktop], object]] = {
    "another scan": lambda desktop: desktop.scan(samples.found(prompt=None), "TPOTHER"),
    "Esc": lambda desktop: desktop.press(Key.Key_Escape),
    "another page": lambda desktop: desktop.window.pages.show(Page.PICKUPS),
    "another program": other_window,
    "signing out": lambda desktop: desktop.window.at_counter.leave(),
    "another clerk": lambda desktop: desktop.window.at_counter.begin((samples.ZHOU,)),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_it_is_gone_at_once_with(desktop: Desktop, end: Callable[[Desktop], object]) -> None:
    reveal(desktop)
    end(desktop)
    hidden(desktop)
    assert desktop.script.asked("redeem_pickup") == []


def test_the_lock_takes_it_and_the_pin_does_not_bring_it_back(desktop: Desktop) -> None:
    reveal(desktop)
    lock(desktop)
    hidden(desktop)
    pin(desktop)
    hidden(desktop)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_an_answer_that_comes_after_that_is_shown_to_nobody(
    desktop: Desktop, end: Callable[[Desktop], object]
) -> None:
    desktop.lane.held = True
    desktop.press(Key.Key_T, control=True)
    end(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    if end is ENDS["Esc"]:
        assert NUMBER in desktop.text, "nothing was there to close yet"
        return
    hidden(desktop)


def test_an_answer_that_comes_behind_the_lock_is_not_there_after_it(desktop: Desktop) -> None:
    desktop.lane.held = True
    desktop.press(Key.Key_T, control=True)
    lock(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    hidden(desktop)
    pin(desktop)
    hidden(desktop)
    reveal(desktop)


def test_whose_role_may_not_is_asked_for_a_managers_pin(desktop: Desktop) -> None:
    desktop.script.answers["reveal_phone"] = RevealNeedsPin()
    desktop.press(Key.Key_T, control=True)
    hidden(desktop)
    dialog = text_of(desktop.window.counter.pin)
    assert "看完整号码要店长同意" in dialog
    assert "老何" in dialog
    assert "小何" not in dialog
    desktop.script.answers["reveal_phone"] = PinWrong(4)
    desktop.write("111111")
    assert "还能试 4 次" in desktop.text
    hidden(desktop)
    desktop.script.answers["reveal_phone"] = NotAllowed()
    desktop.write("222222")
    hidden(desktop)
    desktop.script.answers["reveal_phone"] = samples.PHONE_TOLD
    desktop.write("808080")
    last = desktop.script.asked("reveal_phone")[-1]
    assert last == (RevealRequest(WANG, samples.LAO_HE.id, "808080"),)
    assert NUMBER in desktop.text
    assert not desktop.window.counter.pin.isVisible()


def test_a_store_that_fails_shows_nothing(desktop: Desktop) -> None:
    desktop.script.answers["reveal_phone"] = RuntimeError("disk full")
    desktop.press(Key.Key_T, control=True)
    hidden(desktop)
    assert "出了点问题" in desktop.text


def test_the_number_of_somebody_else_is_not_shown(desktop: Desktop) -> None:
    """The answer names its member; what is on screen is another one's card."""
    desktop.lane.held = True
    desktop.press(Key.Key_T, control=True)
    desktop.window.at_counter.state = desktop.window.at_counter.state.__class__()
    desktop.lane.held = False
    desktop.lane.drain()
    hidden(desktop)


def test_a_member_who_is_gone_is_said_to_be(desktop: Desktop) -> None:
    desktop.script.answers["reveal_phone"] = RevealNobody()
    desktop.press(Key.Key_T, control=True)
    assert "本机已没有这位会员" in desktop.text
    hidden(desktop)


def test_without_a_member_the_key_does_nothing(desktop: Desktop) -> None:
    desktop.press(Key.Key_Escape)
    desktop.press(Key.Key_T, control=True)
    assert desktop.script.asked("reveal_phone") == []


def test_a_member_without_an_order_too(desktop: Desktop) -> None:
    desktop.scan(MemberFound(samples.MEMBER, (), None))
    reveal(desktop)


def test_the_customers_screen_is_never_told(desktop: Desktop) -> None:
    seen: list[CounterState] = []
    desktop.window.counter_shown.connect(seen.append)
    reveal(desktop)
    wait(desktop, 3)
    assert seen
    assert all(state.phone is None for state in seen)


def test_no_state_says_it_in_its_own_words(desktop: Desktop) -> None:
    reveal(desktop)
    phone = desktop.window.at_counter.state.phone
    assert WANG_PHONE not in repr(phone)
    assert WANG_PHONE not in repr(PhoneTold(WANG, "王女士", WANG_PHONE))
    assert NUMBER not in repr(phone)


def test_a_change_event_of_an_active_window_hides_nothing(desktop: Desktop) -> None:
    reveal(desktop)
    QApplication.sendEvent(desktop.window, QEvent(QEvent.Type.FontChange))
    assert NUMBER in desktop.text
