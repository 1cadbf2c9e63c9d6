"""A POS's bytes taken apart as they come: what to pass on, and where a receipt ends. Pure; no byte is changed or lost.

Only what may yet become a cut (a lone ESC or GS, or GS V) is held back, for the owner to release in time.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, assert_never

from app.devices.bridge.commands import (
    ESC,
    FEEDING_CUTS,
    GS,
    LEADS,
    PRINTING,
    Read,
    Skip,
    ToNul,
    Walk,
    Want,
    walk,
)
from app.devices.bridge.modes import TRACKED, Modes

TEXT_MOST: Final = 32_768
"""Bytes of a receipt's text that are kept for reading, the last ones: totals stand at the end."""
TEAR_FEED: Final = b"\n\n\n\n"
"""About 17 mm at plain spacing: past the knife (12–15 mm above the head), or far enough out to tear."""
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
_CUTS: Final = frozenset({b"\x1bi", b"\x1bm", b"\x1dV"})
_LF, _FF, _HT = 0x0A, 0x0C, 0x09


class _Cut(Enum):
    """What the bytes at a command's start are. `HERE` cuts the paper where it stands, `FED` brings it to the knife."""

    NO = auto()
    PERHAPS = auto()
    """More bytes will tell."""
    HERE = auto()
    FED = auto()


@dataclass(frozen=True, slots=True)
class Through:
    """The POS's own bytes, to go to the printer as they are."""

    data: bytes


@dataclass(frozen=True, slots=True)
class ReceiptEnd:
    """A receipt is over. `text` is what stands on it, in the POS's encoding. Between `before` and `after` our block
    may be put in here; not if `room` is False (page mode, or its cut has already gone to the printer)."""

    text: bytes
    before: bytes
    after: bytes
    room: bool = True


Piece = Through | ReceiptEnd


