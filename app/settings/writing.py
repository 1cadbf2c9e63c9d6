"""Settings written as TOML, and beside them whatever else stood in the file: a newer version's settings, a person's notes.
Knows no setting by its meaning."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final

PLACE: Final = ("kind", "host", "device")
"""By these a table of many is known again."""


def table_of(path: Path) -> dict[str, Any]:
    """What stands in the file now; nothing where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}


def lines_of(section: Any, before: Mapping[str, Any], older: Mapping[str, str]) -> list[str]:  # noqa: ANN401 - any dataclass of settings
    """Plain values first, then each section. `before` is the table it replaces: of it, what is unknown stays. `older` names,
    by today's, what a list of tables was called when there was one."""
    plain, sections = list[str](), list[str]()
    names = [each.name for each in fields(section)]
    for name in names:
        value = getattr(section, name)
        if isinstance(value, tuple) and all(map(is_dataclass, value)):
            tables = _tables(before.get(name, before.get(older.get(name, ""))))
            for each, under in _each_with_its_table(value, tables):
                sections += ["", f"[[{name}]]", *lines_of(each, under, {})]
        elif is_dataclass(value):
            inside = before.get(name)
            inner = lines_of(value, inside if isinstance(inside, dict) else {}, {})
            sections += ["", f"[{name}]", *inner]
        else:
            plain.append(f"{name} = {as_toml(value)}")
    ours = {*names, *older.values()}
    plain += [
        f"{as_toml(name)} = {as_toml(value)}" for name, value in before.items() if name not in ours
    ]
    return plain + sections


def _tables(found: object) -> list[dict[str, Any]]:
    return [
        each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)
    ]


def _each_with_its_table(
    items: Sequence[Any], tables: list[dict[str, Any]]
) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Each with the table it had, told by where it stands; {} for a new one."""
    for item in items:
        usual = type(item)()
        same = (
            table
            for table in tables
            if all(table.get(name, getattr(usual, name)) == getattr(item, name) for name in PLACE)
        )
        found = next(same, {})
        tables = [table for table in tables if table is not found]
        yield item, found


def as_toml(value: object) -> str:
    """One value on one line. TOML's basic strings, numbers and booleans are JSON's, but for DEL (TOML 1.0, String)."""
    match value:
        case dict():
            inner = ", ".join(f"{as_toml(name)} = {as_toml(each)}" for name, each in value.items())
            return f"{{ {inner} }}"
        case list() | tuple():
            return f"[{', '.join(map(as_toml, value))}]"
        case str() | bool() | int():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
