"""HQ's pages come in whole, in any order of mishap, without hiding what happened here."""

import logging
from datetime import timedelta

import msgspec
import pytest

from app.domain.identity import MemberId, PickupId, ProductNo, StaffId
from app.domain.pickups import State, Units
from app.store.opening import SqlStore
from sync import wire
from tests.builders import NOW, WANG
from tests.rows import member_row, page, pickup_line, pickup_row, product_row
from tests.store.deeds import PICKUP, record_of, redeem, redeemed, undo

LATER = NOW + timedelta(minutes=5)


def at_hq(redemption: str, *units: tuple[int, int], undone: bool = False) -> wire.RedemptionRow:
    return wire.RedemptionRow(
        redemption=redemption,
        at=NOW,
        counter=1,
        counter_label=1,
        store_name="翠湖路店",
        by_name="小周",
        receipt_no=1,
        units=tuple(wire.Units(line_no=no, quantity=count) for no, count in units),
        undone=undone,
    )


def row(*redemptions: wire.RedemptionRow, **changes: object) -> wire.PickupRow:
    return pickup_row(
        20462, pickup_line(1, 3), pickup_line(2, 1), redemptions=redemptions, **changes
    )


def told(
    store: SqlStore,
    *rows: tuple[str, str, wire.Struct | None],
    settled: int = 0,
    more: bool = False,
) -> None:
    store.sync_store().apply(page(*rows, settled=settled, more=more), LATER)


class TestWhatWasHandedOver:
    def test_an_old_row_does_not_hide_what_hq_does_not_know_yet(self, shop: SqlStore) -> None:
        redeem(shop, record_of("a" * 32, Units(1, 2)))
        told(shop, ("pickup", "20462", row()))
        assert redeemed(shop) == 2

    def test_what_hq_knows_too_counts_once(self, shop: SqlStore) -> None:
        seq = redeem(shop, record_of("a" * 32, Units(1, 2)))
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2)))))
        assert redeemed(shop) == 2
        told(shop, settled=seq)
        assert redeemed(shop) == 2

    def test_what_others_handed_over_is_added(self, shop: SqlStore) -> None:
        redeem(shop, record_of("a" * 32, Units(1, 1)))
        told(shop, ("pickup", "20462", row(at_hq("b" * 32, (1, 2)))))
        assert redeemed(shop) == 3

    def test_goods_that_left_stay_gone_when_hq_put_the_fact_aside(self, shop: SqlStore) -> None:
        seq = redeem(shop, record_of("a" * 32, Units(1, 2)))
        told(shop, ("pickup", "20462", row()), settled=seq)
        assert redeemed(shop) == 2

    def test_an_undo_holds_until_hq_has_heard_of_it(self, shop: SqlStore) -> None:
        record = record_of("a" * 32, Units(1, 2))
        first = redeem(shop, record)
        undo(shop, record)
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2)))), settled=first)
        assert redeemed(shop) == 0

    def test_once_settled_hqs_word_on_an_undo_counts(self, shop: SqlStore) -> None:
        record = record_of("a" * 32, Units(1, 2))
        redeem(shop, record)
        last = undo(shop, record)
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2)))), settled=last)
        assert redeemed(shop) == 2

    def test_an_hq_that_lost_all_we_told_it_does_not_take_an_undo_back(
        self, shop: SqlStore
    ) -> None:
        """It was restored to a time before our first fact: nothing is settled any more."""
        record = record_of("a" * 32, Units(1, 2))
        redeem(shop, record)
        last = undo(shop, record)
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2), undone=True))), settled=last)
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2)))), settled=0)
        assert redeemed(shop) == 0

    def test_an_undo_made_elsewhere_frees_the_units(self, shop: SqlStore) -> None:
        redeem(shop, record_of("a" * 32, Units(1, 2)))
        told(shop, ("pickup", "20462", row(at_hq("a" * 32, (1, 2), undone=True))))
        assert redeemed(shop) == 0

    def test_a_deleted_order_that_comes_back_remembers(self, shop: SqlStore) -> None:
        seq = redeem(shop, record_of("a" * 32, Units(1, 3)))
        told(shop, ("pickup", "20462", None), settled=seq)
        with shop.read() as room:
            assert room.pickups.get(PICKUP) is None
        told(shop, ("pickup", "20462", row()))
        assert redeemed(shop) == 3

    def test_lists_follow_what_was_handed_over(self, shop: SqlStore) -> None:
        record = record_of("a" * 32, Units(1, 3), Units(2, 1))

        def stage() -> tuple[int, int, int]:
            with shop.read() as room:
                counts = room.pickups.counts(LATER, 24)
                (summary,) = room.pickups.by_phone("13800001234")
            return counts.waiting, counts.done, summary.ready

        assert stage() == (1, 0, 4)
        redeem(shop, record)
        assert stage() == (0, 1, 0)
        told(shop, ("pickup", "20462", row()))
        assert stage() == (0, 1, 0)
        undo(shop, record)
        assert stage() == (1, 0, 4)


