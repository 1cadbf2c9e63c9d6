"""The lock: after minutes without anybody, or on Ctrl+L, everything is kept, nothing of a customer is seen, no key reaches
what lies behind, and only a PIN opens it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.actions.export_unsent import ExportPlace
from app.actions.outcomes import (
    BadgeSeen,
    MemberFound,
    NotACode,
    PaymentCodeSeen,
    PinAccepted,
    PinLocked,
    PinWrong,
    Several,
    UndoNeedsPin,
)
from app.domain.codes import Fault
from app.domain.drawer import DrawerEnd
from app.domain.identity import CounterId, RedemptionId
from app.domain.pickups import HeldBy, HeldElsewhere
from app.domain.receipts import PrinterState
from app.ui.counter.state import (
    CounterState,
    DoneShown,
    Idle,
    PickupOpen,
)
from app.ui.customer_display.presenter import shown_of
from app.ui.frame.rail import Page
from app.ui.language import Language
from app.ui.lock.presenter import KEEP_SCAN_SECONDS
from app.ui.lock.state import Remark
from app.ui.look import Look
from app.ui.theme import Tone
from sync.status import Line, SyncStatus
from tests.builders import NOW, WANG_PHONE
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, showing

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LIMIT = 5 * 60
HELD = samples.refused(HeldElsewhere(HeldBy(CounterId(0), 5)))
pytestmark = pytest.mark.usefixtures("no_guard")
SECRET = (
    WANG_PHONE,
    WANG_PHONE[-4:],
    "王女士",
    "王姐",
    "T-20462",
    "草莓",
    "鲈鱼",
    "酸奶",
    "4827",
    "138****",
)
"""What of the sample order, its member and its sentence nobody may read off a locked counter."""


@pytest.fixture
def desktop(qtbot: QtBot, look: Look, language: Language) -> Iterator[Desktop]:
    yield from showing(qtbot, look, language, lock_minutes=5, has_drawer=True)


def real_key(desktop: Desktop, key: Key, text: str = "", modifiers: object = None) -> None:
    """As the operating system gives it: to the window."""
    handle = desktop.window.windowHandle()
    assert handle is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        held = CONTROL if modifiers else Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, held, text))
    settle()


def lock(desktop: Desktop) -> None:
    real_key(desktop, Key.Key_L, "\x0c", CONTROL)
    assert desktop.window.guard.locked


def wait(desktop: Desktop, seconds: float) -> None:
    """Time goes by and the window's own second hand moves."""
    desktop.time.seconds += seconds
    desktop.window._tick()
    settle()


def pin(desktop: Desktop, digits: str = "246810") -> None:
    for digit in digits:
        real_key(desktop, Key(ord(digit)), digit)


def everything_readable(root: QWidget) -> str:
    """All words any visible widget shows or says: painted, typed, labelled, and what a screen reader would be told."""
    root.grab()
    found: list[str] = [root.windowTitle()]
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        found += [one.text for one in getattr(widget, "shown", ())]
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLineEdit):
            found += [widget.text(), widget.placeholderText()]
        if isinstance(widget, QLabel):
            found.append(widget.text())
    return "\n".join(found)


def nothing_seen(desktop: Desktop) -> None:
    readable = everything_readable(desktop.window)
    assert [secret for secret in SECRET if secret in readable] == []
    assert [
        each for each in desktop.window.guard.frame.findChildren(QWidget) if each.isVisible()
    ] == []


# -- when it locks ------------------------------------------------------------------------------------------------


def test_five_minutes_without_anybody_lock_it_and_the_pin_shows_what_was_there(
    desktop: Desktop,
) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_P, Key.Key_Down, Key.Key_Minus)
    desktop.press(Key.Key_F8)
    before = desktop.window.at_counter.state
    wait(desktop, LIMIT - 1)
    assert not desktop.window.guard.locked
    assert "王女士" in desktop.text
    wait(desktop, 1)
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert "小周" in desktop.text
    pin(desktop)
    assert desktop.script.asked("unlock") == [(samples.ZHOU.id, "246810")]
    assert not desktop.window.guard.locked
    assert desktop.window.at_counter.state == before
    assert desktop.window.focusWidget() is desktop.window.counter
    assert "王女士" in desktop.text
    assert desktop.script.asked("answer_prompt")[1:] == [], "the sentence was not ended by it"


def test_a_key_a_scan_a_finger_and_the_mouse_are_somebody(desktop: Desktop) -> None:
    handle = desktop.window.windowHandle()
    assert handle is not None

    def move(x: float) -> None:
        at = QPointF(x, 40)
        none = Qt.MouseButton.NoButton
        QCoreApplication.sendEvent(
            handle,
            QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier),
        )

    def click() -> None:
        at = QPointF(300, 20)
        left = Qt.MouseButton.LeftButton
        QCoreApplication.sendEvent(
            handle,
            QMouseEvent(
                QEvent.Type.MouseButtonPress, at, at, left, left, Qt.KeyboardModifier.NoModifier
            ),
        )

    signs: list[Callable[[], None]] = [
        lambda: real_key(desktop, Key.Key_Escape),
        lambda: desktop.window.scanned("T-1"),
        lambda: move(200.0),
        click,
    ]
    for sign in signs:
        wait(desktop, LIMIT - 1)
        assert not desktop.window.guard.locked
        sign()
        settle()
    wait(desktop, LIMIT - 1)
    move(202.0)
    wait(desktop, 1)
    assert desktop.window.guard.locked, "a table that shakes is nobody"


