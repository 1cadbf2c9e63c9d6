"""How long to wait after a failure. Pure: chance comes in as a number, nothing here sleeps or knows the time."""

from typing import Final

FIRST_SECONDS: Final = 1.0
MOST_SECONDS: Final = 300.0
LEAST_SECONDS: Final = 0.2
HQ_WISH_MOST_SECONDS: Final = 900.0
"""A Retry-After beyond this is a mistake at HQ; a counter does not stay away for hours because of it."""


def delay_seconds(attempt: int, *, roll: float, after: float | None = None) -> float:
    """Full jitter: anywhere between (almost) 0 and 1, 2, 4 … 300 s, so that a thousand counters do not come back in
    the same second (M. Brooker, "Exponential Backoff And Jitter", AWS 2015).

    `attempt` counts failures from 1; `roll` is uniform in [0, 1); `after` is HQ's Retry-After in seconds: never
    sooner than that, spread over the next tenth or second.
    """
    ceiling = min(MOST_SECONDS, FIRST_SECONDS * 2.0 ** min(max(attempt, 1) - 1, 32))
    jittered = max(LEAST_SECONDS, ceiling * roll)
    if after is None:
        return jittered
    wish = min(max(after, 0.0), HQ_WISH_MOST_SECONDS)
    return max(jittered, wish + max(1.0, wish / 10) * roll)
