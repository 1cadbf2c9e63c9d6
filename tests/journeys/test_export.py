"""The line stays down: the queue goes to HQ on a stick, and when the line is back everything counts once."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt

from app.actions.export_unsent import Exported
from app.ui.counter.state import DoneShown, PickupOpen
from installer.demo.line import Fault
from installer.demo.shop import MANAGER_PIN
from sync.hq.store.engine import Database
from sync.hq.web.accounts import add_account
from sync.status import Line as Status
from tests.journeys.conftest import Day

Key = Qt.Key
ORDERS = ("T-20462", "T-20463", "T-20486")
PASSWORD = "paper-and-green"  # noqa: S105  of an HQ that lives for one test


class Console:
    """Somebody at HQ's console, over its real address, with a browser's cookies."""

    def __init__(self, day: Day) -> None:
        database = Database(day.shop.hq.database_url)
        with database.write() as connection:
            add_account(
                connection,
                name="lin",
                role="operator",
                stores=frozenset({1}),
                password=PASSWORD,
                now=datetime.now(UTC),
            )
        database.close()
        self.http = httpx.Client(base_url=day.shop.hq.address, timeout=30, follow_redirects=True)
        self._post("/hq/login", self._form("/hq/login"), name="lin", password=PASSWORD)

    def take(self, file: Path) -> httpx.Response:
        form = self._form("/hq/counters")
        return self.http.post(
            "/hq/counters/queue",
            data={"form": form},
            files={"queue": (file.name, file.read_bytes(), "application/octet-stream")},
        )

    def _form(self, path: str) -> str:
        return str(re.findall(r'name="form" value="([0-9a-f]{64})"', self.http.get(path).text)[0])

    def _post(self, path: str, form: str, **fields: str) -> None:
        assert self.http.post(path, data={"form": form, **fields}).status_code == 200


def standing(day: Day, order_no: str) -> int:
    rows: list[dict[str, object]] = day.shop.order(order_no).get("redemptions", [])
    return len([row for row in rows if not row.get("undone")])


def export(day: Day) -> Exported:
    """By keys alone, as at the counter."""
    day.hands.press(Key.Key_F6)
    day.hands.press(Key.Key_E)
    sync = day.window.at_sync
    if not sync.state.pin:
        day.hands.wait(lambda: bool(sync.state.places or sync.state.pin), "the places")
    if sync.state.places:
        day.hands.type(str(len(sync.state.places)), enter=False)
    day.hands.wait(lambda: sync.state.pin is not None, "the PIN dialog")
    if sync.state.pin is not None and len(sync.state.pin.people) > 1:
        day.hands.type("1", enter=False)
    day.hands.type(MANAGER_PIN, enter=False)
    day.hands.wait(lambda: sync.state.exported is not None, "the file")
    done = sync.state.exported
    assert isinstance(done, Exported)
    return done


@pytest.mark.usefixtures("panels_listen_at_once")
def test_three_hand_overs_reach_hq_on_a_stick_and_count_once_when_the_line_is_back(
    day: Day,
) -> None:
    codes = [day.shop.pickup_code(order) for order in ORDERS]
    day.shop.line.set(Fault.CUT)
    day.hands.wait(lambda: day.window.at_sync.state.status.line is Status.OFFLINE, "offline", 40)
    for code in codes:
        day.hands.press(Key.Key_Escape)
        day.hands.scan(code)
        day.see(PickupOpen)
        day.hands.press(Key.Key_Return)
        day.see(DoneShown)
    done = export(day)
    assert done.count == day.pending >= 3
    assert [standing(day, order) for order in ORDERS] == [0, 0, 0]

    console = Console(day)
    taken = console.take(done.path)
    assert taken.status_code == 200
    assert sum(int(count) for count in re.findall(r"(?:新收下|早就有) (\d+) 条", taken.text)) == (
        done.count
    ), "one whose answer was lost may be there already"
    assert [standing(day, order) for order in ORDERS] == [1, 1, 1]
    assert f"早就有 {done.count} 条" in console.take(done.path).text
    assert day.pending == done.count, "nothing counts as sent at the counter"

    day.shop.line.set(Fault.NONE)
    day.hands.press(Key.Key_R)
    day.online(60)
    assert [standing(day, order) for order in ORDERS] == [1, 1, 1]
    assert set(day.redemptions().values()) == {1}
    seqs = [fact["seq"] for fact in day.shop.hq.look("facts")]
    assert len(seqs) == len(set(seqs))
    assert day.shop.hq.look("conflicts") == []
    assert day.shop.hq.look("quarantine") == []
