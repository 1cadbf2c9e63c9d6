"""How many bytes belong to each ESC/POS command, so that a cut inside its data is not taken for one. No meaning here.

Lengths as in Epson's "ESC/POS Command Reference" (download4.epson.biz/sec_pubs/pos/reference_en/escpos).
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Final

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D
LEADS: Final = frozenset({DLE, ESC, FS, GS})


@dataclass(frozen=True, slots=True)
class Read:
    """So many bytes are wanted, for they say how it goes on."""

    count: int


@dataclass(frozen=True, slots=True)
class Skip:
    """So many bytes of data follow, whatever they are."""

    count: int


@dataclass(frozen=True, slots=True)
class ToNul:
    """Data up to a zero byte, or `most` bytes if none comes: a stray command must not swallow a whole job."""

    most: int


Want = Read | Skip | ToNul
Walk = Generator[Want, bytes, None]
"""Yields what it wants next; is sent the bytes of a `Read` and b"" for the others; returns when the command is over."""

_PARAMETERS: Final[dict[int, dict[int, bytes]]] = {
    ESC: {
        1: b" !%-3=?AEGJKMRTUVadertu{",
        2: b"$\\B",
        3: b"p",
        8: b"W",
    },
    FS: {1: b"!-CW", 2: b"?Sp", 74: b"2"},
    GS: {1: b"!#/BEHITabfhjrw", 2: b"$LPW\\", 3: b"^", 4: b"g"},
}
"""Parameter bytes of commands of a fixed length; a letter not here and not in `_VARIABLE` has none. (FS 2 has 72 bytes
of dots after its two code bytes.)"""
_FIXED: Final = {
    bytes((lead, letter)): count
    for lead, counts in _PARAMETERS.items()
    for count, letters in counts.items()
    for letter in letters
}
_NUL_MOST: Final = 255
_TABS_MOST: Final = 33


def walk(lead: int) -> Walk:
    """The way through one command that begins with `lead` (one of LEADS)."""
    (letter,) = yield Read(1)
    name = bytes((lead, letter))
    if lead == DLE:
        yield from _real_time(letter)
    elif name in _VARIABLE:
        yield from _VARIABLE[name]()
    elif name in _FIXED:
        yield Read(_FIXED[name])


def little(data: bytes) -> int:
    """A number with its lowest byte first."""
    return int.from_bytes(data, "little")


def _real_time(letter: int) -> Walk:
    """DLE EOT n, DLE ENQ n, DLE DC4 fn …"""
    if letter not in {0x04, 0x05, 0x14}:
        return
    (function,) = yield Read(1)
    if letter == 0x04:
        more = 1 if function in {7, 8, 18} else 0
    elif letter == 0x14:
        more = {1: 2, 2: 2, 3: 5, 7: 1, 8: 7}.get(function, 0)
    else:
        more = 0
    yield Read(more)


def _columns_of_dots() -> Walk:
    """ESC * m nL nH d…; an unknown m has no data."""
    (mode,) = yield Read(1)
    deep = {0: 1, 1: 1, 32: 3, 33: 3}.get(mode)
    if deep is not None:
        yield Skip(deep * little((yield Read(2))))


def _own_letters() -> Walk:
    """ESC & y c1 c2, then for each letter its width and the dots."""
    high, first, last = yield Read(3)
    for _ in range(first, last + 1):
        (wide,) = yield Read(1)
        yield Skip(high * wide)


def _other_settings() -> Walk:
    """ESC c 0 … ESC c 5 take one number."""
    (which,) = yield Read(1)
    yield Read(1 if which in b"012345" else 0)


def _tabs() -> Walk:
    yield ToNul(_TABS_MOST)


def _counted() -> Walk:
    """ESC (, FS (, GS (: a function, the count of what follows, and that."""
    yield Read(1)
    yield Skip(little((yield Read(2))))


def _counted_long() -> Walk:
    """GS 8 L p1 p2 p3 p4."""
    if (yield Read(1)) == b"L":
        yield Skip(little((yield Read(4))))


def _raster() -> Walk:
    """GS v 0 m xL xH yL yH and GS Q 0 m xL xH yL yH."""
    if (yield Read(1)) == b"0":
        size = yield Read(5)
        yield Skip(little(size[1:3]) * little(size[3:5]))


def _downloaded_dots() -> Walk:
    """GS * x y d…"""
    wide, high = yield Read(2)
    yield Skip(wide * high * 8)


def _stored_dots() -> Walk:
    """FS q n, then n pictures."""
    (count,) = yield Read(1)
    for _ in range(count):
        size = yield Read(4)
        yield Skip(little(size[:2]) * little(size[2:]) * 8)


def _stored_bytes() -> Walk:
    """FS g 1 m a1 … a4 nL nH d…, FS g 2 m a1 … a4 nL nH."""
    place = yield Read(8)
    yield Skip(little(place[6:]) if place[:1] == b"1" else 0)


def _bar_code() -> Walk:
    """GS k m d… NUL for m to 6, GS k m n d… for m from 65."""
    (kind,) = yield Read(1)
    if kind <= 6:
        yield ToNul(_NUL_MOST)
    elif 65 <= kind <= 79:
        (count,) = yield Read(1)
        yield Skip(count)


def _counter() -> Walk:
    """GS C 0 n m, GS C 1 six numbers, GS C 2 nL nH; the form with semicolons is plain text to us."""
    (which,) = yield Read(1)
    yield Read({"0": 2, "1": 6, "2": 2}.get(chr(which), 0))


def _cut() -> Walk:
    """GS V m, and n with the functions that feed."""
    (mode,) = yield Read(1)
    yield Read(1 if mode in FEEDING_CUTS else 0)


FEEDING_CUTS: Final = frozenset({65, 66, 97, 98, 103, 104})
"""The m of GS V that bring the paper to the knife by themselves; the others cut where it stands."""
_VARIABLE: Final[dict[bytes, Callable[[], Walk]]] = {
    b"\x1b*": _columns_of_dots,
    b"\x1b&": _own_letters,
    b"\x1bD": _tabs,
    b"\x1b(": _counted,
    b"\x1bc": _other_settings,
    b"\x1c(": _counted,
    b"\x1cq": _stored_dots,
    b"\x1cg": _stored_bytes,
    b"\x1d(": _counted,
    b"\x1d8": _counted_long,
    b"\x1dv": _raster,
    b"\x1dQ": _raster,
    b"\x1d*": _downloaded_dots,
    b"\x1dk": _bar_code,
    b"\x1dC": _counter,
    b"\x1dV": _cut,
}
PRINTING: Final = frozenset(
    {b"\x1b*", b"\x1d(", b"\x1d8", b"\x1dv", b"\x1dQ", b"\x1d/", b"\x1cp", b"\x1dk"}
)
"""Commands that put something on paper besides text."""
