"""Pushing facts to a real HQ: replays, races, lost replies, gaps, forks, garbage and conflicts. On both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from sync import wire
from tests.hq.counter import Counter, Said, new_id, plain_http
from tests.hq.running import RunningHq


def details(answer: wire.PushAnswer) -> list[tuple[str, str]]:
    return [(result.outcome, result.detail) for result in answer.results]


def test_the_same_batch_in_eight_races_counts_once(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    for line_no, quantity in ((1, 2), (2, 4), (3, 1)):
        counter.redeem(row, {line_no: quantity}, points=10)
    start = threading.Barrier(8)

    def send() -> list[str]:
        body = wire.encode(counter.request())
        with plain_http(hq.url) as http:
            start.wait()
            reply = http.post("/v1/facts", content=body, headers=counter.headers)
        answer = msgspec.json.decode(reply.content, type=wire.PushAnswer)
        assert answer.acked_through == 3
        return [result.outcome for result in answer.results]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: send(), range(8)))
    assert answers.count(["applied"] * 3) == 1
    assert answers.count(["duplicate"] * 3) == 7
    after = counter.pickup("T-20473")
    assert len(after.redemptions) == 3
    assert sum(row["points"] for row in hq.operator.look("points")) == 30


def test_a_lost_reply_is_pushed_again_with_new_facts_behind_it(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    counter.redeem(row, {1: 1})
    counter.push()
    counter.redeem(row, {1: 1})
    answer = counter.push(1)
    assert details(answer) == [("duplicate", ""), ("applied", "")]
    assert answer.acked_through == 2


def test_what_could_not_be_committed_is_not_answered(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.redeem(counter.pickup("T-20473"), {1: 1})
    body, headers = wire.encode(counter.request()), counter.headers
    full = True

    def commit(_connection: object) -> None:
        if full:
            raise OperationalError("COMMIT", {}, OSError("no room on the disk"))

    event.listen(hq.office.database.engine, "commit", commit)
    with plain_http(hq.url) as http:
        reply = http.post("/v1/facts", content=body, headers=headers)
    assert reply.status_code >= 500
    full = False
    assert details(counter.push()) == [("applied", "")]


def test_a_conflict_is_told_again_when_its_reply_was_lost(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    counter.redeem(row, {1: 1}, epoch=7)
    assert details(counter.push()) == [("conflict", "grant_elsewhere")]
    assert details(counter.push()) == [("conflict", "grant_elsewhere")]
    (conflict,) = hq.operator.look("conflicts")
    assert conflict["ours"]["units"] == [{"line_no": 1, "quantity": 1}]


def test_a_gap_names_the_fact_hq_wants(hq: RunningHq) -> None:
    counter = hq.enrolled()
    for _ in range(3):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.push(1, 1)
    with pytest.raises(Said) as said:
        counter.push(3)
    assert (said.value.status, said.value.code, said.value.expected) == (409, "gap", 2)
    assert counter.outcomes(2) == ["applied"] * 2


def test_a_restored_disk_is_a_fork(hq: RunningHq) -> None:
    counter = hq.enrolled()
    for _ in range(2):
        counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.push()
    del counter.facts[1:]
    counter.write(wire.SignedIn(staff=12, way="badge"))
    with pytest.raises(Said) as said:
        counter.push(2)
    assert (said.value.status, said.value.code) == (409, "forked")
    counter.write(wire.SignedIn(staff=13, way="badge"))
    with pytest.raises(Said, match="forked"):
        counter.push(3)
    assert len(hq.operator.look("facts")) == 2


def test_a_cut_chain_is_a_fork_and_stores_nothing(hq: RunningHq) -> None:
    counter = hq.enrolled()
    counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.facts[0] = replace(counter.facts[0], sha256="f" * 64)
    counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.facts[1] = replace(counter.facts[1], prev="e" * 64)
    with pytest.raises(Said, match="forked"):
        counter.push()
    assert hq.operator.look("facts") == []


def test_an_edited_fact_goes_to_quarantine_and_its_order_with_it(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row, other = counter.pickup("T-20473"), counter.pickup("T-20462")
    counter.redeem(row, {1: 1})
    edited = bytes(counter.facts[0].body).replace(b'"quantity":1', b'"quantity":3')
    counter.facts[0] = replace(counter.facts[0], body=msgspec.Raw(edited))
    counter.redeem(row, {2: 1})
    counter.redeem(other, {1: 1})
    assert details(counter.push()) == [
        ("quarantined", "hash_mismatch"),
        ("quarantined", "joined"),
        ("applied", ""),
    ]
    assert counter.pickup("T-20473").redemptions == ()
    counter.redeem(row, {3: 1})
    assert details(counter.push(4)) == [("quarantined", "joined")]
    assert len(hq.operator.look("quarantine", pickup=row.pickup)) == 3


GARBAGE = (
    b"null",
    b"[]",
    b'"\\u0000"',
    b'{"redemption":1}',
    b'{"pickup":99999999999999999999999999}',
    b'{"pickup":20473}',
    b'{"redemption":"x","pickup":20473,"epoch":1,"units":[],"receipt_no":1,"member":null,"points":0}',
    b'{"redemption":"%s","pickup":20473,"epoch":1,"units":[{"line_no":1,"quantity":-1}],'
    b'"receipt_no":1,"member":null,"points":0}' % (b"a" * 32),
    b'{"redemption":"%s","pickup":20473,"epoch":1,"units":[{"line_no":1,"quantity":1}],'
    b'"receipt_no":1,"member":null,"points":9999999999999}' % (b"b" * 32),
    b'{"redemption":"%s","pickup":20473,"epoch":1,"units":[{"line_no":1,"quantity":1}],'
    b'"receipt_no":1,"member":"\\u0000","points":0}' % (b"c" * 32),
    b'{"redemption":"%s","pickup":1,"epoch":1,"units":[{"line_no":1,"quantity":1}],'
    b'"receipt_no":1,"member":null,"points":0}' % (b"d" * 32),
)


def test_garbage_of_every_kind_is_kept_and_acked(hq: RunningHq) -> None:
    counter = hq.enrolled()
    for kind, v in wire.BODIES:
        for body in GARBAGE:
            counter.write(body, kind=kind, v=v)
    answer = counter.push()
    assert answer.acked_through == len(counter.facts)
    assert {outcome for outcome, _ in details(answer)} == {"quarantined"}
    assert counter.pickup("T-20473").redemptions == ()
    kept = hq.operator.look("quarantine")
    assert [row["seq"] for row in kept] == [fact.seq for fact in counter.facts]


def test_a_redemption_id_of_another_order_is_not_taken(hq: RunningHq) -> None:
    counter = hq.enrolled()
    one, two = counter.pickup("T-20473"), counter.pickup("T-20462")
    same = new_id()
    counter.redeem(one, {1: 1}, redemption=same)
    counter.redeem(two, {1: 1}, redemption=same)
    assert details(counter.push())[1] == ("quarantined", "id_reused")
    counter.redeem(two, {2: 1}, redemption=same)
    assert counter.outcomes(3) == ["quarantined"]


def test_only_the_first_counter_of_a_store_holds_its_grants(hq: RunningHq) -> None:
    first, second = hq.enrolled(), hq.enrolled()
    assert (first.identity.label, second.identity.label) == (1, 2)
    row = second.pickup("T-20473")
    assert row.holder == first.identity.counter
    second.redeem(row, {1: 1})
    assert details(second.push()) == [("conflict", "grant_elsewhere")]


def test_a_forced_refund_makes_the_late_redemption_a_conflict(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    taken = {"force": True, "reason": "顾客要求退款"}
    hq.operator.act("order", pickup=row.pickup, verb="refund", amount=12345, **taken)
    counter.redeem(row, {1: 1})
    assert details(counter.push()) == [("conflict", "refunded")]
    after = counter.pickup("T-20473")
    assert (after.state, after.refunded, after.holder) == ("refunded", 12345, 0)
    assert after.redemptions == ()


def late_order(hq: RunningHq, counter: Counter) -> tuple[wire.PickupRow, str]:
    """An order HQ holds itself: paid, not routed to this store's holder."""
    base = counter.pickup("T-20473")
    row = replace(base, pickup=777, order_no="T-777", pickup_no="00000777", holder=0, epoch=0)
    hq.operator.put(row, store=1)
    return counter.pickup("T-777"), hq.operator.mint("pickup", "T-777")


