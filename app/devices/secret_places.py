"""The two places for keys: the operating system's keyring and a file of mode 0600. Nothing else of the PC is touched."""

import base64
import contextlib
import hashlib
import importlib
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from app.devices.secrets import (
    KEY_BYTES,
    Keys,
    KeyStrength,
    Loaded,
    Missing,
    SecretStore,
    Unavailable,
    WhyUnavailable,
)
from app.errors import KeysNotSaved

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_FILE: Final = "tuangui.key"
SERVICE: Final = "tuangui"
LIMIT_SECONDS: Final = 10.0
_CAREFUL: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # no link, no pipe
_PREFIX: Final = "tuangui-keys-1:"
_BACKENDS: Final = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
}
_T = TypeVar("_T")


def choose_secrets(data_dir: Path, *, limit_seconds: float = LIMIT_SECONDS) -> SecretStore:
    """The key file if there is one, else the system's keyring, else a new key file (a PC without a desktop)."""
    in_file = FileSecrets(data_dir / KEY_FILE)
    if in_file.exists():
        return in_file
    backend = within(limit_seconds, system_keyring)
    if backend is None or isinstance(backend, BaseException):
        return in_file
    return KeyringSecrets(backend, account=account_of(data_dir), limit_seconds=limit_seconds)


def account_of(data_dir: Path) -> str:
    """One entry a data directory, so that a second counter of the same user never takes the first one's keys."""
    return hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def system_keyring(platform: str = sys.platform) -> "KeyringBackend | None":
    """The allow-listed backend that works here. keyring's own choice is never asked: with keyrings.alt installed
    or a keyringrc.cfg it silently takes a plain text file (devices.md §3.1)."""
    for module, name in _BACKENDS.get(platform, ()):
        backend: type[KeyringBackend] = getattr(importlib.import_module(module), name)
        if backend.viable:
            return backend()
    return None


class KeyringSecrets:
    """Keys in one entry of the system's keyring: 105 characters (Windows holds at most 1280)."""

    strength: Final = KeyStrength.STRONG

    def __init__(
        self, backend: "KeyringBackend", *, account: str, limit_seconds: float = LIMIT_SECONDS
    ) -> None:
        self._backend = backend
        self._account = account
        self._limit = limit_seconds

    @property
    def backend_name(self) -> str:
        """The class of keyring that keeps them."""
        kind = type(self._backend)
        return f"{kind.__module__}.{kind.__name__}"

    def load(self) -> Loaded:
        """Anything but an entry that reads well or surely none is Unavailable."""
        text = within(self._limit, lambda: self._backend.get_password(SERVICE, self._account))
        match text:
            case None:
                return Missing()
            case str():
                return _parse(text)
            case TimeoutError():
                return Unavailable(WhyUnavailable.TOO_SLOW)
            case _:
                return Unavailable(WhyUnavailable.REFUSED, type(text).__name__)

    def save(self, keys: Keys) -> None:
        """See SecretStore."""
        if not isinstance(self.load(), Missing):
            raise KeysNotSaved("the keyring holds an entry already, or does not answer")
        text = _render(keys)
        failed = within(
            self._limit, lambda: self._backend.set_password(SERVICE, self._account, text)
        )
        if failed is not None:
            raise KeysNotSaved(f"the keyring refused: {type(failed).__name__}")
        if self.load() != keys:
            raise KeysNotSaved("the keyring did not give back what it was given")


class FileSecrets:
    """Keys in a file only this user may read: appears whole or not at all, and is never overwritten."""

    strength: Final = KeyStrength.WEAK

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        """True also for a file that is damaged or open to others."""
        return os.path.lexists(self._path)

    def load(self) -> Loaded:
        """Refuses, on POSIX, a file that is a link, another user's, or readable by others."""
        try:
            fd = os.open(self._path, os.O_RDONLY | _CAREFUL)
            with os.fdopen(fd, "rb") as file:
                if not _private(os.fstat(fd)):
                    return Unavailable(WhyUnavailable.OPEN_TO_OTHERS)
                return _parse(file.read(4096).decode("ascii", errors="replace").strip())
        except FileNotFoundError:
            return Missing()
        except OSError as error:
            return Unavailable(WhyUnavailable.REFUSED, os.strerror(error.errno or 0))

    def save(self, keys: Keys) -> None:
        """See SecretStore. Written beside, synced, then linked into place, which fails if a key file is there."""
        draft = self._path.with_suffix(".new")
        try:
            draft.unlink(missing_ok=True)
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "wb") as file:
                file.write(_render(keys).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, self._path)
            finally:
                draft.unlink()
            _sync_directory(self._path.parent)
        except OSError as error:
            raise KeysNotSaved(f"the key file: {os.strerror(error.errno or 0)}") from error
        if self.load() != keys:
            raise KeysNotSaved("the key file did not give back what it was given")


def within(seconds: float, work: Callable[[], _T]) -> _T | BaseException:
    """Runs `work` on a thread of its own, for a keyring may wait for a person for ever. Gives its value, the error it
    raised, or TimeoutError; the thread is left behind then and ends with the process."""
    outcome: list[_T | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller: backends raise errors of ten libraries
            outcome.append(error)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    return outcome[0] if outcome else TimeoutError()


def _render(keys: Keys) -> str:
    return _PREFIX + base64.b64encode(keys.master + keys.device_seed).decode()


def _parse(text: str) -> Keys | Unavailable:
    damaged = Unavailable(WhyUnavailable.DAMAGED)
    if not text.startswith(_PREFIX):
        return damaged
    with contextlib.suppress(ValueError):
        raw = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
        return Keys(master=raw[:KEY_BYTES], device_seed=raw[KEY_BYTES:])
    return damaged


def _private(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _sync_directory(directory: Path) -> None:
    """A new name is durable only when its directory is; Windows has no such call and needs none."""
    if os.name == "posix":
        fd = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
