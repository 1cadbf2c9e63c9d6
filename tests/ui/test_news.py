"""What HQ's news do to the screen: an order on the desk is marked when it is another one now, and only then; the sync
page follows every acknowledgement; a receipt that did not print is not said to be printing."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.pickups import State
from app.ui.counter.state import PickupOpen
from sync.status import Line, SyncStatus
from tests.ui import samples
from tests.ui.conftest import Desktop, settle
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


def test_a_receipt_in_trouble_is_not_said_to_be_printing(desktop: Desktop) -> None:
    desktop.scan(samples.found())
    desktop.press(Key.Key_Return)
    settle()
    assert "正在打印" in desktop.text
    receipt_no = samples.handed_over().receipt.receipt_no
    job = replace(samples.print_job(), receipt_no=receipt_no)
    desktop.script.answers["troubled_prints"] = (job,)
    desktop.window.print_troubles_changed()
    settle()
    assert "正在打印" not in desktop.text
    assert "没打出来" in desktop.text
