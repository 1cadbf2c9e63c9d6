"""Where this PC keeps its two keys, and the rule that a new key is never made over old data. Keeps nothing else."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

KEY_BYTES: Final = 32
_CHECK_BYTES: Final = 3
_GROUP: Final = 4


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """`master`: SQLCipher's raw key. `device_seed`: the Ed25519 private key HQ enrolled. 32 bytes each, never printed."""

    master: bytes
    device_seed: bytes

    def __post_init__(self) -> None:
        if len(self.master) != KEY_BYTES or len(self.device_seed) != KEY_BYTES:
            raise ValueError("a key is 32 bytes")

    def __repr__(self) -> str:
        return "Keys(***)"


class KeyStrength(StrEnum):
    """How well the keys are kept: by the operating system, or in a file only this user may read (密钥保护:弱)."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Missing:
    """The place was asked and holds no keys."""


class WhyUnavailable(StrEnum):
    """Why the place of the keys gave no answer that can be trusted."""

    TOO_SLOW = "too_slow"
    REFUSED = "refused"
    """Locked, denied, or the service failed."""
    DAMAGED = "damaged"
    OPEN_TO_OTHERS = "open_to_others"
    """The key file belongs to, or can be read by, somebody else."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Nobody knows whether there are keys. `detail` is for the log and holds nothing secret."""

    why: WhyUnavailable
    detail: str = ""


Loaded = Keys | Missing | Unavailable


class SecretStore(Protocol):
    """One place for keys. Blocks up to 10 s: never on the GUI thread."""

    @property
    def strength(self) -> KeyStrength: ...

    def load(self) -> Loaded: ...

    def save(self, keys: Keys) -> None:
        """Durable and read back before it returns; raises app.errors.KeysNotSaved, also when there are other keys already."""
        ...


# -- the decision at start ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CreateKeys:
    """A new counter: no keys, no data."""


@dataclass(frozen=True, slots=True)
class UseKeys:
    keys: Keys


class WhyRecover(StrEnum):
    """What the recovery screen says."""

    KEYS_LOST = "keys_lost"
    TOO_SLOW = "too_slow"
    REFUSED = "refused"
    DAMAGED = "damaged"
    OPEN_TO_OTHERS = "open_to_others"


@dataclass(frozen=True, slots=True)
class Recover:
    """A person must act: unlock and try again, mend the file, or type the printed recovery key."""

    why: WhyRecover


def first_keys(*, data_exists: bool, loaded: Loaded) -> CreateKeys | UseKeys | Recover:
    """New keys only when there is neither data nor doubt (devices.md §3.1)."""
    match loaded:
        case Keys():
            return UseKeys(loaded)
        case Missing():
            return Recover(WhyRecover.KEYS_LOST) if data_exists else CreateKeys()
        case Unavailable(why=why):
            return Recover(WhyRecover(why.value))


def new_keys() -> Keys:
    """Fresh from the operating system's random source."""
    return Keys(master=secrets.token_bytes(KEY_BYTES), device_seed=secrets.token_bytes(KEY_BYTES))


# -- as text --------------------------------------------------------------------------------------------------


def recovery_text(keys: Keys) -> str:
    """Both keys for a sheet of paper in the safe: 27 groups of four letters A–Z, 2–7, with a check at the end."""
    body = keys.master + keys.device_seed
    text = base64.b32encode(body + _check(body)).decode().rstrip("=")
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def keys_from_recovery(text: str) -> Keys | None:
    """Typed or scanned back, in any case and spacing, 0 1 8 read as O I B; None when the check is wrong."""
    bare = "".join(ch for ch in text.upper() if ch.isalnum()).translate(str.maketrans("018", "OIB"))
    try:
        raw = base64.b32decode(bare + "=" * (-len(bare) % 8))
    except ValueError:
        return None
    body, check = raw[: 2 * KEY_BYTES], raw[2 * KEY_BYTES :]
    if len(body) != 2 * KEY_BYTES or check != _check(body):
        return None
    return Keys(master=body[:KEY_BYTES], device_seed=body[KEY_BYTES:])


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"tuangui recovery 1" + body).digest()[:_CHECK_BYTES]
