"""A file somebody carries away: there whole or not at all, whatever becomes of the stick."""

import os
from pathlib import Path


def write_whole(target: Path, content: bytes) -> bool:
    """False = the folder takes no file: a stick that is full, read-only or gone."""
    half = target.with_suffix(".part")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except OSError:
        return False
    return True
