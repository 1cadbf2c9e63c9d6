"""Reading seed files and the words in them: TOML tables, yuan, names, ids that are the same in every demo. No database."""

import tomllib
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

Entry = dict[str, Any]
NAMES: Final = uuid.UUID("6f0a3c52-4d0f-5b1e-9a55-7475616e6775")
"""Namespace of seed ids."""
TABLES: Final = ("store", "staff", "product", "member", "special", "prompt", "pickup")


class BadSeeds(ValueError):
    """The folder or a file in it cannot be loaded; the message names the file or the entry."""


def read_seeds(folder: Path) -> dict[str, list[Entry]]:
    """All entries of a folder's files by table, files in the order of their names."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BadSeeds(f"no .toml files in {folder}")
    seeds: dict[str, list[Entry]] = {table: [] for table in TABLES}
    for file in files:
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as wrong:
            raise BadSeeds(f"{file.name}: {wrong}") from wrong
        unknown = content.keys() - seeds.keys()
        if unknown:
            raise BadSeeds(f"{file.name}: unknown tables {', '.join(sorted(unknown))}")
        for table, entries in content.items():
            seeds[table].extend(entries)
    return seeds


def member_id(phone: str) -> str:
    """The id a seed's member has, 32 hex digits."""
    return uuid.uuid5(NAMES, f"member {phone}").hex


def coupon_id(phone: str, title: str) -> str:
    return uuid.uuid5(NAMES, f"coupon {phone} {title}").hex


def fen(yuan: str) -> int:
    """`29.90` → 2990. Raises ValueError for parts of a fen."""
    amount = Decimal(yuan) * 100
    if amount != int(amount):
        raise ValueError(f"{yuan} yuan is no whole fen")
    return int(amount)


def initials(name: str) -> str:
    """Pinyin initials, lower case: 王女士 → wns; letters and digits stay."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().replace(" ", "")
