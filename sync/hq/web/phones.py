"""Chinese mobile numbers as people type them, and how they are shown. Knows no sender and no member."""

import re
import unicodedata
from typing import Final

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_SERVICE: Final = re.compile(r"13800138000|13800[0-9]{3}500|13010[0-9]{3}500")
"""The top-up line and the operators' message centres: numbers of that shape nobody is called on."""


def read_mobile(text: str) -> str | None:
    """11 digits; `+86`, `0086`, spaces, dashes and full-width digits are taken. None when nobody has that number."""
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    for prefix in ("+86", "0086", "86"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 11:
            digits = digits.removeprefix(prefix)
            break
    if not _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return None
    return digits


def masked(phone: str) -> str:
    """`138****1234`."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == 11 else "****"


def without_phones(text: str) -> str:
    """A text with every number of a mobile's shape masked."""
    return re.sub(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)", r"\1****\2", text)
