"""The cash drawer (钱箱) opened by a key and not by a sale: why, by whom, and how long that wish lives."""

from enum import StrEnum
from typing import Final

from app.domain.staff import Role

LIFE_MS: Final = 3000
"""A drawer that opens later than this opens before somebody who did not ask (devices.md §1.8)."""


class DrawerReason(StrEnum):
    """What a person gives as the reason; it goes on record."""

    CHANGE = "change"
    COUNT = "count"
    SHIFT = "shift"
    OTHER = "other"


class DrawerEnd(StrEnum):
    """What became of one wish. A drawer tells nobody whether it moved, so `told` is the best there is."""

    TOLD = "told"
    """The printer has the command."""
    LATE = "late"
    """The printer was busy for the whole life of the wish: nothing was sent."""
    AWAY = "away"
    """No connection to the printer: nothing was sent."""
    TROUBLE = "trouble"
    """Paper, cover or jam: it would have kept the command until it is well again, so nothing was sent."""
    UNSURE = "unsure"
    """The connection broke while the command was on its way."""


def may_open(role: Role) -> bool:
    """Who handles money."""
    return role in {Role.CASHIER, Role.MANAGER}


def expires_ms(asked_ms: int) -> int:
    """Until when the drawer may be told, on the clock `asked_ms` was read from."""
    return asked_ms + LIFE_MS
