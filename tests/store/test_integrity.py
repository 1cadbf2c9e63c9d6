"""Both ends are compared by the numbers of their rows: a row too few or too old is noticed, one forgotten on purpose is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.domain.identity import MemberId, ProductNo
from app.store import integrity
from app.store.opening import SqlStore
from sync import wire
from tests.builders import NOW, WANG
from tests.rows import member_row, page, pickup_line, pickup_row, product_row


class Hq:
    """The live rows of one store and the chain, and what they come to."""

    def __init__(self, store: SqlStore) -> None:
        self.sync = store.sync_store()
        self.live: dict[tuple[str, str], wire.Change] = {}

    def tell(self, *rows: tuple[str, str, wire.Struct | None], more: bool = False) -> None:
        told = page(*rows, more=more)
        self.note(told)
        self.sync.apply(told, NOW)

    def note(self, told: wire.ChangesAnswer) -> None:
        for change in told.changes:
            self.live.pop((change.entity, change.key), None)
            if change.op == "put":
                self.live[change.entity, change.key] = change

    def sums(self) -> list[wire.ScopeSum]:
        found: dict[str, dict[str, list[int]]] = {"chain": {}, "store:1": {}}
        for change in self.live.values():
            found[change.scope].setdefault(change.entity, []).append(change.seq)
        return [
            wire.ScopeSum(
                scope=scope,
                entities=tuple(
                    wire.EntitySum(
                        entity=entity,
                        count=len(seqs),
                        total=sum(seqs),
                        mix=sum((seq % wire.SUM_MODULUS) ** 2 % wire.SUM_MODULUS for seq in seqs),
                    )
                    for entity, seqs in entities.items()
                ),
            )
            for scope, entities in found.items()
        ]

    def differs(self) -> str | None:
        return self.sync.differs(self.sums(), NOW)


@pytest.fixture
def hq(store: SqlStore) -> Hq:
    made = Hq(store)
    made.tell(
        ("product", "1001", product_row(1001)),
        ("product", "1002", product_row(1002)),
        ("member", WANG, member_row()),
        ("coupon", "c" * 32, coupon()),
        ("pickup", "1", pickup_row(1, pickup_line(1))),
        ("pickup", "2", pickup_row(2, pickup_line(1))),
        ("policy", "policy", wire.PolicyRow()),
    )
    return made


def coupon() -> wire.CouponRow:
    return wire.CouponRow(
        coupon="c" * 32, member=WANG, title="券", threshold=0, amount=500, valid_until=NOW
    )


def test_how_each_kind_compared_is_kept_for_people(hq: Hq, store: SqlStore) -> None:
    def known() -> dict[str, tuple[int, int, bool]]:
        with store.read() as room:
            return {
                each.entity: (each.here, each.at_hq, each.agreed_at == each.compared_at)
                for each in room.about.compared()
            }

    assert known() == {}
    hq.differs()
    assert known()["pickup"] == (2, 2, True)
    assert known()["product"] == (2, 2, True)
    with store.read() as room:
        assert room.about.refetched_at() is None
    hq.note(page(("pickup", "3", pickup_row(3, pickup_line(1)))))
    assert hq.sync.differs(hq.sums(), NOW + timedelta(hours=1)) == "store:1"
    assert known()["pickup"] == (2, 3, False)
    assert known()["product"] == (2, 2, True)
    with store.read() as room:
        (orders,) = [each for each in room.about.compared() if each.entity == "pickup"]
        assert orders.agreed_at == NOW, "when it last was the same stays"
        assert room.about.refetched_at() == NOW + timedelta(hours=1)


def test_the_same_rows_agree_whatever_came_and_went(hq: Hq) -> None:
    assert hq.differs() is None
    hq.tell(("product", "1002", None), ("pickup", "2", pickup_row(2, pickup_line(1, 3))))
    assert hq.differs() is None


@pytest.mark.parametrize(
    ("lost", "scope"),
    [
        ("DELETE FROM product WHERE no = 1001", "chain"),
        ("DELETE FROM pickup WHERE id = 1", "store:1"),
        ("DELETE FROM policy", "store:1"),
        ("DELETE FROM coupon", "store:1"),
    ],
)
def test_a_row_too_few_is_noticed_in_its_scope(
    hq: Hq, store: SqlStore, lost: str, scope: str
) -> None:
    with store.write() as room:
        room.connection.exec_driver_sql(lost)
    assert hq.differs() == scope


def test_a_change_that_never_came_is_noticed(hq: Hq) -> None:
    hq.note(page(("product", "1001", product_row(1001, price=7))))
    assert hq.differs() == "chain"
    hq.note(page(("product", "1001", None)))
    assert hq.differs() == "chain"


def test_a_member_forgotten_on_purpose_is_not_fetched_again(hq: Hq, store: SqlStore) -> None:
    with store.write() as room:
        room.privacy.forget([MemberId(WANG)])
    assert hq.differs() is None
    hq.tell(("member", WANG, member_row(points=5)), ("coupon", "c" * 32, coupon()))
    assert hq.differs() is None
    with store.read() as room:
        assert room.members.get(MemberId(WANG)) is not None


def test_a_row_this_version_cannot_read_is_not_fetched_again(hq: Hq) -> None:
    broken = msgspec.structs.replace(pickup_row(2, pickup_line(1)), state="teleported")
    hq.tell(("pickup", "2", broken), ("pickup", "3", broken))
    assert hq.differs() is None
    hq.tell(("pickup", "2", pickup_row(2, pickup_line(1))), ("pickup", "3", None))
    assert hq.differs() is None


def test_one_scope_starts_over_and_the_other_is_left_alone(hq: Hq, store: SqlStore) -> None:
    hq.sync.reset(NOW, "store:1", "cursor without it")
    assert hq.sync.position().cursor == "cursor without it"
    with store.read() as room:
        assert room.members.get(MemberId(WANG)) is not None, "nothing is missing meanwhile"
    hq.live = {key: change for key, change in hq.live.items() if change.scope == "chain"}
    hq.tell(("pickup", "1", pickup_row(1, pickup_line(1))), more=True)
    hq.tell(("policy", "policy", wire.PolicyRow()))
    assert hq.differs() is None
    with store.read() as room:
        assert room.members.get(MemberId(WANG)) is None
        assert [each.no for each in room.catalogue.many([ProductNo(1001), ProductNo(1002)])] == [
            1001,
            1002,
        ]
        left = room.connection.exec_driver_sql("SELECT id FROM pickup").scalars().all()
    assert left == [1]


def test_a_second_scope_on_the_way_makes_it_everything(hq: Hq) -> None:
    hq.sync.reset(NOW, "store:1", "c1")
    hq.sync.reset(NOW + timedelta(seconds=1), "chain", "c2")
    assert hq.sync.position().cursor == ""
    hq.live.clear()
    hq.tell(("product", "1001", product_row(1001)))
    assert hq.differs() is None


def test_a_hand_over_does_not_wait_for_the_comparison(
    hq: Hq, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took the writers' turn for as long as all rows took to be read."""
    commits = 0

    def slow(*arguments: Any) -> tuple[int, int, int]:
        nonlocal commits
        with ThreadPoolExecutor(1) as clerk:
            clerk.submit(hand_over_something, store).result()
        commits += 1
        return read(*arguments)

    read = integrity._sum
    monkeypatch.setattr(integrity, "_sum", slow)
    assert hq.differs() is None
    assert commits > 1


def hand_over_something(store: SqlStore) -> None:
    with store.write() as room:
        room.meta.put("of_a_clerk", "1")


def test_when_it_was_compared_is_known_after_a_start(hq: Hq) -> None:
    assert hq.sync.position().compared_at is None
    hq.differs()
    assert hq.sync.position().compared_at == NOW
