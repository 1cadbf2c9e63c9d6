"""Requests and answers of HQ's handlers as JSON of msgspec types. Nothing here knows what they mean."""

from typing import Any, TypeVar

import msgspec
from litestar import MediaType, Request, Response

from sync import wire
from sync.hq import problems

T = TypeVar("T")
AnyRequest = Request[Any, Any, Any]


def decode(body: bytes, shape: type[T]) -> T:
    """A request's body. Raises Refused(bad_request)."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError) as wrong:
        raise problems.bad_request(str(wrong)) from None


def answer(body: object, status: int = 200) -> Response[bytes]:
    return Response(
        wire.encode(body),
        status_code=status,
        media_type=MediaType.JSON,
        headers={"cache-control": "no-store"},
    )
