"""The hub answers other counters: a fact and its rows at once, one answer for ever, and nothing that HQ says later makes a
unit go twice."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace as changed

from app.actions.answer_claim import Stranger
from app.actions.outcomes import HandedOver, PickupRefused, Undone
from app.actions.requests import RedeemRequest
from app.domain.grants import Granted, NotGranted
from app.domain.identity import CounterId, PickupId, RedemptionId, StaffId
from app.domain.pickups import AlreadyRedeemed, HeldBy, Units
from app.domain.siblings import MOST_LINES, SiblingClaim, answer_to
from sync import wire
from tests.actions.conftest import Shop
from tests.builders import NOW, line, pickup, place
from tests.rows import pickup_line, pickup_row

PICKUP = PickupId(20462)
QUANTITY = 4
SECOND = CounterId(2)


def counter_row(number: int, **changes: Any) -> tuple[str, str, wire.CounterRow]:
    row = wire.CounterRow(
        counter=number, label=number, incarnation=1, public_key=bytes(32), hub=number == 1
    )
    return ("counter", str(number), changed(row, **changes))


def asked(name: str = "c", units: int = 1, **changes: Any) -> SiblingClaim:
    claim = SiblingClaim(
        id=RedemptionId(name * 32),
        pickup=PICKUP,
        units=(Units(1, units),),
        epoch=1,
        by=StaffId(2),
        counter=SECOND,
        incarnation=1,
    )
    return replace(claim, **changes)


@pytest.fixture
def hub(shop: Shop) -> Shop:
    shop.told(counter_row(1), counter_row(2), counter_row(3))
    told(shop)
    return shop


def told(shop: Shop, *redemptions: wire.RedemptionRow, settled: int = 0, **changes: Any) -> None:
    row = pickup_row(20462, pickup_line(1, QUANTITY), redemptions=redemptions, **changes)
    shop.told(("pickup", "20462", row), settled=settled)


def acknowledged(shop: Shop) -> None:
    """HQ has heard of everything."""
    newest = shop.inbox.position().newest
    answer = wire.PushAnswer(acked_through=newest, results=(), server_epoch="e", now=NOW)
    shop.inbox.record_push(answer, NOW)


def left(shop: Shop) -> int:
    with shop.sql.read() as room:
        found = room.pickups.get(PICKUP)
    assert found is not None
    return found.ready


def redemption(name: str, units: int, **changes: Any) -> wire.RedemptionRow:
    row = wire.RedemptionRow(
        redemption=name * 32,
        at=NOW,
        counter=2,
        counter_label=2,
        store_name="翠湖路店",
        by_name="小何",
        receipt_no=0,
        units=(wire.Units(line_no=1, quantity=units),),
    )
    return changed(row, **changes)


class TestGranting:
    def test_it_is_a_fact_and_the_card_says_who_has_it(self, hub: Shop) -> None:
        assert hub.verbs.answer_claim(asked(units=4)) == Granted(1)
        ((kind, body),) = hub.facts()
        assert (kind, body["claim"], body["counter"], body["epoch"], body["by"]) == (
            "claim.granted",
            "c" * 32,
            2,
            1,
            2,
        )
        scanned = hub.desk.open_pickup(PICKUP)
        assert isinstance(scanned, PickupRefused)
        assert isinstance(scanned.refusal, AlreadyRedeemed)
        last = scanned.refusal.last
        assert (last.counter_label, last.by_name, last.receipt_no) == (2, "小何", 0)
        assert hub.commits == 1, "HQ is told at once"

    def test_the_same_again_is_the_same_and_writes_nothing(self, hub: Shop) -> None:
        first = [hub.verbs.answer_claim(asked("c", 3)), hub.verbs.answer_claim(asked("d", 2))]
        assert first == [Granted(1), hub.verbs.answer_claim(asked("d", 2))]
        told(hub, arrived_at=NOW)
        assert [
            hub.verbs.answer_claim(asked("c", 3)),
            hub.verbs.answer_claim(asked("d", 2)),
        ] == first
        assert len(hub.facts()) == 1
        refused = first[1]
        assert isinstance(refused, NotGranted)
        assert refused.detail == "units_taken"
        assert [each.id for each in refused.taken] == ["c" * 32]

    def test_an_id_used_for_something_else_is_refused(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked())
        for other in (asked(units=2), asked(counter=CounterId(3)), asked(pickup=PickupId(7))):
            assert hub.verbs.answer_claim(other) == NotGranted("id_reused")

    @pytest.mark.parametrize(
        "who",
        [
            asked(counter=CounterId(9)),
            asked(counter=CounterId(1)),
            asked(incarnation=2),
            asked(counter=CounterId(3)),
        ],
    )
    def test_strangers_and_the_blocked_hear_nothing(self, hub: Shop, who: SiblingClaim) -> None:
        hub.told(counter_row(3, revoked=True))
        assert hub.verbs.answer_claim(who) == Stranger()
        assert hub.verbs.answer_claim.give_back(who) == Stranger()
        assert hub.facts() == []

    def test_what_it_does_not_hold_it_does_not_give(self, hub: Shop) -> None:
        told(hub, holder=0, epoch=2)
        answer = hub.verbs.answer_claim(asked(epoch=2))
        assert isinstance(answer, NotGranted)
        assert answer.detail == "grant_elsewhere"
        assert hub.facts() == []

    def test_the_undo_of_this_counter_is_its_own(self, hub: Shop) -> None:
        done = hub.desk.redeem_pickup(RedeemRequest(PICKUP, (Units(1, 1),)))
        assert isinstance(done, HandedOver)
        hub.verbs.answer_claim(asked(units=2))
        assert isinstance(hub.desk.undo_redemption(None, ""), Undone)
        assert left(hub) == 2
        assert hub.facts()[-1][1]["redemption"] == done.redemption


class TestWhatHqHasNotHeard:
    """HQ may hear of the second counter's hand-over before it hears what the hub did: that must be no conflict."""

    def test_what_the_hub_took_back_only_the_hub_hands_over(self, hub: Shop) -> None:
        hub.desk.redeem_pickup(RedeemRequest(PICKUP, (Units(1, 3),)))
        assert isinstance(hub.desk.undo_redemption(None, ""), Undone)
        assert hub.verbs.answer_claim(asked("c", 1)) == Granted(1), "one was never given"
        held = NotGranted("grant_elsewhere", holder=CounterId(1))
        assert hub.verbs.answer_claim(asked("d", 1)) == held
        assert left(hub) == 3
        acknowledged(hub)
        assert hub.verbs.answer_claim(asked("d", 1)) == held, "the same answer for ever"
        assert hub.verbs.answer_claim(asked("e", 3)) == Granted(1)

    def test_what_a_counter_gave_back_it_may_have_again_and_no_other(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked("c", 4))
        hub.verbs.answer_claim.give_back(asked("c", 4))
        third = asked("d", 1, counter=CounterId(3))
        assert isinstance(hub.verbs.answer_claim(third), NotGranted)
        assert hub.verbs.answer_claim(asked("e", 4)) == Granted(1)


