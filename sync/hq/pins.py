"""PIN hashes as counters check them: argon2id over an HMAC with the store's pepper. Only for loading staff."""

import hashlib
import hmac
from typing import Final

from argon2 import PasswordHasher, Type

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
"""19 MiB, t=2, p=1: OWASP Password Storage Cheat Sheet."""


def pin_hash(pepper: bytes, staff: int, pin: str) -> str:
    """The argon2id string of one clerk's six-digit PIN; useless without the pepper of their store."""
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise ValueError("a PIN is six digits")
    text = hmac.new(pepper, f"{staff}:{pin}".encode(), hashlib.sha256).hexdigest()
    return _HASHER.hash(text)
