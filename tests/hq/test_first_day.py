"""The main line against a real HQ: enrol, pull, hand over, push, pull again. On both databases."""

import msgspec

from sync import wire
from tests.hq.running import RunningHq


def test_a_counter_enrols_pulls_its_store_and_hands_over(hq: RunningHq) -> None:
    counter = hq.enrolled()
    assert (counter.identity.label, counter.identity.incarnation) == (1, 1)
    assert counter.identity.store.name == "翠湖路店"
    changes = counter.pull_all()
    assert {change.entity for change in changes} == set(wire.ROWS) - {"revocation", "verdict"}
    row = counter.pickup("T-20462")
    assert (row.holder, row.epoch) == (counter.identity.counter, 1)
    fact = counter.redeem(row, {1: 1, 2: 1, 3: 1}, points=181)
    counter.write(
        wire.AfterSaleReported(
            pickup=row.pickup, line_no=4, quantity=1, problem="shortage", redemption=None
        )
    )
    counter.write(wire.SignedIn(staff=11, way="pin"))
    counter.write(b'{"color":"green"}', kind="lamp.lit", v=3)
    answer = counter.push()
    assert answer.acked_through == 4
    assert [result.outcome for result in answer.results] == ["applied"] * 4
    news = counter.pull()
    assert news.settled == 4
    by_entity = {change.entity: change for change in news.changes}
    assert set(by_entity) == {"pickup", "member"}
    after = msgspec.json.decode(by_entity["pickup"].row, type=wire.PickupRow)
    (redemption,) = after.redemptions
    assert (redemption.by_name, redemption.counter_label) == ("小周", 1)
    assert redemption.at == fact.at
    assert [line.short for line in after.lines] == [0, 0, 0, 1]
    member = msgspec.json.decode(by_entity["member"].row, type=wire.MemberRow)
    assert (member.points, member.visits) == (1286 + 181, 47)
    assert hq.operator.look("redemptions", pickup=row.pickup)[0]["points"] == 181


def test_undo_gives_units_and_points_back(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup("T-20462")
    counter.undo(counter.redeem(row, {1: 1}, points=72))
    again = counter.redeem(row, {1: 1}, points=72)
    assert counter.outcomes() == ["applied"] * 3
    after = counter.pickup("T-20462")
    assert [r.undone for r in after.redemptions] == [True, False]
    assert after.redemptions[1].at == again.at
    assert sum(row["points"] for row in hq.operator.look("points")) == 72
