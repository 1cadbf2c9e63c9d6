"""Every way a clerk asks finds the right order or person, and only that."""

from datetime import timedelta

import pytest

from app.domain.catalogue import Product, Special
from app.domain.codes import CodeLine, PickupCode
from app.domain.identity import MemberId, PickupId, ProductNo, PromptId, StoreId
from app.domain.members import Tag
from app.domain.money import Fen
from app.domain.pickups import Units, Zone
from app.domain.prompts import Reason
from app.store.opening import SqlStore
from sync import wire
from tests.builders import NOW, WANG, WANG_PHONE
from tests.rows import DAY, member_row, page, pickup_line, pickup_row, product_row
from tests.store.deeds import PICKUP, record_of, redeem

LI = "1" * 31 + "2"


def told(store: SqlStore, *rows: tuple[str, str, wire.Struct | None]) -> None:
    store.sync_store().apply(page(*rows), NOW)


@pytest.fixture
def street(shop: SqlStore) -> SqlStore:
    """王女士's order of the shop, and others around it that must not be mixed up with it."""
    told(
        shop,
        ("member", LI, member_row(member=LI, name="李小姐", initials="lxj", phone="13900005678")),
        *(
            ("pickup", str(row.pickup), row)
            for row in (
                pickup_row(1, member=None, name="王二", initials="WE", phone="13700001234"),
                pickup_row(2, member=LI, name="李小姐", initials="lxj", phone="13900005678",
                           arrived_at=NOW - 2 * DAY, aliases=("KTT-77", "ktt-77x")),
                pickup_row(3, pickup_line(1, 2, arrived=0), member=LI, name="李小姐", initials="lxj",
                           phone="13900005678", arrived_at=None, expected_at=NOW + DAY),
                pickup_row(4, member=WANG, state="refunded", refunded=1000, ended_at=NOW),
                pickup_row(5, member=WANG, store=2),
                pickup_row(6, pickup_line(1, 1, name="土鸡蛋"), member=None, name="赵", initials="z",
                           phone="13600000006", state="cancelled"),
            )
        ),
    )  # fmt: skip
    return shop


def found(rows: object) -> list[int]:
    return [row.id for row in rows]  # type: ignore[attr-defined]


class TestPickups:
    def test_by_number_order_and_alias(self, street: SqlStore) -> None:
        with street.read() as room:
            pickups = room.pickups
            asked = [
                pickups.by_pickup_no("00000002"),
                pickups.by_alias("t-2"),
                pickups.by_alias("KTT-77"),
            ]
            nobody = [
                pickups.by_alias("KTT-7"),
                pickups.by_alias("ktt-77"),
                pickups.by_pickup_no("2"),
                pickups.by_alias(""),
                pickups.by_alias("%"),
            ]
        assert [pickup.id for pickup in asked if pickup] == [2, 2, 2]
        assert nobody == [None] * 5

    def test_by_phone_and_last_four_open_ones_first(self, street: SqlStore) -> None:
        with street.read() as room:
            assert found(room.pickups.by_phone(WANG_PHONE)) == [20462, 5, 4]
            assert found(room.pickups.by_last4("1234")) == [20462, 5, 1, 4]
            assert found(room.pickups.by_last4("1234", 2)) == [20462, 5]
            assert found(room.pickups.by_phone("13800001235")) == []

    def test_by_name_or_initials_prefix(self, street: SqlStore) -> None:
        with street.read() as room:
            assert sorted(found(room.pickups.by_name("王"))) == [1, 4, 5, 20462]
            assert found(room.pickups.by_name("王女"))[-1] == 4
            assert sorted(found(room.pickups.by_name("LX"))) == [2, 3]
            assert found(room.pickups.by_name("we")) == [1]
            assert found(room.pickups.by_name("女士")) == []
            assert found(room.pickups.by_name("_")) == []

    def test_open_orders_of_a_member(self, street: SqlStore) -> None:
        with street.read() as room:
            assert found(room.pickups.open_of_member(MemberId(LI))) == [3, 2]
            orders = {row.id: row for row in room.pickups.open_of_member(MemberId(WANG))}
        assert set(orders) == {5, 20462}
        assert (orders[PickupId(5)].ready, orders[PICKUP].ready) == (0, 4)

    def test_chips_and_their_lists_agree(self, street: SqlStore) -> None:
        redeem(street, record_of("a" * 32, Units(1, 1), pickup=PickupId(1), member=None))
        with street.write() as room:
            room.pickups.record_problem(PICKUP, Units(1, 1), "shortage", None, 9)
        later = NOW + timedelta(minutes=1)
        with street.read() as room:
            counts = room.pickups.counts(later, 24)
            lists = (
                found(room.pickups.waiting(later, 50)),
                found(room.pickups.overdue(later, 50)),
                found(room.pickups.not_arrived(50)),
                found(room.pickups.done(50)),
                found(room.pickups.problem(50)),
            )
        assert lists == ([2, 20462], [2], [3], [1], [20462])
        assert (counts.waiting, counts.overdue, counts.not_arrived) == (2, 1, 1)
        assert (counts.done, counts.problem) == (1, 1)

    def test_search_takes_whatever_it_may_be(self, street: SqlStore) -> None:
        with street.read() as room:
            asked = {
                text: found(room.pickups.search(text, 50))
                for text in (
                    "13900005678",
                    "5678",
                    "T-2",
                    "李",
                    "lxj",
                    "商品1",
                    "土鸡蛋",
                    "nothing",
                )
            }
        assert sorted(asked["13900005678"]) == [2, 3]
        assert sorted(asked["5678"]) == [2, 3]
        assert asked["T-2"] == [2]
        assert sorted(asked["李"]) == sorted(asked["lxj"]) == [2, 3]
        assert sorted(asked["商品1"]) == [1, 2, 3, 5, 20462]
        assert asked["土鸡蛋"] == []
        assert asked["nothing"] == []

    def test_a_list_is_read_in_pieces(self, street: SqlStore) -> None:
        with street.read() as room:
            whole = found(room.pickups.waiting(NOW, 50))
            pieces = [found(room.pickups.waiting(NOW, 1, offset)) for offset in range(3)]
        assert [one for piece in pieces for one in piece] == whole

    def test_a_row_comes_back_as_it_was_sent(self, street: SqlStore) -> None:
        with street.read() as room:
            pickup = room.pickups.get(PICKUP)
        assert pickup is not None
        assert (pickup.order_no, pickup.phone, pickup.grant.epoch) == ("T-20462", WANG_PHONE, 1)
        assert pickup.arrived_at == NOW - timedelta(hours=3)
        assert [(line.quantity, line.zone) for line in pickup.lines] == [
            (3, Zone.CHILLED),
            (1, Zone.CHILLED),
        ]


