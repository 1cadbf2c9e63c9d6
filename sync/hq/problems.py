"""What HQ refuses, as values that become a wire.Problem answer. No handler builds a refusal by hand."""

from dataclasses import dataclass
from typing import Final

UPDATE_SECONDS: Final = 120
"""How soon a counter newer than HQ looks whether HQ has been updated."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`retry_after` in seconds; `expected` is the seq HQ wants next (gap)."""

    status: int
    code: str
    message: str
    expected: int | None = None
    retry_after: int | None = None
    scope: str = ""
    """The feed scope to fetch anew, "" = everything (reset)."""


class Refused(Exception):
    """Raised anywhere below a handler; the transaction it leaves is rolled back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def unauthorized() -> Refused:
    return Refused(Refusal(401, "unauthorized", "session missing, unknown or over"))


def revoked() -> Refused:
    return Refused(Refusal(403, "revoked", "this counter has been revoked"))


def bad_request(message: str) -> Refused:
    return Refused(Refusal(400, "bad_request", message))


def too_big() -> Refused:
    return Refused(Refusal(413, "bad_request", "more than HQ takes at once"))


def bad_encoding() -> Refused:
    return Refused(Refusal(415, "bad_request", "content encodings: zstd or none"))


def too_old(oldest: int) -> Refused:
    return Refused(Refusal(426, "too_old", f"protocol {oldest} or newer is needed"))


def too_new(newest: int) -> Refused:
    """A counter that was updated before HQ was: it asks again by itself."""
    message = f"this HQ speaks protocol {newest} and older"
    return Refused(Refusal(400, "too_new", message, retry_after=UPDATE_SECONDS))


def gap(expected: int) -> Refused:
    return Refused(Refusal(409, "gap", f"seq {expected} comes next", expected=expected))


def forked(message: str) -> Refused:
    return Refused(Refusal(409, "forked", message))


def reset(message: str, scope: str = "") -> Refused:
    return Refused(Refusal(410, "reset", message, scope=scope))


def bad_code() -> Refused:
    return Refused(Refusal(403, "bad_code", "code unknown, used or over"))


def rate_limited(seconds: int) -> Refused:
    return Refused(Refusal(429, "rate_limited", "too many tries", retry_after=seconds))


def busy(seconds: int = 2) -> Refused:
    return Refused(Refusal(503, "busy", "HQ is busy, nothing was changed", retry_after=seconds))


def not_found(message: str) -> Refused:
    return Refused(Refusal(404, "not_found", message))


def forbidden(message: str) -> Refused:
    return Refused(Refusal(403, "forbidden", message))


def unreadable(message: str) -> Refused:
    return Refused(Refusal(422, "unreadable", message))


def too_large(most: int) -> Refused:
    return Refused(Refusal(413, "too_large", f"at most {most} bytes"))