class ReceiptStream:
    """One connection's bytes. All `Through` joined, in order, are exactly what was fed, whatever it was and however it
    was torn into pieces."""

    def __init__(self, width_dots: int) -> None:
        self._modes = Modes(width_dots)
        self._walk: Walk | None = None
        self._want: Want = Read(0)
        self._got = bytearray()
        """Bytes of the present `Read`."""
        self._command = bytearray()
        self._held = b""
        self._text = bytearray()
        self._printed = False
        self._in_line = False
        self._page_mode = False
        self._selected = True
        self._pieces: list[Piece] = []
        self.cuts = False
        """A cut has come by."""

    @property
    def holding(self) -> bool:
        """Something is held back: call `release` when nothing more comes soon."""
        return bool(self._held)

    @property
    def between(self) -> bool:
        """Not inside a command: the connection may be closed here."""
        return self._walk is None and not self._held

    def feed(self, data: bytes) -> list[Piece]:
        """What came from the POS; what may go on, in order."""
        return self._feed(data, hold=True)

    def release(self) -> list[Piece]:
        """Time is up: what was held goes on as it is."""
        return self._feed(b"", hold=False)

    def silence(self) -> list[Piece]:
        """Nothing came for long: a POS that never cuts has finished a receipt, if it stands between commands."""
        pieces = self.release()
        if self._printed and not self.cuts and self._walk is None:
            pieces.append(self._end(room=True, feed=True))
        return pieces

    def finish(self) -> list[Piece]:
        """The POS has closed. What follows the last cut is no receipt of its own: some print the next one's head."""
        pieces = self.release()
        if self._printed and not self.cuts:
            pieces.append(self._end(room=self._walk is None, feed=True))
        return pieces

    # -- taking apart -----------------------------------------------------------------------------------------

    def _feed(self, new: bytes, *, hold: bool) -> list[Piece]:
        data, self._held = self._held + new, b""
        self._pieces = []
        at = sent = 0
        while at < len(data):
            if self._walk is not None:
                at = self._on(data, at)
                continue
            at = self._text_run(data, at)
            if at == len(data):
                break
            byte = data[at]
            if byte not in LEADS:
                self._control(byte)
                at += 1
                continue
            cut = _cut(data[at : at + 3], hold=hold)
            if cut is _Cut.PERHAPS:
                self._held = data[at:]
                break
            if cut is not _Cut.NO and self._printed and self._selected:
                self._pass(data[sent:at])
                sent = at
                self._pieces.append(self._end(room=True, feed=cut is _Cut.HERE))
            self._begin(byte)
            at += 1
        self._pass(data[sent : len(data) - len(self._held)])
        return self._pieces

    def _pass(self, data: bytes) -> None:
        if data:
            self._pieces.append(Through(data))

    def _text_run(self, data: bytes, at: int) -> int:
        """Letters up to the next control byte."""
        found = _CONTROL.search(data, at)
        end = len(data) if found is None else found.start()
        if end > at and self._selected:
            run = data[at:end]
            self._say(run)
            self._in_line = True
            self._printed = self._printed or bool(run.strip(b" "))
        return end

    def _control(self, byte: int) -> None:
        if byte in {_LF, _FF}:
            self._line_over()
            self._page_mode = self._page_mode and byte != _FF
        elif byte == _HT:
            self._say(b" ")
            self._in_line = True

    def _begin(self, lead: int) -> None:
        self._walk = walk(lead)
        self._command = bytearray((lead,))
        self._want = next(self._walk)
        self._got.clear()

    def _grant(self, data: bytes) -> None:
        """The present wish is met, and so are wishes for nothing after it."""
        walking = self._walk
        while walking is not None:
            self._command += data
            try:
                self._want = walking.send(data)
            except StopIteration:
                self._walk = None
                self._over(bytes(self._command))
                return
            self._got.clear()
            if not isinstance(self._want, Read | Skip) or self._want.count:
                return
            data = b""

    def _on(self, data: bytes, at: int) -> int:
        """Inside a command: up to where its present wish, or `data`, ends."""
        match self._want:
            case Read(count=count):
                end = min(len(data), at + count - len(self._got))
                self._got += data[at:end]
                if len(self._got) == count:
                    self._grant(bytes(self._got))
            case Skip(count=count):
                end = min(len(data), at + count)
                self._want = Skip(count - (end - at))
                if end == at + count:
                    self._grant(b"")
            case ToNul(most=most):
                limit = min(len(data), at + most)
                nul = data.find(0, at, limit)
                end = limit if nul < 0 else nul + 1
                self._want = ToNul(most - (end - at))
                if nul >= 0 or end == at + most:
                    self._grant(b"")
            case _:
                assert_never(self._want)
        return end

    # -- what it meant ----------------------------------------------------------------------------------------

    def _over(self, command: bytes) -> None:
        """A command is whole; `command` is without its data."""
        name = command[:2]
        if name == b"\x1b=":
            self._selected = bool(command[2] & 1)
        if not self._selected:
            return
        if name in TRACKED:
            self._modes.note(command)
        elif name in PRINTING:
            self._printed = True
        elif name in _CUTS:
            self._was_cut()
        else:
            self._moved(name)

    def _moved(self, name: bytes) -> None:
        """What a command does to the line, the page and the settings as a whole."""
        match name:
            case b"\x1b@":
                self._modes.clear()
                self._in_line = self._page_mode = False
            case b"\x1bd" | b"\x1bJ":
                self._line_over()
            case b"\x1b*":
                self._in_line = True
            case b"\x1b$" | b"\x1b\\":
                self._say(b" ")
            case b"\x1bL":
                self._page_mode = True
            case b"\x1bS":
                self._page_mode = False
            case _:
                pass

    def _was_cut(self) -> None:
        """The cut itself has gone by. A receipt not ended before it had its cut torn apart in time: no room any more."""
        self.cuts = True
        if self._printed:
            self._pieces.append(self._end(room=False, feed=False))

    def _end(self, *, room: bool, feed: bool) -> ReceiptEnd:
        before = (b"\n" if self._in_line else b"") + self._modes.plain()
        after = (TEAR_FEED if feed else b"") + self._modes.restore()
        room = room and self._selected and not self._page_mode
        end = ReceiptEnd(bytes(self._text), before, after, room)
        self._text.clear()
        self._printed = False
        self._in_line = self._in_line and not room
        return end

    def _line_over(self) -> None:
        if self._selected:
            self._in_line = False
            self._say(b"\n")

    def _say(self, text: bytes) -> None:
        if self._selected:
            self._text += text
            if len(self._text) > 2 * TEXT_MOST:
                del self._text[:-TEXT_MOST]


def _cut(start: bytes, *, hold: bool) -> _Cut:
    """`start` is the first one to three bytes of a command. Without `hold`, what is there must do."""
    if start[0] not in {ESC, GS}:
        return _Cut.NO
    if len(start) == 1:
        return _Cut.PERHAPS if hold else _Cut.NO
    if start[:2] not in _CUTS:
        return _Cut.NO
    if start[0] == ESC:
        return _Cut.HERE
    if len(start) == 2:
        return _Cut.PERHAPS if hold else _Cut.HERE
    return _Cut.FED if start[2] in FEEDING_CUTS else _Cut.HERE