class TestGivingBack:
    def test_the_units_are_free_at_once_and_only_once(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked(units=3))
        for _ in range(2):
            assert hub.verbs.answer_claim.give_back(asked(units=3)) is None
        assert left(hub) == QUANTITY
        assert [kind for kind, _ in hub.facts()] == ["claim.granted", "claim.returned"]
        assert hub.verbs.answer_claim(asked(units=3)) == NotGranted("given_back")

    def test_what_was_never_granted_frees_nothing(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked("c", 3))
        hub.verbs.answer_claim(asked("d", 3))
        for other in (
            asked("d", 3),
            asked("e"),
            asked("c", 2),
            asked("c", 3, counter=CounterId(3)),
        ):
            hub.verbs.answer_claim.give_back(other)
        assert left(hub) == 1


class TestHqsPages:
    def test_a_page_from_before_does_not_free_what_was_granted(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked(units=4))
        told(hub, arrived_at=NOW)
        assert left(hub) == 0

    def test_the_receipt_comes_with_hqs_word_and_fewer_units_are_free_again(
        self, hub: Shop
    ) -> None:
        hub.verbs.answer_claim(asked(units=4))
        told(hub, redemption("c", 3, receipt_no=17), settled=9)
        assert left(hub) == 1

    def test_given_back_here_counts_before_hq_has_heard_of_it(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked(units=4))
        hub.verbs.answer_claim.give_back(asked(units=4))
        told(hub, redemption("c", 4, receipt_no=17), settled=2)
        assert left(hub) == QUANTITY
        told(hub, redemption("c", 4, receipt_no=17, undone=True), settled=9)
        assert left(hub) == QUANTITY

    def test_undone_at_hq_is_free_without_a_word_over_the_shops_network(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked(units=4))
        told(hub, redemption("c", 4, undone=True), settled=9)
        assert left(hub) == QUANTITY

    def test_a_recall_waits_while_another_counter_has_goods(self, hub: Shop) -> None:
        hub.verbs.answer_claim(asked(units=1))
        told(hub, recall=True)
        assert [kind for kind, _ in hub.facts()] == ["claim.granted"]
        hub.verbs.answer_claim.give_back(asked(units=1))
        told(hub, recall=True)
        assert [kind for kind, _ in hub.facts()][-1] == "grant.returned"
        answer = hub.verbs.answer_claim(asked("d"))
        assert isinstance(answer, NotGranted)
        assert answer.detail == "grant_elsewhere"

    def test_a_hub_that_lost_its_memory_keeps_the_word_hq_has(self, hub: Shop) -> None:
        told(hub, redemption("c", 4))
        assert hub.verbs.answer_claim(asked(units=4)) == Granted(1)
        told(hub, redemption("d", 4, receipt_no=3))
        assert hub.verbs.answer_claim(asked("d", 4)) == NotGranted("id_reused")


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"units": ()}, "bad_units"),
        ({"units": (Units(1, 0),)}, "bad_units"),
        ({"units": (Units(1, 1), Units(1, 1))}, "bad_units"),
        ({"units": tuple(Units(no, 1) for no in range(MOST_LINES + 1))}, "bad_units"),
        ({"units": (Units(9, 1),)}, "not_arrived"),
        ({"epoch": 2}, "stale_epoch"),
        ({"epoch": 0}, ""),
    ],
)
def test_the_decision(changes: dict[str, Any], detail: str) -> None:
    known = pickup(line(quantity=2), grant=HeldBy(CounterId(1), 1))
    answer = answer_to(known, place(), replace(asked(), **changes))
    assert (answer.detail if isinstance(answer, NotGranted) else "") == detail
    assert answer_to(None, place(), asked()) == NotGranted("unknown_pickup")
    late = answer_to(replace(known, lines=(line(quantity=2, arrived=0),)), place(), asked())
    assert isinstance(late, NotGranted)
    assert late.detail == "not_arrived"


