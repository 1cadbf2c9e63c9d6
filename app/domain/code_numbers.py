"""Codes made of digits alone: check digits, phones, products, scale labels, payment codes. Signed codes are elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.codes import (
    Barcode,
    Fault,
    LastFour,
    PaymentCode,
    Phone,
    PickupNumber,
    ScaleLabel,
    Unusable,
)
from app.domain.identity import ProductNo
from app.domain.money import Fen

NumberCode = PaymentCode | PickupNumber | Phone | LastFour | Barcode | ScaleLabel | Unusable

_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_SERVICE_NUMBER: Final = re.compile(r"13800138000|(13800[1-9]|13010[0-9])[0-9]{2}500")
_FIXED_LINE: Final = re.compile(r"0[1-9][0-9]{8}|[48]00[0-9]{7}")


class Printed(StrEnum):
    """What a scale label of 13 digits carries after its item."""

    AMOUNT = "amount"
    WEIGHT = "weight"


class LongPrinted(StrEnum):
    """The order of the two numbers on a scale label of 18 digits."""

    AMOUNT_WEIGHT = "amount_weight"
    WEIGHT_AMOUNT = "weight_amount"


@dataclass(frozen=True, slots=True)
class ScaleFlags:
    """A store's setting: which flags (first two digits) its scales print, and what stands on the label.

    `short` is for 13 digits, flags 20–29; `long` for 18 digits, flags 20–24 only, because 25–29 of that length
    are Alipay payment codes and those must never be read as anything else. A flag in neither is an ordinary
    EAN-13. Raises ValueError for other flags.
    """

    short: Mapping[int, Printed] = field(
        default_factory=lambda: MappingProxyType(
            {flag: Printed.AMOUNT if flag < 25 else Printed.WEIGHT for flag in range(20, 30)}
        )
    )
    long: Mapping[int, LongPrinted] = field(
        default_factory=lambda: MappingProxyType(
            dict.fromkeys(range(20, 25), LongPrinted.AMOUNT_WEIGHT)
        )
    )

    def __post_init__(self) -> None:
        if not all(20 <= flag <= 29 for flag in self.short):
            raise ValueError("flags of 13-digit scale labels are 20 … 29")
        if not all(20 <= flag <= 24 for flag in self.long):
            raise ValueError(
                "flags of 18-digit scale labels are 20 … 24; 25 … 29 are payment codes"
            )


DEFAULT_FLAGS: Final = ScaleFlags()


def damm_digit(digits: str) -> str:
    """The check digit to append to `digits` (Damm 2004: finds every single error and every neighbour swap)."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def good_damm(digits: str) -> bool:
    """True when the last digit is right."""
    return damm_digit(digits) == "0"


def good_gs1(digits: str) -> bool:
    """True when the last digit is the GS1 check digit (EAN, UPC, scale labels): weights 3, 1, 3 … from the right
    (GS1 General Specifications 7.9)."""
    weighted = sum(int(d) * (1 + 2 * (place % 2)) for place, d in enumerate(reversed(digits)))
    return weighted % 10 == 0


def is_payment(digits: str) -> bool:
    """A customer's payment code: WeChat 18 digits 10–15, Alipay 16–24 digits 25–30, UnionPay 19 digits 62
    (devices.md §2). More than 24 digits with such a head are two codes scanned in one go."""
    head, size = digits[:2], len(digits)
    wechat = "10" <= head <= "15" and (size == 18 or size > 24)
    alipay = "25" <= head <= "30" and size >= 16
    unionpay = head == "62" and (size == 19 or size > 24)
    return wechat or alipay or unionpay


def read_phone(number: str) -> Phone | Unusable | None:
    """A number that is meant as a phone: 11 digits, `+86`, `0086` or `86` before them; None when it is not one.

    Mobiles are `1[3-9]` and nine digits. Refused with BAD_PHONE: other countries, fixed lines, 400/800 lines, and
    mobile-shaped numbers nobody is called on: the 13800138000 top-up line and the operators' message centres
    (13800<area>500, 13010<area>500).
    """
    digits = number.lstrip("+")
    abroad = number != digits
    for prefix in ("0086", "86"):
        rest = digits.removeprefix(prefix)
        if rest != digits and (abroad or _MOBILE.fullmatch(rest)):
            return _mobile(rest)
    if abroad:
        return Unusable(Fault.BAD_PHONE)
    if len(digits) == 11:
        return _mobile(digits)
    return Unusable(Fault.BAD_PHONE) if _FIXED_LINE.fullmatch(digits) else None


def read_number(digits: str, flags: ScaleFlags, *, product: bool = False) -> NumberCode | None:
    """Classify a run of ASCII digits; None = a number like any other (an order number, another system's code).

    Payment codes are looked for before anything else, whatever the rest would say. An 8-digit number that is
    right both by Damm and as EAN-8 is a pickup number: a look-up that finds no such order tries the same digits
    as a barcode. `product` = the scanner said it read an EAN symbol, so it is neither phone nor pickup number.
    """
    if is_payment(digits):
        return PaymentCode()
    if not product and (phone := read_phone(digits)) is not None:
        return phone
    match len(digits):
        case 4:
            return LastFour(digits)
        case 8 if good_damm(digits) and not product:
            return PickupNumber(digits)
        case 8 | 13:
            return _product(digits, flags) if good_gs1(digits) else Unusable(Fault.BAD_CHECK_DIGIT)
        case 12 if good_gs1(digits):
            return Barcode("0" + digits)
        case 18 if int(digits[:2]) in flags.long:
            return _long_label(digits, flags.long[int(digits[:2])])
        case _:
            return None


def _mobile(digits: str) -> Phone | Unusable:
    if _MOBILE.fullmatch(digits) and not _SERVICE_NUMBER.fullmatch(digits):
        return Phone(digits)
    return Unusable(Fault.BAD_PHONE)


def _product(digits: str, flags: ScaleFlags) -> Barcode | ScaleLabel:
    printed = flags.short.get(int(digits[:2])) if len(digits) == 13 else None
    if printed is None:
        return Barcode(digits)
    item, number = ProductNo(int(digits[2:7])), int(digits[7:12])
    if printed is Printed.WEIGHT:
        return ScaleLabel(item, grams=number, amount=None)
    return ScaleLabel(item, grams=None, amount=Fen(number))


def _long_label(digits: str, order: LongPrinted) -> ScaleLabel | Unusable:
    if not good_gs1(digits):
        return Unusable(Fault.BAD_CHECK_DIGIT)
    first, second = int(digits[7:12]), int(digits[12:17])
    if order is LongPrinted.WEIGHT_AMOUNT:
        first, second = second, first
    return ScaleLabel(ProductNo(int(digits[2:7])), grams=second, amount=Fen(first))