class TestShortage:
    def test_a_reported_shortage_lasts_until_hqs_row_has_it(self, shop: SqlStore) -> None:
        def short() -> tuple[int, int]:
            with shop.read() as room:
                found = room.pickups.get(PICKUP)
                (summary,) = room.pickups.problem(10)
            assert found is not None
            return found.lines[0].short, summary.open

        with shop.write() as room:
            room.pickups.record_problem(PICKUP, Units(1, 1), "shortage", None, 1)
            room.pickups.record_problem(PICKUP, Units(2, 1), "quality", None, 2)
        assert short() == (1, 3)
        told(shop, ("pickup", "20462", row()))
        assert short() == (1, 3)
        lines = (pickup_line(1, 3, short=1), pickup_line(2, 1))
        told(shop, ("pickup", "20462", pickup_row(20462, *lines)), settled=2)
        assert short() == (1, 3)

    def test_columns_follow_when_only_settled_moves(self, shop: SqlStore) -> None:
        """HQ put the report aside: its row never changes, and the units are owed again."""
        with shop.write() as room:
            room.pickups.record_problem(PICKUP, Units(1, 1), "shortage", None, 1)
        told(shop, settled=1)
        with shop.read() as room:
            (summary,) = room.pickups.by_phone("13800001234")
        assert (summary.open, summary.ready) == (4, 4)


class TestPoints:
    def points(self, store: SqlStore) -> int:
        with store.read() as room:
            member = room.members.get(MemberId(WANG))
        assert member is not None
        return member.points

    def test_own_points_are_added_until_hqs_balance_has_them(self, shop: SqlStore) -> None:
        seq = redeem(shop, record_of("a" * 32, points=72))
        assert self.points(shop) == 1286 + 72
        told(shop, ("member", WANG, member_row(points=1286 + 72)), settled=seq)
        assert self.points(shop) == 1286 + 72

    def test_the_same_operation_again_changes_nothing(self, shop: SqlStore) -> None:
        with shop.write() as room:
            for _ in range(3):
                room.members.add_points(MemberId(WANG), "op", 10, 1)
        assert self.points(shop) == 1296

    def test_points_of_others_are_theirs(self, shop: SqlStore) -> None:
        with shop.write() as room:
            room.members.add_points(MemberId("f" * 32), "op", 10, 1)
        assert self.points(shop) == 1286

    def test_points_from_before_a_merge_come_along(self, shop: SqlStore) -> None:
        old = "e" * 32
        with shop.write() as room:
            room.members.add_points(MemberId(old), "op", 10, 1)
        told(shop, ("member", WANG, member_row(aliases=(old,))))
        assert self.points(shop) == 1296
        with shop.read() as room:
            merged = room.members.get(MemberId(old))
        assert merged is not None
        assert merged.id == WANG

    def test_a_restored_hq_does_not_take_points_away(self, shop: SqlStore) -> None:
        seq = redeem(shop, record_of("a" * 32, points=72))
        told(shop, ("member", WANG, member_row(points=1358)), settled=seq)
        sync = shop.sync_store()
        sync.rewind(0, "epoch-2")
        told(shop, ("member", WANG, member_row(points=1286)), more=True)
        assert self.points(shop) == 1358
        told(shop)
        assert self.points(shop) == 1358


