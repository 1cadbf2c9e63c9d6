"""Money is whole fen. No floats, no currency object."""

from typing import NewType

Fen = NewType("Fen", int)
"""1/100 yuan; may be negative for refunds."""


def yuan(amount: Fen) -> str:
    """`2990` → `29.90`; no sign of currency, so that each medium sets its own (￥ on paper, ¥ on screen)."""
    sign = "-" if amount < 0 else ""
    whole, cents = divmod(abs(amount), 100)
    return f"{sign}{whole:,}.{cents:02d}"


def half_up(numerator: int, denominator: int) -> int:
    """Whole number nearest to a non-negative fraction, halves up (the rule for points)."""
    return (2 * numerator + denominator) // (2 * denominator)
