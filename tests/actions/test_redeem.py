"""Handing over: exactly once, all or nothing, with the receipt and the fact in the same commit."""

import pytest

from app.actions.outcomes import HandedOver, HandOverRefused, PickupFound, PickupRefused
from app.actions.ports import PrintResult, Room
from app.actions.requests import LineProblem, Problem, RedeemRequest
from app.domain.identity import PickupId, ReceiptNo
from app.domain.pickups import AlreadyRedeemed, NotArrived, NotEnough, Units
from app.domain.receipts import JobState, LineNote
from tests.actions.conftest import Shop
from tests.builders import WANG
from tests.rows import pickup_line, pickup_row

T20462 = PickupId(20462)
ALL = RedeemRequest(T20462, (Units(1, 1),))


def test_one_commit_holds_the_fact_the_units_the_points_the_receipt_and_the_job(shop: Shop) -> None:
    outcome = shop.desk.redeem_pickup(ALL)
    assert isinstance(outcome, HandedOver)
    assert (outcome.count, outcome.points, outcome.receipt.points_balance) == (1, 24, 1310)
    assert shop.commits == 1
    kind, body = shop.facts()[0]
    assert kind == "pickup.redeemed"
    assert body["redemption"] == outcome.redemption
    assert (body["epoch"], body["points"]) == (1, 24)
    job = shop.printing.take()
    assert job is not None
    assert job.receipt == outcome.receipt
    with shop.store.read() as room:
        member = room.members.get(WANG)
    assert member is not None
    assert member.points == 1310


def test_the_second_hand_over_of_the_same_units_is_refused_with_who_and_when(shop: Shop) -> None:
    first = shop.desk.redeem_pickup(ALL)
    second = shop.desk.redeem_pickup(ALL)
    assert isinstance(first, HandedOver)
    assert isinstance(second, HandOverRefused)
    assert isinstance(second.refusal, AlreadyRedeemed)
    assert second.refusal.last.id == first.redemption
    assert second.refusal.last.receipt_no == first.receipt.receipt_no
    assert len(shop.facts()) == 1


