"""HQ wants a grant back: it waits for the holder, and only a person with a reason takes it by force. On both databases."""

from datetime import timedelta

import pytest

from sync import wire
from tests.hq.counter import Counter, Said
from tests.hq.running import RunningHq
from tests.hq.test_claims import asking, claim

ORDER = "T-20473"


def ask(hq: RunningHq, row: wire.PickupRow, verb: str = "refund", **more: object) -> str:
    return str(hq.operator.act("order", pickup=row.pickup, verb=verb, **more)["state"])


def give_back(counter: Counter, row: wire.PickupRow) -> None:
    counter.write(wire.GrantReturned(pickup=row.pickup, epoch=row.epoch))


def recalls(hq: RunningHq) -> list[tuple[str, str]]:
    return [(each["verb"], each["state"]) for each in hq.operator.look("recalls")]


def test_a_refund_waits_for_the_holder_and_is_done_with_its_fact(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row, amount=990) == "waiting"
    asked = counter.pickup(ORDER)
    assert (asked.recall, asked.state, asked.holder) == (True, row.state, row.holder)
    give_back(counter, row)
    assert counter.outcomes() == ["applied"]
    after = counter.pickup(ORDER)
    assert (after.state, after.refunded, after.holder, after.recall) == ("refunded", 990, 0, False)
    assert after.epoch > row.epoch
    assert recalls(hq) == [("refund", "done")]
    counter.redeem(row, {1: 1})
    assert counter.outcomes(2) == ["conflict"]
    with pytest.raises(Said, match="bad_request"):
        ask(hq, row)


def test_goods_handed_over_first_end_the_recall_and_no_refund_happens(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row) == "waiting"
    counter.redeem(row, {1: 1})
    assert counter.outcomes() == ["applied"]
    assert counter.pickup(ORDER).recall, "some of it is still owed"
    units = {line.line_no: line.quantity - (line.line_no == 1) for line in row.lines}
    counter.redeem(row, units)
    assert counter.outcomes(2) == ["applied"]
    after = counter.pickup(ORDER)
    assert (after.state, after.recall, after.holder) == (row.state, False, row.holder)
    assert recalls(hq) == [("refund", "redeemed")]
    assert ask(hq, row) == "redeemed"


def test_taken_back_at_the_counter_and_given_up_in_one_batch_the_refund_happens(
    hq: RunningHq,
) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row) == "waiting"
    counter.undo(counter.redeem(row, {1: 1}))
    give_back(counter, row)
    assert counter.outcomes() == ["applied"] * 3
    assert counter.pickup(ORDER).state == "refunded"


def test_force_takes_it_at_once_with_a_reason_on_record(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    with pytest.raises(Said, match="bad_request"):
        ask(hq, row, "cancel", force=True, reason="  ")
    assert ask(hq, row, "cancel") == "waiting"
    assert ask(hq, row, "cancel", force=True, reason="门店停电三天") == "forced"
    *_, kept = hq.operator.look("recalls")
    assert (kept["state"], kept["reason"], kept["epoch"]) == ("forced", "门店停电三天", row.epoch)
    after = counter.pickup(ORDER)
    assert (after.state, after.holder, after.epoch) == ("cancelled", 0, row.epoch + 1)
    counter.redeem(row, {1: 1})
    give_back(counter, row)
    assert [result.outcome for result in counter.push().results] == ["conflict", "applied"]
    assert counter.pickup(ORDER).epoch == row.epoch + 1, "an old epoch gives nothing back"


def test_an_order_moves_when_its_holder_let_go_and_only_then(hq: RunningHq) -> None:
    here, there = hq.enrolled(1), hq.enrolled(2)
    row = here.pickup(ORDER)
    assert ask(hq, row, "move", store=2) == "waiting"
    with pytest.raises(LookupError):
        there.pickup(ORDER)
    give_back(here, row)
    assert here.outcomes() == ["applied"]
    moved = there.pickup(ORDER)
    assert (moved.store, moved.holder) == (2, there.identity.counter)
    assert moved.epoch > row.epoch
    with pytest.raises(LookupError):
        here.pickup(ORDER)
    with pytest.raises(Said, match="bad_request"):
        ask(hq, row, "move", store=99)


def test_a_later_wish_has_a_time_and_a_person_of_its_own_and_the_earlier_stays_on_record(
    hq: RunningHq,
) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    ask(hq, row, "refund", amount=990)
    hq.clock.ahead += timedelta(hours=5)
    ask(hq, row, "cancel")
    hq.clock.ahead += timedelta(hours=5)
    ask(hq, row, "cancel", force=True, reason="客户等不及了")
    first, second, third = hq.operator.look("recalls")
    assert recalls(hq) == [("refund", "replaced"), ("cancel", "replaced"), ("cancel", "forced")]
    assert first["ended_at"][:16] == second["asked_at"][:16] != first["asked_at"][:16]
    assert third["asked_at"][:16] == second["ended_at"][:16]
    assert (second["reason"], third["reason"]) == ("", "客户等不及了")


def test_another_system_refunds_and_moves_no_order_behind_its_holders_back(hq: RunningHq) -> None:
    """What an import or a feed brings is a wish like any other."""
    here, there = hq.enrolled(1), hq.enrolled(2)
    row = here.pickup(ORDER)
    from msgspec.structs import replace

    for given in (replace(row, state="refunded", refunded=5), replace(row, store=2)):
        for _ in range(2):
            hq.operator.put(given, store=given.store)
            waits = here.pickup(ORDER)
            assert (waits.state, waits.store, waits.recall) == (row.state, 1, True)
    assert recalls(hq) == [("refund", "replaced"), ("move", "waiting")], "told again is no news"
    give_back(here, row)
    here.push()
    assert there.pickup(ORDER).holder == there.identity.counter


def test_a_wish_withdrawn_too_late_gives_the_grant_to_the_store_again(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row) == "waiting"
    give_back(counter, row)
    assert ask(hq, row, "withdraw") == "done"
    assert counter.outcomes() == ["applied"]
    after = counter.pickup(ORDER)
    assert (after.state, after.holder, after.recall) == (row.state, row.holder, False)
    assert after.epoch == row.epoch + 1
    counter.redeem(after, {1: 1})
    assert counter.outcomes(2) == ["applied"]
    with pytest.raises(Said, match="not_found"):
        ask(hq, row, "withdraw")


def test_a_holder_that_may_have_let_go_is_granted_no_claim(hq: RunningHq) -> None:
    """Its fact is on the way: granted now, the order would be refunded and handed over."""
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row) == "waiting"
    assert claim(counter, asking(row)).detail == "grant_elsewhere"
    give_back(counter, row)
    counter.push()
    assert claim(counter, asking(row)).detail == "refunded"


def test_a_revoked_holder_has_nothing_to_give_so_what_waited_is_done(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    assert ask(hq, row, amount=7) == "waiting"
    hq.operator.act("revoke", counter=counter.identity.counter)
    after = hq.enrolled().pickup(ORDER)
    assert (after.state, after.refunded, after.holder) == ("refunded", 7, 0)
    assert recalls(hq) == [("refund", "done")]
