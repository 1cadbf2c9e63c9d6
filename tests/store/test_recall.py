"""HQ asks for a grant back: given up once, in one transaction with its fact, unless goods were handed over."""

import msgspec
import pytest

from app.domain.identity import PickupId
from app.domain.pickups import HeldElsewhere, Ready, judge
from app.store import own_deeds
from app.store.opening import SqlStore, open_store
from sync import wire
from tests.builders import NOW, place
from tests.rows import enrol_answer, page, pickup_line, pickup_row
from tests.store.conftest import KEY
from tests.store.deeds import record_of, redeem, undo


def told(store: SqlStore, **changes: object) -> None:
    row = pickup_row(20462, pickup_line(1, 3), pickup_line(2, 1), **changes)
    store.sync_store().apply(page(("pickup", "20462", row)), NOW)


def returned(store: SqlStore) -> list[wire.GrantReturned]:
    facts = store.sync_store().outbox(0, 100)
    return [
        msgspec.json.decode(fact.body, type=wire.GrantReturned)
        for fact in facts
        if fact.kind == "grant.returned"
    ]


def may_redeem(store: SqlStore) -> bool:
    with store.read() as room:
        found = room.pickups.get(PickupId(20462))
    assert found is not None
    verdict = judge(found, place())
    assert isinstance(verdict, Ready | HeldElsewhere)
    return isinstance(verdict, Ready)


def test_it_is_given_up_once_and_stays_given_up(shop: SqlStore) -> None:
    assert may_redeem(shop)
    for _ in range(3):
        told(shop, recall=True)
        assert not may_redeem(shop)
    assert returned(shop) == [wire.GrantReturned(pickup=20462, epoch=1)]
    told(shop, holder=1, epoch=1)
    assert not may_redeem(shop)
    assert shop.first_broken_fact() is None


def test_goods_handed_over_keep_it_until_they_are_taken_back(shop: SqlStore) -> None:
    record = record_of("a" * 32)
    redeem(shop, record)
    told(shop, recall=True)
    assert returned(shop) == []
    assert may_redeem(shop)
    undo(shop, record)
    told(shop, recall=True)
    assert returned(shop) == [wire.GrantReturned(pickup=20462, epoch=1)]
    assert not may_redeem(shop)


def test_what_another_holds_is_not_ours_to_give(shop: SqlStore) -> None:
    told(shop, recall=True, holder=2)
    told(shop, recall=True, holder=0)
    assert returned(shop) == []


def test_a_grant_given_again_under_a_new_epoch_is_ours_again(shop: SqlStore) -> None:
    told(shop, recall=True)
    told(shop, holder=0, epoch=2)
    assert not may_redeem(shop)
    told(shop, holder=1, epoch=3)
    assert may_redeem(shop)
    told(shop, holder=1, epoch=3, recall=True)
    assert [fact.epoch for fact in returned(shop)] == [1, 3]


def test_a_crash_leaves_both_or_neither(shop: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(own_deeds, "add_grant_return", crash)
        with pytest.raises(KeyboardInterrupt):
            told(shop, recall=True)
    assert returned(shop) == []
    assert may_redeem(shop)
    told(shop, recall=True)
    assert len(returned(shop)) == 1


def test_a_counter_enrolled_anew_does_not_take_it_back(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    store = open_store(tmp_path / "again.db", KEY)
    store.enrolled(enrol_answer(), "https://hq.example")
    told(store, recall=True)
    store.enrolled(msgspec.structs.replace(enrol_answer(), incarnation=2), "https://hq.example")
    told(store, holder=1, epoch=1)
    assert not may_redeem(store)
    assert len(returned(store)) == 1
    store.close()
