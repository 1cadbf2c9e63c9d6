"""Keys: never over old data, never in plain sight, never in a backend nobody allowed, never half written."""

import os
import stat
import sys
import threading
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices import secret_places
from app.devices.secret_places import (
    KEY_FILE,
    FileSecrets,
    KeyringSecrets,
    account_of,
    choose_secrets,
    system_keyring,
)
from app.devices.secrets import (
    CreateKeys,
    Keys,
    KeyStrength,
    Missing,
    Recover,
    SecretStore,
    Unavailable,
    UseKeys,
    WhyRecover,
    WhyUnavailable,
    first_keys,
    keys_from_recovery,
    new_keys,
    recovery_text,
)
from app.errors import KeysNotSaved

KEYS = Keys(master=b"M" * 32, device_seed=b"D" * 32)
key = st.binary(min_size=32, max_size=32)


class FakeKeyring(keyring.backend.KeyringBackend):
    """Scripted: raises `error`, waits for `gate`, keeps what it is told, or forgets it."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None
        self.gate: threading.Event | None = None
        self.forgets = False

    def _answer(self) -> None:
        if self.gate is not None:
            self.gate.wait(30)
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("keys are never deleted")


# -- the rule -------------------------------------------------------------------------------------------------


def test_new_keys_only_without_data_and_without_doubt() -> None:
    assert first_keys(data_exists=False, loaded=Missing()) == CreateKeys()
    assert first_keys(data_exists=True, loaded=Missing()) == Recover(WhyRecover.KEYS_LOST)
    assert first_keys(data_exists=True, loaded=KEYS) == UseKeys(KEYS)
    assert first_keys(data_exists=False, loaded=KEYS) == UseKeys(KEYS)


@pytest.mark.parametrize("data_exists", [True, False])
@pytest.mark.parametrize("why", list(WhyUnavailable))
def test_doubt_always_asks_a_person(why: WhyUnavailable, data_exists: bool) -> None:
    decision = first_keys(data_exists=data_exists, loaded=Unavailable(why))
    assert decision == Recover(WhyRecover(why.value))


# -- as values and text ---------------------------------------------------------------------------------------


@given(key, key)
def test_keys_are_never_printed(master: bytes, seed: bytes) -> None:
    keys = Keys(master=master, device_seed=seed)
    assert f"{keys!r} {keys} {UseKeys(keys)}" == "Keys(***) Keys(***) UseKeys(keys=Keys(***))"


@pytest.mark.parametrize(("master", "seed"), [(b"", b"D" * 32), (b"M" * 32, b"D" * 31)])
def test_a_short_key_is_refused(master: bytes, seed: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(master=master, device_seed=seed)


def test_new_keys_differ() -> None:
    one, two = new_keys(), new_keys()
    assert len({one.master, one.device_seed, two.master, two.device_seed}) == 4


@given(key, key)
def test_the_recovery_sheet_gives_the_keys_back(master: bytes, seed: bytes) -> None:
    keys = Keys(master=master, device_seed=seed)
    text = recovery_text(keys)
    assert keys_from_recovery(text) == keys
    assert keys_from_recovery(text.lower().replace("-", " \n")) == keys
    assert keys_from_recovery(text.replace("O", "0").replace("I", "1").replace("B", "8")) == keys


@given(st.data())
def test_a_misread_letter_is_noticed(data: st.DataObject) -> None:
    text = recovery_text(KEYS).replace("-", "")
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").filter(lambda c: c != text[at])
    )
    wrong = text[:at] + other + text[at + 1 :]
    assert keys_from_recovery(wrong) in {None, KEYS}  # the last letter has spare bits
    assert keys_from_recovery(wrong) is None or at == len(text) - 1


@given(st.text(max_size=200))
def test_any_text_is_no_recovery_key(text: str) -> None:
    assert keys_from_recovery(text) is None


# -- the file -------------------------------------------------------------------------------------------------


def test_a_key_file_keeps_keys_for_this_user_alone(tmp_path: Path) -> None:
    store: SecretStore = FileSecrets(tmp_path / KEY_FILE)
    assert store.load() == Missing()
    store.save(KEYS)
    assert store.load() == KEYS
    assert store.strength is KeyStrength.WEAK
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [KEY_FILE]


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    store = FileSecrets(tmp_path / KEY_FILE)
    store.save(KEYS)
    with pytest.raises(KeysNotSaved):
        store.save(new_keys())
    assert store.load() == KEYS


def test_a_file_left_by_a_power_cut_does_not_block(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).with_suffix(".new").write_bytes(b"tuangui-keys-1:ha")
    store = FileSecrets(tmp_path / KEY_FILE)
    assert store.load() == Missing()
    store.save(KEYS)
    assert store.load() == KEYS


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_file_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    store = FileSecrets(tmp_path / KEY_FILE)
    store.save(KEYS)
    (tmp_path / KEY_FILE).chmod(mode)
    assert store.load() == Unavailable(WhyUnavailable.OPEN_TO_OTHERS)


def test_a_link_a_pipe_and_a_directory_are_no_key_file(tmp_path: Path) -> None:
    FileSecrets(tmp_path / "real").save(KEYS)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "dir").mkdir(mode=0o700)
    for name in ("link", "pipe", "dir"):
        assert isinstance(FileSecrets(tmp_path / name).load(), Unavailable), name


@given(content=st.binary(max_size=200))
def test_a_damaged_key_file_is_not_missing(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("keys") / KEY_FILE
    path.touch(mode=0o600)
    path.write_bytes(content)
    assert FileSecrets(path).load() == Unavailable(WhyUnavailable.DAMAGED)


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeysNotSaved):
        FileSecrets(tmp_path / "nowhere" / KEY_FILE).save(KEYS)


# -- the keyring ----------------------------------------------------------------------------------------------


def test_a_keyring_keeps_one_small_entry() -> None:
    backend = FakeKeyring()
    store: SecretStore = KeyringSecrets(backend, account="a")
    assert store.load() == Missing()
    store.save(KEYS)
    assert store.load() == KEYS
    assert store.strength is KeyStrength.STRONG
    assert [len(text) <= 1280 for text in backend.kept.values()] == [True]
    assert KeyringSecrets(backend, account="b").load() == Missing()


def test_a_keyring_entry_is_never_overwritten() -> None:
    backend = FakeKeyring()
    backend.kept["tuangui", "a"] = "something else"
    store = KeyringSecrets(backend, account="a")
    assert store.load() == Unavailable(WhyUnavailable.DAMAGED)
    with pytest.raises(KeysNotSaved):
        store.save(KEYS)
    assert backend.kept == {("tuangui", "a"): "something else"}


def test_a_locked_keyring_is_not_an_empty_one() -> None:
    backend = FakeKeyring()
    store = KeyringSecrets(backend, account="a")
    backend.error = keyring.errors.KeyringLocked("locked")
    assert store.load() == Unavailable(WhyUnavailable.REFUSED, "KeyringLocked")
    with pytest.raises(KeysNotSaved):
        store.save(KEYS)


def test_a_keyring_that_waits_for_a_person_is_given_up() -> None:
    backend = FakeKeyring()
    backend.gate = threading.Event()
    store = KeyringSecrets(backend, account="a", limit_seconds=0.05)
    assert store.load() == Unavailable(WhyUnavailable.TOO_SLOW)
    backend.gate.set()


def test_a_keyring_that_forgets_is_noticed() -> None:
    backend = FakeKeyring()
    backend.forgets = True
    with pytest.raises(KeysNotSaved, match="give back"):
        KeyringSecrets(backend, account="a").save(KEYS)


def test_a_plain_text_backend_is_never_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with keyrings.alt installed and asked for by name."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", FakeKeyring())
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.devices.test_secrets.FakeKeyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    assert isinstance(keyring.get_keyring(), FakeKeyring)
    assert system_keyring("plan9") is None
    assert not isinstance(system_keyring(sys.platform), FakeKeyring)
    assert choose_secrets(tmp_path).strength is KeyStrength.WEAK


def test_the_keyring_comes_first_but_an_old_key_file_stays_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_places, "system_keyring", FakeKeyring)
    assert choose_secrets(tmp_path).strength is KeyStrength.STRONG
    FileSecrets(tmp_path / KEY_FILE).save(KEYS)
    assert choose_secrets(tmp_path).load() == KEYS


def test_a_keyring_that_hangs_or_breaks_at_start_falls_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(secret_places, "system_keyring", lambda: gate.wait(30))
    assert choose_secrets(tmp_path, limit_seconds=0.05).strength is KeyStrength.WEAK
    gate.set()

    def broken() -> None:
        raise ImportError("no such library")

    monkeypatch.setattr(secret_places, "system_keyring", broken)
    assert choose_secrets(tmp_path).strength is KeyStrength.WEAK


def test_two_data_directories_have_two_entries(tmp_path: Path) -> None:
    assert account_of(tmp_path / "a") != account_of(tmp_path / "b")
    assert account_of(tmp_path / "a") == account_of(tmp_path / "b" / ".." / "a")
