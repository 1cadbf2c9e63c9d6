"""Who hears what, and when nothing of sound is touched at all."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.frame.switches import Position
from app.ui.sounds.player import NoLoudspeaker, Sounds, linux_has_audio
from app.ui.sounds.waves import Sound, wave
from app.ui.theme import Tone


class Loudspeaker:
    """Keeps what was played by it."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.played: list[str] = []

    def make(self, file: Path) -> "Loudspeaker.Effect":
        self.made.append(file.name)
        return self.Effect(file.name, self)

    class Effect:
        def __init__(self, name: str, owner: "Loudspeaker") -> None:
            self._name = name
            self._owner = owner

        def play(self) -> None:
            self._owner.played.append(self._name)


def nothing_there(_file: Path) -> Loudspeaker.Effect:
    raise NoLoudspeaker("none")


@pytest.fixture
def heard() -> Loudspeaker:
    return Loudspeaker()


@pytest.mark.parametrize(
    ("tone", "file"),
    [
        (Tone.OK, "ok.wav"),
        (Tone.DANGER, "refused.wav"),
        (Tone.WARN, "warning.wav"),
        (Tone.INFO, "warning.wav"),
        (Tone.NEUTRAL, "warning.wav"),
    ],
)
def test_each_tone_has_its_sound(tmp_path: Path, heard: Loudspeaker, tone: Tone, file: str) -> None:
    sounds = Sounds(tmp_path / "sounds", muted=False, make=heard.make)
    sounds.get_ready()
    sounds.play(tone)
    assert heard.played == [file]
    kept = tmp_path / "sounds" / file
    assert kept.read_bytes() == wave(Sound(kept.stem))


def test_nothing_is_loaded_before_the_counter_is_ready(tmp_path: Path, heard: Loudspeaker) -> None:
    sounds = Sounds(tmp_path / "sounds", muted=False, make=heard.make)
    sounds.play(Tone.OK)
    assert (heard.made, heard.played, list(tmp_path.iterdir())) == ([], [], [])


def test_a_muted_counter_loads_nothing_until_it_is_to_be_heard(
    tmp_path: Path, heard: Loudspeaker
) -> None:
    kept: list[bool] = []
    sounds = Sounds(tmp_path / "sounds", muted=True, make=heard.make, remember=kept.append)
    sounds.get_ready()
    sounds.play(Tone.DANGER)
    assert (heard.made, heard.played, sounds.position) == ([], [], Position.OFF)
    sounds.turn()
    assert (heard.played, sounds.position) == (["ok.wav"], Position.ON)
    sounds.turn()
    sounds.play(Tone.DANGER)
    assert (heard.played, sounds.position, kept) == (["ok.wav"], Position.OFF, [False, True])


def test_a_pc_without_a_loudspeaker_stays_silent_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    sounds = Sounds(tmp_path / "sounds", muted=False, make=nothing_there)
    sounds.get_ready()
    for tone in Tone:
        sounds.play(tone)
    sounds.turn()
    sounds.turn()
    assert sounds.position is Position.ABSENT
    assert [record.getMessage() for record in caplog.records] == ["no sounds on this PC: none"]


def test_a_file_somebody_spoilt_is_made_anew(tmp_path: Path, heard: Loudspeaker) -> None:
    (tmp_path / "ok.wav").write_bytes(b"RIFF")
    Sounds(tmp_path, muted=False, make=heard.make).get_ready()
    sounds = Sounds(tmp_path, muted=False, make=heard.make)
    sounds.get_ready()
    assert (tmp_path / "ok.wav").read_bytes() == wave(Sound.OK)


def test_a_place_that_cannot_be_written_costs_only_the_sounds(
    tmp_path: Path, heard: Loudspeaker
) -> None:
    (tmp_path / "sounds").write_text("a file stands in the way", encoding="utf-8")
    sounds = Sounds(tmp_path / "sounds", muted=False, make=heard.make)
    sounds.get_ready()
    sounds.play(Tone.OK)
    assert (heard.played, sounds.position) == ([], Position.ABSENT)


def test_a_linux_pc_without_a_card_or_server_is_known_to_be_silent(tmp_path: Path) -> None:
    cards, runtime = tmp_path / "snd", tmp_path / "runtime"
    assert not linux_has_audio({}, cards)
    assert not linux_has_audio({"XDG_RUNTIME_DIR": str(runtime)}, cards)
    cards.mkdir()
    (cards / "pcmC0D0c").touch()
    assert not linux_has_audio({}, cards), "a microphone plays nothing"
    (cards / "pcmC0D0p").touch()
    assert linux_has_audio({}, cards)
    (runtime / "pulse").mkdir(parents=True)
    (runtime / "pulse" / "native").touch()
    assert linux_has_audio({"XDG_RUNTIME_DIR": str(runtime)}, tmp_path / "none")
    assert linux_has_audio({"PULSE_SERVER": "tcp:till"}, tmp_path / "none")


REAL = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.bootstrap import desktop
assert "PySide6.QtMultimedia" not in sys.modules
from app.ui.frame.switches import Position
from app.ui.sounds import player
from app.ui.sounds.player import Sounds
from app.ui.theme import Tone
application = QApplication(["test"])
player.linux_has_audio = lambda _environ, _cards: True
sounds = Sounds(Path(sys.argv[1]), muted=False)
sounds.get_ready()
assert "PySide6.QtMultimedia" in sys.modules
sounds.play(Tone.DANGER)
assert sounds.position in {Position.ON, Position.ABSENT}
print("done")
"""


def test_qts_own_multimedia_is_there_and_no_start_up_loads_it(tmp_path: Path) -> None:
    """In a process of its own: what the system says of its audio is no business of this one."""
    argv = [sys.executable, "-c", REAL, str(tmp_path)]
    ran = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
    assert ran.stdout.strip() == "done", ran.stderr[-2000:]
