"""Settings: any file starts the app, what is written is read back, and a bad value is told by name."""

import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from app.errors import DatabaseNewer, Sentence, Whose, told
from app.paths import Paths, find_paths
from app.settings import (
    PrinterSettings,
    ScannerSettings,
    SettingFault,
    Settings,
    SettingWarning,
    is_allowed,
    load_settings,
    save_settings,
)

on_any_disk = given_settings(deadline=None)
"""Each example waits for the disk, which has its own mind."""
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def write(path: Path, text: str | bytes) -> Path:
    file = path / "settings.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == (Settings(), ())


def test_what_a_person_writes_is_read(tmp_path: Path) -> None:
    text = '\ufefflanguage = "en"\n[printer]\nhost = "192.168.1.50"\ncolumns = 48\ndots = 576\n'
    settings, warnings = load_settings(write(tmp_path, text))
    assert warnings == ()
    assert settings == Settings(
        language="en", printers=(PrinterSettings(host="192.168.1.50", columns=48, dots=576),)
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('language = "fr"', "language"),
        ("theme = 3", "theme"),
        ('time_zone = "Mars/Olympus"', "time_zone"),
        ('time_zone = "../../etc/passwd"', "time_zone"),
        ('mute = "no"', "mute"),
        ('printer = "192.168.1.50"', "printer"),
        ("printer.port = 0", "printer.port"),
        ("hub.port = 65536", "hub.port"),
        ('hub.listen = "perhaps"', "hub.listen"),
        ('hub.address = "192.168.1.20"', "hub.address"),
        ('hub.address = "http://192.168.1.20:8471"', "hub.address"),
        ("drawer.pin = 3", "drawer.pin"),
        ("lock_minutes = -1", "lock_minutes"),
        ("lock_minutes = 121", "lock_minutes"),
        ("lock_minutes = true", "lock_minutes"),
        ('customer_display = "left"', "customer_display"),
        ("drawer.on_ms = 1000", "drawer.on_ms"),
        ("printer.port = true", "printer.port"),
        ('printer.port = "9100"', "printer.port"),
        ("printer.columns = 48.5", "printer.columns"),
        ('printer.mode = "latin"', "printer.mode"),
        ('printer.host = "tcp://x"', "printer.host"),
        ('scanner.vid = "1eabx"', "scanner.vid"),
        ("scanner.wedge_gap_ms = 19", "scanner.wedge_gap_ms"),
        ("scanner.wedge_gap_ms = 121", "scanner.wedge_gap_ms"),
        ("bridge.port = 65536", "bridge.port"),
        ('bridge.host = "pos.local"', "bridge.host"),
        ('bridge.total = "("', "bridge.total"),
        ('bridge.number = ""', "bridge.number"),
    ],
)
def test_a_bad_value_is_its_default_and_a_warning(tmp_path: Path, line: str, name: str) -> None:
    settings, warnings = load_settings(write(tmp_path, f"{line}\n"))
    assert settings == Settings()
    assert warnings == (SettingWarning(name, SettingFault.BAD_VALUE),)


def test_one_bad_value_spoils_nothing_else(tmp_path: Path) -> None:
    text = 'theme = "dark"\ncolour = 1\n[printer]\nport = -1\nhost = "p"\npaper = "58"\n'
    settings, warnings = load_settings(write(tmp_path, text))
    assert settings == Settings(theme="dark", printers=(PrinterSettings(host="p"),))
    assert warnings == (
        SettingWarning("colour", SettingFault.UNKNOWN),
        SettingWarning("printer.port", SettingFault.BAD_VALUE),
        SettingWarning("printer.paper", SettingFault.UNKNOWN),
    )


def test_several_printers_are_read_each_with_its_place(tmp_path: Path) -> None:
    text = """
[[printers]]
name = "收银小票"
host = "192.168.1.50"
roles = ["receipts"]
[[printers]]
kind = "usb"
device = "/dev/usb/lp1"
roles = ["labels", "labels"]
columns = 0
flow = "dtr"
"""
    settings, warnings = load_settings(write(tmp_path, text))
    assert warnings == (SettingWarning("printers.2.columns", SettingFault.BAD_VALUE),)
    assert settings.printer.host == "192.168.1.50"
    labels = settings.printer_for("labels")
    assert (labels.device, labels.roles, labels.columns, labels.flow) == (
        "/dev/usb/lp1", ("labels",), 32, "dtr",
    )  # fmt: skip
    assert not settings.printer_for("posters").is_set