def test_the_first_sign_after_the_pc_slept_locks_it_and_goes_nowhere(desktop: Desktop) -> None:
    """No second hand moves while a PC sleeps: the key that wakes it comes first."""
    desktop.scan(samples.found())
    desktop.time.seconds += 3600
    real_key(desktop, Key.Key_Return, "\r")
    assert desktop.window.guard.locked
    assert desktop.script.asked("redeem_pickup") == []
    nothing_seen(desktop)


def test_a_clock_set_back_or_forward_changes_nothing(desktop: Desktop) -> None:
    desktop.time.moment -= timedelta(days=3)
    wait(desktop, LIMIT - 1)
    assert not desktop.window.guard.locked
    desktop.time.moment += timedelta(days=9)
    wait(desktop, 0)
    assert not desktop.window.guard.locked
    desktop.time.moment -= timedelta(days=9)
    wait(desktop, 1)
    assert desktop.window.guard.locked


def test_zero_minutes_never_lock_by_themselves_but_the_key_does(
    qtbot: QtBot, look: Look, language: Language
) -> None:
    for desktop in showing(qtbot, look, language, lock_minutes=0):
        wait(desktop, 100_000)
        assert not desktop.window.guard.locked
        lock(desktop)


def test_the_menu_locks_too_and_shows_the_key(desktop: Desktop) -> None:
    desktop.press(Key.Key_F10)
    assert "Ctrl+L" in desktop.text
    desktop.write("4")
    assert desktop.window.guard.locked
    pin(desktop)
    assert not desktop.window.menu.isVisible()


def test_nobody_at_the_counter_is_nothing_to_lock(desktop: Desktop) -> None:
    desktop.script.answers["start"] = replace(samples.START, clerk=None)
    desktop.window.begin()
    settle()
    assert desktop.window.signing_in
    wait(desktop, 10 * LIMIT)
    real_key(desktop, Key.Key_L, "\x0c", CONTROL)
    assert not desktop.window.guard.locked
    assert desktop.window.signing_in


@pytest.mark.parametrize(("minutes", "was_locked"), [(5, False), (0, True)])
def test_a_restart_opens_nothing(
    qtbot: QtBot, look: Look, language: Language, minutes: int, was_locked: bool
) -> None:
    start = replace(samples.START, locked=was_locked)
    for desktop in showing(qtbot, look, language, lock_minutes=minutes, start=start, unlock=False):
        assert desktop.window.guard.locked
        pin(desktop)
        assert not desktop.window.guard.locked


# -- nothing is seen ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", list(Page))
def test_no_page_shows_anything(desktop: Desktop, page: Page) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)
    desktop.window.pages.show(page)
    settle()
    lock(desktop)
    nothing_seen(desktop)
    pin(desktop)
    assert desktop.window.page is page


def test_the_footers_last_order_and_half_typed_words_are_not_seen(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return, Key.Key_Return)
    assert "T-20462" in desktop.text, "the footer's last order"
    desktop.write("1388")
    lock(desktop)
    nothing_seen(desktop)
    assert "1388" not in everything_readable(desktop.window)
    pin(desktop)
    assert "1388" in everything_readable(desktop.window), "half typed, and kept"


def test_every_card_is_gone_and_comes_back(desktop: Desktop) -> None:
    several = Several("1234", (samples.summary(470),), (samples.MEMBER,))
    for outcome in (
        several,
        MemberFound(samples.MEMBER, (samples.summary(475),), samples.PROMPT),
        HELD,
    ):
        desktop.scan(outcome)
        card = desktop.window.at_counter.state.card
        lock(desktop)
        nothing_seen(desktop)
        pin(desktop)
        assert desktop.window.at_counter.state.card == card


def test_a_picture_of_it_is_the_same_whatever_lies_behind(desktop: Desktop) -> None:
    lock(desktop)
    empty = desktop.window.grab().toImage()
    pin(desktop)
    desktop.scan(samples.found())
    lock(desktop)
    assert desktop.window.grab().toImage() == empty


def test_the_customers_screen_serves_nobody(desktop: Desktop) -> None:
    seen: list[CounterState] = []
    desktop.window.counter_shown.connect(seen.append)
    desktop.scan(samples.found())
    assert shown_of(seen[-1]) is not None
    lock(desktop)
    assert shown_of(seen[-1]) is None
    assert seen[-1].member is None, (
        "nor do sales of the till next to us belong to whoever was served"
    )
    count = len(seen)
    desktop.window.prints_changed()
    desktop.window.refreshed()
    settle()
    assert len(seen) == count
    pin(desktop)
    assert shown_of(seen[-1]) is not None