class TestPages:
    def test_a_page_applied_twice_is_a_page_applied_once(self, shop: SqlStore) -> None:
        again = page(
            ("pickup", "20462", row(aliases=("KT-1",))),
            ("product", "7", product_row(7, barcodes=("690000000007",))),
            ("member", WANG, member_row(aliases=("card-1",))),
        )
        for _ in range(2):
            shop.sync_store().apply(again, LATER)
        with shop.read() as room:
            assert room.pickups.by_alias("KT-1") is not None
            assert room.members.by_alias("card-1") is not None
            assert room.catalogue.by_barcode("0690000000007") is not None

    def test_names_that_are_gone_find_nobody(self, shop: SqlStore) -> None:
        told(
            shop,
            ("pickup", "20462", row(aliases=("KT-1",))),
            ("member", WANG, member_row(aliases=("card-1",))),
        )
        told(shop, ("pickup", "20462", row()), ("member", WANG, None))
        with shop.read() as room:
            assert room.pickups.by_alias("KT-1") is None
            assert room.members.by_alias("card-1") is None

    def test_the_last_word_on_a_key_in_a_page_counts(self, shop: SqlStore) -> None:
        told(
            shop,
            ("product", "7", product_row(7, price=1)),
            ("product", "7", None),
            ("product", "7", product_row(7, price=3)),
            ("product", "8", product_row(8)),
            ("product", "8", None),
        )
        with shop.read() as room:
            found = room.catalogue.many([ProductNo(7), ProductNo(8)])
        assert [(product.no, product.price) for product in found] == [(7, 3)]

    def test_the_cursor_moves_with_the_rows_or_not_at_all(
        self, shop: SqlStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sync = shop.sync_store()
        before = sync.position().cursor

        def fail(*_: object) -> None:
            raise KeyError("torn")

        monkeypatch.setattr("app.store.inbox._finish", fail)
        with pytest.raises(KeyError):
            sync.apply(page(("product", "7", product_row(7)), cursor="next"), LATER)
        assert sync.position().cursor == before
        with shop.read() as room:
            assert room.catalogue.get(ProductNo(7)) is None

    def test_an_unknown_entity_is_said_once_and_passed_over(
        self, shop: SqlStore, caplog: pytest.LogCaptureFixture
    ) -> None:
        sync = shop.sync_store()
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                sync.apply(
                    page(
                        ("weather", "1", wire.RevocationRow(kind="card", serial=1)),
                        ("product", "7", product_row(7)),
                    ),
                    LATER,
                )
        assert len([each for each in caplog.records if "weather" in each.getMessage()]) == 1
        with shop.read() as room:
            assert room.catalogue.get(ProductNo(7)) is not None

    @pytest.mark.parametrize(
        ("entity", "key", "raw"),
        [
            ("pickup", "20462", wire.encode(row(state="teleported"))),
            ("pickup", "20462", b'{"pickup":"x"}'),
            ("staff", "1", b'{"staff":1,"name":"x","role":"king","badge_serial":1,"pin_hash":""}'),
            ("prompt", "1", b"[]"),
            ("member", WANG, b'{"member":"13800001234"}'),
        ],
    )
    def test_a_row_from_another_version_stops_nobody(
        self, shop: SqlStore, caplog: pytest.LogCaptureFixture, entity: str, key: str, raw: bytes
    ) -> None:
        strange = wire.Change(
            scope="store:1", seq=9, entity=entity, key=key, op="put", row=msgspec.Raw(raw)
        )
        good = page(("product", "7", product_row(7)))
        told_so = msgspec.structs.replace(good, changes=(strange, *good.changes))
        shop.sync_store().apply(told_so, LATER)
        with shop.read() as room:
            assert room.catalogue.get(ProductNo(7)) is not None
            found = room.pickups.get(PICKUP)
            assert found is not None
            assert found.state is State.ARRIVED
            assert len(room.staff.everyone()) == 3
        assert "13800001234" not in caplog.text

    def test_the_data_is_as_old_as_the_last_whole_pull(self, shop: SqlStore) -> None:
        sync = shop.sync_store()
        sync.apply(page(("product", "7", product_row(7)), more=True), LATER)
        with shop.read() as room:
            assert room.about.data_ages()["product"] == NOW
        sync.apply(page(), LATER)
        with shop.read() as room:
            assert set(room.about.data_ages().values()) == {LATER}
            assert set(room.about.data_ages()) == set(wire.ROWS)


class TestReset:
    def test_rows_not_seen_again_go_when_the_pull_is_whole(self, shop: SqlStore) -> None:
        told(
            shop,
            ("pickup", "7", pickup_row(7, member=None, phone="13900000007", aliases=("KT-7",))),
            ("product", "7", product_row(7, barcodes=("6900000000007",))),
        )
        redeem(shop, record_of("a" * 32, Units(1, 2)))
        sync = shop.sync_store()
        sync.reset(LATER)
        assert sync.position().cursor == ""
        assert sync.position().newest == 1
        sync.apply(page(("pickup", "20462", row()), more=True, cursor="half"), LATER)
        with shop.read() as room:
            assert room.pickups.get(PickupId(7)) is not None
        sync.apply(page(("member", WANG, member_row()), cursor="end"), LATER)
        with shop.read() as room:
            assert room.pickups.get(PickupId(7)) is None
            assert room.pickups.by_alias("KT-7") is None
            assert room.catalogue.by_barcode("6900000000007") is None
            assert room.staff.get(StaffId(1)) is None
            assert room.members.get(MemberId(WANG)) is not None
        assert redeemed(shop) == 2

    def test_a_reset_in_the_middle_of_a_reset_starts_over(self, shop: SqlStore) -> None:
        sync = shop.sync_store()
        sync.reset(LATER)
        sync.apply(page(("product", "7", product_row(7)), more=True), LATER)
        sync.reset(LATER)
        sync.apply(page(("pickup", "20462", row())), LATER)
        with shop.read() as room:
            assert room.catalogue.get(ProductNo(7)) is None
            assert room.pickups.get(PICKUP) is not None
        sync.apply(page(("product", "8", product_row(8))), LATER)
        with shop.read() as room:
            assert room.pickups.get(PICKUP) is not None
