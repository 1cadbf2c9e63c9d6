"""The camera as a scanner, as the settings and the menu want it: nothing of it is loaded before, and pictures are read on
a thread of their own."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.settings import CameraSettings
from app.ui.frame.switches import Position
from app.ui.jobs import Jobs

if TYPE_CHECKING:
    from app.ui.camera.scanner import CameraScanner, CameraState

log = logging.getLogger(__name__)


class CameraSide(QObject):
    """`remember` keeps a change made in the menu. GUI thread only."""

    scanned = Signal(str)
    changed = Signal(object)
    """Where its switch stands now: a Position."""

    def __init__(
        self,
        settings: CameraSettings,
        *,
        mono: Callable[[], float],
        remember: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._wanted = settings.on
        self._name = settings.name
        self._mono = mono
        self._remember = remember
        self._lane: ThreadPoolExecutor | None = None
        self._jobs: Jobs | None = None
        self._begun = False
        self.scanner: CameraScanner | None = None

    def begin(self) -> None:
        """The counter is ready: from now on there may be a camera."""
        self._begun = True
        if self._wanted:
            self._open()

    @property
    def position(self) -> Position:
        """For the menu's switch."""
        if not self._wanted:
            return Position.OFF
        state = self.scanner.state if self.scanner is not None else None
        return Position.ON if state is not None and state.value == "on" else Position.ABSENT

    def turn(self) -> None:
        self._wanted = not self._wanted
        self._remember(self._wanted)
        if not self._wanted:
            self.close()
        elif self._begun:
            self._open()

    def call(self, name: str) -> None:
        """Another one of this PC's cameras, from now on."""
        self._name = name
        if self.scanner is not None:
            self.close()
            self._open()

    def close(self) -> None:
        """The camera is free for others; a picture that is being read is dropped."""
        if self.scanner is None or self._jobs is None or self._lane is None:
            return
        self.scanner.stop()
        self.scanner.deleteLater()
        self.scanner = None
        self._jobs.close()
        self._lane.shutdown(wait=True, cancel_futures=True)
        self.changed.emit(Position.OFF)

    def _open(self) -> None:
        try:
            from app.ui.camera import source
            from app.ui.camera.scanner import CameraScanner
        except ImportError:
            log.warning("this PC lacks what Qt needs for cameras", exc_info=True)
            self.changed.emit(Position.ABSENT)
            return
        from app.devices.scanners.camera_codes import InView, read_codes

        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera")
        self._jobs = Jobs(self._lane)
        self.scanner = CameraScanner(
            source.QtSource(self._name),
            jobs=self._jobs,
            read=read_codes,
            fresh=InView().fresh,
            mono=self._mono,
        )
        self.scanner.scanned.connect(self.scanned)
        self.scanner.changed.connect(self._changed)
        self.scanner.start()

    def _changed(self, _state: "CameraState") -> None:
        self.changed.emit(self.position)
