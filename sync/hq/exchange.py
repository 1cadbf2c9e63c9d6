"""Requests and answers of HQ's handlers as JSON of msgspec types. Nothing here knows what they mean."""

from typing import Any, Final, TypeVar

import msgspec
from litestar import MediaType, Request, Response

from sync import wire
from sync.hq import problems
from sync.hq.packing import Body, packed, unpacked

MOST_BODY: Final = 4 * wire.PUSH_BYTES
"""Of a request, packed and unpacked."""
_HEADERS: Final = {
    "cache-control": "no-store",
    "accept-encoding": "zstd",
    "vary": "accept-encoding",
}
T = TypeVar("T")
AnyRequest = Request[Any, Any, Any]


def decode(body: bytes, shape: type[T]) -> T:
    """A request's body. Raises Refused(bad_request)."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError) as wrong:
        raise problems.bad_request(str(wrong)) from None


async def body_of(request: AnyRequest) -> bytes:
    """The body as its sender meant it. Raises Refused: too_big, bad_encoding, bad_request."""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    return unpacked(await request.body(), encoding, most=MOST_BODY)


def answer(body: object, status: int = 200, *, packing: bool = False) -> Response[bytes]:
    return send(packed(wire.encode(body), packing=packing), status)


def send(body: Body, status: int = 200) -> Response[bytes]:
    """Says along that zstd is taken here: a counter packs its requests from then on."""
    headers = dict(_HEADERS)
    if body.encoding:
        headers["content-encoding"] = body.encoding
    return Response(body.data, status_code=status, media_type=MediaType.JSON, headers=headers)
