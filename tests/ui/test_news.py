"""What HQ's news do to the screen: an order on the desk is marked when it is another one now, and only then; the sync
page follows every acknowledgement; of a receipt's paper the truth is said, whatever it is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.actions.outcomes import Reprinting
from app.domain.identity import ReceiptNo
from app.domain.pickups import State
from app.domain.receipts import JobState
from app.ui import words
from app.ui.counter.state import PickupOpen
from sync.status import Line, SyncStatus
from tests.ui import samples
from tests.ui.conftest import Desktop, settle, text_of
from tests.ui.samples import ORDER

Key = Qt.Key
MARK = "重新核对"


def test_news_of_something_else_leave_the_order_unmarked(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.script.answers["open_pickup"] = samples.found()
    desktop.window.refreshed()
    settle()
    assert MARK not in desktop.text


def test_an_order_that_changed_is_marked_and_nothing_else_of_it_moves(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    before = desktop.window.at_counter.state.card
    changed = samples.found(replace(ORDER, state=State.REFUNDED))
    desktop.script.answers["open_pickup"] = changed
    desktop.window.refreshed()
    settle()
    after = desktop.window.at_counter.state.card
    assert isinstance(after, PickupOpen)
    assert replace(after, changed=False) == before
    assert MARK in desktop.text


def test_a_late_answer_marks_nothing_on_the_next_order(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.lane.held = True
    desktop.script.answers["open_pickup"] = samples.found(replace(ORDER, state=State.REFUNDED))
    desktop.window.refreshed()
    desktop.press(Key.Key_Escape)
    desktop.scan(samples.found())
    desktop.lane.drain()
    settle()
    assert MARK not in desktop.text


def test_the_sync_page_follows_what_hq_acknowledges(desktop: Desktop) -> None:
    desktop.press(Key.Key_F6)
    desktop.window.show_sync(SyncStatus(line=Line.ONLINE, pending=3))
    settle()
    asked = len(desktop.script.asked("sync_picture"))
    desktop.window.show_sync(SyncStatus(line=Line.ONLINE, pending=0))
    settle()
    assert len(desktop.script.asked("sync_picture")) == asked + 1


@pytest.mark.parametrize(
    ("paper", "on_the_card", "in_the_footer"),
    [
        (JobState.QUEUED, "小票 0043 等待打印", "等待打印"),
        (JobState.SENDING, "小票 0043 正在打印", "正在打印"),
        (JobState.SENT, "小票 0043 已发送到打印机", "已发送到打印机"),
        (JobState.CONFIRMED, "小票 0043 已打印", "已打印"),
        (JobState.FAILED, "小票 0043 没打出来", "没打出来"),
        (JobState.WAITING, "小票 0043 没打出来", "没打出来"),
        (JobState.UNKNOWN, "小票 0043 不确定打没打出来", "打印不确定"),
        (JobState.DROPPED, "小票 0043 已由店员处理", "小票已处理"),
    ],
)
def test_card_and_footer_say_what_became_of_the_paper(
    desktop: Desktop, paper: JobState, on_the_card: str, in_the_footer: str
) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    handed = samples.handed_over()
    desktop.script.answers["print_state"] = paper
    desktop.window.prints_changed()
    settle()
    assert desktop.script.asked("print_state") == [(handed.receipt.receipt_no,)]
    assert on_the_card in text_of(desktop.window.counter).splitlines()
    last = f"上一单 {words.clock(handed.receipt.at)} · T-20462 · 已核销 · {in_the_footer}"
    assert last in text_of(desktop.window.footer).splitlines()


def test_what_became_of_the_paper_before_is_not_said_of_the_next_one(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.lane.held = True
    desktop.script.answers["print_state"] = JobState.CONFIRMED
    desktop.window.prints_changed()
    settle()
    handed = samples.handed_over()
    later = replace(handed, receipt=replace(handed.receipt, receipt_no=ReceiptNo(44)))
    desktop.window.at_counter.handed_over(later)
    desktop.lane.drain()
    settle()
    assert "小票 0044 等待打印" in desktop.text
    assert "已打印" not in desktop.text


def test_the_next_clerk_still_sees_what_became_of_the_last_paper(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.script.answers["print_state"] = JobState.CONFIRMED
    desktop.window.at_counter.begin(())
    settle()
    assert "已核销 · 已打印" in text_of(desktop.window.footer)


def test_a_reprint_is_followed_as_the_receipt_was(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    desktop.script.answers["print_state"] = JobState.CONFIRMED
    desktop.window.prints_changed()
    settle()
    desktop.script.answers["print_state"] = JobState.QUEUED
    desktop.script.answers["reprint_receipt"] = Reprinting(ReceiptNo(43), 1)
    desktop.press(Key.Key_P, control=True)
    assert "小票 0043 等待打印" in desktop.text
