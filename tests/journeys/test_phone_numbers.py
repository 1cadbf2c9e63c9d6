"""The real app shows a full phone number: not before its record is in the store, and HQ hears of it without a digit; and a
member's data in a file."""

import json

import pytest
from PySide6.QtCore import Qt

from app.store.journal import SqlJournal
from app.ui.counter.data_state import Step
from app.ui.counter.state import Notice, PickupOpen
from installer.demo.shop import MANAGER_PIN
from tests.journeys.conftest import Day

CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.usefixtures("panels_listen_at_once")


def ask(day: Day) -> None:
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    day.hands.press(Qt.Key.Key_T, CONTROL)
    day.hands.wait(lambda: day.window.at_counter.state.pin is not None, "the manager's PIN")


def managers_pin(day: Day) -> None:
    asked = day.window.at_counter.state.pin
    assert asked is not None
    if len(asked.people) > 1:
        day.hands.type("1", enter=False)
    day.hands.type(MANAGER_PIN, enter=False)


def on_record(day: Day) -> list[dict[str, object]]:
    rows = day.shop.hq.look("facts")
    return [dict(row["body"]) for row in rows if row["kind"] == "phone.revealed"]


def heard(day: Day) -> None:
    day.hands.wait(lambda: bool(on_record(day)), "headquarters to hear of it")


def test_it_is_on_record_and_headquarters_hears_it_without_a_digit(day: Day) -> None:
    ask(day)
    assert on_record(day) == []
    managers_pin(day)
    day.hands.wait(lambda: day.window.at_counter.state.phone is not None, "the number")
    phone = day.window.at_counter.state.phone
    assert phone is not None
    heard(day)
    (body,) = on_record(day)
    assert body["member"] == phone.member
    assert body["approved_by"] is not None
    assert phone.digits not in json.dumps(
        day.shop.hq.look("facts"), ensure_ascii=False, default=str
    )
    day.hands.press(Qt.Key.Key_Escape)
    day.hands.wait(lambda: day.window.at_counter.state.phone is None, "the number to be gone")


def test_a_store_that_cannot_keep_the_record_shows_nothing(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no room left on the disk")

    ask(day)
    shown: list[object] = []
    day.window.counter_shown.connect(lambda _: shown.append(day.window.at_counter.state.phone))
    with monkeypatch.context() as patched:
        patched.setattr(SqlJournal, "append", full)
        managers_pin(day)
        day.hands.wait(
            lambda: (
                (told := day.window.at_counter.state.told) is not None
                and told.notice is Notice.WENT_WRONG
            ),
            "the fault to be said",
        )
    assert set(shown) == {None}
    assert day.desktop.counter is not None
    look = day.desktop.counter.desk.sync_picture
    kinds = {row.kind for row in day.desktop._lane.submit(look).result().rows}
    assert "phone.revealed" not in kinds


def test_a_members_data_is_written_for_them_and_is_on_record(day: Day) -> None:
    day.hands.scan(day.shop.pickup_code("T-20462"))
    day.see(PickupOpen)
    card = day.card
    assert isinstance(card, PickupOpen)
    assert card.found.member is not None
    counter = day.window.at_counter
    day.hands.press(Qt.Key.Key_E, CONTROL)
    day.hands.wait(lambda: counter.state.data is not None, "the panel")
    day.hands.type("1", enter=False)
    day.hands.wait(
        lambda: (
            counter.state.pin is not None
            or (counter.state.data is not None and counter.state.data.step is Step.PLACE)
        ),
        "a place",
    )
    data = counter.state.data
    assert data is not None
    if data.step is Step.PLACE:
        day.hands.type(str(len(data.places)), enter=False)
        day.hands.wait(lambda: counter.state.pin is not None, "the manager's PIN")
    managers_pin(day)
    day.hands.wait(
        lambda: counter.state.data is not None and counter.state.data.end is not None, "the file"
    )
    (file,) = day.shop.paths.exports.glob("tuangui-member-*.json")
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["member"]["member"] == card.found.member.id
    heard(day)
    assert [body["reason"] for body in on_record(day)] == ["exported"]
