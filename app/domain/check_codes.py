"""The codes printed to be scanned while a printer and a scanner are set up, and what a scan of one says. Made of nothing
secret; none of them opens anything."""

from enum import StrEnum
from typing import Final

TEST_CODE: Final = "HTTPS://TUANGUI.EXAMPLE.COM/TEST/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""On the test page, drawn by us."""
NATIVE_CODE: Final = TEST_CODE + "N"
"""On the test page, drawn by the printer itself: a scan says which of the two was read."""
DIGITS: Final = "12345678901234567890"
"""A Chinese input method would eat these to pick candidates."""
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Caps Lock would turn these."""
LENGTH: Final = "HTTPS://HQ.EXAMPLE.COM/R/TRAEAAAAABAAAAAKYBNEDQ7GYPXS3KJ5T2MWLQC4C"
"""As long as our own codes."""


class Read(StrEnum):
    """How a scan compares with the code that was to be scanned."""

    RIGHT = "right"
    CAPS = "caps"
    """Right, but with small and large letters exchanged: Caps Lock is on. Our codes are read all the same."""
    MANGLED = "mangled"
    """A part of it, or more than it: an input method, a prefix, or a lost key."""
    OTHER = "other"
    """Something else was scanned."""


def compare(wanted: str, seen: str) -> Read:
    """`seen` as it came from the scanner."""
    seen = seen.strip()
    if seen == wanted:
        return Read.RIGHT
    if seen.casefold() == wanted.casefold():
        return Read.CAPS
    return Read.MANGLED if _in_order(seen.upper(), wanted) or wanted in seen else Read.OTHER


def is_whole(wanted: str, seen: str) -> bool:
    """Whether all of the code was read, whatever the scanner put before it: of two codes that begin alike only this one."""
    return seen.strip().casefold().endswith(wanted.casefold())


def _in_order(part: str, whole: str) -> bool:
    """Whether `part` is `whole` with characters missing, at least half of them there."""
    rest = iter(whole)
    return 2 * len(part) >= len(whole) and all(char in rest for char in part)
