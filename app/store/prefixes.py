"""Starts-with as a range, so that an index answers it; LIKE would not use one with a bound value."""

from sqlalchemy import Column, ColumnElement, and_, bindparam

_LAST = "\U0010ffff"
"""No name holds this character, so every text that starts with p lies in p … p + this."""


def starts(column: Column[str]) -> ColumnElement[bool]:
    """`column` starts with the bound value `prefix`."""
    return and_(column >= bindparam("prefix"), column < bindparam("beyond"))


def prefix(text: str) -> dict[str, str]:
    """The bound values of `starts`."""
    return {"prefix": text, "beyond": text + _LAST}