class TestBlind:
    code = PickupCode(
        store=StoreId(1),
        pickup=PickupId(77),
        valid_until=NOW,
        lines=(CodeLine(ProductNo(7), 3), CodeLine(ProductNo(8), 1)),
        text="TPAAAA",
    )

    def test_it_knows_what_the_catalogue_knows(self, shop: SqlStore) -> None:
        told(shop, ("product", "7", product_row(7, name="红颜草莓", price=2990)))
        with shop.read() as room:
            blind = room.pickups.blind(self.code)
        assert blind.blind
        assert [(line.name, line.amount, line.ready) for line in blind.lines] == [
            ("红颜草莓", 8970, 3),
            ("商品 8", 0, 1),
        ]

    def test_what_was_handed_over_blind_stays_handed_over(self, shop: SqlStore) -> None:
        redeem(shop, record_of("a" * 32, Units(1, 2), pickup=PickupId(77), member=None))
        with shop.read() as room:
            blind = room.pickups.blind(self.code)
        assert [(line.redeemed, line.ready) for line in blind.lines] == [(2, 1), (0, 1)]
        told(shop, ("pickup", "77", pickup_row(77, pickup_line(1, 3), pickup_line(2, 1))))
        with shop.read() as room:
            known = room.pickups.get(PickupId(77))
        assert known is not None
        assert [line.ready for line in known.lines] == [1, 1]

    def test_the_last_redemption_is_known_without_a_row(self, shop: SqlStore) -> None:
        record = record_of("a" * 32, Units(1, 2), pickup=PickupId(77), member=None)
        redeem(shop, record)
        with shop.read() as room:
            assert room.pickups.last_redemption() == record
            assert room.pickups.redemption(record.redemption.id) == record


