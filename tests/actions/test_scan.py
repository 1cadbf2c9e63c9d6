"""Every way a clerk would look something up leads to the right card, and nothing scanned is ever written."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.outcomes import (
    BadgeSeen,
    CardRevoked,
    CodeOfUnknownStore,
    HandedOver,
    HandOverRefused,
    MemberCodeStale,
    MemberFound,
    NotACode,
    NothingFound,
    PaymentCodeSeen,
    PickupFound,
    PickupRefused,
    ProductFound,
    ScanOutcome,
    Several,
)
from app.actions.requests import RedeemRequest
from app.domain.codes import Fault
from app.domain.identity import PickupId
from app.domain.pickups import AlreadyRedeemed, Expired, OtherStore, Units
from sync import wire
from sync.hq.codes import CodeMint
from tests.actions.conftest import Shop
from tests.builders import NOW, WANG, WANG_PHONE
from tests.rows import member_row, pickup_row, product_row

_KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
MINT = CodeMint(1, b"h" * 32)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def known(shop: Shop) -> Shop:
    """With HQ's key, a neighbour store and a product."""
    public = _KEY.public_key().public_bytes_raw()
    shop.told(
        ("code_key", "1", wire.CodeKeyRow(key_id=1, public_key=public)),
        (
            "store",
            "2",
            wire.StoreRow(store=2, name="湖滨店", address="湖滨路 1 号", phone="0571-1"),
        ),
        ("product", "1001", product_row(1001, barcodes=("6901234567892",))),
    )
    return shop


def test_the_signed_code_opens_the_order_in_any_case_and_inside_a_url(known: Shop) -> None:
    code = MINT.pickup(1, 20462, TOMORROW, [(1001, 1)])
    for text in (code, code.lower(), f"https://hq.example/p/{code}?from=app", f" {code}\n"):
        found = known.desk.scan_code(text)
        assert isinstance(found, PickupFound)
        assert found.pickup.order_no == "T-20462"


@pytest.mark.parametrize(
    "text", ["T-20462", "t-20462", WANG_PHONE, "138 0000 1234", "1234", "王女", "wns"]
)
def test_every_way_a_clerk_would_ask_finds_her_order(known: Shop, text: str) -> None:
    found = known.desk.scan_code(text)
    assert isinstance(found, PickupFound)
    assert found.pickup.id == 20462


def test_several_people_with_the_same_last_four_are_offered(known: Shop) -> None:
    known.told(
        (
            "pickup",
            "30",
            pickup_row(30, member=None, phone="13911111234", name="陈先生", initials="cxs"),
        )
    )
    found = known.desk.scan_code("1234")
    assert isinstance(found, Several)
    assert {row.name for row in found.pickups} == {"王女士", "陈先生"}


def test_an_order_paid_a_minute_ago_is_handed_over_from_its_code_alone_and_only_once(
    known: Shop,
) -> None:
    found = known.desk.scan_code(MINT.pickup(1, 777, TOMORROW, [(1001, 2)]))
    assert isinstance(found, PickupFound)
    assert found.pickup.blind
    request = RedeemRequest(found.pickup.id, found.ready.units, code=found.code)
    done = known.desk.redeem_pickup(request)
    assert isinstance(done, HandedOver)
    assert done.count == 2
    again = known.desk.redeem_pickup(request)
    assert isinstance(again, HandOverRefused)
    assert isinstance(again.refusal, AlreadyRedeemed)
    refused = known.desk.scan_code(MINT.pickup(1, 777, TOMORROW, [(1001, 2)]))
    assert isinstance(refused, PickupRefused)
    (fact,) = [body for kind, body in known.facts() if kind == "pickup.redeemed"]
    assert fact["epoch"] == 0
    assert str(fact["code"]).startswith("TP")


def test_a_blind_hand_over_still_counts_when_the_order_arrives_later(known: Shop) -> None:
    found = known.desk.scan_code(MINT.pickup(1, 777, TOMORROW, [(1001, 1)]))
    assert isinstance(found, PickupFound)
    known.desk.redeem_pickup(RedeemRequest(PickupId(777), (Units(1, 1),), code=found.code))
    known.told(("pickup", "777", pickup_row(777)))
    late = known.desk.scan_code("T-777")
    assert isinstance(late, PickupRefused)
    assert isinstance(late.refusal, AlreadyRedeemed)


def test_an_expired_code_and_another_shops_code_say_so(known: Shop) -> None:
    old = known.desk.scan_code(MINT.pickup(1, 20462, NOW - timedelta(days=1), [(1001, 1)]))
    assert isinstance(old, PickupRefused)
    assert isinstance(old.refusal, Expired)
    other = known.desk.scan_code(MINT.pickup(2, 888, TOMORROW, [(1001, 1)]))
    assert isinstance(other, CodeOfUnknownStore)
    assert isinstance(other.refusal, OtherStore)
    assert other.refusal.store is not None
    assert other.refusal.store.name == "湖滨店"


