"""Quarantine is no grave: what lies there is judged again, in order, once. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from msgspec.structs import replace

from sync import wire
from tests.hq.counter import Counter, Said, new_id, plain_http, units_of
from tests.hq.running import TOKEN, RunningHq
from tests.hq.test_recall import ORDER


def again(hq: RunningHq, counter: Counter, seq: int) -> list[tuple[int, str, str]]:
    told = hq.operator.act(
        "replay",
        counter=counter.identity.counter,
        incarnation=counter.identity.incarnation,
        seq=seq,
    )
    return [(each["seq"], each["outcome"], each["detail"]) for each in told["results"]]


def too_early(hq: RunningHq, counter: Counter) -> wire.PickupRow:
    """An order HQ does not have yet, handed over blind, in part taken back, and reported on."""
    row = replace(counter.pickup(ORDER), pickup=777, order_no="T-777", pickup_no="00000777")
    hq.operator.put(replace(row, pickup=778, order_no="T-778", holder=0, epoch=0), store=1)
    counter.redeem(row, {1: 1}, points=5)
    counter.undo(counter.redeem(row, {2: 1}, points=9))
    counter.write(
        wire.AfterSaleReported(
            pickup=777, line_no=1, quantity=1, problem="shortage", redemption=None
        )
    )
    assert counter.outcomes() == ["quarantined"] * 4
    return row


def test_after_the_missing_order_came_all_of_it_is_judged_in_order_and_once(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = too_early(hq, counter)
    assert again(hq, counter, 3)[0] == (1, "quarantined", "unknown_pickup"), "too early still"
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    assert again(hq, counter, 3) == [(seq, "applied", "") for seq in (1, 2, 3, 4)]
    assert again(hq, counter, 3) == []
    after = counter.pickup("T-777")
    assert [each.undone for each in after.redemptions] == [False, True]
    assert after.lines[0].short == 1
    assert sum(entry["points"] for entry in hq.operator.look("points")) == 5
    assert hq.operator.look("quarantine") == []
    assert [each["why"] for each in hq.operator.look("replayed")] == ["unknown_pickup"] + [
        "joined"
    ] * 3
    counter.redeem(after, {3: 1})
    assert counter.outcomes(5) == ["applied"], "nothing holds the order back any more"
    assert counter.outcomes(1)[:4] == ["duplicate"] * 4


def test_the_first_that_must_stay_holds_the_rest(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = replace(counter.pickup(ORDER), pickup=777, order_no="T-777", pickup_no="00000777")
    counter.redeem(row, {1: 1})
    counter.redeem(row, {9: 1})
    counter.redeem(row, {2: 1})
    assert counter.outcomes() == ["quarantined"] * 3
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    assert again(hq, counter, 1) == [
        (1, "applied", ""),
        (2, "quarantined", "bad_units"),
        (3, "quarantined", "joined"),
    ]
    assert [each["why"] for each in hq.operator.look("quarantine")] == ["bad_units", "joined"]
    counter.redeem(row, {3: 1})
    assert counter.outcomes(4) == ["quarantined"]


def test_what_stood_by_then_makes_a_conflict_not_a_second_redemption(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    hq.operator.act("revoke", counter=counter.identity.counter)
    counter.redeem(row, {1: 3})
    counter.sign_in()
    assert counter.outcomes() == ["quarantined"]
    heir = hq.enrolled()
    heir.redeem(heir.pickup(ORDER), {1: 3})
    assert heir.outcomes() == ["applied"]
    assert again(hq, counter, 1) == [(1, "conflict", "units_taken")]
    (conflict,) = hq.operator.look("conflicts")
    assert conflict["theirs"][0]["counter"] == heir.identity.counter
    assert len(heir.pickup(ORDER).redemptions) == 1


def test_garbage_stays_and_nobody_can_replay_what_is_not_there(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.write(b'{"redemption":1}', kind="pickup.redeemed")
    counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.push()
    assert again(hq, counter, 1) == [(1, "quarantined", "unreadable")]
    assert again(hq, counter, 2) == []
    with pytest.raises(Said, match="not_found"):
        hq.operator.act("replay", counter=4711, incarnation=1, seq=1)


def test_four_presses_of_the_button_at_once_count_once(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = too_early(hq, counter)
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    start = Barrier(4)
    asked = {"counter": counter.identity.counter, "incarnation": 1, "seq": 1}

    def press(_: int) -> int:
        with plain_http(hq.url) as http:
            http.headers["authorization"] = f"Bearer {TOKEN}"
            start.wait()
            reply: dict[str, Any] = http.post("/v1/operator/replay", json=asked).json()
        return len(reply["results"])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [0, 0, 0, 4]
    assert sum(entry["points"] for entry in hq.operator.look("points")) == 5


def enrolled_anew(hq: RunningHq, counter: Counter) -> Counter:
    """The disk was restored: the same counter, its next incarnation, its journal begins anew."""
    return Counter.enrol(hq.url, hq.operator.enrol_code(1, counter.identity.label))


def test_facts_carried_into_a_new_incarnation_count_once(hq: RunningHq) -> None:
    """HQ had the first three under the old incarnation; their replies were lost, or the disk was older."""
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    short = wire.AfterSaleReported(
        pickup=row.pickup, line_no=1, quantity=1, problem="shortage", redemption=None
    )
    bodies: list[wire.Struct] = [
        short,
        wire.PickupRedeemed(
            redemption=new_id(),
            pickup=row.pickup,
            epoch=row.epoch + 1,
            units=units_of({2: 1}),
            receipt_no=1,
            member=None,
            points=0,
        ),
        short,
    ]
    for body in bodies:
        counter.write(body)
    assert counter.outcomes() == ["applied", "conflict", "applied"]
    after = enrolled_anew(hq, counter)
    for body, old in zip(bodies, counter.facts, strict=True):
        after.write(body, id_=old.id)
    after.write(short)
    told = [(result.outcome, result.detail) for result in after.push(1, 2).results]
    assert told == [("duplicate", "carried"), ("conflict", "grant_elsewhere")]
    assert after.outcomes(3) == ["duplicate", "applied"]
    assert after.pickup(ORDER).lines[0].short == 3
    assert len(hq.operator.look("conflicts")) == 1