def test_nothing_is_left_behind_when_the_commit_fails_half_way(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PaperThief(Exception):
        pass

    def stolen(*_: object) -> None:
        raise PaperThief

    with shop.store.read() as room:
        jobs = type(room.print_jobs)
    monkeypatch.setattr(jobs, "add", stolen)
    with pytest.raises(PaperThief):
        shop.desk.redeem_pickup(ALL)
    monkeypatch.undo()
    assert shop.facts() == []
    assert shop.commits == 0
    again = shop.desk.redeem_pickup(ALL)
    assert isinstance(again, HandedOver)
    assert again.receipt.receipt_no == ReceiptNo(1)


def test_part_now_and_the_rest_later(shop: Shop) -> None:
    shop.told(("pickup", "7", pickup_row(7, pickup_line(1, 3), pickup_line(2))))
    part = shop.desk.redeem_pickup(RedeemRequest(PickupId(7), (Units(1, 2),)))
    assert isinstance(part, HandedOver)
    notes = [(line.quantity, line.note) for line in part.receipt.lines]
    assert notes == [(2, LineNote.NONE), (1, LineNote.LATER), (1, LineNote.LATER)]
    too_much = shop.desk.redeem_pickup(RedeemRequest(PickupId(7), (Units(1, 2),)))
    assert isinstance(too_much, HandOverRefused)
    assert too_much.refusal == NotEnough(1, 1)
    rest = shop.desk.redeem_pickup(RedeemRequest(PickupId(7), (Units(1, 1), Units(2, 1))))
    assert isinstance(rest, HandedOver)
    assert part.points + rest.points == pytest.approx(96, abs=1)
    gone = shop.desk.open_pickup(PickupId(7))
    assert isinstance(gone, PickupRefused)


def test_short_and_bad_units_reach_hq_and_the_paper(shop: Shop) -> None:
    lines = (pickup_line(1, 2), pickup_line(2, 1, arrived=0), pickup_line(3, 2))
    shop.told(("pickup", "8", pickup_row(8, *lines)))
    outcome = shop.desk.redeem_pickup(
        RedeemRequest(
            PickupId(8),
            (Units(1, 2), Units(3, 2)),
            (LineProblem(2, 1, Problem.SHORTAGE), LineProblem(3, 1, Problem.QUALITY)),
        )
    )
    assert isinstance(outcome, HandedOver)
    assert [kind for kind, _ in shop.facts()] == [
        "pickup.redeemed",
        "after_sale.reported",
        "after_sale.reported",
    ]
    notes = [(line.name, line.quantity, line.note) for line in outcome.receipt.lines]
    assert ("商品2", 1, LineNote.SHORT) in notes
    assert ("商品3", 1, LineNote.QUALITY) in notes
    assert outcome.pickup.open == 0
    refused = shop.desk.open_pickup(PickupId(8))
    assert isinstance(refused, PickupRefused)
    assert isinstance(refused.refusal, AlreadyRedeemed)


def test_a_shortage_cannot_be_more_than_is_owed(shop: Shop) -> None:
    lying = RedeemRequest(T20462, (Units(1, 1),), (LineProblem(1, 1, Problem.SHORTAGE),))
    outcome = shop.desk.redeem_pickup(lying)
    assert isinstance(outcome, HandOverRefused)
    assert shop.facts() == []


def test_an_order_that_has_not_arrived_is_refused(shop: Shop) -> None:
    shop.told(("pickup", "9", pickup_row(9, pickup_line(arrived=0), state="paid")))
    outcome = shop.desk.redeem_pickup(RedeemRequest(PickupId(9), (Units(1, 1),)))
    assert isinstance(outcome, HandOverRefused)
    assert isinstance(outcome.refusal, NotArrived)


def test_the_other_orders_of_the_member_are_offered_together(shop: Shop) -> None:
    shop.told(("pickup", "10", pickup_row(10)), ("pickup", "11", pickup_row(11)))
    found = shop.desk.open_pickup(T20462)
    assert isinstance(found, PickupFound)
    assert {other.id for other in found.others} == {10, 11}


def test_a_job_in_the_printer_when_the_app_dies_becomes_unknown_and_waits_for_a_person(
    shop: Shop,
) -> None:
    shop.desk.redeem_pickup(ALL)
    taken = shop.printing.take()
    assert taken is not None
    shop.printing.after_restart()
    assert shop.printing.take() is None
    troubled = shop.desk.troubled_prints()
    assert [(job.id, job.state) for job in troubled] == [(taken.id, JobState.UNKNOWN)]
    shop.desk.print_again(taken.id)
    assert shop.printing.take() is not None


def test_an_old_job_waits_for_a_key(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.clock.forward(minutes=11)
    assert shop.printing.take() is None
    (job,) = shop.desk.troubled_prints()
    assert job.state is JobState.WAITING
    shop.desk.print_again(job.id)
    assert shop.printing.take() is not None


def test_the_newest_paper_of_a_receipt_tells_how_it_is(shop: Shop) -> None:
    first, other = ReceiptNo(1), ReceiptNo(2)
    assert shop.desk.print_state(first) is None
    shop.desk.redeem_pickup(ALL)
    assert shop.desk.print_state(first) is JobState.QUEUED
    job = shop.printing.take()
    assert job is not None
    assert shop.desk.print_state(first) is JobState.SENDING
    shop.printing.settle(job, PrintResult(JobState.CONFIRMED))
    assert shop.desk.print_state(first) is JobState.CONFIRMED
    shop.desk.reprint_receipt(first)
    assert shop.desk.print_state(first) is JobState.QUEUED
    assert shop.desk.print_state(other) is None


def test_a_reprint_counts_and_is_a_fact(shop: Shop) -> None:
    shop.desk.redeem_pickup(ALL)
    shop.desk.reprint_receipt(None)
    shop.desk.reprint_receipt(ReceiptNo(1))
    jobs = [shop.printing.take() for _ in range(3)]
    assert [job.receipt.reprint for job in jobs if job] == [0, 1, 2]
    assert [body["count"] for kind, body in shop.facts() if kind == "receipt.reprinted"] == [1, 2]


def test_room_is_the_only_way_to_write(shop: Shop) -> None:
    """A read room refuses to write, so that no look-up can change anything."""

    def write(room: Room) -> None:
        room.staff.sign_out()

    with shop.store.read() as room, pytest.raises(Exception, match=r"(?i)read"):
        write(room)
