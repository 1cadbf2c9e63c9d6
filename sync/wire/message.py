"""What every message is made of: immutable structs, by keyword, defaults left out on the wire."""

from typing import Final

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every message: immutable, by keyword, defaults left out on the wire."""


encode: Final = msgspec.json.encode
