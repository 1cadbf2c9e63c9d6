"""What really stands on the disk: every page of the database and its log, decrypted, free ones too.

SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): pages of 4096 bytes, AES-256-CBC under the raw key; the last 80
bytes of a page are its IV (16) and HMAC (64); the first page begins with 16 plain bytes of salt.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def on_disk(path: Path, key: bytes) -> bytes:
    """The plain bytes of the file, its log and its backups."""
    plain = b"".join(_file(each, key) for each in (path, *path.parent.glob("*.bak")))
    log = path.with_name(path.name + "-wal")
    return plain + (_log(log, key) if log.exists() else b"")


def _file(path: Path, key: bytes) -> bytes:
    raw = path.read_bytes()
    pages = [raw[at : at + PAGE] for at in range(0, len(raw), PAGE)]
    return b"".join(_page(page, key, first=at == 0) for at, page in enumerate(pages))


def _log(path: Path, key: bytes) -> bytes:
    raw = path.read_bytes()[LOG_HEAD:]
    step = FRAME_HEAD + PAGE
    frames = [raw[at : at + step] for at in range(0, len(raw), step)]
    return b"".join(
        _page(frame[FRAME_HEAD:], key, first=frame[:4] == b"\0\0\0\1") for frame in frames
    )


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    content = page[SALT if first else 0 : PAGE - RESERVED]
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    opener = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return opener.update(content) + opener.finalize()