class Hub(RuleBasedStateMachine):
    """Two other counters ask, again and again, while the hub hands over and HQ tells what it has heard so far."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.shop = Shop(Path(self._folder.name) / "tuangui.db")
        self.shop.told(counter_row(1), counter_row(2), counter_row(3))
        told(self.shop)
        self.shop.desk.sign_in(StaffId(1), "111111")
        self.answers: dict[SiblingClaim, object] = {}
        self.given: dict[str, int] = {}

    def teardown(self) -> None:
        self.shop.sql.close()
        self._folder.cleanup()

    @rule(name=st.sampled_from("abcdef"), units=st.integers(1, 3), who=st.sampled_from([2, 3]))
    def asks(self, name: str, units: int, who: int) -> None:
        claim = asked(name, units, counter=CounterId(who))
        answer = self.shop.verbs.answer_claim(claim)
        other = any(each.id == claim.id and each != claim for each in self.answers)
        if other:
            assert answer == NotGranted("id_reused")
            return
        if claim in self.answers:
            over = claim.id not in self.given and isinstance(self.answers[claim], Granted)
            assert answer == (NotGranted("given_back") if over else self.answers[claim])
            return
        self.answers[claim] = answer
        if isinstance(answer, Granted):
            self.given[claim.id] = units

    @rule(data=st.data())
    def gives_back(self, data: st.DataObject) -> None:
        if self.answers:
            claim = data.draw(st.sampled_from(list(self.answers)))
            self.shop.verbs.answer_claim.give_back(claim)
            self.given.pop(claim.id, None)

    @rule(units=st.integers(1, 2))
    def hands_over(self, units: int) -> None:
        done = self.shop.desk.redeem_pickup(RedeemRequest(PICKUP, (Units(1, units),)))
        if isinstance(done, HandedOver):
            self.given[done.redemption] = units

    @rule(told_again=st.booleans())
    def hq_tells(self, told_again: bool) -> None:
        """What stood when it heard, of which it settled nothing yet."""
        rows = [
            redemption("x", units, redemption=name)
            for name, units in self.given.items()
            if told_again
        ]
        told(self.shop, *rows)

    @invariant()
    def every_unit_is_with_one_customer(self) -> None:
        assert sum(self.given.values()) + left(self.shop) == QUANTITY


Hub.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestHub = Hub.TestCase
