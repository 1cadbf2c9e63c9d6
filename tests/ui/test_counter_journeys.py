"""A clerk's day at the counter page with keys alone, as it is seen on screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.actions.outcomes import (
    MemberFound,
    NotAllowed,
    NothingToUndo,
    PickupRefused,
    PinLocked,
    PinWrong,
    Reprinting,
    Undone,
    UndoNeedsPin,
)
from app.actions.requests import LineProblem, OverrideRequest, Problem, RedeemRequest
from app.domain.identity import PickupId, ReceiptNo, RedemptionId, StaffId
from app.domain.pickups import AlreadyRedeemed, NotArrived, Units
from app.domain.receipts import JobState
from app.ui.frame.rail import Page
from app.ui.theme import Tone
from tests.builders import NOW, WANG, line, pickup, redemption
from tests.ui import samples
from tests.ui.conftest import Desktop, settle

Key = Qt.Key


def test_scan_then_enter_hands_over_what_is_ready(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    assert "T-20462" in desktop.text
    assert "核销 3 件并打印" in desktop.text
    desktop.press(Key.Key_Return)
    (request,) = desktop.script.asked("redeem_pickup")[0]
    assert request == RedeemRequest(
        PickupId(20462), (Units(1, 1), Units(2, 1), Units(3, 1)), (), None
    )
    assert "已核销 3 件" in desktop.text
    assert "小票 0043 等待打印" in desktop.text
    assert desktop.heard[-1] is Tone.OK


def test_typing_starts_in_the_field_and_enter_submits(desktop: Desktop) -> None:
    desktop.script.answers["scan_code"] = samples.found()
    desktop.write("48270136")
    assert desktop.window.counter.scan_bar.field.text() == "48270136"
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("scan_code") == [("48270136",)]
    assert not desktop.window.counter.scan_bar.has_text
    assert desktop.window.focusWidget() is desktop.window.counter


def test_enter_that_submits_text_does_not_confirm_as_well(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.write("/")
    desktop.write("1234")
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("redeem_pickup") == []


def test_enter_in_an_empty_field_confirms_once(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.write("/")
    desktop.press(Key.Key_Return)
    assert len(desktop.script.asked("redeem_pickup")) == 1


def test_part_of_an_order_by_digits(desktop: Desktop) -> None:
    order = pickup(line(1, quantity=3), line(2, quantity=2))
    desktop.scan(samples.found(order))
    desktop.press(Key.Key_P, Key.Key_2, Key.Key_Down, Key.Key_Space)
    assert "2/3" in desktop.text
    desktop.press(Key.Key_Return)
    (request,) = desktop.script.asked("redeem_pickup")[0]
    assert request.units == (Units(1, 2),)


def test_a_missing_and_a_bad_unit_are_reported(desktop: Desktop) -> None:
    order = pickup(line(1, quantity=2), line(2))
    desktop.scan(samples.found(order))
    desktop.press(Key.Key_Down, Key.Key_W, Key.Key_Down, Key.Key_W, Key.Key_W, Key.Key_Return)
    (request,) = desktop.script.asked("redeem_pickup")[0]
    assert request.units == (Units(1, 1), Units(2, 1))
    assert request.problems == (
        LineProblem(1, 1, Problem.SHORTAGE),
        LineProblem(2, 1, Problem.QUALITY),
    )


def test_nothing_chosen_hands_nothing_over(desktop: Desktop) -> None:
    desktop.scan(samples.found(pickup(line(1))))
    desktop.press(Key.Key_Down, Key.Key_Space, Key.Key_Return)
    assert desktop.script.asked("redeem_pickup") == []
    assert "没有选中商品" in desktop.text


def test_the_next_order_of_the_same_person_follows_on_enter(desktop: Desktop) -> None:
    desktop.scan(samples.found(others=samples.OTHERS))
    assert "还有 2 单一起取" in desktop.text
    desktop.press(Key.Key_Return)
    assert "接着取 T-20470" in desktop.text
    desktop.script.answers["open_pickup"] = samples.found(others=samples.OTHERS[1:])
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("open_pickup") == [(samples.OTHERS[0].id,)]


def test_a_refusal_says_why_and_what_to_say(desktop: Desktop) -> None:
    desktop.scan(samples.refused(AlreadyRedeemed(redemption(Units(1, 4)))))
    for words in ("已经核销过", "2 号柜台", "小何", "小票 0042", "可以对顾客说"):
        assert words in desktop.text
    assert desktop.heard[-1] is Tone.DANGER
    desktop.press(Key.Key_Return)
    assert "红颜草莓 500g" in desktop.text
    assert desktop.script.asked("redeem_pickup") == []


@pytest.mark.usefixtures("no_guard")
def test_a_manager_lets_it_through_with_six_digits(desktop: Desktop) -> None:
    desktop.scan(samples.refused(AlreadyRedeemed(redemption())))
    desktop.press(Key.Key_M, control=True)
    assert "老何的 PIN" in desktop.text
    desktop.script.answers["override_refusal"] = PinWrong(tries_left=4)
    desktop.write("111111")
    assert "还能试 4 次" in desktop.text
    desktop.script.answers["override_refusal"] = PinLocked(NOW + timedelta(minutes=1))
    desktop.write("222222")
    assert "已锁定" in desktop.text
    desktop.write("333333")
    assert len(desktop.script.asked("override_refusal")) == 2
    desktop.time.moment += timedelta(minutes=2)
    desktop.script.answers["override_refusal"] = NotAllowed()
    desktop.write("444444")
    assert "没有权限" in desktop.text
    desktop.script.answers["override_refusal"] = samples.handed_over()
    desktop.write("555555")
    (request,) = desktop.script.asked("override_refusal")[-1]
    assert request == OverrideRequest(PickupId(20462), StaffId(13), "555555")
    assert "已核销" in desktop.text
    assert "老何的 PIN" not in desktop.text


@pytest.mark.usefixtures("no_guard")
def test_with_several_managers_a_number_chooses_and_backspace_goes_back(desktop: Desktop) -> None:
    start = replace(samples.START, everyone=(*samples.START.everyone, samples.LIN))
    desktop.window.begin_with(start)
    desktop.scan(samples.refused(NotArrived(None)))
    desktop.press(Key.Key_M, control=True)
    desktop.write("2")
    assert "林店长的 PIN" in desktop.text
    desktop.press(Key.Key_Backspace)
    desktop.write("1000000")
    (request,) = desktop.script.asked("override_refusal")[-1]
    assert (request.approver, request.pin) == (StaffId(13), "000000")


def test_a_panel_is_deaf_at_first(desktop: Desktop) -> None:
    desktop.scan(samples.refused(AlreadyRedeemed(redemption())))
    desktop.press(Key.Key_M, control=True)
    desktop.write("111111")
    assert desktop.script.asked("override_refusal") == []


def test_no_override_where_there_is_none(desktop: Desktop) -> None:
    card = samples.refused(AlreadyRedeemed(redemption()))
    desktop.scan(PickupRefused(card.pickup, card.refusal, None, overridable=False))
    desktop.press(Key.Key_M, control=True)
    assert desktop.window.at_counter.state.pin is None
    assert "店长放行" not in desktop.text


@pytest.mark.usefixtures("no_guard")
def test_undo_is_free_at_first_and_asks_for_a_pin_later(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.script.answers["undo_redemption"] = UndoNeedsPin("T-20462", RedemptionId("b" * 32))
    desktop.press(Key.Key_Z, control=True)
    assert "撤销核销要 PIN" in desktop.text
    desktop.script.answers["undo_redemption"] = Undone(samples.ORDER, "T-20462", 3)
    desktop.write("123456")
    assert desktop.script.asked("undo_redemption") == [(None, ""), (StaffId(13), "123456")]
    assert "已撤销核销" in desktop.text
    desktop.script.answers["undo_redemption"] = NothingToUndo()
    desktop.press(Key.Key_Z, control=True)
    assert "没有可以撤销的核销" in desktop.text


def test_reprint_of_the_order_on_screen_and_of_the_last(desktop: Desktop) -> None:
    desktop.script.answers["reprint_receipt"] = Reprinting(ReceiptNo(43), 2)
    desktop.press(Key.Key_P, control=True)
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.press(Key.Key_P, control=True)
    assert desktop.script.asked("reprint_receipt") == [(None,), (ReceiptNo(43),)]
    assert "第 2 次" in desktop.text


def test_the_sentence_is_answered_by_one_key(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    assert "第二件半价" in desktop.text
    desktop.press(Key.Key_F8, Key.Key_F8)
    desktop.press(Key.Key_F9)
    assert [reply.answer for (reply,) in desktop.script.asked("answer_prompt")] == [
        "taken",
        "declined",
    ]
    assert "已记:不用" in desktop.text


def test_a_sentence_nobody_answered_is_unsaid_when_the_card_goes(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("answer_prompt") == []
    desktop.press(Key.Key_Return)
    (reply,) = desktop.script.asked("answer_prompt")[0]
    assert (reply.answer, reply.member, reply.pickup) == ("unsaid", WANG, PickupId(20462))


def test_a_sentence_that_stays_for_the_next_order_is_asked_once(desktop: Desktop) -> None:
    desktop.scan(samples.found(others=samples.OTHERS))
    desktop.press(Key.Key_F8, Key.Key_Return)
    desktop.script.answers["open_pickup"] = samples.found()
    desktop.press(Key.Key_Return)
    assert "已记:带上" in desktop.text
    assert len(desktop.script.asked("answer_prompt")) == 1


def test_several_answers_are_chosen_by_number(desktop: Desktop) -> None:
    desktop.scan(samples.SEVERAL)
    desktop.press(Key.Key_2)
    assert desktop.script.asked("open_pickup") == [(samples.SEVERAL.pickups[1].id,)]
    desktop.scan(samples.SEVERAL)
    desktop.press(Key.Key_4)
    assert desktop.script.asked("open_member") == [(samples.SEVERAL.members[0].id,)]
    desktop.scan(samples.SEVERAL)
    desktop.press(Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert desktop.script.asked("open_pickup")[-1] == (samples.SEVERAL.pickups[1].id,)


def test_a_member_without_goods_shows_what_is_on_the_way(desktop: Desktop) -> None:
    row = samples.summary(480, ready=0, expected_at=NOW + timedelta(hours=20))
    desktop.scan(MemberFound(samples.MEMBER, (row,), None))
    assert "现在没有可取的单" in desktop.text
    desktop.press(Key.Key_Return)
    assert desktop.script.asked("open_pickup") == [(row.id,)]


def test_paper_trouble_is_settled_by_two_keys(desktop: Desktop) -> None:
    first = samples.print_job()
    second = replace(samples.print_job(JobState.UNKNOWN, "broke_off"), id=first.id.__class__(6))
    desktop.script.answers["troubled_prints"] = (first, second)
    desktop.window.prints_changed()
    settle()
    assert "缺纸" in desktop.text
    desktop.script.answers["troubled_prints"] = (second,)
    desktop.press(Key.Key_F7)
    assert "打出来了吗" in desktop.text
    desktop.script.answers["troubled_prints"] = ()
    desktop.press(Key.Key_F11)
    assert desktop.script.asked("print_again") == [(5,)]
    assert desktop.script.asked("drop_print") == [(6,)]
    assert not desktop.window.counter.trouble.isVisible()


def test_escape_goes_back_step_by_step_and_destroys_nothing(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_P, Key.Key_Space)
    desktop.press(Key.Key_Escape)
    assert "核销 3 件并打印" in desktop.text
    desktop.press(Key.Key_Escape)
    assert "请扫顾客的码" in desktop.text
    verbs = {verb for verb, _ in desktop.script.calls}
    assert not verbs & {"redeem_pickup", "undo_redemption", "drop_print", "override_refusal"}


def test_a_scan_on_another_page_comes_to_the_counter(desktop: Desktop) -> None:
    desktop.press(Key.Key_F2)
    pages = [desktop.window.page]
    desktop.scan(samples.found())
    pages.append(desktop.window.page)
    assert pages == [Page.PICKUPS, Page.COUNTER]
    assert "核销 3 件并打印" in desktop.text
