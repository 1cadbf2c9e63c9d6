"""What the running counter measured, kept for the doctor: how the last scans were typed and how far HQ's clock is off.
No code, no person, no key; a file that cannot be read or written is no harm."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.scan_timing import LineEnd, ScanTiming

FILE = "measured.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Measured:
    """`clock_offset_s` None = HQ has not answered since the counter started."""

    timings: tuple[ScanTiming, ...] = ()
    clock_offset_s: float | None = None


def keep_measured(folder: Path, measured: Measured) -> None:
    kept = {
        "scans": [
            [each.keys, each.middle_ms, each.longest_ms, each.end] for each in measured.timings
        ],
        "clock_offset_s": measured.clock_offset_s,
    }
    try:
        (folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
    except OSError as refused:
        log.warning("what was measured is not kept: %s", type(refused).__name__)


def read_measured(folder: Path) -> Measured:
    """Nothing where there is nothing, or nothing that is ours."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        offset = kept["clock_offset_s"]
        return Measured(
            tuple(_timings(kept["scans"])), float(offset) if offset is not None else None
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return Measured()


def _timings(rows: Iterable[list[object]]) -> Iterable[ScanTiming]:
    for keys, middle, longest, end in rows:
        numbers = [int(str(each)) for each in (keys, middle, longest)]
        yield ScanTiming(numbers[0], numbers[1], numbers[2], LineEnd(str(end)))
