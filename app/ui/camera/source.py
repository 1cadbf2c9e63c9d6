"""The camera of this PC through Qt's multimedia: opened into a sink, closed, and watched for coming back."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoSink,
)

log = logging.getLogger(__name__)

LEAST, MOST = QSize(640, 480), QSize(1280, 720)
"""Enough for a code on a phone; more only costs time."""


class Size(Protocol):
    """A format of a camera, as far as it matters here: QCameraFormat is one."""

    def resolution(self) -> QSize: ...

    def maxFrameRate(self) -> float: ...  # noqa: N802 - Qt's name


S = TypeVar("S", bound=Size)


def best_of(formats: Sequence[S]) -> S | None:
    """The smallest picture in which a code can be read, quick enough to follow a hand; None = whatever the camera likes."""

    def area(one: S) -> int:
        return one.resolution().width() * one.resolution().height()

    fitting = [
        one
        for one in formats
        if one.maxFrameRate() >= 8
        and one.resolution().width() >= LEAST.width()
        and one.resolution().height() >= LEAST.height()
        and area(one) <= MOST.width() * MOST.height()
    ]
    return min(fitting, key=area, default=None)


def cameras() -> tuple[str, ...]:
    """What the system calls those that are there."""
    return tuple(one.description() for one in QMediaDevices.videoInputs())


class QtSource(QObject):
    """`name` is part of what the system calls the camera; "" = the system's usual one."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._devices = QMediaDevices()
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None

    def watch(self, came: Callable[[], None]) -> None:
        """`came` whenever a camera was plugged in or pulled."""
        self._devices.videoInputsChanged.connect(came)

    def open(self, sink: QVideoSink, lost: Callable[[], None]) -> bool:
        """False when there is no such camera. `lost` when it fails later; it may be asked more than once."""
        device = self._device()
        if device is None:
            return False
        camera = QCamera(device)
        best = best_of(device.videoFormats())
        if best is not None:
            camera.setCameraFormat(best)
        session = QMediaCaptureSession()
        session.setCamera(camera)
        session.setVideoSink(sink)

        def failed(_error: object, _words: str) -> None:
            log.info("the camera failed: %s", camera.error().name)
            lost()

        camera.errorOccurred.connect(failed, Qt.ConnectionType.QueuedConnection)
        self._camera, self._session = camera, session
        camera.start()
        return True

    def close(self) -> None:
        """Gives the camera back to the system."""
        camera, self._camera = self._camera, None
        session, self._session = self._session, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()
        if session is not None:
            session.deleteLater()

    def _device(self) -> QCameraDevice | None:
        found = QMediaDevices.videoInputs()
        if not self._name:
            return found[0] if found else None
        return next((one for one in found if self._name in one.description()), None)