def test_the_one_printer_of_an_older_file_does_everything_and_is_written_as_one_of_many(
    tmp_path: Path,
) -> None:
    file = write(tmp_path, '[printer]\nhost = "192.168.1.50"\nmode = "image"\n')
    settings, warnings = load_settings(file)
    assert warnings == ()
    assert settings.printer_for("labels") is settings.printer_for("receipts")
    assert settings.printer.mode == "image"
    save_settings(file, settings)
    assert "[[printers]]" in file.read_text(encoding="utf-8")
    assert load_settings(file) == (settings, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("printers = 3", "printers"),
        ("printers = [3]", "printers.1"),
        ("[[printers]]\nroles = []", "printers.1.roles"),
        ("[[printers]]\nroles = ['posters']", "printers.1.roles"),
        ("[[printers]]\nroles = 'labels'", "printers.1.roles"),
        ("[[printers]]\nroles = [3]", "printers.1.roles"),
        ("[[printers]]\nkind = 'parallel'", "printers.1.kind"),
        ("[[printers]]\nbaud = 300", "printers.1.baud"),
        ("[[printers]]\n" * 9, "printers.9"),
    ],
)
def test_a_bad_value_of_a_printer_is_told_by_its_place(
    tmp_path: Path, text: str, name: str
) -> None:
    settings, warnings = load_settings(write(tmp_path, text))
    assert [warning.name for warning in warnings] == [name]
    assert all(printer == PrinterSettings() for printer in settings.printers)


@pytest.mark.parametrize("text", ["[printer", "a = [" + "[" * 5000, b"\xff\xfe\x00", "a=1\na=2"])
def test_a_broken_file_is_told_and_starts_with_defaults(tmp_path: Path, text: str | bytes) -> None:
    assert load_settings(write(tmp_path, text)) == (
        Settings(),
        (SettingWarning("", SettingFault.UNREADABLE),),
    )


def test_a_directory_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    assert load_settings(tmp_path / "settings.toml")[1][0].fault is SettingFault.UNREADABLE


@given(st.binary(max_size=300))
def test_any_bytes_start_the_app(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    settings, _ = load_settings(write(tmp_path_factory.mktemp("s"), content))
    assert isinstance(settings, Settings)


printers = st.builds(
    PrinterSettings,
    name=words,
    roles=st.sampled_from([("receipts",), ("labels",), ("receipts", "labels")]),
    kind=st.sampled_from(["tcp", "serial", "usb", "windows", "file"]),
    device=words,
    native_qr=st.booleans(),
    cut=st.booleans(),
)


@on_any_disk
@given(of=st.lists(printers, max_size=8).map(tuple))
def test_printers_written_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, of: tuple[PrinterSettings, ...]
) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    save_settings(path, Settings(printers=of))
    assert load_settings(path) == (Settings(printers=of), ())


@on_any_disk
@given(port=words, serial=words, gap=st.integers(20, 120), mute=st.booleans())
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, port: str, serial: str, gap: int, mute: bool
) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    settings = Settings(
        theme="auto",
        mute=mute,
        scanner=ScannerSettings(port=port, vid="1EAB", serial=serial, wedge_gap_ms=gap),
    )
    save_settings(path, Settings())
    save_settings(path, settings)
    assert load_settings(path) == (settings, ())
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, Settings(theme="dark"))

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        save_settings(path, replace(Settings(), theme="light"))
    assert load_settings(path)[0].theme == "dark"


# -- paths and errors -----------------------------------------------------------------------------------------


