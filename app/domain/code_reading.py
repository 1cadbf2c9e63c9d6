"""Reading a code: clean the text, then the order in which it is asked what it is. Pure; any text gives an answer."""

import re
import unicodedata
from typing import Final

from app.domain.code_numbers import (
    DEFAULT_FLAGS,
    NumberCode,
    ScaleFlags,
    is_payment,
    read_number,
    read_phone,
)
from app.domain.code_signed import is_own, read_own
from app.domain.codes import (
    Code,
    Fault,
    PaymentCode,
    Phone,
    PickupNumber,
    Unusable,
    Verify,
    Words,
)

MAX_TEXT: Final = 1024
"""Characters. Our longest code is under 600; what is longer was a page of text, not a scan."""
_GS: Final = "\x1d"
_AIM: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_GTIN: Final = re.compile(r"\x1d?01(0[0-9]{13})")
_DIGITS: Final = re.compile(r"[0-9]+")
_NUMBER: Final = re.compile(r"\+*[0-9]+")
_SEPARATORS: Final = re.compile(r"[ ()\u2010-\u2015\u2212-]")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def plain(text: str) -> str:
    """The text as a look-up should use it: full-width forms as ASCII, invisible marks gone, one space between
    words, no AIM id. Also for trying a number with a wrong check digit as another system's code."""
    return _AIM.sub("", _cleaned(text)).strip(" ")


def read_code(text: str, *, verify: Verify, flags: ScaleFlags = DEFAULT_FLAGS) -> Code:
    """What is this? Never raises (if `verify` does not), keeps nothing. The order of the questions:

    1. text at all: not empty, not over MAX_TEXT, no control characters (GS only inside a GS1 symbol);
    2. **a payment code**: a run of digits in those ranges, also with spaces between, also as the last part of a
       URL. Asked before any other number so that it can become nothing else; what else would fit such digits
       (an 18-digit scale label with flag 25–29, another system's order number) is given up for it. With dashes
       it is none: other systems write order numbers as 250101-…;
    3. our own prefix, bare or as the last path part of a URL, or with spaces or dashes a person typed;
    4. digits: phone, last four, pickup number, EAN, scale label (`read_number` says in which order);
    5. words: a name, initials, an order number, another system's code. Looked up exactly as they are.

    Whether a member code is stale, a pickup code past its day or a card revoked is asked by the action. Case never
    matters, so neither does a scanner with Caps Lock on.
    """
    if len(text) > MAX_TEXT:
        return Unusable(Fault.TOO_LONG)
    if not _is_text(text):
        return Unusable(Fault.UNREADABLE)
    aim, words = _AIM.match(_cleaned(text)), plain(text)
    if not words:
        return Unusable(Fault.EMPTY)
    if (gtin := _GTIN.match(words)) and (_GS in words or aim):
        return read_number(gtin[1][1:], flags, product=True) or Words(words)
    if _GS in words:
        return Unusable(Fault.UNREADABLE)
    if _DIGITS.fullmatch(words):
        product = aim is not None and aim[0][1] in "Ee"
        return read_number(words, flags, product=product) or Words(words)
    return _own(words, verify) or _separated(words, flags) or Words(words)


def _own(words: str, verify: Verify) -> Code | None:
    """A code of ours or a payment code, bare or wrapped in a URL; None for anything else."""
    path = re.split(r"[?#]", words, maxsplit=1)[0] if "/" in words else words
    last = path.rstrip("/").rpartition("/")[2]
    if is_own(last):
        return read_own(last, verify)
    run = last.replace(" ", "")
    if _DIGITS.fullmatch(run) and is_payment(run):
        return PaymentCode()
    joined = _SEPARATORS.sub("", words)
    if joined != words and is_own(joined):
        code = read_own(joined, verify)
        return None if code == Unusable(Fault.DAMAGED) else code
    return None


def _separated(words: str, flags: ScaleFlags) -> NumberCode | None:
    """A number a person wrote with `+`, spaces, dashes or brackets. Only what is surely meant as one of these is
    taken: an order number may have dashes too, and often begins with a year."""
    joined = _SEPARATORS.sub("", words)
    if not _NUMBER.fullmatch(joined):
        return None
    if joined.startswith("+"):
        return read_phone(joined)
    match read_number(joined, flags):
        case Phone() | PickupNumber() as code:
            return code
        case Unusable(fault=Fault.BAD_PHONE) as code if not joined.startswith("2"):
            return code
        case _:
            return None


def _is_text(text: str) -> bool:
    """No control characters but GS and white space, no half characters, no sign of a failed decoding."""
    return (text.isascii() and text.isprintable()) or not any(
        char == "\ufffd"
        or (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\r\n\x1d")
        for char in text
    )


def _cleaned(text: str) -> str:
    plain_already = text.isascii() and text.isprintable()
    spaced = (
        text
        if plain_already
        else "".join(
            " " if char in "\t\r\n" or unicodedata.category(char).startswith("Z") else char
            for char in text.translate(_FULL_WIDTH)
            if unicodedata.category(char) != "Cf"
        )
    )
    return re.sub(" +", " ", spaced).strip(" ")
