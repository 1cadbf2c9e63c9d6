"""What start-up finds in the data directory: a counter, a PC to enrol, or a lock without its key. No Qt."""

from dataclasses import dataclass
from pathlib import Path

from app.devices.secrets import (
    CreateKeys,
    Keys,
    KeyStrength,
    Recover,
    SecretStore,
    UseKeys,
    first_keys,
    keys_from_recovery,
    new_keys,
)
from app.devices.signatures import public_key
from app.store.errors import WrongKey
from app.store.opening import SqlStore, open_store
from sync.enrol import enrol


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A counter of a store, ready for work."""

    store: SqlStore
    keys: Keys
    strength: KeyStrength


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """Keys and an empty database; HQ does not know this counter yet."""

    store: SqlStore
    keys: Keys
    strength: KeyStrength


@dataclass(frozen=True, slots=True)
class Locked:
    """Data without its key, or no answer from the place of the keys: a person must act."""

    recover: Recover


Opening = Enrolled | NotEnrolled | Locked


def open_data(database: Path, secrets: SecretStore) -> Opening:
    """Runs on the store lane. Raises app.errors.CounterError for what a person must be told."""
    match first_keys(data_exists=database.exists(), loaded=secrets.load()):
        case Recover() as recover:
            return Locked(recover)
        case CreateKeys():
            keys = new_keys()
            secrets.save(keys)
        case UseKeys(keys=found):
            keys = found
    return _opened(open_store(database, keys.master), keys, secrets.strength)


def recover_data(database: Path, secrets: SecretStore, text: str) -> Opening | None:
    """With the printed recovery key; None when the text is no key, or that of another counter. The key is kept only after it opened the data."""
    keys = keys_from_recovery(text)
    if keys is None:
        return None
    try:
        store = open_store(database, keys.master)
    except WrongKey:
        return None
    secrets.save(keys)
    return _opened(store, keys, secrets.strength)


def enrol_counter(
    found: NotEnrolled, hq_url: str, code: str, *, ca_file: Path | None = None
) -> Enrolled:
    """HQ gives this PC its counter. Raises sync.enrol's errors; may be tried again with a new code."""
    answer = enrol(hq_url, code, public_key(found.keys.device_seed), ca_file=ca_file)
    found.store.enrolled(answer, hq_url)
    return Enrolled(found.store, found.keys, found.strength)


def _opened(store: SqlStore, keys: Keys, strength: KeyStrength) -> Enrolled | NotEnrolled:
    kind = Enrolled if store.is_enrolled() else NotEnrolled
    return kind(store, keys, strength)
