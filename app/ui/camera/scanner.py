"""The camera as a scanner: takes a frame now and then, has it read on a worker thread, and tells each code once while it
is held before the lens. A camera that is pulled is looked for again."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from app.ui.camera.frames import grey_of
from app.ui.jobs import Jobs

FRAME_SECONDS: Final = 0.125
"""Eight pictures a second are enough for a hand, and leave the PC to the counter."""
SILENCE_MS: Final = 5000
"""A camera that gives no picture for so long is gone, whatever its driver says."""
BACKOFF_MS: Final = (1000, 2000, 5000, 10_000)


class CameraState(StrEnum):
    ON = "on"
    """Pictures come."""
    ABSENT = "absent"


class Source(Protocol):
    """Where the pictures come from: app/ui/camera/source.py, or a test."""

    def watch(self, came: Callable[[], None]) -> None: ...

    def open(self, sink: QVideoSink, lost: Callable[[], None]) -> bool: ...

    def close(self) -> None: ...


Read = Callable[[bytes, int, int], Sequence[str]]
"""(grey dots, width, height) → the texts of all codes in the picture."""
Fresh = Callable[[Sequence[str], float], Sequence[str]]
"""(texts, seconds) → those that came into the picture just now."""


class CameraScanner(QObject):
    """`jobs` run on a thread of their own. `read` and `fresh` are the devices' decoder and its memory of what is held."""

    scanned = Signal(str)
    changed = Signal(object)
    """A CameraState, when it is another one."""

    def __init__(
        self,
        source: Source,
        *,
        jobs: Jobs,
        read: Read,
        fresh: Fresh,
        mono: Callable[[], float],
        silence_ms: int = SILENCE_MS,
        backoff_ms: Sequence[int] = BACKOFF_MS,
    ) -> None:
        super().__init__()
        self._source = source
        self._jobs = jobs
        self._read = read
        self._fresh = fresh
        self._mono = mono
        self._backoff_ms = backoff_ms
        self._silence = silence_ms / 1000
        self._failures = 0
        self._stopped = False
        self._open = False
        self._busy = False
        self._next = 0.0
        self._last_frame = 0.0
        self.state: CameraState | None = None
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._frame)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._look)
        self._watchdog = QTimer(self)
        self._watchdog.setInterval(max(1, silence_ms // 2))
        self._watchdog.timeout.connect(self._watch)

    def start(self) -> None:
        """Looks for the camera now, and again whenever one comes."""
        self._source.watch(self._came)
        self._watchdog.start()
        self._look()

    def stop(self) -> None:
        self._stopped = True
        self._watchdog.stop()
        self._retry.stop()
        if self._open:
            self._open = False
            self._source.close()

    def _look(self) -> None:
        if self._open or self._stopped:
            return
        self._last_frame = self._mono()
        self._open = self._source.open(self.sink, self._lost)
        if not self._open:
            self._absent()

    def _came(self) -> None:
        """Something was plugged in or pulled; what is open tells by itself when it fails."""
        if not self._open:
            self._failures = 0
            self._look()

    def _lost(self) -> None:
        if self._open:
            self._open = False
            self._source.close()
            self._absent()

    def _absent(self) -> None:
        self._tell(CameraState.ABSENT)
        pause = self._backoff_ms[min(self._failures, len(self._backoff_ms) - 1)]
        self._failures += 1
        self._retry.start(pause)

    def _watch(self) -> None:
        if self._open and self._mono() - self._last_frame > self._silence:
            self._lost()

    def _frame(self, frame: QVideoFrame) -> None:
        now = self._mono()
        if self._stopped or not frame.isValid():
            return
        self._last_frame = now
        self._failures = 0
        self._tell(CameraState.ON)
        if self._busy or now < self._next:
            return
        self._busy, self._next = True, now + FRAME_SECONDS
        self._jobs.run(lambda: _texts(frame, self._read), self._seen, self._unread)

    def _seen(self, texts: Sequence[str]) -> None:
        self._busy = False
        for text in self._fresh(texts, self._mono()):
            self.scanned.emit(text)

    def _unread(self) -> None:
        self._busy = False

    def _tell(self, state: CameraState) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit(state)


def _texts(frame: QVideoFrame, read: Read) -> Sequence[str]:
    grey = grey_of(frame)
    return read(grey.dots, grey.width, grey.height) if grey is not None else ()
