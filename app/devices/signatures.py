"""Checks HQ's signatures and makes this counter's own: Ed25519 and receipt tokens. Never reads or keeps a key file."""

import base64
import hashlib
import hmac
import struct
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.domain.identity import CounterId, ReceiptNo

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

RECEIPT_TOKEN: Final = "TR"  # noqa: S105 - the printed prefix of a code, no secret
RECEIPT_TOKEN_VERSION: Final = 1
RECEIPT_MAC_BYTES: Final = 10
PUBLIC_KEY_BYTES: Final = 32


class Ed25519Verifier:
    """Usable as `app.domain.codes.Verify`. `keys`: (key id, 32-byte public key); a key of another size counts as unknown.

    May be called from any thread; the library is imported at the first check (about 45 ms).
    """

    def __init__(self, keys: Sequence[tuple[int, bytes]]) -> None:
        self._raw = {key_id: raw for key_id, raw in keys if len(raw) == PUBLIC_KEY_BYTES}
        self._ready: dict[int, Ed25519PublicKey] = {}

    def __call__(self, key_id: int, signed: bytes, signature: bytes) -> bool | None:
        """True good, False forged, None when the key id is unknown or retired."""
        from cryptography.exceptions import InvalidSignature

        key = self._key(key_id)
        if key is None:
            return None
        try:
            key.verify(signature, signed)
        except InvalidSignature:
            return False
        return True

    def _key(self, key_id: int) -> "Ed25519PublicKey | None":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        ready = self._ready.get(key_id)
        if ready is None and key_id in self._raw:
            ready = Ed25519PublicKey.from_public_bytes(self._raw[key_id])
            self._ready[key_id] = ready
        return ready


def device_signer(seed: bytes) -> Callable[[bytes], bytes]:
    """Signs with the Ed25519 key of this 32-byte seed; gives 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign


def public_key(seed: bytes) -> bytes:
    """The 32-byte Ed25519 public key of a 32-byte seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


class HmacReceiptTokens:
    """Implements `app.actions.ports.ReceiptTokens` offline with the counter's receipt key (protocol.md §5).

    The token is TR + base32 of version u8, counter u32, receipt u32, purpose u8, expiry u32 (unix seconds), all big
    endian, and the first 10 bytes of HMAC-SHA-256 over "TR" + those bytes. `receipt_url` is HQ's address for people.
    """

    def __init__(self, *, key: bytes, counter: CounterId, receipt_url: str) -> None:
        self._key = key
        self._counter = counter
        self._root = receipt_url.rstrip("/")
        parts = urlsplit(self._root)
        self._upper = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)

    def token(self, receipt_no: ReceiptNo, purpose: int, expires_at: datetime) -> str:
        """The bare code, A–Z and 2–7."""
        payload = struct.pack(
            ">BIIBI",
            RECEIPT_TOKEN_VERSION,
            self._counter,
            receipt_no,
            purpose,
            int(expires_at.timestamp()),
        )
        mac = hmac.new(self._key, RECEIPT_TOKEN.encode() + payload, hashlib.sha256).digest()
        text = base64.b32encode(payload + mac[:RECEIPT_MAC_BYTES]).decode().rstrip("=")
        return RECEIPT_TOKEN + text

    def url(self, receipt_no: ReceiptNo, purpose: int, expires_at: datetime) -> str:
        """`<receipt_url>/r/<token>`; all upper case when only scheme and host stand before /r/, for those may be
        written in any case and a QR of capitals is a third smaller (alphanumeric mode, ISO/IEC 18004)."""
        url = f"{self._root}/r/{self.token(receipt_no, purpose, expires_at)}"
        return url.upper() if self._upper else url
