"""Checks a clerk's PIN against the hash HQ made. Counts no tries and knows no roles."""

import hashlib
import hmac
import re
from typing import Final

from app.domain.identity import StaffId
from app.domain.staff import Clerk

_PIN: Final = re.compile(r"[0-9]{6}")


class Argon2Pins:
    """Implements `app.actions.ports.PinCheck`: argon2id over HMAC-SHA-256(pepper, "<staff>:<pin>") as hex text.

    About 30 ms and 19 MiB a check (OWASP Password Storage Cheat Sheet: 19 MiB, t=2, p=1), never on the GUI thread.
    """

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper

    def matches(self, clerk: Clerk, pin: str) -> bool:
        """False for a wrong PIN, for anything but six digits, and for a hash that is none."""
        if not _PIN.fullmatch(pin):
            return False
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        try:
            return PasswordHasher().verify(clerk.pin_hash, peppered(self._pepper, clerk.id, pin))
        except (VerificationError, ValueError):
            return False


def peppered(pepper: bytes, staff: StaffId, pin: str) -> str:
    """What argon2id hashes: bound to one person, useless without the store's pepper. 64 hex digits."""
    return hmac.new(pepper, f"{staff}:{pin}".encode(), hashlib.sha256).hexdigest()
