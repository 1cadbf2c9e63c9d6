"""What an HTTP answer of HQ means: a message, or one of sync.errors. Pure; knows bytes and status codes, no client."""

from typing import Final, TypeVar

import msgspec

from sync.errors import Gap, Reset, Retry, Stop, SyncError
from sync.wire import Problem, Struct

Answer = TypeVar("Answer", bound=Struct)
_STOPS: Final = frozenset({"forked", "revoked", "too_old", "bad_request"})


class Unauthorized(SyncError):
    """401: the token is unknown or over, or the device key is. Sessions deal with it; the engine never sees it."""


def understood(status: int, retry_after: str, body: bytes, answer: type[Answer]) -> Answer:
    """The message of a 2xx; anything else raises what it means. A proxy's page or half a message is the world's
    fault (Retry `unreadable_answer`), whatever its status says; only HQ's own Problem can stop a counter."""
    if not 200 <= status < 300:
        raise _refusal(status, retry_after, body)
    try:
        message = msgspec.json.decode(body, type=answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as garbage:
        raise Retry("unreadable_answer") from garbage
    if (now := getattr(message, "now", None)) is not None and now.tzinfo is None:
        raise Retry("unreadable_answer")
    return message


def _refusal(status: int, retry_after: str, body: bytes) -> SyncError:
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        problem = Problem(code="", message="")
    if status == 401:
        return Unauthorized(problem.message)
    if problem.code == "gap" and problem.expected is not None:
        return Gap(problem.expected)
    if problem.code == "reset":
        return Reset(problem.scope)
    if problem.code in _STOPS:
        return Stop(problem.code, problem.message)
    return Retry(problem.code or f"http_{status}", _seconds(retry_after))


def _seconds(retry_after: str) -> float | None:
    """Retry-After as seconds; a date there is ignored, for our clock may be wrong."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
