"""The scanners' makers of resources/scanners/makers.toml. Read where a sheet is printed, never at the start."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.scanner_makers import BookStep, ScannerMaker, SetsTo, SetupCode, Symbol

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "scanners" / "makers.toml"


@cache
def scanner_makers(shipped: Path = SHIPPED) -> tuple[ScannerMaker, ...]:
    """In the file's order. Raises ValueError or KeyError when it is broken, which a test forbids."""
    table = tomllib.loads(shipped.read_text(encoding="utf-8"))
    return tuple(_maker(each) for each in table["maker"])


def maker_of(key: str) -> ScannerMaker | None:
    """None for a key no maker has: "" is nobody's."""
    return next((each for each in scanner_makers() if each.key == key), None)


def _maker(table: dict[str, Any]) -> ScannerMaker:
    codes = (
        SetupCode(SetsTo(name), code["content"], Symbol(code["symbol"]))
        for name, code in table.get("codes", {}).items()
    )
    return ScannerMaker(
        table["key"],
        table["name"],
        table["models"],
        codes=tuple(codes),
        steps=tuple(BookStep(text, name) for text, name in table.get("steps", ())),
        sources=tuple(table["sources"]),
    )
