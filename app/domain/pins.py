"""How many wrong PINs are too many (devices.md §3.3): five tries, then locked for 1, 5, 30 minutes."""

from datetime import datetime, timedelta

FREE_TRIES = 5
_LOCKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))


def locked_until(wrong_tries: int, now: datetime) -> datetime | None:
    """Until when further tries are refused after so many wrong ones in a row; None = not yet."""
    if wrong_tries < FREE_TRIES:
        return None
    step = min(wrong_tries - FREE_TRIES, len(_LOCKS) - 1)
    return now + _LOCKS[step]


def tries_left(wrong_tries: int) -> int:
    """Tries before the next lock."""
    return max(0, FREE_TRIES - wrong_tries)
