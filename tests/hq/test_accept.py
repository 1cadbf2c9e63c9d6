"""The rules of acceptance under attack: whatever counters claim, no unit of an order stands as handed over twice."""

from datetime import UTC, datetime
from typing import assert_never

from hypothesis import given, settings
from hypothesis import strategies as st

from sync import wire
from sync.hq.accept import (
    Applied,
    Conflict,
    Deed,
    Duplicate,
    Known,
    Quarantined,
    SignedUnits,
    Verdict,
    Why,
    accept_after_sale,
    accept_override,
    accept_redeemed,
    accept_undone,
    open_units,
)
from tests.hq.counter import units_of

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOLDER, OTHER, FOREIGN = 1, 2, 9


def order(*quantities: int, holder: int = HOLDER, epoch: int = 1, state: str = "arrived") -> Known:
    lines = tuple(
        wire.PickupLineRow(
            line_no=no,
            product_no=1000 + no,
            name=f"货 {no}",
            quantity=quantity,
            arrived=quantity,
            amount=100 * quantity,
            zone="ambient",
            slot="",
        )
        for no, quantity in enumerate(quantities, start=1)
    )
    row = wire.PickupRow(
        pickup=7,
        order_no="T-7",
        pickup_no="00000000",
        store=1,
        member="ab" * 16,
        name="",
        initials="",
        phone="",
        ordered_at=None,
        arrived_at=None,
        expected_at=None,
        expires_at=None,
        state=state,
        holder=holder,
        epoch=epoch,
        leader="",
        lines=lines,
    )
    return Known(row)


def deed(counter: int = HOLDER, store: int = 1) -> Deed:
    return Deed(NOON, counter, 1, store, "翠湖路店", "小周")


def redeemed(
    units: dict[int, int], redemption: str = "r1", epoch: int = 1, points: int = 5
) -> wire.PickupRedeemed:
    return wire.PickupRedeemed(
        redemption=redemption,
        pickup=7,
        epoch=epoch,
        units=units_of(units),
        receipt_no=1,
        member="ab" * 16,
        points=points,
    )


def overridden(units: dict[int, int], redemption: str = "o1") -> wire.HandedOutByOverride:
    return wire.HandedOutByOverride(
        redemption=redemption,
        pickup=7,
        refusal="AlreadyRedeemed",
        units=units_of(units),
        receipt_no=2,
        approved_by=13,
        member="ab" * 16,
    )


def undone(redemption: str = "r1") -> wire.RedemptionUndone:
    return wire.RedemptionUndone(
        redemption=redemption, pickup=7, approved_by=None, member=None, points=5
    )


def applied(verdict: Verdict) -> Applied:
    assert isinstance(verdict, Applied), verdict
    return verdict


def why(verdict: Verdict) -> Why:
    assert isinstance(verdict, Conflict | Quarantined), verdict
    return verdict.why


def test_the_holder_under_its_epoch_redeems() -> None:
    done = applied(accept_redeemed(order(2, 1), redeemed({1: 2}), deed(), None))
    assert open_units(done.known.row) == {1: 0, 2: 1}
    assert done.points is not None
    assert (done.points.operation, done.points.points) == ("r1", 5)


def test_an_old_epoch_is_a_conflict_though_the_units_are_free() -> None:
    known = order(2, epoch=3)
    verdict = accept_redeemed(known, redeemed({1: 1}, epoch=2), deed(), None)
    assert isinstance(verdict, Conflict)
    assert verdict.why is Why.GRANT_ELSEWHERE
    assert verdict.known.row == known.row


def test_who_does_not_hold_the_grant_is_a_conflict() -> None:
    assert why(accept_redeemed(order(2), redeemed({1: 1}), deed(OTHER), None)) is (
        Why.GRANT_ELSEWHERE
    )


def test_units_beyond_what_is_owed_keep_both_sides() -> None:
    first = applied(accept_redeemed(order(2), redeemed({1: 2}), deed(), None))
    verdict = accept_redeemed(first.known, redeemed({1: 1}, "r2"), deed(), None)
    assert isinstance(verdict, Conflict)
    assert verdict.why is Why.UNITS_TAKEN
    assert [row.redemption for row in verdict.theirs] == ["r1"]
    assert verdict.ours.redemption == "r2"


def test_money_given_back_is_not_handed_over_again() -> None:
    for state, reason in (("refunded", Why.REFUNDED), ("cancelled", Why.CANCELLED)):
        known = order(1, state=state)
        assert why(accept_redeemed(known, redeemed({1: 1}), deed(), None)) is reason
        assert why(accept_override(known, overridden({1: 1}), deed())) is reason


def test_a_blind_pickup_claims_the_grant_from_hq() -> None:
    code = SignedUnits(pickup=7, store=1)
    done = applied(
        accept_redeemed(order(1, holder=0, epoch=0), redeemed({1: 1}, epoch=0), deed(), code)
    )
    assert (done.known.row.holder, done.known.row.epoch) == (HOLDER, 1)


def test_a_blind_pickup_claims_an_untouched_order_of_another_counter() -> None:
    code = SignedUnits(pickup=7, store=1)
    done = applied(
        accept_redeemed(order(2, holder=OTHER, epoch=4), redeemed({1: 1}, epoch=0), deed(), code)
    )
    assert (done.known.row.holder, done.known.row.epoch) == (HOLDER, 5)


def test_a_blind_pickup_needs_the_code_of_this_order_and_store() -> None:
    blind = redeemed({1: 1}, epoch=0)
    for code in (None, SignedUnits(pickup=8, store=1), SignedUnits(pickup=7, store=2)):
        assert why(accept_redeemed(order(1), blind, deed(), code)) is Why.BAD_CODE


