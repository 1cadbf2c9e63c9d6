"""A counter HQ revokes: its queue still goes in, its members and orders leave the PC, and the screen says so."""

from PySide6.QtCore import Qt

from app.ui.counter.state import DoneShown, Idle, PickupOpen
from installer.demo.line import Fault
from sync.status import Line as Status
from tests.journeys.conftest import Day
from tests.ui.conftest import text_of


def test_the_queue_goes_in_and_what_it_knows_of_people_goes_away(day: Day) -> None:
    counter = day.shop.hq.look("counters")[0]["counter"]
    code, card = day.shop.pickup_code("T-20462"), day.shop.card("T-20463")
    day.shop.line.set(Fault.CUT)
    day.hands.wait(
        lambda: day.window.at_sync.state.status.line is Status.OFFLINE, "to be offline", 40
    )
    day.hands.scan(code)
    day.see(PickupOpen)
    day.hands.press(Qt.Key.Key_Return)
    day.see(DoneShown)
    day.hands.wait(lambda: day.pending > 0, "the fact to be counted")
    day.shop.hq.operate("revoke", {"counter": counter})
    day.shop.line.set(Fault.NONE)
    assert day.desktop.counter is not None
    day.desktop.counter.retry_sync()
    day.hands.wait(
        lambda: day.window.at_sync.state.status.stopped_by == "revoked", "the revocation", 40
    )
    day.hands.wait(lambda: day.pending == 0, "the queue to go in", 40)
    assert len(day.shop.hq.look("quarantine")) > 0
    for asked in (code, card, "T-20463"):
        day.hands.press(Qt.Key.Key_Escape)
        day.see(Idle)
        day.hands.scan(asked)
        day.hands.wait(lambda: not isinstance(day.card, Idle), "an answer")
        assert not isinstance(day.card, PickupOpen)
        assert "王女士" not in text_of(day.window)
    day.hands.press(Qt.Key.Key_F6)
    assert "总部停用了本柜台" in text_of(day.window.sync)
    day.shop.line.set(Fault.CUT)
    day.reopen()
    day.hands.press(Qt.Key.Key_F6)
    day.hands.wait(
        lambda: "总部停用了本柜台" in text_of(day.window.sync), "to say so with the line down"
    )
