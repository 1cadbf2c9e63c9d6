"""Codes on the customer display are numbered apart from receipts, and HQ takes them for genuine."""

from app.actions.prepare_group_code import PrepareGroupCode
from app.actions.requests import RedeemRequest
from app.devices.signatures import HmacReceiptTokens
from app.domain.identity import CounterId, PickupId
from app.domain.pickups import Units
from sync.hq.codes import check_receipt_token
from tests.actions.conftest import Shop
from tests.rows import pickup_row

LARGEST_AT_HQ = 2**31 - 1
"""What a 32-bit column holds."""


def test_the_shops_receipts_count_on_without_a_gap(shop: Shop) -> None:
    shop.told(("pickup", "20463", pickup_row(20463)))
    numbers = []
    for order in (20462, 20463):
        codes = [shop.verbs.prepare_group_code() for _ in range(3)]
        assert len({code.url for code in codes}) == 3
        shop.desk.redeem_pickup(RedeemRequest(PickupId(order), (Units(1, 1),)))
        with shop.store.read() as room:
            receipt = room.receipts.last()
        assert receipt is not None
        numbers.append(receipt.receipt_no)
        assert not {code.url for code in codes} & {code.url for code in receipt.codes}
    assert numbers == [1, 2]


def test_hq_reads_it_as_an_invitation_of_this_counter(shop: Shop) -> None:
    key = b"k" * 32
    tokens = HmacReceiptTokens(key=key, counter=CounterId(1), receipt_url="https://hq.example")
    code = PrepareGroupCode(store=shop.sql, clock=shop.clock, tokens=tokens)()
    claim = check_receipt_token(code.url.rsplit("/", 1)[1], key)
    assert (claim.counter, claim.purpose, code.purpose) == (1, 2, "join_group")
    assert 2_000_000_000 <= claim.receipt_no < LARGEST_AT_HQ - 100_000_000
    assert claim.expires_at > shop.clock.now()
