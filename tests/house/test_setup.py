"""The set-up speaks kindly where it cannot go on, does its work once, and hides no failure."""

import os
import sys
import venv
from pathlib import Path

import pytest

from installer import checks, debian, environment, run
from installer.saying import Stopped


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert run.main(["demo"]) == 2
    assert "3.11 or newer; this is 3.10.4" in capsys.readouterr().out


def test_without_root_the_exact_line_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(debian, "QT_LIBRARIES", {"libno-such-thing.so.1": "libno-such-thing1"})
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(Stopped, match="libno-such-thing1"):
        debian.make_ready(tmp_path)
    said = capsys.readouterr().out
    assert "apt-get install -y --no-install-recommends" in said or "calls: libno-such" in said


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment elsewhere, whose making is only counted."""
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("one==1 \\\n", encoding="utf-8")
    monkeypatch.setattr(environment, "PLACE", tmp_path / "venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "venv" / "stamp")
    monkeypatch.setattr(environment, "CONSTRAINTS", constraints)
    monkeypatch.setattr(environment, "_translations_built", lambda: True)
    return tmp_path


def test_the_environment_is_made_once_and_again_when_a_pin_changes(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    made: list[str] = []

    class Builder:
        def __init__(self, **_: object) -> None:
            pass

        def create(self, where: Path) -> None:
            made.append("made")
            where.mkdir(exist_ok=True)
            environment.scripts().mkdir(exist_ok=True)
            environment.python().touch()

    monkeypatch.setattr(venv, "EnvBuilder", Builder)
    monkeypatch.setattr(environment, "_install", lambda: None)
    monkeypatch.setattr(environment, "_add_launchers", lambda: None)
    environment.make()
    environment.make()
    assert made == ["made"]
    (place / "constraints.txt").write_text("one==2 \\\n", encoding="utf-8")
    environment.make()
    assert made == ["made", "made"]


def test_a_failed_installation_is_not_taken_for_a_whole_one(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    def broken() -> None:
        raise Stopped("no network")

    class Builder:
        def __init__(self, **_: object) -> None:
            pass

        def create(self, where: Path) -> None:
            where.mkdir(exist_ok=True)

    monkeypatch.setattr(venv, "EnvBuilder", Builder)
    monkeypatch.setattr(environment, "_install", broken)
    for _ in range(2):
        with pytest.raises(Stopped, match="no network"):
            environment.make()
    assert not environment.STAMP.exists()


def test_all_checks_run_and_one_failure_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    fails = checks.Check("first", ("-c", "print('what went wrong'); raise SystemExit(3)"))
    passes = checks.Check("second", ("-c", "print('nobody needs to see this')"))
    monkeypatch.setattr(checks, "CHECKS", (fails, passes))
    assert checks.run() == 1
    said = capsys.readouterr().out
    assert "what went wrong" in said
    assert "nobody needs" not in said
    assert said.index("FAILED") < said.index("ok   ")
    monkeypatch.setattr(checks, "CHECKS", (passes,))
    assert checks.run() == 0
