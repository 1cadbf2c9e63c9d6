"""Any text from a scanner: one clear answer, never an exception, and nothing forged accepted."""

import base64
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.devices.signatures import Ed25519Verifier
from app.domain.code_reading import MAX_TEXT, read_code
from app.domain.codes import (
    Code,
    CouponCode,
    Fault,
    MemberCard,
    MemberCode,
    PickupCode,
    StaffBadge,
    Unusable,
    Words,
)
from sync.hq.codes import CodeMint

MINT = CodeMint(3, b"\x2a" * 32)
VERIFY = Ed25519Verifier([(3, MINT.public_key)])
MOMENT = datetime(2026, 1, 31, tzinfo=UTC)
MEMBER = "0190a1b2c3d47e8f9a0b1c2d3e4f5061"
GENUINE = (
    MINT.pickup(12, 2046200, MOMENT, [(101, 2), (300, 1)]),
    MINT.member(MEMBER, MOMENT, b"abcd"),
    MINT.card(MEMBER, 8),
    MINT.coupon(MEMBER),
    MINT.badge(31, 4),
)
SIGNED = PickupCode | MemberCode | MemberCard | CouponCode | StaffBadge
SHAPES = ["{}", "HTTPS://HQ.EXAMPLE/P/{}", "https://x/p/{}?a=b#c", "]Q1{}", "\ufeff{}\t", "{}/"]


def read(text: str) -> Code:
    return read_code(text, verify=VERIFY)


def _raw(text: str) -> bytes:
    return base64.b32decode(text[2:] + "=" * (-len(text[2:]) % 8))


def _text(prefix: str, raw: bytes) -> str:
    return prefix + base64.b32encode(raw).decode().rstrip("=")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A genuine code with characters lost, doubled, changed or swapped, in any wrapping and case."""
    text = draw(st.sampled_from(GENUINE))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(text) - 1)))
        end = at + draw(st.integers(0, 9))
        text = text[:at] + draw(st.text(max_size=4)) + text[end:]
    text = draw(st.sampled_from(SHAPES)).format(text)
    return draw(st.sampled_from([text, text.lower(), text.swapcase()]))


BYTES = st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
LATIN = st.binary(max_size=200).map(lambda raw: raw.decode("latin-1"))
PREFIXED = st.tuples(
    st.sampled_from(["TP", "TM", "TK", "TC", "TS", "TR", "tp"]),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=200),
).map("".join)
NUMBERISH = st.text("0123456789+-() ]E/?#\x1d", max_size=40)


@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=40), BYTES, LATIN, PREFIXED, NUMBERISH, mutated()))
@example("]")
@example("]C1")
@example("TR" + "A" * 39)
@example("//?#")
@example("\x1d01")
def test_any_text_has_one_answer_and_no_signed_code_is_made_up(text: str) -> None:
    code = read(text)
    if isinstance(code, SIGNED):
        letters = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
        assert any(genuine in letters for genuine in GENUINE)
    if isinstance(code, Words):
        assert code.text
        assert read(code.text) == code


@pytest.mark.parametrize("genuine", GENUINE)
def test_no_flipped_bit_is_accepted(genuine: str) -> None:
    raw = _raw(genuine)
    assert isinstance(read(genuine), SIGNED)
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        assert isinstance(read(_text(genuine[:2], bytes(flipped))), Unusable), bit


@pytest.mark.parametrize("genuine", GENUINE)
def test_no_wrong_character_and_no_cut_is_accepted(genuine: str) -> None:
    for at in range(len(genuine)):
        for bit in range(7):
            if (char := chr(ord(genuine[at]) ^ 1 << bit)).upper() != genuine[at]:
                assert not isinstance(read(genuine[:at] + char + genuine[at + 1 :]), SIGNED)
        assert not isinstance(read(genuine[:at]), SIGNED)
        assert not isinstance(read(genuine[at + 1 :]), SIGNED)


@pytest.mark.parametrize("genuine", GENUINE)
@pytest.mark.parametrize("prefix", ["TP", "TM", "TK", "TC", "TS", "TR"])
def test_a_code_cannot_be_shown_as_another_kind(genuine: str, prefix: str) -> None:
    if prefix != genuine[:2]:
        assert isinstance(read(prefix + genuine[2:]), Unusable)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("genuine", GENUINE)
def test_every_wrapping_reads_the_same(genuine: str, shape: str) -> None:
    bare = read(genuine)
    for text in (
        shape.format(genuine),
        shape.format(genuine).lower(),
        shape.format(genuine).swapcase(),
    ):
        assert read(text) == bare


def test_a_pickup_code_keeps_its_bare_text_for_the_journal() -> None:
    code = read(f"https://hq.example/p/{GENUINE[0].lower()}?x=1")
    assert isinstance(code, PickupCode)
    assert code.text == GENUINE[0]


def test_typed_in_groups_it_still_reads() -> None:
    groups = " ".join(GENUINE[4][at : at + 5] for at in range(0, len(GENUINE[4]), 5))
    assert isinstance(read(groups), StaffBadge)
    assert isinstance(read(groups.replace(" ", "-")), StaffBadge)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        (" \t\u3000\u200b\r\n", Fault.EMPTY),
        ("]C1", Fault.EMPTY),
        ("x" * (MAX_TEXT + 1), Fault.TOO_LONG),
        ("9" * 100_000, Fault.TOO_LONG),
        ("王\x00明", Fault.UNREADABLE),
        ("ab\x1bc", Fault.UNREADABLE),
        (b"\xff\xfe1234".decode("utf-8", "surrogateescape"), Fault.UNREADABLE),
        (b"\xff1234".decode("utf-8", "replace"), Fault.UNREADABLE),
        ("TPAE" + "A" * 30, Fault.DAMAGED),
        (GENUINE[0].replace("A", "?", 1), Fault.DAMAGED),
        (GENUINE[1] + GENUINE[1], Fault.DAMAGED),
    ],
)
def test_faults(text: str, fault: Fault) -> None:
    assert read(text) == Unusable(fault)


@pytest.mark.parametrize(
    "text",
    [
        "王小明",
        "wxm",
        "tp",
        "TRacy",
        "tm zhang",
        "T-20462",
        "KTT20260131-0007",
        "TM2026013100000007",
        "tracy chandler wong de la cruz",
        "https://qr.example/abc",
        "E20260131000000007",
    ],
)
def test_words_stay_as_they_are(text: str) -> None:
    assert read(text) == Words(text)


def test_an_unknown_or_retired_key_is_no_forgery() -> None:
    other = CodeMint(4, b"\x2a" * 32).badge(31, 4)
    assert read(other) == Unusable(Fault.UNKNOWN_KEY)
