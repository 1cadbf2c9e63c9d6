"""What the window may ask of the rest of the program, as it comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actions.claiming import AskHq
from app.ui.frame.switches import Switch
from app.ui.sync.exporting import Export
from app.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Outside:
    """`retry_sync` wakes the sync thread, `sounded` plays a result, `ask_hq` claims an order another holds, `export` writes
    the queue to a stick."""

    now: Callable[[], datetime]
    mono: Callable[[], float]
    steady: Callable[[], float]
    """As `mono`, and it goes on while the PC sleeps."""
    lock_minutes: Callable[[], int]
    """Without anybody for so long, the counter locks; 0 = never by itself."""
    retry_sync: Callable[[], None]
    sounded: Callable[[Tone], None]
    ask_hq: AskHq
    export: Export
    has_drawer: bool = False
    """A cash drawer hangs on the printer."""
    switches: Sequence[Switch] = ()
    """What the menu turns on and off at this PC."""