def test_a_blind_pickup_counts_and_overlapping_ones_conflict(hq: RunningHq) -> None:
    holder, second = hq.enrolled(), hq.enrolled()
    row, code = late_order(hq, holder)
    second.redeem(row, {1: 3}, epoch=0, code=code)
    assert second.outcomes() == ["applied"]
    after = holder.pickup("T-777")
    assert (after.holder, after.epoch) == (second.identity.counter, row.epoch + 1)
    holder.redeem(row, {2: 1})
    holder.redeem(row, {1: 3}, epoch=0, code=code)
    assert details(holder.push()) == [
        ("conflict", "grant_elsewhere"),
        ("conflict", "units_taken"),
    ]
    conflict = hq.operator.look("conflicts")[-1]
    assert conflict["theirs"][0]["counter"] == second.identity.counter
    assert len(holder.pickup("T-777").redemptions) == 1


def test_a_forged_blind_code_is_quarantined(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row, code = late_order(hq, counter)
    forged = code[:-8] + ("A" if code[-8] != "A" else "B") + code[-7:]
    counter.redeem(row, {1: 1}, epoch=0, code=forged)
    assert details(counter.push()) == [("quarantined", "bad_code")]


def test_two_counters_racing_blind_for_one_order(hq: RunningHq) -> None:
    counters = [hq.enrolled() for _ in range(4)]
    row, code = late_order(hq, counters[0])
    start = threading.Barrier(4)
    for counter in counters:
        counter.redeem(row, {1: 3, 2: 4, 3: 2}, epoch=0, code=code)

    def send(counter: Counter) -> list[str]:
        start.wait()
        return counter.outcomes()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(send, counters))
    assert outcomes == [["applied"], ["conflict"], ["conflict"], ["conflict"]]
    assert len(counters[0].pickup("T-777").redemptions) == 1


