"""What became of a fact after its push was answered reaches the counter by the feed: judged again, or closed by a person. On both
databases."""

import msgspec
from msgspec.structs import replace

from sync import wire
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq.test_recall import ORDER
from tests.hq.test_replay import again, enrolled_anew, too_early


def verdicts(counter: Counter) -> dict[str, wire.VerdictRow]:
    """All of the store, from the start, by the id of the fact."""
    counter.cursor = ""
    return {
        change.key: msgspec.json.decode(change.row, type=wire.VerdictRow)
        for change in counter.pull_all()
        if change.entity == "verdict" and change.op == "put"
    }


def test_a_fact_judged_again_tells_its_counter(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = too_early(hq, counter)
    again(hq, counter, 3)
    assert verdicts(counter) == {}, "all of it stays in quarantine"
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    again(hq, counter, 3)
    told = verdicts(counter)
    assert set(told) == {fact.id for fact in counter.facts}
    assert {each.outcome for each in told.values()} == {"applied"}
    assert sorted(each.seq for each in told.values()) == [1, 2, 3, 4]
    assert again(hq, counter, 3) == []
    assert verdicts(counter) == told, "a second press is no news"


def test_a_conflict_found_only_when_judged_again_is_told_as_one(hq: RunningHq) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    hq.operator.act("revoke", counter=counter.identity.counter)
    lost = counter.redeem(row, {1: 3})
    counter.sign_in()
    counter.push()
    heir = hq.enrolled()
    heir.redeem(heir.pickup(ORDER), {1: 3})
    heir.push()
    again(hq, counter, 1)
    told = verdicts(heir)[lost.id]
    assert (told.outcome, told.detail) == ("conflict", "units_taken")
    assert (told.counter, told.incarnation, told.seq) == (counter.identity.counter, 1, 1)


def test_a_counter_enrolled_anew_hears_of_the_facts_it_carried_over(hq: RunningHq) -> None:
    """Their seq is another one by then; their id is not."""
    counter = hq.enrolled()
    row = too_early(hq, counter)
    after = enrolled_anew(hq, counter)
    after.write(wire.SignedIn(staff=11, way="pin"), id_="0" * 32)
    for old in counter.facts:
        after.write(bytes(old.body), kind=old.kind, id_=old.id)
    after.push()
    hq.operator.put(replace(row, holder=0, epoch=row.epoch - 1), store=1)
    again(hq, counter, 1)
    carried = {fact.id for fact in after.facts[1:]}
    assert {fact for fact, each in verdicts(after).items() if each.outcome == "applied"} == carried
