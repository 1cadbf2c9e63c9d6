"""Plays the sound of a result. Qt's multimedia is loaded after the counter is ready, and not at all while it is muted; a
PC without loudspeakers stays silent and says so once, in the log."""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from app.ui.frame.switches import Position
from app.ui.sounds.waves import Sound, wave
from app.ui.theme import Tone

log = logging.getLogger(__name__)


class NoLoudspeaker(Exception):
    """This PC plays no sound; the text says why."""


class Effect(Protocol):
    """A sound that is ready to be played, again and again."""

    def play(self) -> None: ...


def linux_has_audio(environ: Mapping[str, str], cards: Path) -> bool:
    """A sound card of this PC (`cards` is the kernel's folder of them), or a sound server somebody runs."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    server = bool(runtime) and (Path(runtime) / "pulse" / "native").exists()
    return server or bool(environ.get("PULSE_SERVER")) or any(cards.glob("pcm*p"))


def sound_of(tone: Tone) -> Sound:
    """What a result of this tone sounds like."""
    match tone:
        case Tone.OK:
            return Sound.OK
        case Tone.DANGER:
            return Sound.REFUSED
        case Tone.WARN | Tone.INFO | Tone.NEUTRAL:
            return Sound.WARNING


class Sounds:
    """`folder` keeps the files Qt plays. `make` makes an effect of a file, or raises NoLoudspeaker."""

    def __init__(
        self,
        folder: Path,
        *,
        muted: bool,
        make: Callable[[Path], Effect] | None = None,
        remember: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._make = make or qt_effect
        self._remember = remember
        self._ready = False
        self._absent = False
        self._effects: dict[Sound, Effect] = {}
        self.muted = muted

    def get_ready(self) -> None:
        """The counter stands: from now on there may be sounds."""
        self._ready = True
        self._load()

    @property
    def position(self) -> Position:
        """For the menu's switch."""
        if self.muted:
            return Position.OFF
        return Position.ABSENT if self._absent else Position.ON

    def turn(self) -> None:
        """Mute, or not; remembered by whoever was asked to, and heard at once."""
        self.muted = not self.muted
        self._remember(self.muted)
        self._load()
        self.play(Tone.OK)

    def play(self, tone: Tone) -> None:
        """Returns at once; nothing when muted, not ready yet, or without a loudspeaker."""
        effect = self._effects.get(sound_of(tone))
        if effect is not None and not self.muted:
            effect.play()

    def _load(self) -> None:
        if self.muted or not self._ready or self._effects or self._absent:
            return
        try:
            self._effects = {sound: self._make(self._kept(sound)) for sound in Sound}
        except (NoLoudspeaker, OSError, ImportError) as why:
            self._absent = True
            log.warning("no sounds on this PC: %s", why)

    def _kept(self, sound: Sound) -> Path:
        """The file of a sound; written when it is not there as it should be."""
        file, data = self._folder / f"{sound.value}.wav", wave(sound)
        if not file.exists() or file.read_bytes() != data:
            self._folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return file


def qt_effect(file: Path) -> Effect:
    """On the system's usual output. What plays it weighs some 20 MB, so it is not loaded to find out that there is none."""
    if sys.platform.startswith("linux") and not linux_has_audio(os.environ, Path("/dev/snd")):
        raise NoLoudspeaker("no sound card and no sound server")
    from PySide6.QtCore import QUrl
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

    if not QMediaDevices.audioOutputs():
        raise NoLoudspeaker("the system knows no audio output")
    effect = QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(str(file)))
    return effect
