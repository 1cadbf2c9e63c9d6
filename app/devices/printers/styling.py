"""The shop's own papers as an editor sees them: a template taken apart into items, one changed, and the file that says so,
which holds nothing but what differs from ours. Draws nothing and decides nothing about what is a mistake."""

import os
import tomllib
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.devices.printers.content import VOCABULARY
from app.devices.printers.template import Kind
from app.devices.printers.template_reading import LOGO_HEIGHT, merged
from app.devices.printers.templates import SHIPPED
from app.domain.receipt_styles import BETWEEN, ON, StyleItem, StyleKind, StyleSheet
from app.settings.writing import as_toml

GROWING = "footer"
"""The block that may get one line more."""


class ShopPapers:
    """`own` is the shop's folder of templates; it need not be there. Raises OSError where a file cannot be written."""

    def __init__(self, own: Path, *, shipped: Path = SHIPPED) -> None:
        self._own = own
        self._shipped = shipped

    def sheet(self, kind: Kind, text: str | None = None) -> StyleSheet:
        """`text` None = as it is kept. What is no TOML is shown as ours until it is mended."""
        if text is None:
            text = self._text(kind)
        ours = self._ours(kind)
        whole = merged(ours, _parsed(text))
        return StyleSheet(kind.value, text, tuple(_items(kind, whole, ours)))

    def changed(self, sheet: StyleSheet, place: str, value: str) -> StyleSheet:
        """With one item changed; a place that is not there changes nothing."""
        kind = Kind(sheet.paper)
        own, ours = _parsed(sheet.text), self._ours(kind)
        whole = merged(ours, own)
        _put(kind, own, whole, place.split("."), value)
        return self.sheet(kind, _as_text(_differing(own, ours)))

    def keep(self, sheet: StyleSheet) -> None:
        """The next paper is printed with it. A file that was no TOML is kept beside it as `.old`."""
        file = self._file(Kind(sheet.paper))
        self._own.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and not _readable(self._text(Kind(sheet.paper))):
            file.replace(file.with_suffix(".old"))
        draft = file.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as out:
            out.write(sheet.text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)

    def _file(self, kind: Kind) -> Path:
        return self._own / f"{kind}.toml"

    def _text(self, kind: Kind) -> str:
        try:
            return self._file(kind).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""

    def _ours(self, kind: Kind) -> dict[str, Any]:
        """What we ship, over what the shop has of the kind it is made after."""
        table = tomllib.loads((self._shipped / f"{kind}.toml").read_text(encoding="utf-8"))
        like = table.pop("like", None)
        if like is None:
            return table
        return merged(merged(self._ours(Kind(like)), _parsed(self._text(Kind(like)))), table)


def _readable(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text) if _readable(text) else {}


# -- taking apart ---------------------------------------------------------------------------------------------


