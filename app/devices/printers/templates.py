"""The templates of this counter: ours from resources/receipts, the shop's own laid over them block by block. Whatever the
shop wrote, there is always a template to print with."""

import logging
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.devices.printers.template import Flaw, Kind, Template, TemplateFault
from app.devices.printers.template_reading import merged, template_of

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "receipts"
MOST_BYTES = 200_000


class Templates:
    """`own` is the shop's folder of templates and logos; None = ours alone. Read anew for every paper, so that a change
    needs no restart; a file that did not change is not parsed again."""

    def __init__(self, own: Path | None = None, *, shipped: Path = SHIPPED) -> None:
        self._own = own
        self._shipped = shipped
        self._told: set[tuple[TemplateFault, ...]] = set()

    def get(self, kind: Kind) -> Template:
        """The shop's template; ours when the shop's has a mistake, which is logged once."""
        found = self.read(kind)
        if isinstance(found, Template):
            return found
        if found not in self._told:
            self._told.add(found)
            log.warning("our own template %s is used: %s", kind, "; ".join(map(str, found)))
        return shipped_template(kind, self._shipped)

    def read(self, kind: Kind, *, draft: str | None = None) -> Template | tuple[TemplateFault, ...]:
        """What get() uses, or what is wrong with it. `draft` stands for the shop's file, unsaved."""
        text = draft if draft is not None else _text_of(self._file(kind))
        if isinstance(text, TemplateFault):
            return (text,)
        like = _like(kind, self._shipped)
        below = _text_of(self._file(like)) if like is not None else ""
        if isinstance(below, TemplateFault):
            return (below,)
        return _template(kind, self._shipped, self._own or self._shipped, below, text)

    def _file(self, kind: Kind) -> Path | None:
        return None if self._own is None else self._own / f"{kind}.toml"


def shipped_template(kind: Kind, shipped: Path = SHIPPED) -> Template:
    """Ours. Raises ValueError when it is broken, which a test forbids."""
    found = _template(kind, shipped, shipped, "", "")
    if isinstance(found, Template):
        return found
    raise ValueError("; ".join(map(str, found)))


@lru_cache(maxsize=32)
def _template(
    kind: Kind, shipped: Path, own: Path, below: str, text: str
) -> Template | tuple[TemplateFault, ...]:
    """Ours, then the shop's file of the kind this one is like, then the shop's own of this kind."""
    like = _like(kind, shipped)
    try:
        tables = [_shipped_table(kind, shipped), tomllib.loads(text)]
        if like is not None:
            tables = [_shipped_table(like, shipped), tomllib.loads(below), *tables]
    except (ValueError, RecursionError) as broken:
        return (TemplateFault("", Flaw.NO_TOML, str(broken)[:200]),)
    whole: dict[str, Any] = {}
    for table in tables:
        whole = merged(whole, table)
    whole.pop("like", None)
    return template_of(kind, whole, folder=own)


@lru_cache(maxsize=16)
def _shipped_text(kind: Kind, shipped: Path) -> str:
    return (shipped / f"{kind}.toml").read_text(encoding="utf-8")


def _shipped_table(kind: Kind, shipped: Path) -> dict[str, Any]:
    return tomllib.loads(_shipped_text(kind, shipped))


def _like(kind: Kind, shipped: Path) -> Kind | None:
    """The kind ours is made after: what the shop changes there holds here too."""
    named = _shipped_table(kind, shipped).get("like")
    return None if named is None else Kind(named)


def _text_of(path: Path | None) -> str | TemplateFault:
    """ "" when there is no file."""
    if path is None:
        return ""
    try:
        data = path.read_bytes()
        return (
            data.decode("utf-8-sig")
            if len(data) <= MOST_BYTES
            else TemplateFault("", Flaw.TOO_MUCH, f"{MOST_BYTES} bytes")
        )
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return TemplateFault("", Flaw.UNREADABLE)
