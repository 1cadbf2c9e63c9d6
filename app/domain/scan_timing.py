"""How a scanner types: measured from the time stamps of its keys, never from what it typed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from app.domain.wedge import Key, Kind

USUAL_GAP_MS: Final = 50
WIDEST_GAP_MS: Final = 120
"""The widest gap a setting may have (devices.md §2.1); a slower scanner is to be made faster."""
_ROUND_MS: Final = 10


class LineEnd(StrEnum):
    """What the scanner put after the code."""

    ENTER = "enter"
    TAB = "tab"
    NONE = "none"
    """Nothing: the scan is over only when a gap is."""


@dataclass(frozen=True, slots=True)
class ScanTiming:
    """One scan: how many characters, the middle and the longest time between two of them, and its end."""

    keys: int
    middle_ms: int
    longest_ms: int
    end: LineEnd


def timing_of(keys: Sequence[Key]) -> ScanTiming:
    """Of the keys of a whole scan, its line end among them if it had one."""
    stamps = [key.at_ms for key in keys]
    gaps = sorted(abs(after - before) for before, after in pairwise(stamps))
    ends = [key for key in keys if key.kind is Kind.END]
    return ScanTiming(
        keys=len(keys) - len(ends),
        middle_ms=gaps[len(gaps) // 2] if gaps else 0,
        longest_ms=gaps[-1] if gaps else 0,
        end=_end(ends[-1]) if ends else LineEnd.NONE,
    )


def _end(key: Key) -> LineEnd:
    return LineEnd.TAB if key.text == "\t" else LineEnd.ENTER


def gap_for(timing: ScanTiming) -> int:
    """The gap setting (ms) this scanner needs: twice its slowest step, never less than usual, never more than allowed."""
    twice = -(-2 * timing.longest_ms // _ROUND_MS) * _ROUND_MS
    return min(WIDEST_GAP_MS, max(USUAL_GAP_MS, twice))


def is_slow(timing: ScanTiming) -> bool:
    """Even the widest gap leaves too little room: the scanner's own speed has to be set higher."""
    return 2 * timing.longest_ms > WIDEST_GAP_MS
