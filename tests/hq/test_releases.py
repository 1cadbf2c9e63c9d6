"""A claim whose counter lost its disk is given back by a person; should its fact come after all, no unit is redeemed twice and
nothing is lost. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import update

from sync import wire
from sync.hq.store.tables import store
from tests.hq.counter import Counter, Said, units_of
from tests.hq.running import RunningHq
from tests.hq.test_claims import LINE, Desks, asking, claim, desks

__all__ = ["desks"]
WHY = "柜台硬盘坏了,货没有交出"


def released(hq: RunningHq, asked: wire.ClaimRequest) -> bool:
    return bool(hq.operator.act("release", claim=asked.claim_id, reason=WHY)["released"])


def standing(counter: Counter) -> list[str]:
    rows = counter.pickup("T-20473").redemptions
    return [each.redemption for each in rows if not each.undone]


def late(counter: Counter, row: wire.PickupRow, asked: wire.ClaimRequest) -> wire.Fact:
    """The goods were handed over after all, and the counter's line is back."""
    units = {unit.line_no: unit.quantity for unit in asked.units}
    return counter.redeem(row, units, redemption=asked.claim_id, points=7)


def test_the_units_go_back_and_it_is_on_record(desks: Desks, hq: RunningHq) -> None:
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    with pytest.raises(Said, match="bad_request"):
        hq.operator.act("release", claim=asked.claim_id, reason="短")
    assert claim(two, asking(row)).outcome == "already_redeemed"
    assert released(hq, asked)
    assert not released(hq, asked), "a second press does nothing more"
    (kept,) = hq.operator.look("releases")
    assert (kept["claim"], kept["account"], kept["reason"]) == (asked.claim_id, "operator", WHY)
    assert standing(one) == []
    assert claim(two, asking(row)).outcome == "granted"


def test_a_counter_that_still_waits_for_the_answer_is_refused(desks: Desks, hq: RunningHq) -> None:
    """Its first answer was lost; what a person gave away since must not be handed over."""
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    released(hq, asked)
    answer = claim(one, asked)
    assert (answer.outcome, answer.detail) == ("refused", "released")
    assert claim(two, asking(row)).outcome == "granted"
    assert claim(one, asked).outcome == "refused"


def test_its_fact_stands_after_all_while_nobody_else_took_them(desks: Desks, hq: RunningHq) -> None:
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    released(hq, asked)
    late(one, row, asked)
    assert one.outcomes() == ["applied"]
    assert standing(two) == [asked.claim_id]
    assert len(two.pickup("T-20473").redemptions) == 1, "the claim's place is the fact's now"
    assert sum(each["points"] for each in hq.operator.look("points")) == 7
    assert claim(two, asking(row)).outcome == "already_redeemed"
    assert not released(hq, asked), "what stands is no claim any more"
    one.undo(one.facts[0])
    assert one.outcomes(2) == ["applied"]
    assert standing(two) == []


def test_its_fact_is_a_conflict_once_another_has_them(desks: Desks, hq: RunningHq) -> None:
    one, two, row = desks
    asked, other = asking(row), asking(row, {LINE: 1})
    claim(one, asked)
    released(hq, asked)
    assert claim(two, other).outcome == "granted"
    fact = late(one, row, asked)
    assert [(each.outcome, each.detail) for each in one.push().results] == [
        ("conflict", "units_taken")
    ]
    (conflict,) = hq.operator.look("conflicts")
    assert conflict["ours"]["redemption"] == asked.claim_id
    assert [each["redemption"] for each in conflict["theirs"]] == [other.claim_id]
    assert standing(two) == [other.claim_id]
    late(one, row, asked)
    one.undo(fact)
    told = [(each.outcome, each.detail) for each in one.push(2).results]
    assert told == [("duplicate", "repeated"), ("applied", "conflict_undone")]
    assert hq.operator.look("conflicts")[0]["undone"]
    assert standing(two) == [other.claim_id]


def test_its_fact_is_a_conflict_once_another_counter_holds_the_order(
    desks: Desks, hq: RunningHq
) -> None:
    """Who holds the grant may be redeeming offline this minute."""
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    released(hq, asked)
    holder = two.identity.counter
    hq.operator.act("order", pickup=row.pickup, verb="move", store=2)
    with hq.database.write() as connection:
        connection.execute(update(store).where(store.c.store == 1).values(holder=holder))
    hq.operator.act("order", pickup=row.pickup, verb="move", store=1)
    assert two.pickup("T-20473").holder == holder
    late(one, row, asked)
    assert [(each.outcome, each.detail) for each in one.push().results] == [
        ("conflict", "grant_elsewhere")
    ]
    assert standing(two) == []


def test_a_refund_meanwhile_is_not_undone_by_it(desks: Desks, hq: RunningHq) -> None:
    one, _, row = desks
    asked = asking(row)
    claim(one, asked)
    released(hq, asked)
    hq.operator.act("order", pickup=row.pickup, verb="refund", amount=100)
    late(one, row, asked)
    assert [(each.outcome, each.detail) for each in one.push().results] == [
        ("conflict", "refunded")
    ]
    assert one.pickup("T-20473").state == "refunded"


def test_the_counter_that_gives_it_back_itself_later_changes_nothing(
    desks: Desks, hq: RunningHq
) -> None:
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    released(hq, asked)
    one.write(
        wire.RedemptionUndone(
            redemption=asked.claim_id, pickup=row.pickup, approved_by=None, member=None, points=0
        )
    )
    assert one.outcomes() == ["duplicate"]
    assert standing(two) == []


def test_the_fact_and_the_release_at_the_same_moment_count_once(
    desks: Desks, hq: RunningHq
) -> None:
    one, two, row = desks
    asked = asking(row)
    claim(one, asked)
    late(one, row, asked)
    start = Barrier(2)

    def push() -> list[str]:
        start.wait()
        return one.outcomes()

    def give_back() -> bool:
        start.wait()
        return released(hq, asked)

    with ThreadPoolExecutor(2) as pool:
        pushed, gave = pool.submit(push), pool.submit(give_back)
        assert pushed.result() == ["applied"], "whoever was first"
        gave.result()
    assert standing(two) == [asked.claim_id]
    assert len(two.pickup("T-20473").redemptions) == 1


def test_what_is_no_claim_cannot_be_given_back(desks: Desks, hq: RunningHq) -> None:
    one, _, row = desks
    assert not hq.operator.act("release", claim="0" * 32, reason=WHY)["released"]
    fact = one.write(
        wire.HandedOutByOverride(
            redemption="a" * 32,
            pickup=row.pickup,
            refusal="HeldElsewhere",
            units=units_of({LINE: 1}),
            receipt_no=1,
            approved_by=13,
            member=None,
        )
    )
    assert one.outcomes() == ["applied"]
    assert not hq.operator.act("release", claim="a" * 32, reason=WHY)["released"]
    assert standing(one) == ["a" * 32]
    assert fact.seq == 1
