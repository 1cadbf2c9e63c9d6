"""The queue of a counter as an encrypted file, for a shop whose line stays down: a person carries it to HQ, which takes
it in as if it had been pushed. Bytes: sync/golden/README.md. Not part of the package's front, for it loads cryptography.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.wire.facts import PushRequest

MAGIC: Final = b"TGQUEUE1"
NONCE_BYTES: Final = 12
MOST_BYTES: Final = 512 * 1024 * 1024
"""Decompressed: about a million facts."""
_HEAD: Final = struct.Struct(">8sII")
_LENGTH: Final = struct.Struct(">I")
_INFO: Final = b"tuangui queue 1"
_DECODER: Final = msgspec.json.Decoder(PushRequest)


class BadQueueFile(Exception):
    """Not such a file, damaged, changed, of a counter HQ does not know, or under another key."""


def seal_queue(requests: Sequence[PushRequest], *, receipt_key: bytes, nonce: bytes) -> bytes:
    """The file of one counter's requests, in order, at least one; all name the same counter and incarnation. `nonce` is
    12 fresh random bytes."""
    first = requests[0]
    head = _HEAD.pack(MAGIC, first.counter, first.incarnation)
    packed = zlib.compressobj()
    plain = bytearray()
    for request in requests:
        text = msgspec.json.encode(request)
        plain += packed.compress(_LENGTH.pack(len(text)) + text)
    plain += packed.flush()
    return head + nonce + AESGCM(_key(receipt_key)).encrypt(nonce, bytes(plain), head)


def open_queue(
    content: bytes, receipt_key_of: Callable[[int, int], bytes | None]
) -> tuple[PushRequest, ...]:
    """What was sealed. `receipt_key_of` (counter, incarnation) gives the key of that enrolment, None = unknown. Raises
    BadQueueFile; never gives a part of a file."""
    if len(content) < _HEAD.size + NONCE_BYTES:
        raise BadQueueFile("too short")
    head = content[: _HEAD.size]
    magic, counter, incarnation = _HEAD.unpack(head)
    if magic != MAGIC:
        raise BadQueueFile("no queue of a counter")
    key = receipt_key_of(counter, incarnation)
    if key is None:
        raise BadQueueFile("a counter nobody enrolled")
    nonce = content[_HEAD.size : _HEAD.size + NONCE_BYTES]
    try:
        sealed = AESGCM(_key(key)).decrypt(nonce, content[_HEAD.size + NONCE_BYTES :], head)
        requests = tuple(_requests(_unpacked(sealed)))
    except (InvalidTag, zlib.error, msgspec.MsgspecError, struct.error) as fault:
        raise BadQueueFile("damaged, changed, or under another key") from fault
    if any((each.counter, each.incarnation) != (counter, incarnation) for each in requests):
        raise BadQueueFile("facts of another counter")
    return requests


def _unpacked(sealed: bytes) -> bytes:
    opener = zlib.decompressobj()
    plain = opener.decompress(sealed, MOST_BYTES)
    if not opener.eof:
        raise BadQueueFile("too big")
    return plain


def _requests(plain: bytes) -> list[PushRequest]:
    found, at = [], 0
    while at < len(plain):
        (length,) = _LENGTH.unpack_from(plain, at)
        at += _LENGTH.size
        found.append(_DECODER.decode(plain[at : at + length]))
        at += length
    return found


def _key(receipt_key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(receipt_key)
