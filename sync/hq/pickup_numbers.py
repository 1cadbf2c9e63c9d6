"""Pickup numbers (取货码): seven digits and a Damm check digit, which catches every single wrong digit and every swap
of neighbours."""

from typing import Final

_SQUARE: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""The totally anti-symmetric quasigroup of order 10 of H. M. Damm's thesis (Marburg, 2004)."""


def with_check_digit(seven: str) -> str:
    """`4827013` → eight digits."""
    if len(seven) != 7 or not (seven.isascii() and seven.isdigit()):
        raise ValueError("a pickup number starts with seven digits")
    interim = 0
    for digit in seven:
        interim = int(_SQUARE[interim][int(digit)])
    return f"{seven}{interim}"
