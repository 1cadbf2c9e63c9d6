"""The settings of this PC while the app runs: who wants them otherwise, the one lane on which they are kept and machines are
tried, and what is measured for the doctor meanwhile."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.measured import Measured, keep_measured
from app.bootstrap.set_up_later import later_desk
from app.domain.wedge import Rule
from app.paths import Paths
from app.settings import Settings, save_settings
from app.ui.jobs import Jobs
from app.ui.settings.bench import Bench
from app.ui.wedge_filter import WedgeFilter
from sync.status import Line

if TYPE_CHECKING:
    from app.bootstrap.counter import Counter

MEASURED_MS = 60_000
"""After a scan, until what was measured is kept for the doctor."""


class SettingsSide(QObject):
    """`now` are the newest. `follow` (before, after) lets the screen be as they say. GUI thread only."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        *,
        wedge: WedgeFilter,
        follow: Callable[[Settings, Settings], None],
    ) -> None:
        super().__init__()
        self.now = settings
        self._paths = paths
        self._wedge = wedge
        self._follow = follow
        self._counter: Counter | None = None
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="set-up-lane")
        self._jobs = Jobs(self._lane)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._keep_measured)

    def remember(self, **changed: object) -> None:
        """A choice made on screen, kept for the next start."""
        settings = self.now = replace(self.now, **changed)  # type: ignore[arg-type]  # fields of Settings
        self._jobs.run(lambda: save_settings(self._paths.settings, settings), lambda _: None)

    def bench(self, counter: "Counter", store_lane: Executor, *, first: bool) -> Bench:
        """What the settings page needs, loaded when it is first used."""
        self._counter = counter
        desk = later_desk(
            self._paths,
            counter,
            store_lane,
            settings=lambda: self.now,
            measured=self._measured,
        )
        return Bench(
            desk=desk,
            jobs=self._jobs,
            settings=lambda: self.now,
            want=self._want,
            teach=self._teach,
            take_timing=self._wedge.take_timing,
            cameras=_cameras,
            first=first and not self.now.printer.is_set,
        )

    def scanned(self) -> None:
        """There is something new to be kept for the doctor."""
        if not self._due.isActive():
            self._due.start(MEASURED_MS)

    def close(self) -> None:
        """Waits for what is being kept or printed; to be called before the counter stops."""
        self._jobs.close()
        self._due.stop()
        if self._wedge.timings:
            self._keep_measured()
        self._lane.shutdown(wait=True)

    def _want(self, settings: Settings) -> None:
        """As these say from now on, as far as the screen goes; keeping them is the asker's."""
        self._follow(self.now, settings)
        self.now = settings
        self._teach(0)

    def _teach(self, gap_ms: int) -> None:
        self._wedge.set_rule(Rule(gap_ms=gap_ms or self.now.scanner.wedge_gap_ms))

    def _measured(self) -> Measured:
        status = self._counter.status if self._counter is not None else None
        known = status is not None and status.line is Line.ONLINE
        return Measured(
            tuple(self._wedge.timings),
            status.clock_offset_s if known and status is not None else None,
        )

    def _keep_measured(self) -> None:
        self._lane.submit(keep_measured, self._paths.data, self._measured())


def _cameras() -> tuple[str, ...]:
    """None where this PC lacks what Qt needs for cameras."""
    try:
        from app.ui.camera.source import cameras
    except ImportError:
        return ()
    return cameras()
