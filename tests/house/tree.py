"""Which files are ours: the source tree without what tools made."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "sync", "tests", "installer")


@cache
def modules() -> tuple[Path, ...]:
    """Every Python file of the house."""
    return tuple(sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")))


@cache
def texts() -> tuple[Path, ...]:
    """Every text file a person or a program of ours reads, modules included."""
    kinds = {
        ".py",
        ".md",
        ".toml",
        ".json",
        ".ts",
        ".qss",
        ".txt",
        ".sql",
        ".nsi",
        ".spec",
        ".desktop",
    }
    places = [ROOT / room for room in (*ROOMS, "resources", "seeds", ".ci")]
    found = {path for place in places for path in place.rglob("*") if path.is_file()}
    found |= {path for path in ROOT.iterdir() if path.is_file()}
    return tuple(
        sorted(path for path in found if path.suffix in kinds or path.parent.name == ".ci")
    )


def name(path: Path) -> str:
    """A path as it reads from the root, the same on every system."""
    return path.relative_to(ROOT).as_posix()
