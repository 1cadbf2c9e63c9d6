"""The sounds as bytes: plain tones put into a WAV file. Pure; no Qt, no file (devices.md §4)."""

import math
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

RATE: Final = 44_100
"""Samples a second."""
LOUDNESS: Final = 0.5
FADE_SECONDS: Final = 0.006
"""At both ends of a tone; without it a loudspeaker clicks."""
_SAMPLE: Final = 2
_LARGEST: Final = 32_767


class Sound(StrEnum):
    """What a result may sound like."""

    OK = "ok"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Beep:
    """`hertz` 0 = silence."""

    hertz: float
    seconds: float


BEEPS: Final = {
    Sound.OK: (Beep(1760, 0.09),),
    Sound.WARNING: (Beep(880, 0.2),),
    Sound.REFUSED: (Beep(330, 0.16), Beep(0, 0.09), Beep(330, 0.16)),
}
"""One short high; one mid; two low. Far enough apart to be told by ear in a loud shop."""


def wave(sound: Sound) -> bytes:
    """A WAV file: 16-bit, one channel."""
    samples = array("h")
    for beep in BEEPS[sound]:
        samples.extend(_tone(beep))
    data = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<HHIIHH", 1, 1, RATE, RATE * _SAMPLE, _SAMPLE, 8 * _SAMPLE)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data))
    return b"RIFF" + struct.pack("<I", 4 + len(chunks) + len(data)) + b"WAVE" + chunks + data


def _tone(beep: Beep) -> Iterator[int]:
    count = round(beep.seconds * RATE)
    fade = FADE_SECONDS * RATE
    turn = 2 * math.pi * beep.hertz / RATE
    for number in range(count):
        edge = min(1.0, number / fade, (count - 1 - number) / fade)
        yield round(_LARGEST * LOUDNESS * edge * math.sin(turn * number))
