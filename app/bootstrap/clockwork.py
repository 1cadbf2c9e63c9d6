"""Time and ids from the machine; everything else gets them passed in."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Implements `app.actions.ports.Clock`. Shop clocks may be wrong: see `HqTime`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


def steady_s() -> float:
    """Seconds that never go back and go on while the PC sleeps. Linux' monotonic clock stands still then; Windows' does
    not."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class HqTime:
    """HQ's time as this counter knows it: its own clock plus the offset HQ's last answer showed."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.offset_s = 0.0

    def __call__(self) -> datetime:
        return self._clock() + timedelta(seconds=self.offset_s)


class Uuid7:
    """Implements `app.actions.ports.Ids`: RFC 9562 version 7, sorted by millisecond, 74 random bits."""

    def new(self) -> str:
        value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return f"{value:032x}"
