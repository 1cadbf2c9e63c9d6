"""Claims under attack: eight connections race for the same units, replies get lost, ids are used twice. On both databases."""

from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest
from msgspec.structs import replace

from sync import wire
from tests.hq.counter import Counter, Said, heard, new_id, plain_http, units_of
from tests.hq.running import RunningHq

LINE, QUANTITY = 1, 3


def asking(
    row: wire.PickupRow, units: dict[int, int] | None = None, claim_id: str = ""
) -> wire.ClaimRequest:
    return wire.ClaimRequest(
        proto=wire.PROTOCOL,
        claim_id=claim_id or new_id(),
        pickup_id=row.pickup,
        units=units_of(units or {LINE: QUANTITY}),
        epoch=row.epoch,
        by=11,
    )


def claim(counter: Counter, request: wire.ClaimRequest) -> wire.ClaimAnswer:
    with plain_http(str(counter.http.base_url)) as http:
        reply = http.post("/v1/claims", content=wire.encode(request), headers=counter.headers)
    return heard(reply, wire.ClaimAnswer)


@pytest.fixture
def desks(hq: RunningHq) -> tuple[Counter, Counter, wire.PickupRow]:
    """Two counters of a store whose orders HQ holds itself, and one of the orders."""
    first = hq.enrolled()
    hq.operator.act("revoke", counter=first.identity.counter)
    with hq.database.write() as connection:
        connection.exec_driver_sql("UPDATE store SET holder = 999999 WHERE store = 1")
    one, two = hq.enrolled(), hq.enrolled()
    row = one.pickup("T-20473")
    assert (row.holder, row.lines[0].quantity) == (0, QUANTITY)
    return one, two, row


Desks = tuple[Counter, Counter, wire.PickupRow]


def test_eight_connections_race_and_one_is_granted(desks: Desks) -> None:
    one, two, row = desks
    start = Barrier(8)

    def race(place: int) -> wire.ClaimAnswer:
        start.wait()
        return claim((one, two)[place % 2], asking(row))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(race, range(8)))
    assert Tally(answer.outcome for answer in answers) == {"granted": 1, "already_redeemed": 7}
    (winner,) = (answer for answer in answers if answer.outcome == "granted")
    for answer in answers:
        if answer is not winner:
            (standing,) = answer.redemptions
            assert standing.redemption == winner.claim_id
            assert (standing.store_name, standing.by_name) == ("翠湖路店", "小周")
            assert standing.counter_label in {one.identity.label, two.identity.label}
    assert [each.redemption for each in one.pickup("T-20473").redemptions] == [winner.claim_id]


def test_the_same_claim_in_eight_races_is_granted_once_with_one_answer(desks: Desks) -> None:
    one, _, row = desks
    request = asking(row, {LINE: 1})
    start = Barrier(8)

    def race(_: int) -> wire.ClaimAnswer:
        start.wait()
        return claim(one, request)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(race, range(8)))
    assert len({replace(answer, now=answers[0].now) for answer in answers}) == 1
    assert answers[0].outcome == "granted"
    assert len(one.pickup("T-20473").redemptions) == 1


def test_a_late_twin_hears_the_old_answer_though_the_units_are_free_again(desks: Desks) -> None:
    one, two, row = desks
    first = asking(row)
    assert claim(one, first).outcome == "granted"
    late = asking(row)
    assert claim(two, late).outcome == "already_redeemed"
    one.write(
        wire.RedemptionUndone(
            redemption=first.claim_id, pickup=row.pickup, approved_by=None, member=None, points=0
        )
    )
    assert one.outcomes() == ["applied"]
    assert claim(two, late).outcome == "already_redeemed"
    assert claim(one, first).outcome == "granted"
    assert claim(two, asking(row)).outcome == "granted"
    standing = [each for each in two.pickup("T-20473").redemptions if not each.undone]
    assert [each.counter for each in standing] == [two.identity.counter]