class TestMembers:
    def test_every_way_to_a_member(self, street: SqlStore) -> None:
        told(
            street,
            ("member", LI, member_row(
                member=LI, name="李小姐", initials="LXJ", phone="13900005678", aliases=("wx-1",),
                tags=("frequent", "from_the_future"),
            )),
        )  # fmt: skip
        with street.read() as room:
            ways = [
                room.members.get(MemberId(LI)),
                room.members.by_phone("13900005678"),
                room.members.by_alias("wx-1"),
                room.members.get(MemberId("wx-1")),
                *room.members.by_last4("5678"),
                *room.members.by_name("李"),
                *room.members.by_name("lx"),
            ]
            assert room.members.by_alias("wx-2") is None
        assert [member.id for member in ways if member] == [LI] * 7
        assert ways[0] is not None
        assert ways[0].tags == (Tag.FREQUENT,)

    def test_a_member_has_their_coupons_and_usual_goods(self, shop: SqlStore) -> None:
        usual = wire.UsualProduct(product_no=7, name="酸奶", last_bought=NOW.date(), weekday=2)
        coupon = wire.CouponRow(
            coupon="c1",
            member=WANG,
            title="满 50 减 8",
            threshold=5000,
            amount=800,
            valid_until=NOW,
        )
        told(
            shop,
            ("member", WANG, member_row(usual=(usual,))),
            ("coupon", "c1", coupon),
            ("coupon", "c2", wire.CouponRow(
                coupon="c2", member=LI, title="5 元", threshold=0, amount=500, valid_until=NOW
            )),
        )  # fmt: skip
        with shop.read() as room:
            member = room.members.get(MemberId(WANG))
        assert member is not None
        assert [(each.name, each.weekday) for each in member.usual] == [("酸奶", 2)]
        assert [(each.id, each.amount, each.valid_until) for each in member.coupons] == [
            ("c1", 800, NOW)
        ]
        told(shop, ("coupon", "c1", None))
        with shop.read() as room:
            member = room.members.get(MemberId(WANG))
        assert member is not None
        assert member.coupons == ()


class TestCatalogue:
    def test_a_product_with_its_stock(self, shop: SqlStore) -> None:
        told(
            shop,
            ("product", "7", product_row(7, goes_with=(8,), barcodes=("690000000007",))),
            ("product", "8", product_row(8)),
            ("stock", "7", wire.StockRow(product_no=7, on_hand=5, received_today=12)),
        )
        expected = Product(
            no=ProductNo(7),
            name="商品7",
            price=Fen(1000),
            category="fruit",
            margin_percent=30,
            on_hand=5,
            received_today=12,
            goes_with=(ProductNo(8),),
        )
        with shop.read() as room:
            assert room.catalogue.get(ProductNo(7)) == expected
            assert room.catalogue.by_barcode("0690000000007") == expected
            assert room.catalogue.by_barcode("690000000007") == expected
            assert {each.on_hand for each in room.catalogue.many([ProductNo(8)])} == {0}
            assert room.catalogue.many([]) == ()
            assert room.catalogue.special_products() == (7,)

    def test_specials_run_from_to(self, shop: SqlStore) -> None:
        runs = wire.SpecialRow(
            special=1, product_no=7, price=590, starts_at=NOW, ends_at=NOW + timedelta(hours=3)
        )
        told(shop, ("special", "1", runs))
        with shop.read() as room:
            assert room.catalogue.specials(NOW) == (
                Special(ProductNo(7), Fen(590), runs.starts_at, runs.ends_at),
            )
            for moment in (NOW - timedelta(seconds=1), runs.ends_at):
                assert room.catalogue.specials(moment) == ()


class TestPrompts:
    def test_rules_declines_and_categories(self, shop: SqlStore) -> None:
        rule = wire.PromptRow(
            prompt=3,
            reason="gift",
            variants=(wire.PromptVariant(name="A", text="送鸭脖"),),
            starts_at=NOW - DAY,
            ends_at=NOW + DAY,
        )
        usual = wire.UsualProduct(product_no=8, name="酸奶", last_bought=NOW.date())
        told(
            shop,
            ("prompt", "3", rule),
            ("product", "1001", product_row(1001, category="fruit")),
            ("product", "8", product_row(8, category="milk")),
            ("product", "9", product_row(9, category="meat")),
            ("member", WANG, member_row(usual=(usual,))),
        )
        wang = MemberId(WANG)
        with shop.write() as room:
            room.prompts.record_answer(PromptId(3), wang, "declined", NOW, 1)
            room.prompts.record_answer(PromptId(4), wang, "taken", NOW, 2)
            room.prompts.record_answer(PromptId(5), None, "declined", NOW, 3)
        with shop.read() as room:
            (only,) = room.prompts.rules(NOW)
            assert (only.id, only.reason, only.variants[0].text) == (3, Reason.GIFT, "送鸭脖")
            assert room.prompts.rules(NOW + DAY) == ()
            assert room.prompts.declined(wang, NOW) == (3,)
            assert room.prompts.declined(wang, NOW + timedelta(seconds=1)) == ()
            assert room.prompts.declined(MemberId(LI), NOW) == ()
            assert sorted(room.prompts.bought_categories(wang)) == ["fruit", "milk"]
            assert room.prompts.bought_categories(MemberId(LI)) == ()
