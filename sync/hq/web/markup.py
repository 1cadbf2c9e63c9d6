"""HTML as values: what is not Html is escaped on its way in, so no page can forget it. Knows no page."""

import html
from typing import Final

_VOID: Final = frozenset({"input", "meta", "br", "link"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Part = str | int | None
"""What may stand in an element: Html as it is, other text escaped, None left out."""


def tag(name: str, /, *parts: Part, **attributes: str | int | None) -> Html:
    """One element. `class_` is written class, `http_equiv` http-equiv; True is a bare attribute, None and False none."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{together(*parts)}</{name}>")


def together(*parts: Part) -> Html:
    """Parts one after the other."""
    return Html("".join(_shown(part) for part in parts if part is not None))


def _shown(part: str | int) -> str:
    return str(part) if isinstance(part, Html) else html.escape(str(part))


def _attribute(key: str, value: str | int | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
