"""A frame of the camera as grey dots, which is all a decoder needs. Runs on a worker thread, never on the GUI's."""

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_Format = QVideoFrameFormat.PixelFormat
BRIGHTNESS_FIRST = frozenset(
    {
        _Format.Format_YUV420P,
        _Format.Format_YUV422P,
        _Format.Format_YV12,
        _Format.Format_NV12,
        _Format.Format_NV21,
        _Format.Format_Y8,
    }
)
"""Formats whose first plane is the grey picture itself."""


@dataclass(frozen=True, slots=True)
class Grey:
    """One byte a pixel; `width` includes what a driver adds at the end of each row."""

    dots: bytes
    width: int
    height: int


def grey_of(frame: QVideoFrame) -> Grey | None:
    """None when the frame cannot be read, as one of a camera that was just pulled."""
    if frame.pixelFormat() in BRIGHTNESS_FIRST:
        return _first_plane(frame)
    image = frame.toImage()
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Grey(bytes(grey.constBits()), grey.bytesPerLine(), grey.height())


def _first_plane(frame: QVideoFrame) -> Grey | None:
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        width, height = frame.bytesPerLine(0), frame.height()
        return Grey(bytes(frame.bits(0)[: width * height]), width, height)
    finally:
        frame.unmap()
