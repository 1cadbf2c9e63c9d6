"""Another system's sales become facts, and its receipts get numbers of ours that are never used twice."""

from datetime import datetime, timedelta, timezone

from app.actions.requests import RedeemRequest
from app.domain.identity import PickupId
from app.domain.money import Fen
from app.domain.pickups import Units
from app.domain.pos_sales import PosSale, SaleSource
from tests.actions.conftest import Shop
from tests.builders import WANG

CHINA = timezone(timedelta(hours=8))


def test_a_sale_seen_is_told_to_hq_with_the_member_on_screen(shop: Shop) -> None:
    at = datetime(2026, 11, 22, 17, 42, 5, tzinfo=CHINA)
    sale = PosSale(SaleSource.RECEIPT, Fen(3560), "A0001", at, receipt_no=7)
    before = shop.commits
    shop.verbs.record_pos_sale(sale, WANG)
    shop.verbs.record_pos_sale(PosSale(SaleSource.RECEIPT, Fen(-100)))
    assert shop.commits == before + 2
    (first_kind, first), (_, second) = shop.facts()
    assert first_kind == "pos_sale.seen"
    assert {name: first[name] for name in ("source", "total", "refund", "number", "sold_at")} == {
        "source": "receipt",
        "total": 3560,
        "refund": False,
        "number": "A0001",
        "sold_at": "2026-11-22T17:42:05+08:00",
    }
    assert (first["receipt_no"], first["member"]) == (7, WANG)
    assert (second["total"], second["refund"], second["member"]) == (100, True, None)
    assert first["sale"] != second["sale"]


def test_the_pos_sells_also_while_nobody_is_signed_in(shop: Shop) -> None:
    shop.desk.sign_out()
    shop.verbs.record_pos_sale(PosSale(SaleSource.RECEIPT, Fen(1)))
    assert [kind for kind, _ in shop.facts()] == ["pos_sale.seen"]


def test_a_code_for_the_pos_has_a_receipt_number_of_its_own(shop: Shop) -> None:
    codes = [shop.verbs.prepare_pos_code() for _ in range(2)]
    shop.desk.redeem_pickup(RedeemRequest(PickupId(20462), (Units(1, 1),)))
    with shop.store.read() as room:
        last = room.receipts.last()
    assert last is not None
    numbers = [code.receipt_no for code in codes]
    assert [*numbers, last.receipt_no] == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert [f"TR{code.receipt_no:04d}1" in code.code.url for code in codes] == [True, True]
    assert codes[0].code.short.startswith("TR")