# -- what was open ------------------------------------------------------------------------------------------------


def test_a_pin_dialog_is_closed_with_its_digits(desktop: Desktop) -> None:
    desktop.scan(HELD)
    desktop.press(Key.Key_M, control=True)
    dialog = desktop.window.counter.pin
    assert dialog.isVisible()
    desktop.write("8080")
    lock(desktop)
    nothing_seen(desktop)
    pin(desktop)
    assert not dialog.isVisible()
    assert desktop.script.asked("override_refusal") == []
    desktop.press(Key.Key_M, control=True)
    desktop.write("80")
    assert desktop.script.asked("override_refusal") == [], "the first four are forgotten"


def test_the_drawers_question_and_the_places_of_an_export_are_closed(desktop: Desktop) -> None:
    desktop.press(Key.Key_D, control=True)
    assert desktop.window.counter.drawer.isVisible()
    lock(desktop)
    pin(desktop)
    assert not desktop.window.counter.drawer.isVisible()
    places = tuple(ExportPlace(name, Path(name), removable=True) for name in ("A", "B"))
    desktop.script.places = places
    desktop.window.pages.show(Page.SYNC)
    desktop.press(Key.Key_E)
    assert desktop.window.at_sync.state.places == places
    lock(desktop)
    pin(desktop)
    assert desktop.window.at_sync.state.places == ()
    assert desktop.script.asked("open_drawer") == []


def test_a_managers_word_for_the_settings_does_not_outlive_a_lock(desktop: Desktop) -> None:
    desktop.window.pages.show(Page.SETTINGS)
    home = desktop.window.settings
    assert home is not None
    said: list[str] = []
    home.approval._given = True
    home.approval.ask(lambda: said.append("given"))
    assert said == ["given"]
    lock(desktop)
    pin(desktop)
    home.approval.ask(lambda: said.append("again"))
    assert said == ["given"]
    assert home.pin.isVisible()


def test_what_answers_behind_it_changes_what_is_hidden_and_opens_nothing(desktop: Desktop) -> None:
    desktop.scan(HELD)
    desktop.press(Key.Key_Return)
    (question,) = desktop.script.asked_hq
    lock(desktop)
    question.answer.set_result(samples.handed_over())
    desktop.window.drawer_ended(DrawerEnd.TOLD)
    desktop.window.show_sync(SyncStatus(line=Line.OFFLINE, pending=7))
    desktop.window.show_printer(PrinterState.NO_PAPER)
    settle()
    assert desktop.window.guard.locked
    nothing_seen(desktop)
    assert "待传 7" in desktop.text
    assert "小票机缺纸" in desktop.text
    assert desktop.window.focusWidget() is desktop.window.guard.page
    pin(desktop)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)


def test_a_question_that_comes_up_behind_it_hears_no_digit_of_the_pin(desktop: Desktop) -> None:
    """An undo that is asked for just before the lock, and needs a manager's PIN just after it."""
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.script.answers["undo_redemption"] = UndoNeedsPin("T-20462", RedemptionId("r" * 32))
    desktop.lane.held = True
    desktop.press(Key.Key_Z, control=True)
    lock(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    nothing_seen(desktop)
    assert desktop.window.focusWidget() is desktop.window.guard.page
    pin(desktop)
    assert not desktop.window.guard.locked
    assert desktop.window.counter.pin.isVisible(), "it is asked once somebody is there"
    assert desktop.window.focusWidget() is desktop.window.counter.pin
    assert [args for args in desktop.script.asked("undo_redemption") if args[0]] == []


def test_a_hand_over_being_written_is_written_and_seen_afterwards(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.press(Key.Key_Return)
    lock(desktop)
    desktop.lane.held = False
    desktop.lane.drain()
    settle()
    nothing_seen(desktop)
    pin(desktop)
    assert isinstance(desktop.window.at_counter.state.card, DoneShown)


def test_an_offer_that_ended_meanwhile_is_said_no_more(desktop: Desktop) -> None:
    ends = replace(samples.PROMPT, ends_at=NOW + timedelta(minutes=4))
    desktop.scan(samples.found(prompt=ends))
    lock(desktop)
    pin(desktop)
    assert desktop.window.at_counter.state.said is not None
    lock(desktop)
    desktop.time.moment += timedelta(minutes=5)
    pin(desktop)
    assert desktop.window.at_counter.state.said is None
    assert isinstance(desktop.window.at_counter.state.card, PickupOpen)
    (reply,) = desktop.script.asked("answer_prompt")[-1]
    assert reply.answer == "unsaid"


# -- who opens it -------------------------------------------------------------------------------------------------


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


# -- a scan -------------------------------------------------------------------------------------------------------


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
