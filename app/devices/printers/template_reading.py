"""A template's table, as TOML gives it, read strictly into values: every mistake is told with its place, all of them at
once. Opens no file but looks whether a logo is a picture."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from app.devices.printers.content import VOCABULARY, Vocabulary
from app.devices.printers.paper import Align, Size
from app.devices.printers.template import (
    PLACEHOLDER,
    RULE_WORD,
    Block,
    Caption,
    CodesBlock,
    Flaw,
    Kind,
    Line,
    LogoBlock,
    RowsBlock,
    RuleBlock,
    Style,
    Template,
    TemplateFault,
    TextBlock,
)

MOST_BLOCKS = 60
MOST_LINES = 60
MOST_CHARACTERS = 400
MOST_SPACE = 255
LOGO_HEIGHT = 160
MOST_LOGO_HEIGHT = 480
_TIME = re.compile(r"(?:[^%]|%[YmdHMSy])*")
_SIZES = {size.name.lower(): size for size in Size}
_ALIGNS = {align.value: align for align in Align}
_STYLE_KEYS = ("size", "bold", "align", "space", "when")
_KINDS_OF_BLOCK = {
    "lines": ("joined",),
    "each": ("row", "rows"),
    "codes": ("captions", "native"),
    "logo": ("height",),
}
_T = TypeVar("_T")


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`: tables are merged name by name, everything else is replaced."""
    result = dict(below)
    for name, value in above.items():
        under = result.get(name)
        both = isinstance(under, dict) and isinstance(value, dict)
        result[name] = merged(under, value) if both else value  # type: ignore[arg-type]
    return result


def template_of(
    kind: Kind, table: Mapping[str, Any], *, folder: Path
) -> Template | tuple[TemplateFault, ...]:
    """The template, or everything that is wrong with it. A logo's name is taken from `folder`."""
    reading = _Reading(VOCABULARY[kind], folder)
    template = reading.template(kind, table)
    return tuple(reading.faults) or template


