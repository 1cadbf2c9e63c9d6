"""The camera as a scanner, from frames put into the sink as the system would: each code once, the counter's own thread free,
a pulled camera looked for again."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.devices.scanners.camera_codes import InView, read_codes
from app.ui.camera.frames import BRIGHTNESS_FIRST, grey_of
from app.ui.camera.scanner import CameraScanner, CameraState
from app.ui.camera.source import QtSource, best_of
from app.ui.jobs import Jobs
from tests.devices.scanners.test_camera_codes import CODE, OTHER, phone

Format = QVideoFrameFormat.PixelFormat
EMPTY = Image.new("L", (640, 480), 90)


class Camera:
    """A source that a test plugs in and pulls."""

    def __init__(self) -> None:
        self.plugged = True
        self.opened = 0
        self.closed = 0
        self.lost: Callable[[], None] = lambda: None
        self.came: Callable[[], None] = lambda: None

    def watch(self, came: Callable[[], None]) -> None:
        self.came = came

    def open(self, sink: QVideoSink, lost: Callable[[], None]) -> bool:
        self.opened += 1
        self.lost = lost
        return self.plugged

    def close(self) -> None:
        self.closed += 1


def frame_of(picture: Image.Image, kind: Format = Format.Format_BGRX8888) -> QVideoFrame:
    """As a driver gives it: in colour, or with the grey picture as the first plane of a padded frame."""
    width, height = picture.size
    if kind not in BRIGHTNESS_FIRST:
        image = QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
        return QVideoFrame(image.convertToFormat(QImage.Format.Format_RGB32))
    frame = QVideoFrame(QVideoFrameFormat(QSize(width, height), kind))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    plane, line, dots = frame.bits(0), frame.bytesPerLine(0), picture.tobytes()
    assert isinstance(plane, memoryview)
    for y in range(height):
        plane[y * line : y * line + width] = dots[y * width : (y + 1) * width]
    frame.unmap()
    return frame


class Bench:
    """A scanner over a fake camera, a clock moved by hand, and everything it told."""

    def __init__(
        self,
        qtbot: QtBot,
        read: Callable[[bytes, int, int], Sequence[str]] = read_codes,
        *,
        silence_ms: int = 60_000,
        backoff_ms: Sequence[int] = (5,),
    ) -> None:
        self.qtbot = qtbot
        self.camera = Camera()
        self.seconds = 100.0
        self.scans: list[str] = []
        self.states: list[CameraState] = []
        self.lane = ThreadPoolExecutor(max_workers=1)
        self.jobs = Jobs(self.lane)
        self.read = 0
        self.threads: set[int] = set()

        def reading(dots: bytes, width: int, height: int) -> Sequence[str]:
            self.threads.add(threading.get_ident())
            found = read(dots, width, height)
            self.read += 1
            return found

        self.scanner = CameraScanner(
            self.camera,
            jobs=self.jobs,
            read=reading,
            fresh=InView().fresh,
            mono=lambda: self.seconds,
            silence_ms=silence_ms,
            backoff_ms=backoff_ms,
        )
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.changed.connect(self.states.append)

    def show(self, picture: Image.Image, kind: Format = Format.Format_BGRX8888) -> None:
        """The next picture, read to its end."""
        self.seconds += 0.2
        before = self.read
        self.scanner.sink.setVideoFrame(frame_of(picture, kind))
        self.wait(lambda: self.read > before and not self.scanner._busy)

    def wait(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met, timeout=20_000)

    def close(self) -> None:
        self.scanner.stop()
        self.jobs.close()
        self.lane.shutdown(wait=True)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    made.scanner.start()
    yield made
    made.close()


@pytest.mark.parametrize(
    "kind", [Format.Format_BGRX8888, Format.Format_NV12, Format.Format_YUV420P, Format.Format_Y8]
)
def test_a_phone_held_before_the_lens_is_one_scan(bench: Bench, kind: Format) -> None:
    for angle in (5, 9, -7, 0):
        bench.show(phone(CODE, angle=angle, width=642), kind)
    assert bench.scans == [CODE]
    assert threading.get_ident() not in bench.threads


def test_the_next_phone_is_the_next_scan_and_the_first_again_later(bench: Bench) -> None:
    bench.show(phone(CODE))
    bench.show(phone(OTHER))
    bench.show(EMPTY)
    bench.seconds += 5
    bench.show(phone(CODE))
    assert bench.scans == [CODE, OTHER, CODE]


def test_no_more_than_eight_pictures_a_second_are_read(bench: Bench) -> None:
    for _ in range(60):  # two seconds of a usual camera
        bench.seconds += 1 / 30
        bench.scanner.sink.setVideoFrame(frame_of(EMPTY))
        bench.wait(lambda: not bench.scanner._busy)
    assert 10 <= bench.read <= 16


def test_a_slow_reader_is_not_given_a_pile_of_pictures(qtbot: QtBot) -> None:
    going, reading = threading.Event(), threading.Event()

    def slow(_dots: bytes, _width: int, _height: int) -> Sequence[str]:
        reading.set()
        assert going.wait(20)
        return ()

    bench = Bench(qtbot, slow)
    bench.scanner.start()
    for _ in range(20):
        bench.seconds += 1
        bench.scanner.sink.setVideoFrame(frame_of(EMPTY))
    assert reading.wait(20)
    going.set()
    bench.wait(lambda: not bench.scanner._busy)
    assert bench.read == 1
    bench.close()


def test_a_reader_that_fails_is_asked_again(qtbot: QtBot) -> None:
    answers: list[Exception | tuple[str, ...]] = [ValueError("a bad picture"), ("code",)]

    def sometimes(_dots: bytes, _width: int, _height: int) -> Sequence[str]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    bench = Bench(qtbot, sometimes)
    bench.scanner.start()
    for _ in range(2):
        bench.seconds += 1
        bench.scanner.sink.setVideoFrame(frame_of(EMPTY))
        bench.wait(lambda: not bench.scanner._busy)
    assert bench.scans == ["code"]
    bench.close()


def test_a_camera_that_is_not_there_is_looked_for_until_it_comes(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.camera.plugged = False
    bench.scanner.start()
    bench.wait(lambda: bench.camera.opened >= 3)
    assert bench.states == [CameraState.ABSENT]
    bench.camera.plugged = True
    bench.wait(lambda: bench.scanner._open)
    bench.show(phone(CODE))
    assert (bench.states, bench.scans) == ([CameraState.ABSENT, CameraState.ON], [CODE])
    bench.close()


def test_each_try_waits_longer_and_a_plug_is_noticed_at_once(qtbot: QtBot) -> None:
    bench = Bench(qtbot, backoff_ms=(1, 3_600_000))
    bench.camera.plugged = False
    bench.scanner.start()
    bench.wait(lambda: bench.camera.opened == 2)
    assert bench.scanner._retry.interval() == 3_600_000
    bench.camera.plugged = True
    bench.camera.came()
    assert bench.camera.opened == 3
    bench.show(EMPTY)
    assert bench.states[-1] is CameraState.ON
    bench.close()


def test_a_pulled_camera_is_told_and_found_again(bench: Bench) -> None:
    bench.show(phone(CODE))
    bench.camera.plugged = False
    bench.camera.lost()
    bench.camera.lost()
    assert (bench.states[-1], bench.camera.closed) == (CameraState.ABSENT, 1)
    bench.camera.plugged = True
    bench.wait(lambda: bench.scanner._open)
    bench.show(phone(OTHER))
    assert bench.states == [CameraState.ON, CameraState.ABSENT, CameraState.ON]
    assert bench.scans == [CODE, OTHER]


def test_a_camera_that_gives_no_picture_any_more_is_gone(qtbot: QtBot) -> None:
    bench = Bench(qtbot, silence_ms=20, backoff_ms=(3_600_000,))
    bench.scanner.start()
    bench.show(EMPTY)
    bench.seconds += 1
    bench.wait(lambda: bench.states == [CameraState.ON, CameraState.ABSENT])
    assert bench.camera.closed == 1
    bench.close()


def test_nothing_is_told_after_the_end(bench: Bench) -> None:
    bench.show(EMPTY)
    bench.scanner.stop()
    bench.scanner.sink.setVideoFrame(frame_of(phone(CODE)))
    bench.camera.came()
    assert (bench.scans, bench.camera.opened, bench.camera.closed) == ([], 1, 1)


def test_a_frame_that_cannot_be_read_is_none() -> None:
    assert grey_of(QVideoFrame()) is None


def test_qts_own_source_knows_when_there_is_no_such_camera(qapp: QApplication) -> None:
    source, lost = QtSource("a camera nobody has"), list[int]()
    source.watch(lambda: None)
    assert not source.open(QVideoSink(), lambda: lost.append(1))
    source.close()
    assert lost == []


@dataclass(frozen=True, slots=True)
class Offered:
    width: int
    height: int
    rate: float = 30

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:  # noqa: N802 - Qt's name
        return self.rate


@pytest.mark.parametrize(
    ("offered", "best"),
    [
        ([Offered(320, 240), Offered(640, 480), Offered(1920, 1080)], Offered(640, 480)),
        ([Offered(640, 480, 5), Offered(1280, 720, 10)], Offered(1280, 720, 10)),
        ([Offered(320, 240), Offered(3840, 2160)], None),
        ([], None),
    ],
)
def test_the_smallest_picture_that_shows_a_code_is_asked_for(
    offered: list[Offered], best: Offered | None
) -> None:
    assert best_of(offered) == best
