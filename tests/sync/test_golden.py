"""Both ends of every code against the committed vectors: HQ mints exactly these, HQ and counter read them alike."""

import json
from datetime import datetime
from typing import Any

import msgspec
import pytest

from app.devices.signatures import Ed25519Verifier
from app.domain.code_reading import read_code
from app.domain.codes import (
    Code,
    CouponCode,
    Fault,
    MemberCard,
    MemberCode,
    PickupCode,
    ReceiptToken,
    StaffBadge,
    Unusable,
)
from sync import wire
from sync.hq.codes import BadCode, CodeMint, check_receipt_token, read_pickup, receipt_counter
from sync.wire.hub import read_ticket, ticket_payload
from tests.sync.make_golden import FILE, document

GOLDEN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
KEYS = {key["key_id"]: bytes.fromhex(key["public_key"]) for key in GOLDEN["keys"]}
MINTS = {
    key["key_id"]: CodeMint(key["key_id"], bytes.fromhex(key["private_key"]))
    for key in GOLDEN["keys"]
}
RECEIPT_KEYS = {key["counter"]: bytes.fromhex(key["key"]) for key in GOLDEN["receipt_keys"]}


def _cases(kind: str, prefix: str = "T") -> list[Any]:
    return [
        pytest.param(code, id=code["name"])
        for code in GOLDEN[kind]
        if code["text"].startswith(prefix)
    ]


def test_the_committed_file_is_what_hq_mints() -> None:
    assert document() == GOLDEN


def test_a_payload_written_by_hand() -> None:
    by_hand = "01010c0000000218711a01697e26ff6502e72401"
    assert GOLDEN["good"][0]["payload"] == by_hand


@pytest.mark.parametrize("code", _cases("good"))
@pytest.mark.parametrize("shown", ["{}", "https://hq.example/r/{}?from=x#top", "]Q1{}", " {}\r\n"])
def test_the_counter_reads_each_as_it_was_minted(code: dict[str, Any], shown: str) -> None:
    for text in (code["text"], code["text"].lower(), code["text"].swapcase()):
        read = read_code(shown.format(text), verify=Ed25519Verifier([*KEYS.items()]))
        assert _fields(read) == code["fields"]


@pytest.mark.parametrize("code", _cases("bad"))
def test_the_counter_refuses_each_for_the_right_reason(code: dict[str, str]) -> None:
    read = read_code(code["text"], verify=Ed25519Verifier([*KEYS.items()]))
    assert read == Unusable(Fault(code["fault"]))


@pytest.mark.parametrize("code", _cases("good", "TP"))
def test_hq_reads_a_pickup_code_back(code: dict[str, Any]) -> None:
    signed = read_pickup(code["text"].lower(), KEYS)
    assert {
        "store": signed.store,
        "pickup": signed.pickup,
        "valid_until": _rfc(signed.valid_until),
        "lines": [[line.product_no, line.quantity] for line in signed.lines],
    } == code["fields"]
    assert signed.key_id == code["key"]


@pytest.mark.parametrize("code", _cases("bad", "TP"))
def test_hq_refuses_a_pickup_code_as_the_counter_does(code: dict[str, str]) -> None:
    with pytest.raises(BadCode) as refused:
        read_pickup(code["text"], KEYS)
    assert refused.value.why == code["fault"]


@pytest.mark.parametrize("code", _cases("good", "TR"))
def test_hq_checks_a_receipt_token(code: dict[str, Any]) -> None:
    counter = receipt_counter(code["text"])
    claim = check_receipt_token(code["text"], RECEIPT_KEYS[counter])
    assert claim.counter == code["fields"]["counter"]
    assert claim.receipt_no == code["fields"]["receipt_no"]
    assert claim.purpose == code["fields"]["purpose"]
    assert _rfc(claim.expires_at) == code["fields"]["expires_at"]
    with pytest.raises(BadCode, match="forged"):
        check_receipt_token(code["text"], b"\x00" * 32)


@pytest.mark.parametrize(
    "text", ["", "TR", "TP", "x" * 5000, "TPÄÖÜ", "TR" + "A" * 39, "TRſſ", "\ud800"]
)
def test_hq_answers_any_text_with_bad_code(text: str) -> None:
    with pytest.raises(BadCode):
        read_pickup(text, KEYS)
    with pytest.raises(BadCode):
        check_receipt_token(text, b"k" * 32)


@pytest.mark.parametrize("lines", [[], [(0, 1)], [(1, 0)], [(1, -1)], [(2**32, 1)], [(1, 1)] * 41])
def test_hq_does_not_mint_what_no_counter_reads(lines: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="1 …"):
        MINTS[1].pickup(1, 1, datetime.fromisoformat("2026-01-01T00:00:00+00:00"), lines)


def test_what_counters_of_a_store_say_is_read_back_and_an_old_reader_passes_over_the_ticket() -> (
    None
):
    hub = GOLDEN["hub"]
    found = read_ticket(hub["ticket"])
    assert found is not None
    ticket, payload, _ = found
    assert ticket_payload(ticket) == payload
    by_hand = '[1,12,7,2,8,1,"0198f2a1c0de7a11b2c3d4e5f6071829",9000000001,3,[[1,2],[4,1]]]'
    assert payload.decode() == by_hand
    for kind in ("claim.granted", "claim.returned"):
        body = msgspec.json.decode(hub[kind], type=wire.BODIES[kind, 1], strict=True)
        assert msgspec.json.encode(body).decode() == hub[kind]
    before = {"redemption": "a" * 32, "pickup": 1, "epoch": 1, "units": [], "receipt_no": 1}
    before |= {"member": None, "points": 0}
    old = msgspec.convert(before, type=wire.PickupRedeemed)
    assert old.ticket is None
    assert b"ticket" not in wire.encode(old)


def _rfc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _fields(code: Code) -> dict[str, Any]:
    match code:
        case PickupCode():
            return {
                "store": code.store,
                "pickup": code.pickup,
                "valid_until": _rfc(code.valid_until),
                "lines": [[line.product_no, line.quantity] for line in code.lines],
            }
        case MemberCode():
            return {
                "member": code.member,
                "issued_at": _rfc(code.issued_at),
                "nonce": code.nonce.hex(),
            }
        case MemberCard():
            return {"member": code.member, "serial": code.serial}
        case CouponCode():
            return {"coupon": code.coupon}
        case StaffBadge():
            return {"staff": code.staff, "serial": code.serial}
        case ReceiptToken():
            return {
                "counter": code.counter,
                "receipt_no": code.receipt_no,
                "purpose": code.purpose,
                "expires_at": _rfc(code.expires_at),
            }
        case _:
            return {"read as": repr(code)}