class _Reading:
    def __init__(self, words: Vocabulary, folder: Path) -> None:
        self._words = words
        self._folder = folder
        self.faults: list[TemplateFault] = []

    def template(self, kind: Kind, table: Mapping[str, Any]) -> Template:
        self._keys("", table, ("order", "time", "clock", "block"))
        tables: dict[str, Any] = self._get("", table, "block", {})
        blocks: dict[str, Block] = {RULE_WORD: RuleBlock()}
        for name, each in tables.items():
            where = f"block.{name}"
            if not isinstance(each, dict):
                self._fault(where, Flaw.WRONG_TYPE, "a table")
            elif (block := self._block(where, each)) is not None:
                blocks[name] = block
        order = self._texts("order", table.get("order"), most=MOST_BLOCKS)
        for name in order:
            if name != RULE_WORD and name not in tables:
                self._fault("order", Flaw.UNKNOWN_BLOCK, name, tuple(tables))
        return Template(
            kind=kind,
            blocks=tuple(blocks[name] for name in order if name in blocks),
            time=self._time(table, "time", "%Y-%m-%d %H:%M"),
            clock=self._time(table, "clock", "%H:%M"),
        )

    # -- blocks -----------------------------------------------------------------------------------------------

    def _block(self, where: str, table: dict[str, Any]) -> Block | None:
        kinds = [kind for kind in _KINDS_OF_BLOCK if kind in table]
        if len(kinds) != 1:
            flaw = Flaw.UNKNOWN_KEY if kinds else Flaw.MISSING_KEY
            self._fault(where, flaw, " + ".join(kinds or _KINDS_OF_BLOCK))
            return None
        (kind,) = kinds
        self._keys(f"{where}.", table, (kind, *_KINDS_OF_BLOCK[kind], *_STYLE_KEYS))
        style = self._style(where, table)
        match kind:
            case "lines":
                joined = self._get(f"{where}.", table, "joined", default=False)
                lines = self._lines(f"{where}.lines", table["lines"])
                return TextBlock(lines, style, joined)
            case "each":
                return self._rows(where, table, style)
            case "codes":
                return self._codes(where, table, style)
            case _:
                return self._logo(where, table, style)

    def _style(self, where: str, table: dict[str, Any]) -> Style:
        when = self._get(f"{where}.", table, "when", "")
        known = (*self._words.fields, *self._words.lists, "codes")
        if when and when not in known:
            self._fault(f"{where}.when", Flaw.UNKNOWN_FIELD, when, known)
        return Style(
            size=self._choice(f"{where}.size", table.get("size", "normal"), _SIZES, Size.NORMAL),
            bold=self._get(f"{where}.", table, "bold", default=False),
            align=self._choice(f"{where}.align", table.get("align", "left"), _ALIGNS, Align.LEFT),
            space=self._number(where, table, "space", 0, MOST_SPACE),
            when=when,
        )

    def _rows(self, where: str, table: dict[str, Any], style: Style) -> RowsBlock | None:
        each = self._choice(
            f"{where}.each", table["each"], {name: name for name in self._words.lists}, ""
        )
        if not each:
            return None
        about = self._words.lists[each]
        named: dict[str, Any] = self._get(f"{where}.", table, "rows", {})
        self._keys(f"{where}.rows.", named, about.variants)
        rows: dict[str, Line] = {}
        for variant in about.variants:
            place, value = (
                (f"{where}.rows.{variant}", named[variant])
                if variant in named
                else (f"{where}.row", table.get("row"))
            )
            if value is None:
                self._fault(where, Flaw.MISSING_KEY, f"rows.{variant}")
            else:
                rows[variant] = self._line(place, value, about.fields)
        return RowsBlock(each, rows, style)

    def _codes(self, where: str, table: dict[str, Any], style: Style) -> CodesBlock:
        chosen = self._texts(f"{where}.codes", table["codes"], most=len(self._words.codes))
        captions: dict[str, Caption] = {}
        tables: dict[str, Any] = self._get(f"{where}.", table, "captions", {})
        self._keys(f"{where}.captions.", tables, self._words.codes)
        for purpose in chosen:
            place = f"{where}.captions.{purpose}"
            if purpose not in self._words.codes:
                self._fault(f"{where}.codes", Flaw.UNKNOWN_WORD, purpose, self._words.codes)
            elif not isinstance(found := tables.get(purpose), dict):
                self._fault(place, Flaw.MISSING_KEY, "line")
            else:
                captions[purpose] = self._caption(place, found)
        native = self._get(f"{where}.", table, "native", default=False)
        return CodesBlock(tuple(chosen), captions, style, native)

    def _caption(self, where: str, table: dict[str, Any]) -> Caption:
        self._keys(f"{where}.", table, ("line", "offer", "narrow"))
        said = {
            name: self._text(f"{where}.{name}", table.get(name, ""), ("amount",))
            for name in ("line", "offer", "narrow")
        }
        return Caption(**said)

    def _logo(self, where: str, table: dict[str, Any], style: Style) -> LogoBlock | None:
        from app.devices.printers.logo import is_picture

        name = self._get(f"{where}.", table, "logo", "")
        height = self._number(where, table, "height", LOGO_HEIGHT, MOST_LOGO_HEIGHT)
        if not name:
            return None
        if not is_picture(self._folder / name):
            self._fault(f"{where}.logo", Flaw.NO_PICTURE, name)
        return LogoBlock(self._folder / name, max(1, height), style)

    # -- values -----------------------------------------------------------------------------------------------

    def _lines(self, where: str, value: object) -> tuple[Line, ...]:
        if not isinstance(value, list):
            self._fault(where, Flaw.WRONG_TYPE, "a list of texts, or of pairs of texts")
            return ()
        if len(value) > MOST_LINES:
            self._fault(where, Flaw.TOO_MUCH, str(MOST_LINES))
            return ()
        fields = self._words.fields
        return tuple(self._line(f"{where}.{n}", each, fields) for n, each in enumerate(value, 1))

    def _line(self, where: str, value: object, fields: tuple[str, ...]) -> Line:
        if isinstance(value, str):
            return (self._text(where, value, fields),)
        if isinstance(value, list) and len(value) in {1, 2}:
            return tuple(self._text(where, each, fields) for each in value)
        self._fault(where, Flaw.WRONG_TYPE, "a text or a pair of texts")
        return ("",)

    def _text(self, where: str, value: object, fields: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            self._fault(where, Flaw.WRONG_TYPE, "a text")
            return ""
        if len(value) > MOST_CHARACTERS:
            self._fault(where, Flaw.TOO_MUCH, str(MOST_CHARACTERS))
            return ""
        for name in PLACEHOLDER.findall(value):
            if name not in fields:
                self._fault(where, Flaw.UNKNOWN_FIELD, name, fields)
        if re.search(r"[{}]", PLACEHOLDER.sub("", value)):
            self._fault(where, Flaw.BAD_BRACE, value)
        return value

    def _texts(self, where: str, value: object, *, most: int) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fault(where, Flaw.WRONG_TYPE, "a list of names")
            return []
        if len(value) > most:
            self._fault(where, Flaw.TOO_MUCH, str(most))
            return []
        return value

    def _time(self, table: Mapping[str, Any], name: str, default: str) -> str:
        value = self._get("", table, name, default)
        if not _TIME.fullmatch(value) or len(value) > MOST_CHARACTERS:
            self._fault(name, Flaw.BAD_TIME, value)
            return default
        return value

    def _number(self, where: str, table: dict[str, Any], name: str, default: int, most: int) -> int:
        value = table.get(name, default)
        if type(value) is not int or not 0 <= value <= most:
            self._fault(f"{where}.{name}", Flaw.WRONG_TYPE, f"a number from 0 to {most}")
            return default
        return value

    def _choice(self, where: str, value: object, choices: Mapping[str, _T], default: _T) -> _T:
        if isinstance(value, str) and value in choices:
            return choices[value]
        self._fault(where, Flaw.UNKNOWN_WORD, str(value), tuple(choices))
        return default

    def _get(self, prefix: str, table: Mapping[str, Any], name: str, default: _T) -> _T:
        value = table.get(name, default)
        if type(value) is type(default):
            return value
        words = {"str": "a text", "bool": "true or false", "dict": "a table"}
        self._fault(prefix + name, Flaw.WRONG_TYPE, words[type(default).__name__])
        return default

    def _keys(self, prefix: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
        for name in table:
            if name not in allowed:
                self._fault(prefix.rstrip("."), Flaw.UNKNOWN_KEY, name, allowed)

    def _fault(self, where: str, flaw: Flaw, got: str = "", allowed: tuple[str, ...] = ()) -> None:
        self.faults.append(TemplateFault(where, flaw, got, allowed))
