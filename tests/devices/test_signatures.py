"""Signatures and receipt tokens: forged, unknown and retired keys; the exact bytes of a token."""

import base64
import hashlib
import hmac
import io
from datetime import UTC, datetime, timedelta

import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.devices.signatures import Ed25519Verifier, HmacReceiptTokens, device_signer, public_key
from app.domain.codes import Verify
from app.domain.identity import CounterId, ReceiptNo

SEED = bytes(range(32))
OTHER = bytes(range(1, 33))
SIGNED = b"TPpayload"
AT = datetime(2025, 6, 1, 12, 0, 0, 999_000, tzinfo=UTC)


def test_the_seed_of_rfc_8032_gives_its_key_and_signature() -> None:
    """RFC 8032 §7.1 TEST 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert public_key(seed).hex() == (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    )
    assert device_signer(seed)(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


def test_good_forged_and_unknown_are_told_apart() -> None:
    verify: Verify = Ed25519Verifier([(1, public_key(SEED)), (2, public_key(OTHER))])
    signature = device_signer(SEED)(SIGNED)
    assert verify(1, SIGNED, signature) is True
    assert verify(1, SIGNED, signature) is True
    assert verify(2, SIGNED, signature) is False
    assert verify(1, SIGNED + b"x", signature) is False
    assert verify(3, SIGNED, signature) is None


@given(at=st.integers(0, 63), flip=st.integers(1, 255))
def test_no_changed_byte_passes(at: int, flip: int) -> None:
    signature = bytearray(device_signer(SEED)(SIGNED))
    signature[at] ^= flip
    assert Ed25519Verifier([(1, public_key(SEED))])(1, SIGNED, bytes(signature)) is False


@given(st.binary(max_size=80))
def test_any_bytes_are_no_signature(signature: bytes) -> None:
    assert Ed25519Verifier([(1, public_key(SEED))])(1, SIGNED, signature) is False


@pytest.mark.parametrize("raw", [b"", b"\x00" * 31, b"\x00" * 33])
def test_a_key_of_another_size_is_an_unknown_key(raw: bytes) -> None:
    verify = Ed25519Verifier([(1, raw)])
    assert verify(1, SIGNED, Ed25519PrivateKey.from_private_bytes(SEED).sign(SIGNED)) is None


def tokens(url: str = "https://hq.example.cn") -> HmacReceiptTokens:
    return HmacReceiptTokens(key=b"k" * 32, counter=CounterId(7), receipt_url=url)


def test_a_token_is_these_bytes() -> None:
    token = tokens().token(ReceiptNo(259), 2, AT)
    assert token[:2] == "TR"
    raw = base64.b32decode(token[2:] + "=" * (-len(token[2:]) % 8))
    payload, mac = raw[:-10], raw[-10:]
    expiry = int(AT.replace(microsecond=0).timestamp()).to_bytes(4, "big")
    assert payload == b"\x01\x00\x00\x00\x07\x00\x00\x01\x03\x02" + expiry
    assert mac == hmac.digest(b"k" * 32, b"TR" + payload, hashlib.sha256)[:10]


def test_expiry_is_the_moment_not_the_wall() -> None:
    shanghai = AT.astimezone(tz=None).astimezone(UTC) + timedelta(0)
    assert tokens().token(ReceiptNo(1), 1, AT) == tokens().token(ReceiptNo(1), 1, shanghai)


@pytest.mark.parametrize(
    ("root", "start"),
    [
        ("https://hq.example.cn", "HTTPS://HQ.EXAMPLE.CN/R/TR"),
        ("https://hq.example.cn/", "HTTPS://HQ.EXAMPLE.CN/R/TR"),
        ("http://127.0.0.1:8080", "HTTP://127.0.0.1:8080/R/TR"),
        ("https://example.cn/Shop/", "https://example.cn/Shop/r/TR"),
        ("https://user@example.cn", "https://user@example.cn/r/TR"),
    ],
)
def test_capitals_only_where_they_mean_the_same(root: str, start: str) -> None:
    assert tokens(root).url(ReceiptNo(1), 1, AT).startswith(start)


def test_capitals_make_a_smaller_qr() -> None:
    def modules(text: str) -> int:
        code = qrcode.QRCode()
        code.add_data(text)
        code.make()
        return int(code.modules_count)

    url = tokens().url(ReceiptNo(1), 1, AT)
    assert modules(url) < modules(url.lower())
    assert io.StringIO(url).read() == url.upper()
