"""What the menu can turn on and off at this PC: each switch shows how it stands, also when the thing is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.ui.words import translate


class Position(StrEnum):
    ON = "on"
    OFF = "off"
    ABSENT = "absent"
    """On, and the PC has no such thing."""


class Part(StrEnum):
    """What is switched."""

    SOUND = "sound"
    DISPLAY = "display"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Switch:
    """`turn` may be asked at any time, on the GUI thread."""

    part: Part
    position: Callable[[], Position]
    turn: Callable[[], None]


def icon_of(part: Part, position: Position) -> str:
    on = position is Position.ON
    match part:
        case Part.SOUND:
            return "volume-2" if on else "volume-x"
        case Part.DISPLAY:
            return "monitor" if on else "monitor-off"
        case Part.CAMERA:
            return "camera" if on else "camera-off"
        case _:
            assert_never(part)


def label_of(part: Part) -> str:
    match part:
        case Part.SOUND:
            return translate("Menu", "Sounds")
        case Part.DISPLAY:
            return translate("Menu", "Customer display")
        case Part.CAMERA:
            return translate("Menu", "Camera as a scanner")
        case _:
            assert_never(part)


def value_of(part: Part, position: Position) -> str:
    match position:
        case Position.ON:
            return translate("Menu", "on")
        case Position.OFF:
            return translate("Menu", "off")
        case Position.ABSENT:
            return _absent(part)
        case _:
            assert_never(position)


def _absent(part: Part) -> str:
    match part:
        case Part.SOUND:
            return translate("Menu", "on · no loudspeaker")
        case Part.DISPLAY:
            return translate("Menu", "on · no second screen")
        case Part.CAMERA:
            return translate("Menu", "on · no camera found")
        case _:
            assert_never(part)
