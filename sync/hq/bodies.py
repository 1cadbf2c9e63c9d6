"""Reading a fact's body: typed when this version knows the kind, and never a value the tables could not hold. Pure."""

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from sync import wire

_HEX_ID: Final = re.compile(r"[0-9a-f]{32}")
_REDEMPTION: Final = re.compile(r"[0-9a-f-]{32,36}")
_LONGEST: Final = 2000
_DECODERS: Final = {kind: msgspec.json.Decoder(body) for kind, body in wire.BODIES.items()}


class _Named(msgspec.Struct, frozen=True):
    """What can be told of a body nobody can read: the order it is about."""

    pickup: int | None = None


_NAMED: Final = msgspec.json.Decoder(_Named)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A kind or version this HQ does not know: kept and forwarded."""

    pickup: int | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    pickup: int | None


Body = wire.Struct | Unknown | Unreadable


def knows(kind: str, v: int) -> bool:
    """Whether this version can read bodies of the kind."""
    return (kind, v) in _DECODERS


def read_body(fact: wire.Fact) -> Body:
    """The body of a fact; never raises."""
    decoder = _DECODERS.get((fact.kind, fact.v))
    if decoder is None:
        return Unknown(_pickup_named(fact.body))
    try:
        body = decoder.decode(fact.body)
    except (msgspec.MsgspecError, UnicodeError):
        return Unreadable(_pickup_named(fact.body))
    return body if _storable(body) else Unreadable(_pickup_named(fact.body))


def pickup_of(body: Body) -> int | None:
    """Which order a body is about, if any."""
    pickup = getattr(body, "pickup", None)
    return pickup if isinstance(pickup, int) else None


def _pickup_named(raw: msgspec.Raw) -> int | None:
    try:
        pickup = _NAMED.decode(raw).pickup
    except (msgspec.MsgspecError, UnicodeError):
        return None
    return pickup if pickup is not None and 0 < pickup < 2**63 else None


def _storable(body: wire.Struct) -> bool:
    """Ids look like ids, numbers fit their columns, texts are short and free of NUL (PostgreSQL stores none)."""
    for name in body.__struct_fields__:
        value = getattr(body, name)
        match name, value:
            case "pickup", int():
                good = 0 < value < 2**63
            case "redemption" | "claim", str():
                good = _REDEMPTION.fullmatch(value) is not None
            case "member", str():
                good = _HEX_ID.fullmatch(value) is not None
            case _, int():
                good = 0 <= value < 2**31
            case _, str():
                good = len(value) <= _LONGEST and "\0" not in value
            case "units", tuple():
                good = all(_storable(unit) for unit in value)
            case _:
                good = True
        if not good:
            return False
    return True
