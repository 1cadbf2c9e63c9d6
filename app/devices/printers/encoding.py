"""Text as a Chinese receipt printer takes it: one or two GBK bytes a character, and widths counted in columns.
No printer command lives here."""

import logging
import unicodedata
from functools import lru_cache
from typing import NewType

log = logging.getLogger(__name__)

PaperText = NewType("PaperText", str)
"""Text every character of which has a one- or two-byte form; only `paper_text` makes it."""

MISSING = "〓"
"""Stands visibly for a character the printer has no glyph for."""

_REPLACED = {
    "¥": "￥", "£": "￡", "¢": "￠", "¦": "|", "©": "(C)", "®": "(R)",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "―": "—", "⁄": "/",
    "•": "·", "∙": "·", "⋅": "·", "・": "·", "‣": "·", "◦": "·",
    "„": "“", "‚": "‘", "✕": "×", "✖": "×", "✓": "√", "✔": "√", "⭐": "★",
}  # fmt: skip
_SKIN_TONES = range(0x1F3FB, 0x1F400)

_OPENING = frozenset("（【《〈「『〔“‘([{￥")
"""Never the last of a line; its word follows."""
_CLOSING = frozenset("）】》〉」』〕”’)]}，。、；：？！,.;:?!…—％℃")
"""Never the first of a line."""


def paper_text(text: str) -> PaperText:
    """`text` with line breaks as blanks, invisible characters dropped, `¥` as `￥`, dashes, bullets and
    fractions in a form GBK has, and `〓` for what it has not (devices.md §1.1)."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        form = _paper_form(char)
        if "/" in form and char not in "/⁄" and out and out[-1][-1:].isdigit():
            form = f" {form}"
        if form:
            out.append(form)
    return PaperText("".join(out))


def gbk(text: PaperText) -> bytes:
    """The bytes of a line, without its line feed."""
    return text.encode("gb18030")


def columns(text: PaperText) -> int:
    """Width in columns of 12 dots (font A): the number of its bytes."""
    return sum(1 if char < "\x80" else 2 for char in text)


def split_at(text: PaperText, width: int) -> tuple[PaperText, PaperText]:
    """The longest start of `text` of at most `width` columns, and the rest; never inside a character."""
    used = 0
    for place, char in enumerate(text):
        used += 1 if char < "\x80" else 2
        if used > width:
            return PaperText(text[:place]), PaperText(text[place:])
    return text, PaperText("")


def wrap(text: PaperText, width: int) -> tuple[PaperText, ...]:
    """Lines of at most `width` (≥ 2) columns: broken at a blank or beside a Chinese character where it can be,
    inside a long Latin word where it must. Nothing but blanks at the breaks is lost; empty text is no line."""
    lines: list[PaperText] = []
    rest = PaperText(text.strip(" "))
    while rest:
        line, beyond = split_at(rest, width)
        if beyond:
            cut = _last_break(rest, len(line))
            line, beyond = PaperText(rest[:cut]), PaperText(rest[cut:])
        lines.append(PaperText(line.rstrip(" ")))
        rest = PaperText(beyond.lstrip(" "))
    return tuple(lines)


def pad_right(text: PaperText, width: int) -> PaperText:
    """Filled with blanks on the right up to `width` columns."""
    return PaperText(text + " " * (width - columns(text)))


def pad_left(text: PaperText, width: int) -> PaperText:
    """Filled with blanks on the left up to `width` columns."""
    return PaperText(" " * (width - columns(text)) + text)


def centred(text: PaperText, width: int) -> PaperText:
    """Blanks on both sides, the odd one on the right."""
    spare = max(0, width - columns(text))
    return PaperText(" " * (spare // 2) + text + " " * (spare - spare // 2))


def at_both_ends(left: PaperText, right: PaperText, width: int) -> tuple[PaperText, ...]:
    """`left` at the left edge and `right` at the right one, with at least one blank between them; the right part
    stands on the last line of the left part if there is room, else below it."""
    heads, tails = list(wrap(left, width)), list(wrap(right, width))
    if heads and tails and columns(heads[-1]) + 1 + columns(tails[0]) <= width:
        head, tail = heads.pop(), tails.pop(0)
        gap = width - columns(head) - columns(tail)
        heads.append(PaperText(head + " " * gap + tail))
    return (*heads, *(pad_left(tail, width) for tail in tails))


@lru_cache(maxsize=8192)
def _paper_form(char: str) -> str:
    """What stands on paper for one character; the cache makes the log line come once."""
    if " " <= char <= "~":
        return char
    if char in _REPLACED:
        return _REPLACED[char]
    category = unicodedata.category(char)
    if char in "\t\n\v\f\r\x85" or (category[0] == "Z" and char != "\u3000"):
        return " "
    if category in {"Cc", "Cf", "Mn", "Me"} or ord(char) in _SKIN_TONES:
        return ""
    if _has_glyph(char, category):
        return char
    for spelling in (unicodedata.normalize("NFKC", char), unicodedata.normalize("NFKD", char)):
        plain = "".join(
            _REPLACED.get(part, part) for part in spelling if unicodedata.category(part) != "Mn"
        )
        if plain and all(_has_glyph(part, unicodedata.category(part)) for part in plain):
            return plain
    log.warning("no glyph for U+%04X on paper", ord(char))
    return MISSING


def _has_glyph(char: str, category: str) -> bool:
    if category in {"Cc", "Cs", "Co", "Cn"}:
        return False
    return len(char.encode("gb18030")) <= 2


def _last_break(rest: PaperText, most: int) -> int:
    """Where to end a full line of at most `most` characters: after the last blank or two-byte character that leaves no
    opening bracket behind and no closing one alone in front, else after the last one at all, else inside a word."""
    following = rest[most]
    ends = [most] if following == " " or following >= "\x80" else []
    ends += [at for at in range(most, 0, -1) if rest[at - 1] == " " or rest[at - 1] >= "\x80"]
    for end in ends:
        if (
            rest[:end].rstrip(" ")[-1:] not in _OPENING
            and rest[end:].lstrip(" ")[:1] not in _CLOSING
        ):
            return end
    return ends[0] if ends else most
