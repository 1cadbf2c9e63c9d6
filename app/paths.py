"""Where this counter keeps its things on disk. Names and the directory itself only; opens no file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DATA_ENV: Final = "TUANGUI_DATA"


@dataclass(frozen=True, slots=True)
class Paths:
    """Everything of one counter lies in one directory, which one running app owns."""

    data: Path

    @property
    def database(self) -> Path:
        return self.data / "tuangui.db"

    @property
    def settings(self) -> Path:
        return self.data / "settings.toml"

    @property
    def receipts(self) -> Path:
        """The shop's own templates and logo; need not be there."""
        return self.data / "receipts"

    @property
    def log(self) -> Path:
        return self.data / "logs" / "tuangui.log"

    @property
    def lock(self) -> Path:
        return self.data / "running.lock"

    @property
    def exports(self) -> Path:
        """Where files go that a person carries away, when no stick is plugged in."""
        return self.data / "exports"

    def prepare(self) -> None:
        """Makes the directories, closed to other users (0700; Windows keeps them in the user's own profile).
        Raises OSError."""
        for directory in (self.data, self.log.parent):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix" and directory.stat().st_mode & 0o077:
                directory.chmod(0o700)


def find_paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """`TUANGUI_DATA` if set, else the operating system's place for this user's application data."""
    chosen = environ.get(DATA_ENV, "")
    if chosen:
        return Paths(Path(chosen).expanduser().absolute())
    import platformdirs

    return Paths(platformdirs.user_data_path("tuangui", appauthor=False))
