"""Enrolment: a one-time code and this PC's new public key become a counter. Errors are for the person standing there."""

from pathlib import Path
from typing import ClassVar, Final

from sync.answers import Unauthorized
from sync.errors import Gap, Reset, Retry, Stop
from sync.http_hq import HttpLine
from sync.wire import PROTOCOL, EnrolAnswer, EnrolRequest

PUBLIC_KEY_BYTES: Final = 32


class EnrolError(Exception):
    """Root. `title` and `advice` are for people (English; a screen translates by class)."""

    title: ClassVar[str] = "This PC was not enrolled"
    advice: ClassVar[str] = "Try again."


class CodeRefused(EnrolError):
    """Wrong, used already or older than ten minutes: HQ does not say which."""

    title = "HQ does not accept this code"
    advice = "Check the eight characters; if they are right, ask HQ for a new code."


class TooManyTries(EnrolError):
    """HQ slows down guessing. `after` seconds, if it said so."""

    title = "Too many tries"
    advice = "Wait a minute, then try again."

    def __init__(self, after: float | None) -> None:
        super().__init__(self.title)
        self.after = after


class HqUnreachable(EnrolError):
    """`why`: line_down | timeout | certificate | unreadable_answer | busy | http_…"""

    title = "HQ cannot be reached"
    advice = "Check the network and the address of HQ, then try again with the same code."

    def __init__(self, why: str) -> None:
        super().__init__(f"{self.title}: {why}")
        self.why = why


class BadAddress(EnrolError):
    """What was typed is no address, or not https."""

    title = "This is not an address of HQ"
    advice = "The address begins with https:// and was given to you by HQ."


class AppTooOld(EnrolError):
    """HQ no longer speaks this version."""

    title = "This version is too old for HQ"
    advice = "Install the current version, then enrol again."


class HqTooOld(EnrolError):
    """HQ does not speak this version yet."""

    title = "HQ is older than this program"
    advice = "HQ has to be updated first, then enrol again with a new code."


def enrol(hq_url: str, code: str, public_key: bytes, *, ca_file: Path | None = None) -> EnrolAnswer:
    """Make this PC a counter. Blocks up to about 20 s; raises EnrolError. Spaces, dashes and case of the code do not
    matter. `public_key` is this PC's Ed25519 key, 32 bytes."""
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise ValueError("an Ed25519 public key is 32 bytes")
    bare = "".join(char for char in code.upper() if char.isalnum())
    if not bare:
        raise CodeRefused(CodeRefused.title)
    request = EnrolRequest(proto=PROTOCOL, code=bare, public_key=public_key)
    try:
        line = HttpLine(hq_url, ca_file)
        try:
            return line.post("/v1/enrol", request, EnrolAnswer)
        finally:
            line.close()
    except Retry as fault:
        raise _of_retry(fault) from fault
    except Stop as fault:
        raise _of_stop(fault) from fault
    except (Unauthorized, Gap, Reset) as fault:
        raise HqUnreachable("unreadable_answer") from fault


def _of_retry(fault: Retry) -> EnrolError:
    match str(fault):
        case "bad_code":
            return CodeRefused(CodeRefused.title)
        case "rate_limited":
            return TooManyTries(fault.after)
        case "too_new":
            return HqTooOld(HqTooOld.title)
        case why:
            return HqUnreachable(why)


def _of_stop(fault: Stop) -> EnrolError:
    match fault.code:
        case "insecure" | "bad_address" | "bad_ca_file":
            return BadAddress(str(fault))
        case "too_old":
            return AppTooOld(AppTooOld.title)
        case code:
            return CodeRefused(CodeRefused.title) if code == "bad_request" else HqUnreachable(code)