def test_an_override_beyond_the_order_is_shown_and_not_counted_twice(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    counter.redeem(row, {1: 3, 2: 3})
    counter.override(row, {1: 1, 2: 2})
    assert details(counter.push()) == [("applied", ""), ("conflict", "units_taken")]
    after = counter.pickup("T-20473")
    assert [(r.override, [u.quantity for u in r.units]) for r in after.redemptions] == [
        (False, [3, 3]),
        (True, [1]),
    ]


def test_a_revoked_counter_gets_nothing_but_its_queue_is_kept(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20473")
    hq.operator.act("revoke", counter=counter.identity.counter)
    with pytest.raises(Said) as said:
        counter.pull()
    assert (said.value.status, said.value.code) == (403, "revoked")
    counter.redeem(row, {1: 1})
    counter.sign_in()
    assert details(counter.push()) == [("quarantined", "revoked")]
    next_one = hq.enrolled()
    taken = next_one.pickup("T-20473")
    assert (taken.holder, taken.epoch) == (next_one.identity.counter, row.epoch + 2)
    hq.clock.ahead += hq.queue_life
    counter.sign_in()
    counter.write(wire.SignedIn(staff=11, way="pin"))
    with pytest.raises(Said, match="revoked"):
        counter.push(2)


def test_a_counter_cannot_push_for_another(hq: RunningHq) -> None:
    one, two = hq.enrolled(), hq.enrolled()
    two.write(wire.SignedIn(staff=11, way="pin"))
    one.facts = two.facts
    with pytest.raises(Said) as said:
        one.send(replace(two.request(), counter=two.identity.counter))
    assert said.value.code == "unauthorized"
    with pytest.raises(Said) as said:
        one.send(one.request())
    assert said.value.code == "bad_request"


def test_statements_do_not_grow_with_the_batch(hq: RunningHq) -> None:
    counter = hq.enrolled()
    orders = [
        msgspec.json.decode(change.row, type=wire.PickupRow)
        for change in counter.pull_all()
        if change.entity == "pickup"
    ]
    ready = [
        row
        for row in orders
        if row.state == "arrived" and not row.redemptions and not row.lines[0].short
    ]
    assert len(ready) > 30
    for row in ready:
        counter.redeem(row, {1: 1}, points=1)
    statements: list[str] = []
    event.listen(
        hq.database.engine,
        "before_cursor_execute",
        lambda *given: statements.append(given[2]),
    )
    assert set(counter.outcomes()) == {"applied"}
    assert 0 < len(statements) < 25, statements
