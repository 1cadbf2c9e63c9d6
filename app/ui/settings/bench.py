"""What the settings page has of the rest: its desk, its lane, and the few things that belong to the running desktop. Also
the one way settings are kept: one at a time, the newest wins."""

from collections.abc import Callable
from dataclasses import dataclass

from app.actions.set_up import NotKept, SetUpDesk
from app.domain.scan_timing import ScanTiming
from app.settings import Settings
from app.ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Bench:
    """`jobs` run on the set-up lane. `settings` are the newest, `want` makes them so at once where a restart is not needed.
    `teach`: keys up to so many ms apart are one scan for now, 0 = as the settings say. `take_timing`: of the scan that came just now, None when no keyboard typed it.
    `first`: this PC has just become a counter."""

    desk: SetUpDesk
    jobs: Jobs
    settings: Callable[[], Settings]
    want: Callable[[Settings], None]
    teach: Callable[[int], None]
    take_timing: Callable[[], ScanTiming | None]
    cameras: Callable[[], tuple[str, ...]]
    """What the system calls the cameras of this PC. Loads Qt's multimedia: only when somebody chooses among them."""
    first: bool = False


class Keeper:
    """Settings on their way to the disk and to the machines. While one is on its way only the newest waits."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._on_disk = bench.settings()
        self._waiting: tuple[Settings, Callable[[bool], None]] | None = None
        self._running = False

    def keep(self, settings: Settings, then: Callable[[bool], None]) -> None:
        """`then` gets whether they are kept; when not, everything is as it was."""
        self._bench.want(settings)
        if self._running:
            self._waiting = (settings, then)
            return
        self._running = True
        self._bench.jobs.run(
            lambda: _kept(self._bench.desk, settings),
            lambda kept: self._ended(settings, then, kept=kept),
            lambda: self._ended(settings, then, kept=False),
        )

    def _ended(self, settings: Settings, then: Callable[[bool], None], *, kept: bool) -> None:
        self._running = False
        waiting, self._waiting = self._waiting, None
        if kept:
            self._on_disk = settings
        elif waiting is None:
            self._bench.want(self._on_disk)
        then(kept)
        if waiting is not None:
            self.keep(*waiting)


def _kept(desk: SetUpDesk, settings: Settings) -> bool:
    try:
        desk.keep(settings)
    except NotKept:
        return False
    return True