def test_a_forged_code_is_not_a_code(known: Shop) -> None:
    stranger = CodeMint(1, b"x" * 32).pickup(1, 20462, TOMORROW, [(1001, 1)])
    assert known.desk.scan_code(stranger) == NotACode(Fault.FORGED)


def test_member_codes_live_two_minutes(known: Shop) -> None:
    fresh = MINT.member(WANG, NOW - timedelta(seconds=110), b"abcd")
    assert isinstance(known.desk.scan_code(fresh), PickupFound)
    stale = MINT.member(WANG, NOW - timedelta(seconds=130), b"abcd")
    assert isinstance(known.desk.scan_code(stale), MemberCodeStale)
    future = MINT.member(WANG, NOW + timedelta(hours=1), b"abcd")
    assert isinstance(known.desk.scan_code(future), MemberCodeStale)


def test_a_card_reported_lost_no_longer_counts(known: Shop) -> None:
    card = MINT.card(WANG, 5)
    assert isinstance(known.desk.scan_code(card), PickupFound)
    known.told(("revocation", "card:5", wire.RevocationRow(kind="card", serial=5)))
    assert known.desk.scan_code(card) == CardRevoked()


def test_a_member_without_an_order_is_greeted(known: Shop) -> None:
    lin = member_row(member="f" * 32, name="林先生", initials="lxs", phone="13600005678")
    known.told(("member", lin.member, lin))
    found = known.desk.scan_code("5678")
    assert isinstance(found, MemberFound)
    assert found.member.name == "林先生"


def test_badges_name_the_clerk_and_old_badges_nobody(known: Shop) -> None:
    seen = known.desk.scan_code(MINT.badge(2, 102))
    assert isinstance(seen, BadgeSeen)
    assert seen.clerk.name == "小何"
    assert known.desk.scan_code(MINT.badge(2, 55)) == NothingFound(asked="", kind="badge")


def test_a_payment_code_is_refused_and_carries_nothing(known: Shop) -> None:
    for text in ("134567890123456789", "2812345678901234", "6212345678901234567"):
        assert known.desk.scan_code(text) == PaymentCodeSeen()


def test_a_product_is_found_by_its_barcode(known: Shop) -> None:
    found = known.desk.scan_code("6901234567892")
    assert isinstance(found, ProductFound)
    assert found.product.no == 1001


def test_an_unknown_phone_is_shown_masked(known: Shop) -> None:
    assert known.desk.scan_code("13900009999") == NothingFound(asked="139****9999", kind="phone")


def mutated(code: str, at: int, sign: str, cut: int) -> str:
    """A genuine code with one character changed and its end torn off."""
    at %= len(code)
    return (code[:at] + sign + code[at + 1 :])[: max(1, len(code) - cut)]


GENUINE = (
    MINT.pickup(1, 20462, TOMORROW, [(1001, 1)]),
    MINT.member(WANG, NOW, b"abcd"),
    MINT.card(WANG, 5),
    MINT.badge(2, 102),
    "13800001234",
    "134567890123456789",
    "6901234567892",
)
GARBAGE = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")),
    st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.builds(
        mutated,
        st.sampled_from(GENUINE),
        st.integers(0, 200),
        st.characters(),
        st.integers(0, 40),
    ),
)


def test_ten_thousand_scans_of_garbage_each_have_an_outcome_and_leave_no_trace(
    known: Shop,
) -> None:
    before = known.facts()

    @settings(max_examples=10_000, deadline=None, database=None)
    @given(GARBAGE)
    def scan(text: str) -> None:
        assert isinstance(known.desk.scan_code(text), ScanOutcome)

    scan()
    assert known.facts() == before
    assert known.commits == 0


@pytest.mark.parametrize("number", ["20462010", "6001000000017", "12800001234", "6901234567892"])
def test_another_systems_number_opens_its_order_and_an_old_card_its_member(
    shop: Shop, number: str
) -> None:
    shop.told(("member", WANG, member_row(aliases=(number,))))
    by_card = shop.desk.scan_code(f" {number} ")
    assert isinstance(by_card, PickupFound)
    assert (by_card.pickup.id, by_card.pickup.member) == (PickupId(20462), WANG)
    shop.told(("pickup", "20999", pickup_row(20999, aliases=(number,))))
    by_order = shop.desk.scan_code(number)
    assert isinstance(by_order, PickupFound)
    assert by_order.pickup.id == PickupId(20999)
