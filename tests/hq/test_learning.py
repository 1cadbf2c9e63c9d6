"""Facts of a kind this HQ did not know are judged once it does, in the order of their journals, once. On both databases."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest

from sync import wire
from sync.hq import bodies
from sync.hq.upkeep import Upkeep
from tests.hq.counter import Counter
from tests.hq.running import RunningHq
from tests.hq.test_later_verdicts import verdicts

KINDS = (("after_sale.reported", 1), ("pickup.undone", 1), ("pickup.redeemed", 1))
ORDER = "T-20473"


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As if this HQ were of a time before these kinds."""
    for kind in KINDS:
        monkeypatch.delitem(bodies._DECODERS, kind)
    return monkeypatch


def updated(older: pytest.MonkeyPatch) -> None:
    for kind in KINDS:
        older.setitem(bodies._DECODERS, kind, msgspec.json.Decoder(wire.BODIES[kind]))


def learn(hq: RunningHq) -> int:
    return asyncio.run(Upkeep(hq.office).learn())


def told(counter: Counter) -> list[tuple[str, str]]:
    return [(each.outcome, each.detail) for each in counter.push().results]


def test_after_an_update_they_are_judged_in_their_order_and_once(
    hq: RunningHq, older: pytest.MonkeyPatch
) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    kept = counter.redeem(row, {1: 1}, points=5)
    counter.undo(counter.redeem(row, {1: 2}, points=3))
    counter.write(b"{}", kind="of.tomorrow")
    assert told(counter) == [("applied", "unknown_kind")] * 4
    assert counter.pickup(ORDER).redemptions == ()
    assert learn(hq) == 0, "this HQ does not know them yet"
    updated(older)
    assert learn(hq) == 3
    after = counter.pickup(ORDER)
    assert [each.undone for each in after.redemptions] == [False, True]
    assert after.redemptions[0].at == kept.at
    assert sum(each["points"] for each in hq.operator.look("points")) == 5
    assert learn(hq) == 0
    details = [each["detail"] for each in hq.operator.look("facts")]
    assert details == ["", "", "", "unknown_kind"]
    assert verdicts(counter) == {}, "what counts as it was written is no news"
    counter.redeem(after, {2: 1})
    assert counter.outcomes(5) == ["applied"]


def test_what_does_not_fit_any_more_is_kept_for_a_person_and_told(
    hq: RunningHq, older: pytest.MonkeyPatch
) -> None:
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    clash = counter.redeem(row, {1: 3})
    strange = counter.write(b'{"pickup":1}', kind="pickup.redeemed")
    counter.override(row, {1: 3})
    assert counter.outcomes() == ["applied"] * 3
    updated(older)
    assert learn(hq) == 2
    assert [each["why"] for each in hq.operator.look("conflicts")] == ["units_taken"]
    assert [each["why"] for each in hq.operator.look("quarantine")] == ["unreadable"]
    news = {fact: (each.outcome, each.detail) for fact, each in verdicts(counter).items()}
    assert news == {
        clash.id: ("conflict", "units_taken"),
        strange.id: ("quarantined", "unreadable"),
    }
    assert [outcome for outcome, _ in told(counter)] == ["conflict", "quarantined", "duplicate"]


def test_four_workers_that_start_at_once_judge_each_fact_once(
    hq: RunningHq, older: pytest.MonkeyPatch
) -> None:
    counters = [hq.enrolled() for _ in range(2)]
    row = counters[0].pickup(ORDER)
    for line in (1, 1, 2):
        counters[0].redeem(row, {line: 1}, points=1)
    for line in (3, 3):
        counters[1].write(
            wire.AfterSaleReported(
                pickup=row.pickup, line_no=line, quantity=1, problem="quality", redemption=None
            )
        )
    for counter in counters:
        counter.push()
    updated(older)
    start = Barrier(4)

    def work(_: int) -> int:
        start.wait()
        return learn(hq)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(counters[0].pickup(ORDER).redemptions) == 3
    assert sum(each["points"] for each in hq.operator.look("points")) == 3
    assert learn(hq) == 0


def test_a_started_hq_does_it_by_itself(seeded: str, older: pytest.MonkeyPatch) -> None:
    hq = RunningHq(seeded)
    counter = hq.enrolled()
    row = counter.pickup(ORDER)
    counter.redeem(row, {1: 1})
    counter.push()
    hq.stop()
    updated(older)
    hq = RunningHq(seeded)
    try:
        counter.http.close()
        other = hq.enrolled()
        while not other.pickup(ORDER).redemptions:
            other.pull(wait=1)
    finally:
        hq.stop()