def test_another_stores_order_is_a_conflict() -> None:
    code = SignedUnits(pickup=7, store=FOREIGN)
    verdict = accept_redeemed(order(1), redeemed({1: 1}, epoch=0), deed(store=FOREIGN), code)
    assert why(verdict) is Why.OTHER_STORE


def test_an_override_of_what_is_owed_stands_flagged() -> None:
    done = applied(accept_override(order(2, epoch=8), overridden({1: 1}), deed(OTHER)))
    assert done.redeemed is not None
    assert done.redeemed.override
    assert done.points is None


def test_an_override_beyond_what_is_owed_never_counts_units_twice() -> None:
    first = applied(accept_redeemed(order(2, 1), redeemed({1: 1}), deed(), None))
    verdict = accept_override(first.known, overridden({1: 2, 2: 1}), deed())
    assert isinstance(verdict, Conflict)
    assert verdict.part is not None
    assert verdict.part.units == units_of({1: 1, 2: 1})
    assert open_units(verdict.known.row) == {1: 0, 2: 0}
    again = accept_override(verdict.known, overridden({1: 2}, "o2"), deed())
    assert isinstance(again, Conflict)
    assert again.part is None
    assert again.known.row == verdict.known.row


def test_a_shortage_lowers_what_is_owed_but_not_below_nothing() -> None:
    report = wire.AfterSaleReported(
        pickup=7, line_no=1, quantity=5, problem="shortage", redemption=None
    )
    first = applied(accept_redeemed(order(3), redeemed({1: 1}), deed(), None))
    done = applied(accept_after_sale(first.known, report))
    assert done.known.row.lines[0].short == 2
    assert open_units(done.known.row) == {1: 0}


def test_an_undo_of_a_conflict_closes_nothing_but_the_conflict() -> None:
    lost = accept_redeemed(order(1), redeemed({1: 1}), deed(OTHER), None)
    assert isinstance(lost, Conflict)
    done = applied(accept_undone(lost.known, undone(), deed(OTHER)))
    assert done.undone == "r1"
    assert done.points is None
    assert done.known.row == lost.known.row


def test_only_the_counter_that_redeemed_may_undo() -> None:
    first = applied(accept_redeemed(order(1), redeemed({1: 1}), deed(), None))
    assert why(accept_undone(first.known, undone(), deed(OTHER))) is Why.OTHER_COUNTER


def test_a_redemption_id_with_other_units_is_a_conflict() -> None:
    first = applied(accept_redeemed(order(3), redeemed({1: 1}), deed(), None))
    assert why(accept_redeemed(first.known, redeemed({1: 2}), deed(), None)) is Why.ID_REUSED


UNITS = st.dictionaries(st.integers(1, 3), st.integers(-1, 4), max_size=3)
IDS = st.sampled_from([f"r{n}" for n in range(6)])
WHO = st.sampled_from([HOLDER, OTHER])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("redeem"), WHO, IDS, UNITS, st.integers(0, 2)),
        st.tuples(st.just("override"), WHO, IDS, UNITS, st.just(0)),
        st.tuples(st.just("undo"), WHO, IDS, st.just({}), st.just(0)),
        st.tuples(st.just("short"), WHO, IDS, UNITS, st.just(0)),
    ),
    max_size=14,
)


def _judge(known: Known, step: tuple[str, int, str, dict[int, int], int]) -> Verdict:
    verb, who, redemption, units, epoch = step
    match verb:
        case "redeem":
            code = SignedUnits(pickup=7, store=1)
            return accept_redeemed(known, redeemed(units, redemption, epoch), deed(who), code)
        case "override":
            return accept_override(known, overridden(units, redemption), deed(who))
        case "undo":
            return accept_undone(known, undone(redemption), deed(who))
        case _:
            line_no, quantity = next(iter(units.items()), (1, 1))
            report = wire.AfterSaleReported(
                pickup=7, line_no=line_no, quantity=quantity, problem="shortage", redemption=None
            )
            return accept_after_sale(known, report)


@settings(max_examples=400, deadline=None)
@given(
    quantities=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    state=st.sampled_from(["paid", "arrived", "expired", "refunded"]),
    steps=STEPS,
)
def test_no_unit_stands_twice_whatever_is_claimed(
    quantities: list[int],
    state: str,
    steps: list[tuple[str, int, str, dict[int, int], int]],
) -> None:
    known = order(*quantities, state=state)
    ledger: dict[str, int] = {}
    for step in steps:
        before = known
        verdict = _judge(known, step)
        match verdict:
            case Applied():
                known = verdict.known
                if verdict.points is not None:
                    assert verdict.points.operation not in ledger
                    ledger[verdict.points.operation] = verdict.points.points
            case Conflict():
                known = verdict.known
                assert (verdict.part is None) == (known.row == before.row)
            case Duplicate() | Quarantined():
                pass
            case _:
                assert_never(verdict)
        assert all(owed >= 0 for owed in open_units(known.row).values())
        kept = {row.redemption: row for row in known.row.redemptions}
        assert all(row.redemption in kept for row in before.row.redemptions)
        assert all(not row.undone or kept[row.redemption].undone for row in before.row.redemptions)
        if state == "refunded":
            assert not known.row.redemptions
        if step[0] in {"redeem", "override"} and step[2] in kept:
            again = _judge(known, step)
            assert isinstance(again, Duplicate | Conflict)
            assert isinstance(again, Duplicate) or again.known.row == known.row
    standing = [row for row in known.row.redemptions if not row.undone and not row.override]
    assert sum(ledger.values()) == 5 * len(standing)
