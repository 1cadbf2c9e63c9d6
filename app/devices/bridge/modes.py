"""What the POS has set on its printer, so that our block prints plainly and the POS finds everything as it left it."""

from typing import Final

_ALIAS: Final = {b"\x1b2": b"\x1b3", b"\x1c.": b"\x1c&"}
"""Two spellings of one setting: default and own line spacing, two-byte characters on and off."""
_PLAIN: Final[dict[bytes, bytes]] = {
    b"\x1b!": b"\x1b!\x00",
    b"\x1d!": b"\x1d!\x00",
    b"\x1bE": b"\x1bE\x00",
    b"\x1bG": b"\x1bG\x00",
    b"\x1b-": b"\x1b-\x00",
    b"\x1bM": b"\x1bM\x00",
    b"\x1b ": b"\x1b \x00",
    b"\x1bV": b"\x1bV\x00",
    b"\x1b{": b"\x1b{\x00",
    b"\x1b%": b"\x1b%\x00",
    b"\x1b3": b"\x1b2",
    b"\x1ba": b"\x1ba\x00",
    b"\x1dB": b"\x1dB\x00",
    b"\x1dL": b"\x1dL\x00\x00",
    b"\x1dW": b"\x1dW",
    b"\x1c!": b"\x1c!\x00",
    b"\x1c-": b"\x1c-\x00",
    b"\x1cW": b"\x1cW\x00",
    b"\x1cS": b"\x1cS\x00\x00",
    b"\x1c&": b"\x1c&",
}
"""Each setting that changes how text and dots look, and the command for plain; GS W gets the width of the paper."""
TRACKED: Final = frozenset({*_PLAIN, *_ALIAS})
LEFT: Final = b"\x1ba\x00"
ALIGNMENT: Final = b"\x1ba"


class Modes:
    """The last command of each setting, in the order of their last use.

    Some commands set the same thing (`ESC !` and `ESC E`): what was used last counts, so repeating all of them in this
    order leaves the printer as it was, also one that takes them differently from Epson's.
    """

    def __init__(self, width_dots: int) -> None:
        self._width = width_dots
        self._set: dict[bytes, bytes] = {}

    def clear(self) -> None:
        """ESC @."""
        self._set.clear()

    def note(self, command: bytes) -> None:
        """`command` is whole and its first two bytes are in TRACKED."""
        key = _ALIAS.get(command[:2], command[:2])
        self._set.pop(key, None)
        self._set[key] = command

    def plain(self) -> bytes:
        """Brings what the POS has set to plain. Commands it never used are not sent: a clone may print them."""
        return b"".join(self._plain(key) for key, now in self._set.items() if now != _PLAIN[key])

    def restore(self) -> bytes:
        """After `plain` and a block that was left with its own alignment and with two-byte characters on. A POS that
        never said which characters it uses relies on its printer's own choice: in China that is two-byte."""
        repeated = b"".join(self._set.values())
        return repeated if ALIGNMENT in self._set else LEFT + repeated

    def _plain(self, key: bytes) -> bytes:
        if key == b"\x1dW":
            return key + self._width.to_bytes(2, "little")
        return _PLAIN[key]
