"""Zstandard on HQ's side of the wire (protocol.md §4): answers packed when the counter takes it, requests unpacked
under a cap that is checked before anything is allocated."""

import io
import threading
from dataclasses import dataclass
from typing import Final

import zstandard

from sync.hq import problems

LEVEL: Final = 3
WORTH_BYTES: Final = 1024
"""Shorter bodies travel in one packet anyway."""
MOST_WINDOW: Final = 8 * 1024 * 1024
"""What a sender may make us keep while unpacking (RFC 8878 §3.1.1.1.2 asks for 8 MB at least)."""
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of an answer and their Content-Encoding, "" = as they are."""

    data: bytes
    encoding: str = ""


def packed(data: bytes, *, packing: bool) -> Body:
    """As short as the reader allows. From any thread."""
    if not packing or len(data) < WORTH_BYTES:
        return Body(data)
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(level=LEVEL)
    return Body(_own.compressor.compress(data), "zstd")


def unpacked(data: bytes, encoding: str, *, most: int) -> bytes:
    """The body of a request. Raises Refused: too_big when it would be more than `most` bytes, bad_encoding for what
    is not zstd, bad_request for broken zstd."""
    if encoding in {"", "identity"}:
        return data
    if encoding != "zstd":
        raise problems.bad_encoding()
    unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
    try:
        with unpacker.stream_reader(io.BytesIO(data)) as reader:
            plain = reader.read(most + 1)
    except zstandard.ZstdError:
        raise problems.bad_request("the body is no zstd") from None
    if len(plain) > most:
        raise problems.too_big()
    return plain


def takes_zstd(accept_encoding: str) -> bool:
    """By the request's Accept-Encoding; a weight of 0 means no (RFC 9110 §12.5.3)."""
    for offer in accept_encoding.lower().split(","):
        name, _, rest = offer.partition(";")
        if name.strip() in {"zstd", "*"}:
            weight = rest.strip().removeprefix("q=").strip()
            return weight not in {"0", "0.0", "0.00", "0.000"}
    return False