def test_the_fact_of_a_claim_takes_its_place_and_brings_the_points(
    desks: Desks, hq: RunningHq
) -> None:
    one, two, row = desks
    asked = asking(row)
    answer = claim(one, asked)
    one.redeem(row, {LINE: 1}, redemption=asked.claim_id, points=7, epoch=answer.epoch)
    assert one.outcomes() == ["applied"]
    (standing,) = one.pickup("T-20473").redemptions
    assert (standing.receipt_no, standing.units) == (1, units_of({LINE: 1}))
    assert [entry["points"] for entry in hq.operator.look("points")] == [7]
    one.redeem(row, {LINE: 1}, redemption=asked.claim_id, points=7, epoch=answer.epoch)
    assert [result.outcome for result in one.push(2).results] == ["conflict"]
    assert claim(two, asking(row, {LINE: QUANTITY - 1})).outcome == "granted"
    assert claim(two, asking(row, {LINE: 1})).outcome == "already_redeemed"


def test_another_counters_fact_under_a_claim_is_a_conflict(desks: Desks) -> None:
    one, two, row = desks
    asked = asking(row)
    assert claim(one, asked).outcome == "granted"
    two.redeem(row, {LINE: QUANTITY}, redemption=asked.claim_id)
    assert two.outcomes() == ["conflict"]
    one.redeem(row, {LINE: QUANTITY}, redemption=asked.claim_id)
    assert one.outcomes() == ["applied"]


def test_more_than_was_claimed_is_a_conflict(desks: Desks) -> None:
    one, _, row = desks
    asked = asking(row, {LINE: 1})
    assert claim(one, asked).outcome == "granted"
    one.redeem(row, {LINE: 2}, redemption=asked.claim_id)
    assert one.outcomes() == ["conflict"]


def test_what_is_refused_and_why(desks: Desks, hq: RunningHq) -> None:
    one, two, row = desks
    mine = asking(row, {2: 1})
    assert claim(one, mine).outcome == "granted"

    def detail(counter: Counter, request: wire.ClaimRequest) -> tuple[str, str]:
        answer = claim(counter, request)
        return answer.outcome, answer.detail

    assert detail(two, mine) == ("refused", "id_reused")
    assert detail(one, replace(mine, units=units_of({2: 2}))) == ("refused", "id_reused")
    assert detail(one, replace(asking(row), epoch=row.epoch + 1)) == ("refused", "stale_epoch")
    assert detail(one, replace(asking(row), epoch=0))[0] == "granted"
    assert detail(one, asking(row, {9: 1})) == ("refused", "bad_units")
    assert detail(one, asking(row, {2: 0})) == ("refused", "bad_units")
    assert detail(one, replace(asking(row), pickup_id=2**62)) == ("refused", "unknown_pickup")
    other = one.pickup("T-20462")
    elsewhere = hq.enrolled(2)
    foreign = claim(elsewhere, asking(other))
    assert (foreign.outcome, foreign.detail, foreign.redemptions) == ("refused", "other_store", ())
    reused = replace(asking(other), claim_id=one.redeem(row, {3: 1}).id)
    hq.operator.act("order", pickup=other.pickup, verb="refund", amount=100)
    assert detail(one, replace(reused, epoch=0)) == ("refused", "refunded")


def test_a_grant_held_by_a_counter_is_not_hqs_to_give(hq: RunningHq) -> None:
    holder, asker = hq.enrolled(), hq.enrolled()
    row = holder.pickup("T-20473")
    answer = claim(asker, asking(row))
    assert (answer.outcome, answer.detail) == ("refused", "grant_elsewhere")
    assert (answer.holder, answer.epoch) == (holder.identity.counter, row.epoch)
    assert claim(holder, asking(row)).outcome == "granted"


def test_no_session_or_a_revoked_counter_gets_no_answer(desks: Desks, hq: RunningHq) -> None:
    one, _, row = desks
    reply = one.http.post("/v1/claims", content=wire.encode(asking(row)))
    assert (reply.status_code, msgspec.json.decode(reply.content)["code"]) == (401, "unauthorized")
    with pytest.raises(Said, match="bad_request"):
        claim(one, replace(asking(row), claim_id="x"))
    hq.operator.act("revoke", counter=one.identity.counter)
    with pytest.raises(Said) as said:
        claim(one, asking(row))
    assert (said.value.status, said.value.code) == (403, "revoked")
