"""Zstandard on the counter's side of the wire (protocol.md §4): requests packed once HQ has said that it takes them, answers
unpacked piece by piece under a cap, so that a bomb is found before it is allocated."""

import time
from collections.abc import Iterator
from typing import IO, Final, Protocol, cast

import zstandard

from sync.errors import Retry

LEVEL: Final = 3
WORTH_BYTES: Final = 1024
"""Shorter bodies travel in one packet anyway."""
PIECE_BYTES: Final = 64 * 1024
MOST_WINDOW: Final = 8 * 1024 * 1024
"""What a sender may make us keep while unpacking (RFC 8878 §3.1.1.1.2)."""


class Unreadable(Exception):
    """Not in an encoding we asked for, or broken."""


class Raw(Protocol):
    """Bytes as they come over the line, b"" at the end."""

    def read(self, size: int, /) -> bytes: ...


class Arriving:
    """Chunks off the line as a file to read from, until a deadline on the monotonic clock."""

    def __init__(self, chunks: Iterator[bytes], deadline: float) -> None:
        self._chunks = chunks
        self._deadline = deadline
        self._left = b""

    def read(self, size: int) -> bytes:
        """Raises Retry(timeout) for what drips in too slowly."""
        while not self._left:
            if time.monotonic() > self._deadline:
                raise Retry("timeout")
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        taken, self._left = self._left[:size], self._left[size:]
        return taken


def packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL).compress(data)


def unpacked(raw: Raw, encoding: str) -> Iterator[bytes]:
    """The answer's pieces, none longer than PIECE_BYTES. Raises Unreadable."""
    match encoding.strip().lower():
        case "" | "identity":
            source: Raw = raw
        case "zstd":
            unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
            source = unpacker.stream_reader(cast("IO[bytes]", raw))  # it only reads
        case _:
            raise Unreadable(encoding)
    try:
        while piece := source.read(PIECE_BYTES):
            yield piece
    except zstandard.ZstdError as broken:
        raise Unreadable("zstd") from broken


def takes_zstd(accept_encoding: str) -> bool:
    """What an answer says of the requests its sender takes (RFC 9110 §12.5.3)."""
    return "zstd" in (offer.strip() for offer in accept_encoding.lower().split(","))