def test_the_data_directory_can_be_chosen_and_is_closed_to_others(tmp_path: Path) -> None:
    paths = find_paths({"TUANGUI_DATA": str(tmp_path / "柜台" / "data")})
    paths.prepare()
    paths.data.chmod(0o755)
    paths.prepare()
    assert paths.data == tmp_path / "柜台" / "data"
    assert stat.S_IMODE(paths.data.stat().st_mode) == 0o700
    places = [paths.database, paths.settings, paths.log, paths.lock]
    assert len(set(places)) == 4
    assert all(place.is_relative_to(paths.data) for place in places)
    assert paths.log.parent.is_dir()


@pytest.mark.parametrize("environ", [{}, {"TUANGUI_DATA": ""}])
def test_without_a_choice_it_is_this_users_own(environ: dict[str, str]) -> None:
    paths = find_paths(environ)
    assert paths == Paths(paths.data)
    assert paths.data.name == "tuangui"
    assert paths.data.is_relative_to(Path.home())


@pytest.mark.parametrize(
    ("error", "sentence", "whose"),
    [
        (DatabaseNewer("schema 9"), Sentence.DATABASE_NEWER, Whose.WORLD),
        (OSError(28, "no space"), Sentence.DISK_FULL, Whose.WORLD),
        (PermissionError(13, "denied"), Sentence.DATA_FOLDER, Whose.WORLD),
        (FileNotFoundError(2, "gone"), Sentence.UNEXPECTED, Whose.OURS),
        (KeyError("13800001234"), Sentence.UNEXPECTED, Whose.OURS),
    ],
)
def test_people_are_told_whose_fault_it_is_and_never_its_text(
    error: BaseException, sentence: Sentence, whose: Whose
) -> None:
    said = told(error)
    assert (said.sentence, said.whose) == (sentence, whose)
    assert said.detail == type(error).__name__


STRANGE = """theme = "dark"
colour = "blue"
since = 2026-11-22
at = 17:42:00
big = [1, 2.5, {deep = true}]
"odd key" = "\\u007f"
[printer]
host = "192.168.1.50"
paper = "thick"
[scanner]
model = "HR20"
[scanner.deep]
er = ["x"]
[newer]
a = 1
[newer.inner]
b = "c"
"""


def test_what_is_not_ours_stays_in_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, STRANGE)
    before = tomllib.loads(STRANGE)
    settings, _ = load_settings(file)
    save_settings(file, replace(settings, theme="light"))
    after = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in ("colour", "since", "at", "big", "odd key", "newer"):
        assert after[name] == before[name]
    assert after["scanner"]["model"] == "HR20"
    assert after["scanner"]["deep"] == {"er": ["x"]}
    assert after["printers"][0]["paper"] == "thick"
    assert "printer" not in after
    assert after["theme"] == "light"


def test_a_printer_keeps_its_own_unknown_settings_when_another_goes(tmp_path: Path) -> None:
    text = "".join(f'[[printers]]\nhost = "h{n}"\nnote = "n{n}"\n' for n in range(3))
    file = write(tmp_path, text)
    settings, _ = load_settings(file)
    save_settings(file, replace(settings, printers=(settings.printers[2], settings.printers[0])))
    after = tomllib.loads(file.read_text(encoding="utf-8"))["printers"]
    assert [(each["host"], each["note"]) for each in after] == [("h2", "n2"), ("h0", "n0")]


def test_a_broken_file_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    file = write(tmp_path, "[printer")
    save_settings(file, Settings(theme="dark"))
    assert load_settings(file) == (Settings(theme="dark"), ())


@pytest.mark.parametrize(
    ("name", "value", "may"),
    [
        ("theme", "dark", True),
        ("theme", "blue", False),
        ("printer.host", "192.168.1.50", True),
        ("printer.host", "tcp://x", False),
        ("printer.port", 70_000, False),
        ("printer.cut", 1, False),
        ("printer.roles", ("labels",), True),
        ("printer.roles", (), False),
        ("printer.roles", ("posters",), False),
        ("scanner.wedge_gap_ms", 120, True),
        ("scanner.wedge_gap_ms", 130, False),
        ("bridge.port", 0, True),
    ],
)
def test_one_value_is_judged_as_the_file_would_be(name: str, value: object, may: bool) -> None:
    assert is_allowed(name, value) is may
