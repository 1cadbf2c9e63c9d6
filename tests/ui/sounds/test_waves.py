"""The sounds measured: how many tones, how high, how long; and that no loudspeaker clicks."""

import io
import math
import wave as wav
from array import array
from itertools import groupby, pairwise

import pytest

from app.ui.sounds.waves import RATE, Sound, wave

WINDOW = RATE // 200
"""5 ms"""


def samples_of(sound: Sound) -> "array[int]":
    with wav.open(io.BytesIO(wave(sound))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def tones_of(samples: "array[int]") -> "list[array[int]]":
    """The stretches that are not silent."""
    windows = [samples[at : at + WINDOW] for at in range(0, len(samples), WINDOW)]
    heard = groupby(windows, lambda window: max(map(abs, window)) > 1000)
    return [sum(run, array("h")) for loud, run in heard if loud]


def strength(samples: "array[int]", hertz: float) -> float:
    """How much of this frequency is in there (one term of a Fourier transform)."""
    turn = 2 * math.pi * hertz / RATE
    real = sum(value * math.cos(turn * at) for at, value in enumerate(samples))
    imaginary = sum(value * math.sin(turn * at) for at, value in enumerate(samples))
    return math.hypot(real, imaginary) / len(samples)


@pytest.mark.parametrize(
    ("sound", "tones", "low", "high"),
    [
        (Sound.OK, 1, 1500, 2500),
        (Sound.WARNING, 1, 700, 1100),
        (Sound.REFUSED, 2, 200, 450),
    ],
)
def test_each_sound_is_as_high_and_as_often_as_it_should_be(
    sound: Sound, tones: int, low: int, high: int
) -> None:
    found = tones_of(samples_of(sound))
    assert len(found) == tones
    for tone in found:
        loudest = max(range(100, 3000, 40), key=lambda hertz: strength(tone, hertz))
        assert low <= loudest <= high


def test_they_are_short_and_ok_is_the_shortest() -> None:
    lengths = {sound: len(samples_of(sound)) / RATE for sound in Sound}
    assert max(lengths.values()) <= 0.5
    assert min(lengths, key=lambda sound: lengths[sound]) is Sound.OK


@pytest.mark.parametrize("sound", list(Sound))
def test_no_step_is_a_click(sound: Sound) -> None:
    samples = samples_of(sound)
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 200
    steepest = max(abs(after - before) for before, after in pairwise(samples))
    assert steepest < 5000
    assert max(map(abs, samples)) < 32_000
