"""Sealed texts for cookies and forms: made by this HQ, for one purpose, for a while. Nothing is stored, nobody's name
is in them. Also the keyed hash under which phones and origins are counted."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

_MAC_BYTES: Final = 16


class Seals:
    """All from one key; purposes never mix."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.new(key, b"web pages", hashlib.sha256).digest()

    def seal(self, purpose: str, value: str, *, now: datetime, life: timedelta) -> str:
        """An opaque text that says `value` for `life`."""
        plain = f"{int((now + life).timestamp())}:{value}".encode()
        mac = self._mac(purpose, plain)[:_MAC_BYTES]
        return base64.urlsafe_b64encode(mac + plain).decode().rstrip("=")

    def open(self, purpose: str, text: str, *, now: datetime) -> str | None:
        """The value; None for anything not sealed here, for this, or over."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except ValueError:
            return None
        mac, plain = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(purpose, plain)[:_MAC_BYTES]):
            return None
        until, _, value = plain.decode().partition(":")
        return value if int(until) >= now.timestamp() else None

    def hidden(self, purpose: str, text: str) -> str:
        """64 hex digits that stand for a text and tell nothing of it."""
        return self._mac(purpose, text.encode()).hex()

    def raw(self, purpose: str, text: str) -> bytes:
        """The same as 32 bytes."""
        return self._mac(purpose, text.encode())

    def _mac(self, purpose: str, plain: bytes) -> bytes:
        return hmac.new(self._key, purpose.encode() + b"\0" + plain, hashlib.sha256).digest()