def _items(kind: Kind, whole: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[StyleItem]:
    """In the order of the paper; what is not as it should be is passed over, for the preview says what is wrong."""
    order = whole.get("order", [])
    for name in order if isinstance(order, list) else []:
        block, under = _block(whole, name), _block(ours, name)
        place = f"block.{name}"
        if isinstance(block.get("lines"), list):
            yield from _line_items(place, name, block["lines"], under.get("lines", []))
        elif isinstance(block.get("codes"), list):
            others = [_block(ours, each) for each in ours.get("block", {}) if each != name]
            elsewhere = {one for each in others for one in each.get("codes", [])}
            yield from _code_items(kind, place, block, under, elsewhere)
        elif "logo" in block:
            shown = str(block["logo"])
            yield StyleItem(f"{place}.logo", StyleKind.LOGO, shown, str(under.get("logo", "")))
            if shown:
                height = str(block.get("height", LOGO_HEIGHT))
                yield StyleItem(f"{place}.height", StyleKind.HEIGHT, height, str(LOGO_HEIGHT))


def _line_items(place: str, name: str, lines: list[Any], ours: list[Any]) -> Iterator[StyleItem]:
    room = len(lines) + (1 if name == GROWING else 0)
    for index in range(room):
        value = _joined(lines[index]) if index < len(lines) else ""
        default = _joined(ours[index]) if index < len(ours) else ""
        yield StyleItem(f"{place}.lines.{index + 1}", StyleKind.LINE, value, default)


def _code_items(
    kind: Kind,
    place: str,
    block: Mapping[str, Any],
    ours: Mapping[str, Any],
    elsewhere: Container[str],
) -> Iterator[StyleItem]:
    """`elsewhere` are the codes other parts of the paper have."""
    captions = block.get("captions", {})
    for purpose in VOCABULARY[kind].codes:
        if purpose in elsewhere:
            continue
        shown = purpose in block["codes"]
        default = ON if purpose in ours.get("codes", []) else ""
        yield StyleItem(f"{place}.codes.{purpose}", StyleKind.CODE, ON if shown else "", default)
        said = captions.get(purpose, {}) if isinstance(captions, dict) else {}
        if not (shown and isinstance(said, dict)):
            continue
        before = ours.get("captions", {}).get(purpose, {})
        for part in ("line", "offer"):
            if part in said:
                yield StyleItem(
                    f"{place}.captions.{purpose}.{part}",
                    StyleKind.CAPTION,
                    str(said[part]),
                    str(before.get(part, "")),
                )


def _block(table: Mapping[str, Any], name: object) -> Mapping[str, Any]:
    blocks = table.get("block", {})
    found = blocks.get(name, {}) if isinstance(blocks, dict) else {}
    return found if isinstance(found, dict) else {}


def _joined(line: object) -> str:
    return BETWEEN.join(map(str, line)) if isinstance(line, list) else str(line)


# -- putting together -----------------------------------------------------------------------------------------


def _put(
    kind: Kind, own: dict[str, Any], whole: Mapping[str, Any], place: list[str], value: str
) -> None:
    """Writes into `own` what makes the whole say `value` there."""
    match place:
        case ["block", name, "lines", number] if number.isdecimal():
            lines = list(_block(whole, name).get("lines", []))
            parts = value.split(BETWEEN, 1)
            fresh: object = parts if len(parts) > 1 else value
            lines[int(number) - 1 : int(number)] = [fresh] if value else []
            _own_block(own, name)["lines"] = lines
        case ["block", name, "codes", purpose]:
            chosen = set(_block(whole, name).get("codes", [])) ^ {purpose}
            _own_block(own, name)["codes"] = [
                one for one in VOCABULARY[kind].codes if one in chosen
            ]
        case ["block", name, "captions", purpose, part]:
            captions = _own_block(own, name).setdefault("captions", {})
            captions.setdefault(purpose, {})[part] = value
        case ["block", name, "logo"]:
            _own_block(own, name)["logo"] = value
        case ["block", name, "height"]:
            _own_block(own, name)["height"] = int(value) if value.isdecimal() else value
        case _:
            pass


def _own_block(own: dict[str, Any], name: str) -> dict[str, Any]:
    block: dict[str, Any] = own.setdefault("block", {}).setdefault(name, {})
    return block


def _differing(own: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only repeats ours."""
    kept: dict[str, Any] = {}
    for name, value in own.items():
        under = ours.get(name)
        if isinstance(value, dict) and isinstance(under, dict):
            if inner := _differing(value, under):
                kept[name] = inner
        elif value != under:
            kept[name] = value
    return kept


def _as_text(table: Mapping[str, Any]) -> str:
    """TOML as a person would write it: plain values, then a section for each block."""
    blocks = table.get("block", {})
    lines = [f"{_key(name)} = {as_toml(value)}" for name, value in table.items() if name != "block"]
    for name, block in blocks.items() if isinstance(blocks, dict) else ():
        lines += ["", f"[block.{_key(name)}]"]
        lines += [f"{_key(part)} = {as_toml(value)}" for part, value in block.items()]
    return "\n".join(lines).lstrip("\n") + ("\n" if lines else "")


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else as_toml(name)
