"""Bytes of a serial scanner into texts. Pure: silence is told by the caller, no port and no clock is known here."""

import re
from typing import Final

MAX_BYTES: Final = 4096
"""No code is longer (a QR of version 40 holds 2953 bytes); of more, the first so many are given and the rest dropped."""
_END: Final = re.compile(rb"[\r\n]")
_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""Symbology identifier `]cm` (ISO/IEC 15424), sent by scanners set to do so."""
_WRAPPING: Final = "\x00\x02\x03\t"
"""NUL, STX, ETX and TAB around a code: prefixes and suffixes scanners may be set to."""


class Frames:
    """Collects bytes until CR, LF or silence make them one scan."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def pending(self) -> bool:
        """True while bytes wait for their end."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[str]:
        """The scans that are complete with these bytes, in order; empty ones (CR LF) are none."""
        *complete, rest = _END.split(data)
        found = list[str]()
        for part in complete:
            self._hold(part)
            found += self.silence()
        self._hold(rest)
        return found

    def silence(self) -> list[str]:
        """Nothing came for a while: what is held is a scan."""
        text = decode(bytes(self._held))
        self._held.clear()
        return [text] if text else []

    def _hold(self, part: bytes) -> None:
        self._held += part[: MAX_BYTES - len(self._held)]


def decode(frame: bytes) -> str:
    """UTF-8, else GB18030, else with U+FFFD for what is no text; without AIM id and wrapping, GS (1D) kept."""
    try:
        text = frame.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = frame.decode("gb18030")
        except UnicodeDecodeError:
            text = frame.decode("utf-8", errors="replace")
    text = text.strip(_WRAPPING)
    found = _AIM.match(text)
    return text[found.end() :] if found else text
