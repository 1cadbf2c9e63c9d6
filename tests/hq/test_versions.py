"""Old and new speak to each other: HQ serves two versions back, keeps what it does not understand word for word, and takes
old rows of a queue under their own version. The numbers are raised here as a release would."""

import json

import msgspec
import pytest

from sync import wire
from sync.hq import auth, bodies
from sync.hq.problems import Refused
from tests.hq.counter import Counter, units_of
from tests.hq.running import RunningHq


class PickupRedeemed2(wire.Struct, frozen=True, kw_only=True):
    """Version 2 of the body, as a release that renames a field might have it."""

    redemption: str
    pickup: int
    grant_epoch: int
    units: tuple[wire.Units, ...]


@pytest.mark.parametrize(
    ("proto", "code"),
    [(1, "too_old"), (2, "too_old"), (3, ""), (4, ""), (5, ""), (6, "too_new")],
)
def test_hq_serves_its_own_version_and_two_back(
    monkeypatch: pytest.MonkeyPatch, proto: int, code: str
) -> None:
    monkeypatch.setattr(wire, "PROTOCOL", 5)
    monkeypatch.setattr(wire, "OLDEST", max(1, 5 - 2))
    said = ""
    try:
        auth.check_proto(proto)
    except Refused as refused:
        said = refused.refusal.code
    assert said == code


def test_the_oldest_served_is_two_back() -> None:
    assert max(1, wire.PROTOCOL - 2) == wire.OLDEST


def test_an_old_counter_works_with_a_newer_hq(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says 1 in every message; HQ is at 3, and at 4 no longer serves it. Its queue is not touched by that."""
    counter = hq.enrolled()
    counter.write(wire.SignedIn(staff=11, way="pin"))
    request = counter.request()
    monkeypatch.setattr(wire, "PROTOCOL", 3)
    assert counter.send(request).acked_through == 1
    monkeypatch.setattr(wire, "OLDEST", 2)
    reply = counter.http.post("/v1/facts", content=wire.encode(request), headers=counter.headers)
    problem = msgspec.json.decode(reply.content, type=wire.Problem)
    assert (reply.status_code, problem.code) == (426, "too_old")


def test_a_kind_hq_does_not_know_is_kept_byte_for_byte_and_holds_nothing_up(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    strange = b'{"pickup": 20473 ,  "drone":"7\\u4e2d", "nested":{"a":[1,2]}}'
    counter.write(strange, kind="pickup.flown_out", v=1)
    counter.write(strange, kind="pickup.redeemed", v=9)
    counter.redeem(row, {1: 1})
    assert counter.outcomes() == ["applied"] * 3
    kept = hq.operator.look("facts")
    assert [(each["kind"], each["v"]) for each in kept[:2]] == [
        ("pickup.flown_out", 1),
        ("pickup.redeemed", 9),
    ]
    assert kept[0]["body"] == json.loads(strange)
    with hq.database.read() as connection:
        raw = connection.exec_driver_sql("SELECT body FROM fact WHERE seq = 1").scalar_one()
    assert bytes(raw) == strange


def test_a_newer_reader_takes_both_versions_of_a_body_each_under_its_own(
    hq: RunningHq, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue of a counter that was updated while its line was down: old rows first, as they were written."""
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    old = counter.redeem(row, {1: 1})
    decoder = msgspec.json.Decoder(PickupRedeemed2)
    monkeypatch.setitem(bodies._DECODERS, ("pickup.redeemed", 2), decoder)
    new = PickupRedeemed2(
        redemption="a" * 32, pickup=row.pickup, grant_epoch=row.epoch, units=units_of({2: 1})
    )
    counter.write(wire.encode(new), kind="pickup.redeemed", v=2)
    assert (old.v, counter.facts[1].v) == (1, 2)
    assert counter.outcomes() == ["applied", "applied"]
    kept = {each["seq"]: each for each in hq.operator.look("facts")}
    assert [kept[seq]["v"] for seq in (1, 2)] == [1, 2]
    assert kept[2]["body"]["grant_epoch"] == row.epoch


class NewerRow(wire.StockRow, frozen=True, kw_only=True):
    """A row with a field this counter has never heard of."""

    shelf: str = "A-1"


def test_fields_a_reader_does_not_know_are_passed_over(hq: RunningHq) -> None:
    counter: Counter = hq.enrolled()
    newer = wire.encode(NewerRow(product_no=1, on_hand=2, received_today=3, shelf="B-2"))
    row = msgspec.json.decode(newer, type=wire.StockRow)
    assert row == wire.StockRow(product_no=1, on_hand=2, received_today=3)
    asked = json.loads(wire.encode(counter.request())) | {"weather": "rain"}
    reply = counter.http.post("/v1/facts", content=json.dumps(asked), headers=counter.headers)
    assert reply.status_code == 200
